// Every code block of a text, as a test.
import assert from "node:assert/strict";
import { it } from "node:test";
import { reportMissing } from "../suites/missing.mjs";
import { RUNS } from "./runs.mjs";

/**
 * @param {string} text the name of what the blocks are of
 * @param {import("./blocks.mjs").Block[]} blocks
 * @param {Awaited<ReturnType<import("./consumer.mjs").openConsumer>>} consumer
 */
export function hold(text, blocks, consumer) {
  for (const { kind, ...rest } of blocks) {
    // Part of file names.
    const name = `${text}-${rest.line}`.replaceAll(/[^\w-]+/g, "-");
    const block = { ...rest, name };
    const { missing, prepare, run } = RUNS[kind] ?? {};
    const test = `${text} holds in line ${rest.line}: ${kind}`;
    if (missing) {
      reportMissing(test, missing);
      continue;
    }
    prepare?.(block, consumer);
    it(test, () => {
      assert.ok(run, `this ${rest.language} block must say what becomes of it: see blocks.mjs`);
      return run(block, consumer);
    });
  }
}
