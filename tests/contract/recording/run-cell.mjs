// The records there are; where there is none, one cell of the matrix is run for them.
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { root } from "../../../scripts/paths.mjs";
import { MAJORS, cellsOf } from "../../runtimes/cells/node.mjs";
import { currentRecords } from "./records.mjs";

/** The cell that needs nothing but Node: the one that runs, or else the oldest. */
const OWN = Number.parseInt(process.versions.node, 10);
const MAJOR = MAJORS.includes(OWN) ? OWN : MAJORS[0];
const FILE = `tests/runtimes/node-${MAJOR}.test.mjs`;
const [{ name: CELL }] = cellsOf(MAJOR);

export async function recordsOrRun() {
  const records = currentRecords();
  if (records.length > 0) return records;
  // With this in it the child would take itself for a part of our own run, and run nothing.
  const { NODE_TEST_CONTEXT, ...env } = process.env;
  // How it ended is told by the suite that it belongs to; here counts what it saw.
  const { stdout } = await promisify(execFile)(process.execPath, [FILE, CELL], {
    ...{ cwd: root, env, maxBuffer: 64 * 1024 * 1024 },
  }).catch((failure) => failure);
  const seen = currentRecords();
  if (seen.length === 0) throw new Error(`${CELL} left no record:\n${stdout}`);
  return seen;
}
