// The handler beside a Worker that only puts the key in and passes on: two workerds in front of one
// server, called in turn by one process.
import { fork } from "node:child_process";
import { once } from "node:events";
import { compare } from "../calls/compare.mjs";
import { firstMessage } from "../first-message.mjs";
import { bundleWorker } from "../workerd/bundle.mjs";
import { cpuSeconds } from "../workerd/cpu.mjs";
import { startWorkerd } from "../workerd/start.mjs";
import { fromRoot } from "../../scripts/paths.mjs";
import { Failure } from "../../scripts/progress.mjs";

/** Under the names by which they are compared: `raw` is what the other is measured by. */
const WORKERS = { raw: "bare", handler: "handler" };
const BASE = "alloy";

/**
 * @param {import("../calls/compare.mjs").Plan} plan
 * @param {(detail: string) => void} report
 */
export async function measureHandler(plan, report) {
  const closers = [];
  try {
    const server = fork(fromRoot("bench/calls/server.mjs"), [
      fromRoot("bench/handler/answers.mjs"),
    ]);
    closers.push(() => server.kill());
    const upstream = await firstMessage(server, "server");
    const workers = {};
    for (const [name, worker] of Object.entries(WORKERS)) {
      workers[name] = await startWorkerd(await bundleWorker(sourceOf(worker, upstream)));
      closers.push(workers[name].close);
    }
    const loader = fork(fromRoot("bench/handler/load.mjs"));
    closers.push(() => loader.kill());
    const client = clientOf(workers, loader);
    for (const name of Object.keys(WORKERS)) {
      for (const { action } of plan.scenarios) {
        await client.verify(name, action).catch(({ message }) => {
          throw new Failure(`The ${WORKERS[name]} Worker cannot be measured: ${message}`);
        });
      }
    }
    return await compare(client, { ...plan, contenders: Object.keys(WORKERS) }, report);
  } finally {
    await Promise.all(closers.map((close) => close()));
  }
}

/** @returns {import("../calls/compare.mjs").Client} */
function clientOf(workers, loader) {
  const ask = async (name, task) => {
    const { url, complaints } = workers[name];
    loader.send({ url: url + BASE, ...task });
    const [{ error, result }] = await once(loader, "message");
    if (error) throw new Error([error, complaints()].filter(Boolean).join("\n"));
    return result;
  };
  return {
    verify: (name, action) => ask(name, { verify: action }),
    async chunk(name, { action, inFlight }, count) {
      const before = cpuSeconds(workers[name].pid);
      const { seconds } = await ask(name, { load: { action, inFlight, count } });
      const used = cpuSeconds(workers[name].pid) - before;
      return { callsPerSecond: count / seconds, cpuMicroseconds: (used * 1e6) / count };
    },
  };
}

const sourceOf = (name, upstream) => `
  import { ${name} } from ${JSON.stringify(fromRoot(`bench/handler/${name}.mjs`))};
  export default ${name}(${JSON.stringify(upstream)});`;
