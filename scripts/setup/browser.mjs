import { existsSync } from "node:fs";
import { version, which } from "../command.mjs";
import { Failure } from "../progress.mjs";
import { installDebian, isDebianRoot } from "./debian.mjs";

const MAC_CHROME = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome";
const CHROMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/** Chromium (or Chrome) and the driver of the same version; installs Debian's where that is possible. */
export async function findBrowser(report) {
  let found = look();
  if (!(found.chrome && found.chromedriver) && isDebianRoot()) {
    await installDebian(["chromium", "chromium-driver"], report);
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

// chromedriver drives only the browser of its own major version.
async function checkVersions({ chrome, chromedriver }) {
  const [browser, driver] = await Promise.all([version(chrome), version(chromedriver)]);
  if (browser === null || browser.split(".")[0] !== driver?.split(".")[0]) {
    throw new Failure(
      `${chrome} is ${browser ?? "not usable"} and ${chromedriver} is ${driver ?? "not usable"}: install the two in one version, or set CHROME and CHROMEDRIVER.`,
    );
  }
}
