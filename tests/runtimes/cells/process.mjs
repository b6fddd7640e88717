// A cell whose runtime is a program: it is run once for the checks, and once for each cold start.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { run } from "../consumer.mjs";

/**
 * @param {object} cell
 * @param {string} cell.folder  the consumer's
 * @param {string} cell.version
 * @param {number} cell.bytes
 * @param {NodeJS.ProcessEnv} [cell.env]
 * @param {string[]} cell.checks  the command that runs them, but for the world that it takes as its last argument
 * @param {Record<"package" | "fetch", string[]>} cell.firstCall  the commands that make one call and then say
 *   something, but for its URL
 * @returns {import("../cell.mjs").Opened}
 */
export function openedProcess({ folder, version, bytes, env = process.env, checks, firstCall }) {
  return {
    version,
    bytes,
    async conform(world) {
      const { stdout } = await run(folder, [...checks, JSON.stringify(world)], { env });
      return JSON.parse(stdout);
    },
    coldStart: (what, url) => firstWord([...firstCall[what], url], { cwd: folder, env }),
    close: async () => {},
  };
}

/** How long a process takes until it says something. */
async function firstWord([program, ...args], options) {
  const started = performance.now();
  const child = spawn(program, args, { ...options, stdio: ["ignore", "pipe", "inherit"] });
  const ended = once(child, "exit").then(([code]) => code);
  const said = once(child.stdout, "data").then(() => performance.now() - started);
  try {
    const first = await Promise.race([said, ended.then((code) => ({ code }))]);
    if (typeof first === "object") throw new Error(`${program} ended with ${first.code}`);
    return first;
  } finally {
    child.kill();
    await ended;
  }
}
