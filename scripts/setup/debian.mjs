import { readFileSync } from "node:fs";
import { run, which } from "../command.mjs";

/** Whether packages of Debian's can be installed here. */
export function isDebianRoot() {
  if (process.getuid?.() !== 0 || which("apt-get") === null) return false;
  // Not its derivatives: Ubuntu's packages of browsers are stubs that send for a snap.
  return /^ID="?debian"?$/m.test(readFileSync("/etc/os-release", "utf8"));
}

export async function installDebian(packages, report) {
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const advice = "check that Debian's package server can be reached and run the command again";
  await run("apt-get", ["update"], { env, onLine: report, advice });
  const install = ["install", "-y", "--no-install-recommends", ...packages];
  await run("apt-get", install, { env, onLine: report, advice });
}
