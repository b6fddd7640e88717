// Brings a fresh machine to the point where everything in this repository builds and runs.
// Imports nothing but node's own modules: it is what installs the others.
import { readFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { withLock } from "./lock.mjs";
import { fromRoot, toolsDir } from "./paths.mjs";
import { Failure, step } from "./progress.mjs";
import { findBrowser } from "./setup/browser.mjs";
import { findFirefox } from "./setup/firefox.mjs";
import { installPackages } from "./setup/npm.mjs";
import { installRuntimes } from "./setup/runtimes.mjs";
import { addTarget, checkRust, installTools } from "./setup/rust.mjs";

/**
 * @typedef {object} Workplace
 * @property {NodeJS.ProcessEnv} env  for child processes: the tools are on its PATH, and the browsers that
 *   were found are in CHROME and CHROMEDRIVER, FIREFOX and GECKODRIVER
 * @property {string} rustc  its version
 * @property {string} [chrome]  path of Chromium or Chrome
 * @property {string} [chromedriver]
 * @property {string} [firefox]  where it can be had
 * @property {string} [geckodriver]
 */

/** @type {{ browser: boolean, runtimes: boolean, workplace: Promise<Workplace> }[]} */
const done = [];

/**
 * Installs whatever is missing; takes under a second when nothing is. Once a process is enough.
 *
 * @param {{ browser?: boolean, runtimes?: boolean }} [options] what is wanted beside what every suite needs
 * @returns {Promise<Workplace>}
 */
export function setup({ browser = false, runtimes = false } = {}) {
  const enough = done.find((its) => its.browser >= browser && its.runtimes >= runtimes);
  if (enough) return enough.workplace;
  const work = () => prepare({ browser, runtimes });
  const workplace = withLock(join(toolsDir, "setup.lock"), work);
  done.push({ browser, runtimes, workplace });
  return workplace;
}

async function prepare({ browser, runtimes }) {
  checkNode();
  const rustc = await checkRust();
  const [binaries, found] = await Promise.all([
    installTools(),
    findBrowsers({ browser, runtimes }),
    step("npm packages", installPackages),
    runtimes ? installRuntimes() : undefined,
    step("rustup target wasm32-unknown-unknown", addTarget),
  ]);
  const path = [...binaries.map(dirname), fromRoot("node_modules/.bin"), process.env.PATH];
  return {
    env: {
      ...process.env,
      PATH: [...new Set(path)].join(delimiter),
      ...Object.fromEntries(Object.entries(found).map(([name, at]) => [name.toUpperCase(), at])),
    },
    rustc,
    ...found,
  };
}

/** One after the other: two at once would both want apt-get's lock. */
async function findBrowsers({ browser, runtimes }) {
  return {
    ...(browser && (await step("Chromium and chromedriver", findBrowser))),
    ...(runtimes && (await step("Firefox and geckodriver", findFirefox))),
  };
}

function checkNode() {
  const wanted = JSON.parse(readFileSync(fromRoot("package.json"), "utf8")).engines.node;
  const [major, minor] = wanted.match(/\d+/g).map(Number);
  const [ourMajor, ourMinor] = process.versions.node.split(".").map(Number);
  if (ourMajor < major || (ourMajor === major && ourMinor < minor)) {
    throw new Failure(
      `Node ${wanted} is needed and this is ${process.version}: install a newer Node.`,
    );
  }
}
