// What each cell of the matrix saw, kept in a file each: cells are processes of their own.
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { filesUnder, hashOf } from "../../../scripts/build/inputs.mjs";
import { isText } from "../../../scripts/build/texts.mjs";
import { fromRoot } from "../../../scripts/paths.mjs";

const FOLDER = fromRoot("target/contract");
const INPUTS = [
  ...["pkg", "tests/runtimes"],
  ...["checker", "description", "recording"].map((name) => `tests/contract/${name}`),
];
// Nothing that runs reads the package's texts; and what the records are for stands in the README, so that
// they would never be current.
const isTextOfThePackage = (path) => path.startsWith("pkg/") && isText(path.slice("pkg/".length));

/**
 * @typedef {object} Record
 * @property {string} cell
 * @property {string} inputs  what the cell ran with
 * @property {Record<string, Pick<import("./ledger.mjs").Ledger, "checked" | "routes" | "probes" | "aside">>} dialects
 */

/** One hash over everything that a record depends on. */
export function inputsHash() {
  return hashOf(INPUTS.flatMap(filesUnder).filter((path) => !isTextOfThePackage(path)));
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
