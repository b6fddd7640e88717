// The client process of Node: a fork that does what it is told and says what it took.
import { fork } from "node:child_process";
import { once } from "node:events";
import { fromRoot } from "../../scripts/paths.mjs";
import { Failure } from "../../scripts/progress.mjs";

/** @returns {Promise<import("./compare.mjs").OpenClient>} */
export async function openNode({ origin, profileDir }) {
  const execArgv = profileDir ? ["--cpu-prof", `--cpu-prof-dir=${profileDir}`] : [];
  const child = fork(fromRoot("bench/calls/node-process.mjs"), [origin], { execArgv });
  const exit = once(child, "exit");
  const ended = exit.then(([code, signal]) => {
    throw new Failure(`The client in Node ended (${signal ?? `exit ${code}`}): it said why above.`);
  });
  // Whoever is waiting for an answer hears of it; when it has been closed nobody is.
  ended.catch(() => {});
  const ask = async (task) => {
    child.send(task);
    const [{ error, result }] = await Promise.race([once(child, "message"), ended]);
    if (error) throw new Error(error);
    return result;
  };
  return {
    verify: (name, action) => ask({ verify: { name, action } }),
    chunk: (name, scenario, count) => ask({ chunk: { name, scenario, count } }),
    async close() {
      if (child.connected) child.disconnect();
      await exit;
    },
  };
}
