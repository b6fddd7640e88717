import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { pkgDir } from "../scripts/paths.mjs";
import { quantile, shuffler, summary } from "./statistics.mjs";

const EMPTY = "0";
const IMPORT = 'await import("alloy-connectivity")';

/**
 * What importing the package costs a fresh process, over one that does nothing, in milliseconds.
 *
 * @param {{ rounds: number, seed: number, report: (detail: string) => void }} options
 */
export async function measureImport({ rounds, seed, report }) {
  const shuffle = shuffler(seed);
  const times = { [EMPTY]: [], [IMPORT]: [] };
  // The first of each reads the files from the disk.
  for (const code of [EMPTY, IMPORT]) await time(code);
  for (let round = 1; round <= rounds; round += 1) {
    report(`round ${round} of ${rounds}`);
    for (const code of shuffle([EMPTY, IMPORT])) times[code].push(await time(code));
  }
  const differences = times[IMPORT].map(
    (milliseconds, round) => milliseconds - times[EMPTY][round],
  );
  return {
    ...summary(differences),
    bestCase: Math.min(...times[IMPORT]) - Math.min(...times[EMPTY]),
    empty: quantile(times[EMPTY], 0.5),
  };
}

async function time(code) {
  const started = performance.now();
  // In the package's own folder its name resolves as it does for those who installed it.
  await promisify(execFile)(process.execPath, ["--input-type=module", "-e", code], { cwd: pkgDir });
  return performance.now() - started;
}
