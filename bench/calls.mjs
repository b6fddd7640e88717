// Starts the server and the client of the benchmark, and hands back what the client measured.
import { fork } from "node:child_process";
import { once } from "node:events";
import { fromRoot } from "../scripts/paths.mjs";
import { Failure } from "../scripts/progress.mjs";

/**
 * @param {object} task what the client process is to measure
 * @param {{ report: (detail: string) => void, profileDir?: string }} options
 *   `profileDir`: where the client's CPU profile goes, if one is wanted
 */
export async function measureCalls(task, { report, profileDir }) {
  const server = fork(fromRoot("bench/server.mjs"));
  try {
    const origin = await firstMessage(server, "server");
    const execArgv = profileDir ? ["--cpu-prof", `--cpu-prof-dir=${profileDir}`] : [];
    const client = fork(fromRoot("bench/client-process.mjs"), { execArgv });
    client.on("message", ({ progress }) => progress && report(progress));
    client.send({ ...task, origin });
    return await results(client);
  } finally {
    server.kill();
  }
}

async function firstMessage(child, name) {
  const ended = once(child, "exit").then(([code]) => {
    throw new Failure(`The benchmark's ${name} ended (exit ${code}) before it was ready.`);
  });
  const [message] = await Promise.race([once(child, "message"), ended]);
  return message;
}

async function results(client) {
  let found;
  client.on("message", (message) => (found = message.results ?? found));
  const [[code, signal]] = await Promise.all([once(client, "exit"), once(client, "disconnect")]);
  if (code !== 0 || !found) {
    throw new Failure(
      `The benchmark's client failed (${signal ?? `exit ${code}`}): it said why above.`,
    );
  }
  return found;
}
