// A client's process, as the run sees it.
import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { setTimeout as wait } from "node:timers/promises";

/** How long a process that has nothing left to do may take to end. */
const END_WITHIN_MS = 30_000;

/**
 * How it ended.
 *
 * @typedef {object} End
 * @property {number | null} code
 * @property {number | null} ms  from its report on; null where it had to be killed
 * @property {string} stderr
 */

/**
 * Runs a client to its end.
 *
 * @param {string} program  a file beside this one
 * @param {object} task
 * @param {string[]} flags  of Node's
 * @returns {Promise<{ report: any, end: End }>}
 */
export async function runClient(program, task, flags = []) {
  const path = fileURLToPath(new URL(program, import.meta.url));
  const child = fork(path, [JSON.stringify(task)], {
    execArgv: flags,
    stdio: ["ignore", "inherit", "pipe", "ipc"],
  });
  let stderr = "";
  child.stderr.setEncoding("utf8").on("data", (text) => (stderr += text));
  const closed = once(child, "close");
  const [report] = await Promise.race([once(child, "message"), closed.then(() => [null])]);
  if (report === null) {
    throw new Error(`${program} ended without a report (exit ${child.exitCode}): ${stderr}`);
  }
  const reportedAt = performance.now();
  const giveUp = new AbortController();
  const late = await Promise.race([
    closed.then(() => false),
    wait(END_WITHIN_MS, true, { signal: giveUp.signal }),
  ]);
  const ms = late ? null : performance.now() - reportedAt;
  if (late) child.kill("SIGKILL");
  giveUp.abort();
  const [code] = await closed;
  return { report, end: { code, ms, stderr } };
}
