// The client process of workerd: one Worker that holds all contenders. Inside, clocks stand still
// between two events, so it is timed from here: a request for a chunk, and its answer.
import { bundleWorker } from "../workerd/bundle.mjs";
import { cpuSeconds } from "../workerd/cpu.mjs";
import { startWorkerd } from "../workerd/start.mjs";
import { fromRoot } from "../../scripts/paths.mjs";
import { Failure } from "../../scripts/progress.mjs";

/** @returns {Promise<import("./compare.mjs").OpenClient>} */
export async function openWorkerd({ origin, names }) {
  /** @type {Record<string, string>} */
  const leftOut = {};
  const bundled = [];
  for (const name of names) {
    try {
      await bundleWorker(sourceOf([name]));
      bundled.push(name);
    } catch (error) {
      leftOut[name] = error.message;
    }
  }
  const modules = await bundleWorker(sourceOf([...new Set(["raw", ...bundled])]));
  const workerd = await startWorkerd(modules);
  const ask = async (task) => {
    const response = await fetch(workerd.url, {
      method: "POST",
      body: JSON.stringify({ origin, ...task }),
    }).catch((cause) => {
      throw new Failure(`workerd gave no answer: ${workerd.complaints() || cause.message}`);
    });
    const error = await response.text();
    if (!response.ok) throw new Error(error);
  };
  return {
    leftOut,
    verify: (name, action) => ask({ verify: { name, action } }),
    async chunk(name, scenario, count) {
      const cpu = cpuSeconds(workerd.pid);
      const started = performance.now();
      await ask({ chunk: { name, scenario, count } });
      const seconds = (performance.now() - started) / 1000;
      const used = cpuSeconds(workerd.pid) - cpu;
      return { callsPerSecond: count / seconds, cpuMicroseconds: (used * 1e6) / count };
    },
    close: workerd.close,
  };
}

function sourceOf(names) {
  const from = (path) => JSON.stringify(fromRoot(`bench/${path}`));
  const imports = names.map(
    (name, index) => `import contender${index} from ${from(`contenders/${name}.mjs`)};`,
  );
  const entries = names.map((name, index) => `${JSON.stringify(name)}: contender${index}`);
  return `${imports.join("\n")}
    import { serveContenders } from ${from("calls/worker.mjs")};
    export default serveContenders({ ${entries.join(", ")} });`;
}
