import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { filesUnder } from "../../scripts/build/inputs.mjs";
import { fromRoot } from "../../scripts/paths.mjs";
import { stream } from "./stream.mjs";

/**
 * A suite of node:test: every `*.test.mjs` under a folder.
 *
 * @param {string} folder
 * @param {{ needsBuild?: boolean, browser?: boolean, runtimes?: boolean, atOnce?: number }} requirements
 *   `atOnce`: how many files, where they wait more than they work
 */
export const nodeTests = (folder, { atOnce, ...requirements }) => ({
  ...requirements,
  async run({ env }) {
    const files = existsSync(fromRoot(folder))
      ? filesUnder(folder).filter((path) => path.endsWith(".test.mjs"))
      : [];
    const none = { passed: 0, failed: 0, skipped: 0 };
    if (files.length === 0) return none;

    mkdirSync(fromRoot("target/log"), { recursive: true });
    const counts = fromRoot("target/log/tally.json");
    rmSync(counts, { force: true });
    const reporters = [
      ...["--test-reporter=spec", "--test-reporter-destination=stdout"],
      ...["--test-reporter=./tests/suites/tally-reporter.mjs"],
      ...[`--test-reporter-destination=${counts}`],
    ];
    const options = [...(atOnce ? [`--test-concurrency=${atOnce}`] : []), ...reporters];
    const { ok } = await stream([process.execPath, "--test", ...options, ...files], env);
    const tally = existsSync(counts) ? JSON.parse(readFileSync(counts, "utf8")) : none;
    return ok || tally.failed > 0 ? tally : { ...tally, failed: 1 };
  },
});
