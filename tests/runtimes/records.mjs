// What came of each cell's run, kept in a file each: cells run in several processes.
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fromRoot } from "../../scripts/paths.mjs";
import { inputsHash } from "../contract/recording/records.mjs";

const FOLDER = fromRoot("target/runtimes");

/**
 * @typedef {object} Record
 * @property {string} name  of the cell
 * @property {string} inputs  what it ran with
 * @property {string} [missing]  why it did not run
 * @property {string} [version]
 * @property {number} [bytes]
 * @property {number} passed
 * @property {number} failed
 * @property {number} skipped
 */

/** @param {import("./cell.mjs").Run} run */
export function recordRun({ name, missing, version, bytes, results }) {
  const count = (of) => results.filter(of).length;
  const record = {
    ...{ name, inputs: inputsHash(), missing, version, bytes },
    passed: count(({ ok, skipped }) => ok && !skipped),
    failed: count(({ ok }) => !ok),
    skipped: count(({ skipped }) => skipped),
  };
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(join(FOLDER, `${name.replace(/\W+/g, "-")}.json`), JSON.stringify(record));
}

/** @returns {Record[]} of the cells that ran with what is there now */
export function currentRuns() {
  if (!existsSync(FOLDER)) return [];
  const inputs = inputsHash();
  return readdirSync(FOLDER)
    .map((name) => JSON.parse(readFileSync(join(FOLDER, name), "utf8")))
    .filter((record) => record.inputs === inputs);
}
