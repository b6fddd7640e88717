// A consumer's folder: the package installed from its tarball, and what is run with it beside it.
import { execFile } from "node:child_process";
import { cpSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { installTarball } from "./tarball.mjs";

// For the longest that there is, on a machine that does more than this.
const LIMIT_MS = 400_000;

/**
 * @typedef {object} Consumer
 * @property {string} folder  with `conformance/` and `programs/` in it
 * @property {string} installed  the package's folder, below it
 */

/** @returns {Promise<Consumer>} */
export async function openConsumer() {
  const { folder, installed } = await installTarball();
  for (const name of ["conformance", "programs"]) {
    cpSync(fileURLToPath(new URL(name, import.meta.url)), join(folder, name), { recursive: true });
  }
  return { folder, installed };
}

/** Runs a program of that folder, and gives what it wrote. */
export async function run(
  folder,
  [command, ...args],
  { env = process.env, limitMs = LIMIT_MS } = {},
) {
  try {
    return await promisify(execFile)(command, args, {
      ...{ cwd: folder, env, timeout: limitMs },
      maxBuffer: 64 * 1024 * 1024,
    });
  } catch ({ code, signal, stderr }) {
    throw new Error(`${command} ended with ${signal ?? code}: ${stderr}`);
  }
}
