import { existsSync, readFileSync } from "node:fs";
import { run, version, which } from "../command.mjs";
import { Failure } from "../progress.mjs";

const MAC_CHROME = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome";
const CHROMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/** Chromium (or Chrome) and the driver of the same version; installs Debian's where that is possible. */
export async function findBrowser(report) {
  let found = look();
  if (!(found.chrome && found.chromedriver) && isDebianRoot()) {
    await installDebian(report);
    found = look();
  }
  const missing = Object.keys(found).filter((name) => !found[name]);
  if (missing.length > 0) {
    throw new Failure(
      `${missing.join(" and ")} not found: install Chromium and its driver (Debian: apt-get install chromium chromium-driver, macOS: brew install --cask google-chrome chromedriver), or set CHROME and CHROMEDRIVER to their paths.`,
    );
  }
  await checkVersions(found);
  return found;
}

function look() {
  const { CHROME, CHROMEDRIVER } = process.env;
  const onPath = CHROMES.map((name) => which(name)).find(Boolean);
  return {
    chrome: CHROME ?? onPath ?? (existsSync(MAC_CHROME) ? MAC_CHROME : undefined),
    chromedriver: CHROMEDRIVER ?? which("chromedriver") ?? undefined,
  };
}

function isDebianRoot() {
  if (process.getuid?.() !== 0 || which("apt-get") === null) return false;
  // Not its derivatives: Ubuntu's package of that name is a stub that sends for a snap.
  return /^ID="?debian"?$/m.test(readFileSync("/etc/os-release", "utf8"));
}

async function installDebian(report) {
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const advice = "check that Debian's package server can be reached and run the command again";
  await run("apt-get", ["update"], { env, onLine: report, advice });
  const packages = ["--no-install-recommends", "chromium", "chromium-driver"];
  await run("apt-get", ["install", "-y", ...packages], { env, onLine: report, advice });
}

// chromedriver drives only the browser of its own major version.
async function checkVersions({ chrome, chromedriver }) {
  const [browser, driver] = await Promise.all([version(chrome), version(chromedriver)]);
  if (browser === null || browser.split(".")[0] !== driver?.split(".")[0]) {
    throw new Failure(
      `${chrome} is ${browser ?? "not usable"} and ${chromedriver} is ${driver ?? "not usable"}: install the two in one version, or set CHROME and CHROMEDRIVER.`,
    );
  }
}
