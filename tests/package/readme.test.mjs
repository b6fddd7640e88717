// The README's examples, pasted as they are into a consumer's folder.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, it } from "node:test";
import { codeBlocks } from "../snippets/blocks.mjs";
import { openConsumer } from "../snippets/consumer.mjs";
import { hold } from "../snippets/hold.mjs";

const consumer = await openConsumer();
after(consumer.close);

// Commands, which begin with a checkout; and what tests/examples/readme.test.mjs holds against its file.
const HELD_ELSEWHERE = ["sh", "jsonc"];

const blocks = codeBlocks(readFileSync(join(consumer.installed, "README.md"), "utf8"));
const held = blocks.filter(({ language }) => !HELD_ELSEWHERE.includes(language));

for (const kind of ["node", "worker", "types"]) {
  it(`the README has an example for ${kind}`, () => {
    assert.ok(held.some((block) => block.kind === kind));
  });
}
hold("README", held, consumer);
