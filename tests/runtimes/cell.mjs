// A cell of the matrix: a runtime, and a way for the package to get into it. `cells/` has the lists of them.
import { openConsumer } from "./consumer.mjs";
import { report } from "./report.mjs";
import { openWorld } from "./world.mjs";

/**
 * @typedef {object} Cell
 * @property {string} name  as the table has it: "Node 22, by require"
 * @property {boolean} [page]  a page of a browser, or a worker of one: its servers answer every origin
 * @property {(consumer: import("./consumer.mjs").Consumer) => Promise<Opened | { missing: string }>} open
 *   `missing` says why it cannot run on this machine
 *
 * @typedef {object} Opened
 * @property {string} version  of the runtime, as it says itself
 * @property {number} bytes  gzip -9, of what this cell loads: glue, loader and module; of a bundle, that of the
 *   program that only makes a client and one call (first-call.mjs)
 * @property {(world: object) => Promise<Result[]>} conform  runs every check against the servers of a world
 * @property {(what: "package" | "fetch", url: string) => Promise<number>} coldStart  milliseconds from the start
 *   of a fresh process, page or isolate to the first answer: of a call by the package to a server at that
 *   URL, or of the same request by bare fetch
 * @property {() => Promise<unknown>} close
 *
 * @typedef {{ name: string, ok: boolean, error?: string, skipped?: string }} Result
 *
 * @typedef {object} Run  a cell's, over all the checks
 * @property {string} name
 * @property {string} [missing]
 * @property {string} [version]
 * @property {number} [bytes]
 * @property {Result[]} results
 * @property {import("../contract/recording/ledger.mjs").Ledger[]} ledgers
 */

/**
 * Runs cells one after the other, and makes a test of every result. A file does this after everything else
 * that it waits for: tests begin as soon as there is one. `node FILE NAME` runs the cell of that name alone.
 *
 * @param {Cell[]} cells
 */
export async function testCells(cells) {
  const consumer = await openConsumer();
  const runs = [];
  for (const cell of chosen(cells)) runs.push(await runCell(cell, consumer));
  for (const run of runs) report(run);
}

function chosen(cells) {
  const names = process.argv.slice(2);
  const unknown = names.find((wanted) => !cells.some(({ name }) => name === wanted));
  if (unknown !== undefined) {
    const known = cells.map(({ name }) => `"${name}"`).join(", ");
    throw new Error(`There is no cell "${unknown}" here: there are ${known}`);
  }
  return names.length === 0 ? cells : cells.filter(({ name }) => names.includes(name));
}

/** @returns {Promise<Run>} */
async function runCell({ name, page, open }, consumer) {
  const run = { name, results: [], ledgers: [] };
  const closers = [];
  try {
    const opened = await open(consumer);
    if ("missing" in opened) return { ...run, missing: opened.missing };
    const { version, bytes, conform, close } = opened;
    closers.push(close);
    const { world, ledgers, close: closeWorld } = await openWorld(consumer.installed, { page });
    closers.push(closeWorld);
    Object.assign(run, { version, bytes, ledgers });
    run.results = await conform(world);
  } catch (error) {
    run.results = [{ name: "ended as it should", ok: false, error: String(error?.stack ?? error) }];
  } finally {
    for (const close of closers) await close();
  }
  return run;
}
