// All cells together: that each of them ran, that nothing failed in any, and that the README says so.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { readmeTable } from "../contract/readme-table.mjs";
import { cells } from "../runtimes/cells/all.mjs";
import { currentRuns } from "../runtimes/records.mjs";
import { rowsIn, testsOf } from "../runtimes/rows.mjs";

const names = cells.map(({ name }) => name);
const runs = currentRuns();
const ran = runs.filter(({ missing }) => missing === undefined);
const rows = rowsIn(readmeTable("runtimes"));

describe("the matrix", () => {
  it("has a name of its own for each cell", () => assert.equal(new Set(names).size, names.length));

  it("has a record of every cell, from this run", () => {
    const left = names.filter((wanted) => !runs.some(({ name }) => name === wanted));
    assert.deepEqual(left, [], "without a record; `npm test -- runtimes` leaves them");
  });

  it("has no record of any other", () => {
    const others = runs.map(({ name }) => name).filter((name) => !names.includes(name));
    assert.deepEqual(others, []);
  });

  it("ran somewhere, and failed nowhere", () => {
    assert.ok(ran.length > 0, "no cell ran");
    const failures = ran.filter(({ passed, failed }) => failed > 0 || passed === 0);
    assert.deepEqual(failures, []);
  });

  it("has these cells in the README's table", () => {
    assert.deepEqual(
      rows.map(({ cell }) => cell),
      names,
      "README.md is behind: node tests/runtimes/table.mjs --write",
    );
  });

  for (const run of ran) {
    it(`has as many tests in the README's table as ran in ${run.name}`, () => {
      const row = rows.find(({ cell }) => cell === run.name);
      assert.equal(
        row?.tests,
        testsOf(run),
        "README.md is behind: node tests/runtimes/table.mjs --write",
      );
    });
  }
});
