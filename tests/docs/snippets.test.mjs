// Every snippet of the guides, and every example in the declarations, pasted as it is into a consumer's
// folder.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { after, it } from "node:test";
import { fromRoot } from "../../scripts/paths.mjs";
import { codeBlocks, exampleBlocks } from "../snippets/blocks.mjs";
import { openConsumer } from "../snippets/consumer.mjs";
import { hold } from "../snippets/hold.mjs";
import { RUNS } from "../snippets/runs.mjs";

const consumer = await openConsumer();
after(consumer.close);

const named = (folder, suffix) =>
  readdirSync(folder, { recursive: true }).filter((path) => path.endsWith(suffix));

const guides = named(fromRoot("docs"), ".md").map((path) => ({
  text: `docs/${path}`,
  blocks: codeBlocks(readFileSync(fromRoot(`docs/${path}`), "utf8")),
}));
const declarations = named(consumer.installed, ".d.ts").map((path) => ({
  text: path,
  blocks: exampleBlocks(readFileSync(join(consumer.installed, path), "utf8")),
}));

for (const kind of Object.keys(RUNS)) {
  it(`the guides have a snippet of the kind ${kind}`, () => {
    assert.ok(guides.some(({ blocks }) => blocks.some((block) => block.kind === kind)));
  });
}
it("no example in the declarations is passed over", () => {
  const fences = (path) =>
    readFileSync(join(consumer.installed, path), "utf8").match(/^ *\* ```\w/gm) ?? [];
  for (const { text, blocks } of declarations) assert.equal(blocks.length, fences(text).length);
});
for (const { text, blocks } of [...guides, ...declarations]) hold(text, blocks, consumer);
