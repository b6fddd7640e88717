// What each cell of the matrix saw, kept in a file each: cells are processes of their own.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { filesUnder } from "../../../scripts/build/inputs.mjs";
import { fromRoot } from "../../../scripts/paths.mjs";

const FOLDER = fromRoot("target/contract");
const INPUTS = [
  ...["pkg", "tests/runtimes"],
  ...["checker", "description", "recording"].map((name) => `tests/contract/${name}`),
];
// What the records are for stands in it, so that they would never be current.
const README = "pkg/README.md";

/**
 * @typedef {object} Record
 * @property {string} cell
 * @property {string} inputs  what the cell ran with
 * @property {Record<string, Pick<import("./ledger.mjs").Ledger, "checked" | "routes" | "probes" | "aside">>} dialects
 */

/** One hash over everything that a record depends on. */
export function inputsHash() {
  const hash = createHash("sha256");
  for (const path of INPUTS.flatMap(filesUnder).filter((path) => path !== README)) {
    hash.update(`\0${path}\0`).update(readFileSync(fromRoot(path)));
  }
  return hash.digest("hex");
}

/**
 * @param {string} cell
 * @param {import("./ledger.mjs").Ledger[]} ledgers
 */
export function writeRecord(cell, ledgers) {
  const dialects = Object.fromEntries(
    ledgers.map(({ dialect, checked, routes, probes, aside }) => [
      dialect,
      { checked, routes, probes, aside },
    ]),
  );
  mkdirSync(FOLDER, { recursive: true });
  const file = join(FOLDER, `${cell.replace(/\W+/g, "-")}.json`);
  writeFileSync(file, JSON.stringify({ cell, inputs: inputsHash(), dialects }));
}

/** The records of cells that ran with what is there now. */
export function currentRecords() {
  if (!existsSync(FOLDER)) return [];
  const inputs = inputsHash();
  return readdirSync(FOLDER)
    .map((name) => JSON.parse(readFileSync(join(FOLDER, name), "utf8")))
    .filter((record) => record.inputs === inputs);
}
