// What the conformance run exercised of the contract.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { asMarkdown, asText, coverageOf, unexercised } from "./coverage.mjs";
import { formatted, readmeTable } from "./readme-table.mjs";
import { recordsOrRun } from "./recording/run-cell.mjs";

const records = await recordsOrRun();
const rows = coverageOf(records);
console.log(asText(rows, records));

describe("the conformance run", () => {
  it("exercises every route of each dialect", () => {
    const left = unexercised(rows);
    assert.equal(left.length, 0, `${left.length} never succeeded:\n  ${left.join("\n  ")}`);
  });

  it("is as the README's table has it", async () => {
    const table = await formatted(asMarkdown(rows));
    assert.equal(
      readmeTable("routes"),
      table,
      "README.md is behind: node tests/contract/table.mjs --write",
    );
  });
});
