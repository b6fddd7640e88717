import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { contenders, whyMissing } from "../contenders.mjs";
import { pkgDir, root } from "../../scripts/paths.mjs";
import { quantile, shuffler, summary } from "../statistics.mjs";

const EMPTY = { name: "empty", code: "0", cwd: root };

/**
 * What importing each package costs a fresh process, over one that does nothing, in milliseconds.
 *
 * @param {{ names: string[], rounds: number, seed: number, report: (detail: string) => void }} options
 */
export async function measureImports({ names, rounds, seed, report }) {
  const leftOut = {};
  const programs = [];
  for (const name of names) {
    const { package: specifier, isOurs } = contenders[name];
    const reason = whyMissing(name);
    if (reason) leftOut[name] = reason;
    else if (specifier) {
      // In the package's own folder its name resolves as it does for those who installed it.
      programs.push({ name, code: `await import("${specifier}")`, cwd: isOurs ? pkgDir : root });
    }
  }
  const shuffle = shuffler(seed);
  const times = Object.fromEntries([EMPTY, ...programs].map(({ name }) => [name, []]));
  // The first of each reads the files from the disk.
  for (const program of [EMPTY, ...programs]) await time(program);
  for (let round = 1; round <= rounds; round += 1) {
    report(`round ${round} of ${rounds}`);
    for (const program of shuffle([EMPTY, ...programs])) {
      times[program.name].push(await time(program));
    }
  }
  return {
    empty: quantile(times.empty, 0.5),
    over: Object.fromEntries(programs.map(({ name }) => [name, over(times[name], times.empty)])),
    leftOut,
  };
}

/** By how much each time is over the empty one of its round. */
export const over = (times, empty) => ({
  ...summary(times.map((milliseconds, round) => milliseconds - empty[round])),
  bestCase: Math.min(...times) - Math.min(...empty),
});

async function time({ code, cwd }) {
  const started = performance.now();
  await promisify(execFile)(process.execPath, ["--input-type=module", "-e", code], { cwd });
  return performance.now() - started;
}
