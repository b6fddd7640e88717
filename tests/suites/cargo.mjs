import { readFileSync, writeFileSync } from "node:fs";
import { fromRoot } from "../../scripts/paths.mjs";
import { stream } from "./stream.mjs";

// What it takes to compile the tests and run them in a browser, many times over.
const START_MS = 4 * 60_000;
const RESULT = /^test result: .*?(\d+) passed; (\d+) failed; (\d+) ignored/gm;

/** A suite of `cargo test`; the counts are summed over its test programs. */
export const cargoTests = (args, { browser = false } = {}) => ({
  browser,
  async run({ env, chrome }) {
    const variables = { ...env, ...(browser && inBrowser(chrome)) };
    const first = await attempt(args, variables, browser ? START_MS : undefined);
    // A browser may come up without ever loading its driver's page: then no test has run at all.
    if (!browser || first.passed + first.skipped > 0 || first.failed !== 1) return first;
    console.log("━━ once more: the browser ran no test");
    return attempt(args, variables);
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
