import { execFile, spawn } from "node:child_process";
import { constants, accessSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { promisify } from "node:util";
import { Failure } from "./progress.mjs";
import { fromRoot, root } from "./paths.mjs";

const children = new Set();
// A failed step must not leave its neighbours compiling in the background.
process.on("exit", () => children.forEach((child) => child.kill()));

/**
 * Runs a program to its end and gives its output. What it printed is kept under target/log when it fails.
 *
 * @param {string} program
 * @param {string[]} args
 * @param {{ env?: NodeJS.ProcessEnv, onLine?: (line: string) => void, advice?: string, show?: boolean }} [options]
 *   `advice`: what to do when it fails, the end of the sentence; `show`: print its output then
 */
export async function run(program, args, { env = process.env, onLine, advice, show = false } = {}) {
  const child = spawn(program, args, { cwd: root, env, stdio: ["ignore", "pipe", "pipe"] });
  children.add(child);
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (chunk) => {
      output += chunk;
      const end = output.lastIndexOf("\n");
      const line = output.slice(output.lastIndexOf("\n", end - 1) + 1, end).trim();
      if (line) onLine?.(line);
    });
  }
  const outcome = await new Promise((resolve) => {
    child.on("error", (error) => resolve(error.message));
    child.on("close", (code, signal) => resolve(code === 0 ? null : (signal ?? `exit ${code}`)));
  });
  children.delete(child);
  if (outcome === null) return output;
  if (show) process.stderr.write(output);
  const log = await keepLog(program, output);
  throw new Failure(
    `\`${[program, ...args].join(" ")}\` failed (${outcome}), its output is in ${log}; ${advice ?? "put right what it says and run the command again"}.`,
  );
}

async function keepLog(program, output) {
  const log = `target/log/${program.split(/[/\\]/).at(-1)}.log`;
  await mkdir(fromRoot("target/log"), { recursive: true });
  await writeFile(fromRoot(log), output);
  return log;
}

/** Where a program is on PATH, or null. */
export function which(program, env = process.env) {
  for (const folder of (env.PATH ?? "").split(delimiter)) {
    const path = join(folder, program);
    try {
      accessSync(path, constants.X_OK);
      return path;
    } catch {
      // not in this folder
    }
  }
  return null;
}

/** The number that `program --version` prints, or null when it cannot be run. */
export async function version(program) {
  try {
    const { stdout } = await promisify(execFile)(program, ["--version"], { cwd: root });
    return stdout.match(/\d+(?:\.\d+)*/)?.[0] ?? null;
  } catch {
    return null;
  }
}
