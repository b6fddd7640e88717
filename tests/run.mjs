// What `npm test` runs: every suite, or those named after `--`, and at the end one line of totals.
import { build } from "../scripts/build.mjs";
import { Failure, elapsed } from "../scripts/progress.mjs";
import { setup } from "../scripts/setup.mjs";
import { cargoTests } from "./suites/cargo.mjs";
import { checks } from "./suites/checks.mjs";
import { nodeTests } from "./suites/node.mjs";

const WASM = ["--target", "wasm32-unknown-unknown"];
// tests/properties asks for it.
const NATIVE = ["--features", "native"];
const LONGEST_FAILURE = 1_500;

const SUITES = {
  format: checks(["cargo", "fmt", "--check"], ["prettier", "--check", "."]),
  lint: checks(
    ["cargo", "clippy", "--all-targets", ...NATIVE, "--", "-D", "warnings"],
    ["cargo", "clippy", ...WASM, "--all-targets", "--", "-D", "warnings"],
    ["eslint", "."],
    ["tsc", "-p", "tsconfig.json"],
    ["tsc", "-p", "tsconfig.scripts.json"],
    ["tsc", "-p", "tsconfig.examples.json"],
    ["tsc", "-p", "tsconfig.page.json"],
  ),
  rust: cargoTests(NATIVE),
  build: { run: buildPackage },
  // --tests: the documentation's examples are run natively, by the suite above.
  "wasm-node": cargoTests([...WASM, "--tests"]),
  "wasm-chromium": cargoTests([...WASM, "--tests"], { browser: "chromium" }),
  "wasm-firefox": cargoTests([...WASM, "--tests"], { browser: "firefox" }),
  sandbox: nodeTests("tests/sandbox", { needsBuild: true }),
  guide: nodeTests("tests/guide", { needsBuild: true }),
  node: nodeTests("tests/node", { needsBuild: true }),
  chaos: nodeTests("tests/chaos", { needsBuild: true }),
  properties: nodeTests("tests/properties", { needsBuild: true }),
  package: nodeTests("tests/package", { needsBuild: true }),
  handler: nodeTests("tests/handler", { needsBuild: true }),
  security: nodeTests("tests/security", { needsBuild: true }),
  examples: nodeTests("tests/examples", { needsBuild: true }),
  connect: nodeTests("tests/connect", { needsBuild: true, browser: true }),
  runtimes: nodeTests("tests/runtimes", {
    ...{ needsBuild: true, browser: true, runtimes: true },
    atOnce: 3,
  }),
  // After runtimes: it holds what was recorded there against the lists of cells and against the README.
  matrix: nodeTests("tests/matrix", { needsBuild: true }),
  // After runtimes: it counts what was recorded there, and records one runtime itself when nothing was.
  contract: nodeTests("tests/contract", { needsBuild: true }),
  docs: nodeTests("tests/docs", { needsBuild: true, browser: true }),
  page: nodeTests("tests/page", { needsBuild: true }),
  e2e: nodeTests("tests/e2e", { needsBuild: true, browser: true, runtimes: true }),
  start: nodeTests("tests/start", { needsBuild: true }),
};

const started = Date.now();
const chosen = choose(process.argv.slice(2));
const isNeeded = (what) => chosen.some(([, suite]) => suite[what]);
const workplace = await setup({ browser: isNeeded("browser"), runtimes: isNeeded("runtimes") });

const totals = { passed: 0, failed: 0, skipped: 0 };
const failures = [];
let built = false;
for (const [name, suite] of chosen) {
  console.log(`\n━━ ${name}`);
  const since = Date.now();
  const { passed, failed, skipped, failures: known = [] } = await runSuite(name, suite);
  failures.push(...known.map((failure) => `${name}: ${failure}`));
  if (failed > known.length) failures.push(`${name}: see its output above`);
  totals.passed += passed;
  totals.failed += failed;
  totals.skipped += skipped;
  console.log(`━━ ${name}: ${describe({ passed, failed, skipped })} (${elapsed(since)})`);
}
// Once more at the end, for whoever sees no more of a long output than that.
for (const failure of failures) console.log(`\n✗ ${excerpt(failure)}`);
console.log(`\nin ${elapsed(started)}`);
console.log(describe(totals));
process.exitCode = totals.failed === 0 ? 0 : 1;

/** The suites named, or all; with the build that they need. */
function choose(names) {
  const unknown = names.find((name) => !Object.hasOwn(SUITES, name));
  if (unknown !== undefined) {
    throw new Failure(
      `There is no suite "${unknown}": name some of ${Object.keys(SUITES).join(", ")}.`,
    );
  }
  const all = Object.entries(SUITES);
  if (names.length === 0) return all;
  const needsBuild = names.some((name) => SUITES[name].needsBuild);
  return all.filter(([name]) => names.includes(name) || (name === "build" && needsBuild));
}

async function runSuite(name, suite) {
  if (suite.needsBuild && !built) {
    console.error(`✗ ${name} needs pkg/, and the build failed`);
    return { passed: 0, failed: 1, skipped: 0 };
  }
  const tally = await suite.run(workplace);
  if (tally.passed + tally.failed + tally.skipped > 0) return tally;
  console.error(`✗ ${name} ran no test`);
  return { ...tally, failed: 1 };
}

async function buildPackage() {
  try {
    await build();
    built = true;
    return { passed: 1, failed: 0, skipped: 0 };
  } catch (error) {
    if (!(error instanceof Failure)) console.error(error);
    else console.error(`✗ ${error.message}`);
    return { passed: 0, failed: 1, skipped: 0 };
  }
}

/** The beginning of it. */
function excerpt(text) {
  return text.length > LONGEST_FAILURE ? `${text.slice(0, LONGEST_FAILURE)} …` : text;
}

function describe({ passed, failed, skipped }) {
  const line = `${passed} passed, ${failed} failed`;
  return skipped > 0 ? `${line}, ${skipped} skipped` : line;
}
