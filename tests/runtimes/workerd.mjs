// Workers: bundled as a consumer bundles them, run in workerd, without nodejs_compat unless asked for.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import { Miniflare } from "miniflare";

/**
 * Bundles a Worker, its wasm left outside as a module of its own, as wrangler does it.
 *
 * @param {string} folder where the package is installed
 * @param {string} entry the Worker's file in it
 * @param {Record<string, unknown>} constants what stands for the names in the code
 * @returns the modules of the Worker, the main one first
 */
export async function bundleWorker(folder, entry, constants = {}) {
  const wasm = new Map();
  const { outputFiles } = await build({
    entryPoints: [join(folder, entry)],
    absWorkingDir: folder,
    bundle: true,
    write: false,
    format: "esm",
    target: "es2022",
    conditions: ["workerd", "worker", "browser"],
    external: ["cloudflare:*"],
    define: Object.fromEntries(
      Object.entries(constants).map(([name, value]) => [name, JSON.stringify(value)]),
    ),
    plugins: [{ name: "wasm", setup: (bundler) => leaveOutside(bundler, wasm) }],
    logLevel: "silent",
  });
  const modules = [...wasm].map(([path, contents]) => ({ type: "CompiledWasm", path, contents }));
  return [{ type: "ESModule", path: "worker.js", contents: outputFiles[0].text }, ...modules];
}

function leaveOutside(bundler, wasm) {
  bundler.onResolve({ filter: /\.wasm$/ }, ({ path, resolveDir }) => {
    const name = path.split("/").at(-1);
    wasm.set(`./${name}`, readFileSync(join(resolveDir, path)));
    return { path: `./${name}`, external: true };
  });
}

/** Starts a Worker; `errors` collects what it complains of. */
export async function startWorker(
  modules,
  { compatibilityDate, compatibilityFlags = [], bindings = {}, durableObjects },
) {
  const errors = [];
  const worker = new Miniflare({
    modules,
    ...{ compatibilityDate, compatibilityFlags },
    bindings,
    ...(durableObjects && { durableObjects }),
    cf: false,
    handleRuntimeStdio: (stdout, stderr) => {
      stdout.resume();
      stderr.setEncoding("utf8").on("data", (text) => errors.push(text));
    },
  });
  await worker.ready.catch((error) => {
    throw new Error(`workerd did not start: ${errors.join("")}`, { cause: error });
  });
  return { worker, errors };
}
