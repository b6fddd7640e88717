import { contenders, whyNotIn } from "../contenders.mjs";
import { bundleWorker } from "../workerd/bundle.mjs";
import { layOut, startLaidOut } from "../workerd/start.mjs";
import { fromRoot } from "../../scripts/paths.mjs";
import { quantile, shuffler } from "../statistics.mjs";
import { over } from "./cold-import.mjs";

const EMPTY = "export default { fetch: () => new Response() };";

/**
 * What each client adds to the time from starting workerd to a Worker's first answer, in
 * milliseconds: the client is imported and made at module scope.
 *
 * @param {{ names: string[], rounds: number, seed: number, report: (detail: string) => void }} options
 */
export async function measureWorkerStarts({ names, rounds, seed, report }) {
  const leftOut = {};
  const workers = [];
  try {
    workers.push({ name: "empty", ...layOut(await bundleWorker(EMPTY)) });
    await time(workers[0]);
    for (const name of names.filter((name) => contenders[name].package)) {
      const reason = whyNotIn("workerd", name) ?? (await add(workers, name));
      if (reason) leftOut[name] = reason;
    }
    const shuffle = shuffler(seed);
    const times = Object.fromEntries(workers.map(({ name }) => [name, []]));
    for (let round = 1; round <= rounds; round += 1) {
      report(`round ${round} of ${rounds}`);
      for (const worker of shuffle(workers)) times[worker.name].push(await time(worker));
    }
    const { empty, ...others } = times;
    return {
      empty: quantile(empty, 0.5),
      over: Object.fromEntries(
        Object.entries(others).map(([name, values]) => [name, over(values, empty)]),
      ),
      leftOut,
    };
  } finally {
    for (const { remove } of workers) remove();
  }
}

/** Adds the Worker of a contender, started once so that its files are in memory; or says why it cannot. */
async function add(workers, name) {
  const path = JSON.stringify(fromRoot(`bench/contenders/${name}.mjs`));
  try {
    const modules = await bundleWorker(`import connect from ${path};
      const client = connect({ origin: "http://127.0.0.1:1" });
      export default { fetch: () => new Response(typeof client.act) };`);
    const worker = { name, ...layOut(modules) };
    workers.push(worker);
    await time(worker);
    return undefined;
  } catch (error) {
    if (contenders[name].isOurs) throw error;
    if (workers.at(-1).name === name) workers.pop().remove();
    return error.message.split("\n", 1)[0];
  }
}

async function time({ folder }) {
  const started = performance.now();
  const workerd = await startLaidOut(folder);
  try {
    const response = await fetch(workerd.url);
    await response.text();
    const milliseconds = performance.now() - started;
    if (!response.ok) throw new Error(`the Worker answers ${response.status}`);
    return milliseconds;
  } finally {
    await workerd.close();
  }
}
