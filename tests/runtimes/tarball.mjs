// The package as users get it: packed by npm, and installed from the tarball.
import { execFile } from "node:child_process";
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

/** The folder that `npm publish` would send. */
export const packageFolder = fileURLToPath(new URL("../../pkg/", import.meta.url));

const run = promisify(execFile);
const QUIET = ["--offline", "--no-audit", "--no-fund", "--no-update-notifier", "--loglevel=error"];

/** What npm says that it would pack: `{ files: [{ path, size }], unpackedSize, … }`. */
export async function packing() {
  const { stdout } = await run("npm", ["pack", "--dry-run", "--json", ...QUIET, packageFolder]);
  return JSON.parse(stdout)[0];
}

/**
 * Installs the tarball in a scratch folder, which is deleted when the process ends.
 *
 * @returns {Promise<{ folder: string, tarball: string, installed: string }>}
 */
export async function installTarball() {
  // Without symbolic links in it, so that paths in bundlers' answers compare.
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "alloy-connectivity-")));
  process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
  const packed = await run(
    "npm",
    ["pack", "--json", ...QUIET, "--pack-destination", folder, packageFolder],
    { cwd: folder },
  );
  const tarball = join(folder, JSON.parse(packed.stdout)[0].filename);
  writeFileSync(
    join(folder, "package.json"),
    JSON.stringify({ name: "consumer", private: true, type: "module" }),
  );
  await run("npm", ["install", ...QUIET, tarball], { cwd: folder });
  return { folder, tarball, installed: join(folder, "node_modules/alloy-connectivity") };
}
