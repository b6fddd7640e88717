// What is made of a cell's run: tests, so that each check is counted, and records.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { writeRecord } from "../contract/recording/records.mjs";
import { reportMissing } from "../suites/missing.mjs";
import { recordRun } from "./records.mjs";

const VIOLATIONS_SHOWN = 20;

/** @param {import("./cell.mjs").Run} run */
export function report(run) {
  recordRun(run);
  const { name, missing, results, ledgers } = run;
  if (missing !== undefined) return reportMissing(name, missing);
  writeRecord(name, ledgers);
  describe(name, () => {
    it("ran every check once", () => {
      assert.ok(results.length > 0, "no check ran");
      const names = results.map(({ name }) => name);
      const repeated = names.filter((name, index) => names.indexOf(name) !== index);
      assert.deepEqual(repeated, []);
    });
    for (const { name, ok, error, skipped } of results) {
      it(name, { skip: skipped }, () => assert.ok(ok, error));
    }
    for (const side of ["request", "answer"]) {
      it(`every ${side} keeps to the contract`, () => keepsToTheContract(ledgers, side));
    }
  });
}

function keepsToTheContract(ledgers, side) {
  for (const { dialect, checked } of ledgers) {
    assert.ok(checked[`${side}s`] > 0, `no ${side} was seen at the sandbox ${dialect}`);
  }
  const violations = ledgers.flatMap((ledger) => ledger.violations(side));
  const shown = violations.slice(0, VIOLATIONS_SHOWN).join("\n  ");
  assert.ok(violations.length === 0, `in ${violations.length} ways, first:\n  ${shown}`);
}
