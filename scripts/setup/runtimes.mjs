// The releases of Node that the package is tested in beside the one that runs: npm serves their programs as
// packages. Each has a folder of its own, so that none of them gets onto PATH.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { run, version } from "../command.mjs";
import { toolsDir } from "../paths.mjs";
import { step } from "../progress.mjs";

/** By major release. */
const RELEASES = { 20: "20.20.2", 22: "22.23.3", 24: "24.21.0" };

/** @returns {{ program: string } | { missing: string }} the running Node for its own major release */
export function nodeOf(major) {
  if (isOurs(major)) return { program: process.execPath };
  const program = programOf(major);
  return existsSync(program) ? { program } : { missing: `${packageOf(major)} is not installed` };
}

/** Installs those that are missing. Where npm has none for this machine, they stay so, and tests name them. */
export async function installRuntimes() {
  for (const [major, wanted] of Object.entries(RELEASES)) {
    if (isOurs(major) || (await version(programOf(major))) === wanted) continue;
    try {
      await step(`Node ${wanted}`, (report) => install(major, report));
    } catch ({ message }) {
      console.log(`✗ ${message}`);
    }
  }
}

const isOurs = (major) => process.versions.node.split(".")[0] === String(major);

const nameOf = () =>
  `node-${process.platform === "win32" ? "win" : process.platform}-${process.arch}`;
const packageOf = (major) => `${nameOf()}@${RELEASES[major]}`;
const folderOf = (major) => join(toolsDir, `node-${major}`);
const programOf = (major) => join(folderOf(major), "node_modules", nameOf(), "bin/node");

async function install(major, report) {
  const quiet = ["--no-save", "--no-audit", "--no-fund"];
  // Without a registry, npm test is to go on soon.
  const impatient = ["--fetch-retries=1", "--fetch-retry-mintimeout=1000"];
  report(`npm install ${packageOf(major)}`);
  const options = ["--prefix", folderOf(major), ...quiet, ...impatient];
  await run("npm", ["install", ...options, packageOf(major)], {
    onLine: report,
    advice: "the cells of the matrix that need it are missing",
  });
}
