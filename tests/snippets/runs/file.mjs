// What a text shows of a file that is tested where it stands.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { fromRoot } from "../../../scripts/paths.mjs";

export function isTheFile({ code, words: [path] }) {
  assert.equal(code, readFileSync(fromRoot(path), "utf8"));
}
