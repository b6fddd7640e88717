import { spawn } from "node:child_process";
import { root } from "../../scripts/paths.mjs";

// A suite that hangs is stopped, and counts as failed, rather than holding up the run for ever.
const LIMIT_MS = 40 * 60_000;

// Each child leads a process group of its own: with it go the drivers and servers that it started.
const groups = new Set();
const stop = (pid) => {
  try {
    process.kill(-pid, "SIGTERM");
  } catch {
    // it has ended
  }
};
process.on("exit", () => groups.forEach(stop));
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => process.exit(1));

/**
 * Runs a program, shows its output as it comes, and gives it back.
 *
 * @param {string[]} command
 * @param {NodeJS.ProcessEnv} env
 * @param {number} [limitMs] after which it is stopped
 * @returns {Promise<{ ok: boolean, output: string }>}
 */
export async function stream([program, ...args], env, limitMs = LIMIT_MS) {
  const child = spawn(program, args, {
    cwd: root,
    env,
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
  });
  groups.add(child.pid);
  const timer = setTimeout(() => {
    console.error(`✗ stopped after ${limitMs / 1_000} s`);
    stop(child.pid);
  }, limitMs);
  let output = "";
  child.stdout.setEncoding("utf8").on("data", (text) => {
    output += text;
    process.stdout.write(text);
  });
  child.stderr.pipe(process.stderr);
  const code = await new Promise((resolve) => {
    child.on("error", (error) => resolve(console.error(error.message)));
    child.on("close", resolve);
  });
  clearTimeout(timer);
  groups.delete(child.pid);
  return { ok: code === 0, output };
}
