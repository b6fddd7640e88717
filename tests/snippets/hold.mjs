// Every code block of a text, as a test.
import assert from "node:assert/strict";
import { it } from "node:test";
import { RUNS } from "./runs.mjs";

/**
 * @param {string} text the name of what the blocks are of: part of file names
 * @param {import("./blocks.mjs").Block[]} blocks
 * @param {Awaited<ReturnType<import("./consumer.mjs").openConsumer>>} consumer
 */
export function hold(text, blocks, consumer) {
  for (const block of blocks) {
    const { kind, language, line } = block;
    const name = `${text}-${line}`.replaceAll(/[^\w-]+/g, "-");
    const { missing, run } = RUNS[kind] ?? {};
    it(`${text} holds in line ${line}: ${kind}`, { skip: missing }, () => {
      assert.ok(run, `this ${language} block must say what becomes of it: see blocks.mjs`);
      return run({ ...block, name }, consumer);
    });
  }
}
