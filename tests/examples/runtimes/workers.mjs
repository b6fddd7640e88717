// An example for Workers, set up in workerd as its wrangler.jsonc has it.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Miniflare } from "miniflare";
import ts from "typescript";
import { bundleWorker } from "../../runtimes/workerd.mjs";

/**
 * @param {string} folder the consumer's
 * @param {{ entry: string, wrangler: string, env: Record<string, string> }} worker `env` stands for
 *   .dev.vars: without a PUBLIC_ORIGIN in it, that is where the Worker listens
 */
export async function startWorker(folder, { entry, wrangler, env }) {
  const config = readConfig(join(folder, wrangler));
  const complaints = [];
  const options = {
    modules: await bundleWorker(folder, entry),
    compatibilityDate: config.compatibility_date,
    bindings: { ...config.vars, ...env },
    durableObjects: durableObjects(config),
    kvNamespaces: config.kv_namespaces.map(({ binding }) => binding),
    ...{ host: "127.0.0.1", port: 0, cf: false },
    handleRuntimeStdio: (stdout, stderr) => {
      for (const stream of [stdout, stderr]) {
        stream.setEncoding("utf8").on("data", (text) => complaints.push(text));
      }
    },
  };
  const worker = new Miniflare(options);
  const { origin, port } = await worker.ready.catch((cause) => {
    throw new Error(`workerd did not start: ${complaints.join("")}`, { cause });
  });
  if (!env.PUBLIC_ORIGIN) {
    const bindings = { ...options.bindings, PUBLIC_ORIGIN: origin };
    await worker.setOptions({ ...options, bindings, port: Number(port) });
  }
  return {
    url: origin,
    kv: (name) => worker.getKVNamespace(name),
    complaints: () => complaints.join(""),
    close: () => worker.dispose(),
  };
}

function durableObjects({ durable_objects: { bindings }, migrations }) {
  const sqlite = migrations.flatMap(({ new_sqlite_classes: classes }) => classes);
  return Object.fromEntries(
    bindings.map(({ name, class_name: className }) => [
      name,
      { className, useSQLite: sqlite.includes(className) },
    ]),
  );
}

function readConfig(path) {
  const { config, error } = ts.parseConfigFileTextToJson(path, readFileSync(path, "utf8"));
  if (error) throw new Error(ts.flattenDiagnosticMessageText(error.messageText, "\n"));
  return config;
}
