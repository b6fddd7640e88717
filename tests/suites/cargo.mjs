import { readFileSync, writeFileSync } from "node:fs";
import { fromRoot } from "../../scripts/paths.mjs";
import { stream } from "./stream.mjs";

// What it takes to run the compiled tests in a browser, many times over.
const START_MS = 45_000;
// The server of wasm-bindgen's runner may leave one of the browser's connections unanswered for ever, in
// up to every second run on a busy machine: then the page never loads, and no test has run at all.
const STARTS = 8;
const RESULT = /^test result: .*?(\d+) passed; (\d+) failed; (\d+) ignored/gm;

/** A suite of `cargo test`; the counts are summed over its test programs. */
export const cargoTests = (args, { browser = false } = {}) => ({
  browser,
  async run({ env, chrome }) {
    const variables = { ...env, ...(browser && inBrowser(chrome)) };
    if (!browser) return attempt(args, variables);
    const compiled = await stream(["cargo", "test", "--no-run", ...args], variables);
    if (!compiled.ok) return { passed: 0, failed: 1, skipped: 0 };
    for (let start = 1; ; start += 1) {
      const tally = await attempt(args, variables, START_MS);
      const ranNone = tally.passed + tally.skipped === 0 && tally.failed === 1;
      if (!ranNone || start === STARTS) return tally;
      console.log("━━ once more: the browser ran no test");
    }
  },
});

async function attempt(args, env, limitMs) {
  const command = ["cargo", "test", "--no-fail-fast", ...args];
  const { ok, output } = await stream(command, env, limitMs);
  const tally = { passed: 0, failed: 0, skipped: 0 };
  for (const [, passed, failed, ignored] of output.matchAll(RESULT)) {
    tally.passed += Number(passed);
    tally.failed += Number(failed);
    tally.skipped += Number(ignored);
  }
  return crashed(ok, tally);
}

// A program that did not compile or that crashed has no result line.
const crashed = (ok, tally) => (ok || tally.failed > 0 ? tally : { ...tally, failed: 1 });

// The variables of wasm-bindgen-test-runner. Its driver would start whichever browser it finds first.
function inBrowser(chrome) {
  const capabilities = JSON.parse(readFileSync(fromRoot("webdriver.json"), "utf8"));
  capabilities["goog:chromeOptions"].binary = chrome;
  const path = fromRoot("target/webdriver.json");
  writeFileSync(path, JSON.stringify(capabilities));
  return {
    WASM_BINDGEN_USE_BROWSER: "1",
    WASM_BINDGEN_TEST_WEBDRIVER_JSON: path,
    WASM_BINDGEN_TEST_TIMEOUT: "60",
  };
}
