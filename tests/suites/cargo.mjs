import { readFileSync, writeFileSync } from "node:fs";
import { fromRoot } from "../../scripts/paths.mjs";
import { stream } from "./stream.mjs";

// What it takes to run the compiled tests in a browser, many times over.
const START_MS = 45_000;
// The server of wasm-bindgen's runner may leave one of several connections that are opened at once
// unanswered for ever, in up to every second run on a busy machine: then the page never loads, and no test
// has run at all.
const STARTS = 8;
// Firefox can be told to open no more than one.
const ONE_CONNECTION = { "network.http.max-persistent-connections-per-server": 1 };
const RESULT = /^test result: .*?(\d+) passed; (\d+) failed; (\d+) ignored/gm;

// Each browser's program, its driver, and where its capabilities have it. The runner takes the first driver
// that it is told of, so that it must be told of one alone.
const BROWSERS = {
  chromium: {
    needs: "browser",
    driver: "chromedriver",
    program: "chrome",
    options: "goog:chromeOptions",
  },
  firefox: {
    needs: "runtimes",
    driver: "geckodriver",
    program: "firefox",
    options: "moz:firefoxOptions",
  },
};

/**
 * A suite of `cargo test`; the counts are summed over its test programs.
 *
 * @param {string[]} args
 * @param {{ browser?: keyof BROWSERS }} [where] they run, if not here
 */
export function cargoTests(args, { browser: name } = {}) {
  if (name === undefined) return { run: ({ env }) => attempt(args, env) };
  const browser = BROWSERS[name];
  return {
    [browser.needs]: true,
    run(workplace) {
      const missing = [browser.program, browser.driver].filter((what) => !workplace[what]);
      return missing.length > 0 ? withoutBrowser(missing) : inBrowser(args, browser, workplace);
    },
  };
}

/** Where everything must be there, that a browser is not is a failure. */
function withoutBrowser(missing) {
  console.log(`${process.env.CI ? "✗" : "﹣"} ${missing.join(" and ")} not found`);
  const none = { passed: 0, failed: 0, skipped: 0 };
  return process.env.CI ? { ...none, failed: 1 } : { ...none, skipped: 1 };
}

async function inBrowser(args, browser, workplace) {
  const env = browserEnv(browser, workplace);
  const compiled = await stream(["cargo", "test", "--no-run", ...args], env);
  if (!compiled.ok) return { passed: 0, failed: 1, skipped: 0 };
  for (let start = 1; ; start += 1) {
    const tally = await attempt(args, env, START_MS);
    const ranNone = tally.passed + tally.skipped === 0 && tally.failed === 1;
    if (!ranNone || start === STARTS) return tally;
    console.log("━━ once more: the browser ran no test");
  }
}

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

/** The variables of wasm-bindgen's runner. */
function browserEnv({ driver, program, options }, workplace) {
  const { [options]: ours } = JSON.parse(readFileSync(fromRoot("webdriver.json"), "utf8"));
  const prefs = ours.prefs && { ...ours.prefs, ...ONE_CONNECTION };
  const path = fromRoot(`target/webdriver-${program}.json`);
  writeFileSync(
    path,
    JSON.stringify({ [options]: { ...ours, prefs, binary: workplace[program] } }),
  );
  const { CHROMEDRIVER, GECKODRIVER, ...env } = workplace.env;
  return {
    ...env,
    [driver.toUpperCase()]: workplace[driver],
    // Without it Firefox takes no other server for its own settings than Mozilla's.
    MOZ_REMOTE_SETTINGS_DEVTOOLS: "1",
    WASM_BINDGEN_USE_BROWSER: "1",
    WASM_BINDGEN_TEST_WEBDRIVER_JSON: path,
    WASM_BINDGEN_TEST_TIMEOUT: "60",
  };
}
