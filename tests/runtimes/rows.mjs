// The README's table of the runtimes, a row for each cell: made from the records of a run, and read again.
import { existsSync, readFileSync } from "node:fs";
import { fromRoot } from "../../scripts/paths.mjs";

/**
 * @typedef {object} Row
 * @property {string} cell
 * @property {string} version
 * @property {string} tests  how many passed, and how many were skipped
 * @property {string} coldStart
 * @property {string} bytes
 *
 * @typedef {Record<string, { package: number, over: { median: number } }>} ColdStarts  by cell, in milliseconds
 */

/** Where `npm run bench -- --only cold` leaves what it measured. */
export const COLD_STARTS = fromRoot("bench/results/cold.json");

const HEAD = ["cell", "version", "tests passed", "cold start, ms (over bare fetch)", "bytes"];
const NONE = "–";

const whole = (number) => number.toLocaleString("en");

/** What was measured last on this machine. */
export function coldStarts() {
  return existsSync(COLD_STARTS) ? JSON.parse(readFileSync(COLD_STARTS, "utf8")) : {};
}

/**
 * What was not run or not measured on this machine stays as it is.
 *
 * @param {string[]} names  of all cells
 * @param {{ records: import("./records.mjs").Record[], measured: ColdStarts, before: Row[] }} known
 * @returns {Row[]}
 */
export function rowsOf(names, { records, measured, before }) {
  return names.map((cell) => {
    const cold = measured[cell];
    const record = records.find(({ name, missing }) => name === cell && missing === undefined);
    return {
      ...{ cell, version: NONE, tests: NONE, coldStart: NONE, bytes: NONE },
      ...before.find((row) => row.cell === cell),
      ...(cold && { coldStart: `${cold.package.toFixed(0)} (${signed(cold.over.median)})` }),
      ...(record && {
        ...{ version: record.version, tests: testsOf(record), bytes: whole(record.bytes) },
      }),
    };
  });
}

/** @param {import("./records.mjs").Record} record */
export function testsOf({ passed, failed, skipped }) {
  const others = Object.entries({ failed, skipped }).filter(([, count]) => count > 0);
  return [whole(passed), ...others.map(([what, count]) => `${whole(count)} ${what}`)].join(", ");
}

const signed = (ms) => `${ms < 0 ? "−" : "+"}${Math.abs(ms).toFixed(0)}`;

/** @param {Row[]} rows */
export function asMarkdown(rows) {
  const rule = ["---", "---", "--:", "--:", "--:"];
  const lines = rows.map((row) => Object.values(row));
  return [HEAD, rule, ...lines].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

/**
 * @param {string} table  as the README has it
 * @returns {Row[]}
 */
export function rowsIn(table) {
  const lines = table.split("\n").slice(2);
  return lines.map((line) => {
    const [cell, version, tests, coldStart, bytes] = line
      .split("|")
      .slice(1, -1)
      .map((text) => text.trim());
    return { cell, version, tests, coldStart, bytes };
  });
}
