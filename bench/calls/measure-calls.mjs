// Starts the server of the benchmark and a client process of each runtime, and has them compared.
import { fork } from "node:child_process";
import { contenders as known, whyNotIn } from "../contenders.mjs";
import { firstMessage } from "../first-message.mjs";
import { fromRoot } from "../../scripts/paths.mjs";
import { Failure } from "../../scripts/progress.mjs";
import { compare } from "./compare.mjs";
import { openNode } from "./node-client.mjs";
import { openWorkerd } from "./workerd-client.mjs";

const OPEN = { node: openNode, workerd: openWorkerd };

/**
 * @param {"node" | "workerd"} runtime
 * @param {import("./compare.mjs").Plan} plan
 * @param {{ report: (detail: string) => void, profileDir?: string }} options
 *   `profileDir`: where a CPU profile of Node's client process goes, if one is wanted
 * @returns what was measured, and who was left out for which reason
 */
export async function measureCalls(runtime, plan, { report, profileDir }) {
  const server = fork(fromRoot("bench/calls/server.mjs"), [fromRoot("bench/scenarios.mjs")]);
  try {
    const origin = await firstMessage(server, "server");
    const leftOut = {};
    const names = plan.contenders.filter((name) => {
      const reason = whyNotIn(runtime, name);
      if (reason) leftOut[name] = reason;
      return !reason;
    });
    const client = await OPEN[runtime]({ origin, names, profileDir });
    try {
      Object.assign(leftOut, client.leftOut);
      await refuseTheWrong(client, names, plan.scenarios, leftOut);
      const contenders = names.filter((name) => !Object.hasOwn(leftOut, name));
      return { scenarios: await compare(client, { ...plan, contenders }, report), leftOut };
    } finally {
      await client.close();
    }
  } finally {
    server.kill();
  }
}

/** Leaves out who gives a wrong answer in this runtime, or none. One of ours that does is no result but a failure. */
async function refuseTheWrong(client, names, scenarios, leftOut) {
  const actions = [...new Set(scenarios.map(({ action }) => action))];
  for (const name of new Set(["raw", ...names])) {
    const isNeeded = name === "raw" || known[name].isOurs;
    try {
      if (leftOut[name]) throw new Error(leftOut[name]);
      for (const action of actions) await client.verify(name, action);
    } catch (error) {
      if (isNeeded) throw new Failure(`${name} cannot be measured: ${error.message}`);
      leftOut[name] ??= error.message.split("\n", 1)[0];
    }
  }
}
