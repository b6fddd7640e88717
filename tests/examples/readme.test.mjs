// The README shows the bare Worker as it is in examples/edge, where it is run.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { it } from "node:test";
import { fromRoot } from "../../scripts/paths.mjs";

const readme = readFileSync(fromRoot("README.md"), "utf8");

for (const [language, file] of [
  ["ts", "worker.ts"],
  ["jsonc", "wrangler.jsonc"],
]) {
  it(`the README has ${file} as it is run`, () => {
    const text = readFileSync(fromRoot(`examples/edge/worker/${file}`), "utf8");
    assert.ok(readme.includes(`\n\`\`\`${language}\n${text}\`\`\`\n`));
  });
}
