// Bundles a Worker as its users' tools do: the conditions of wrangler, no module of Node's, wasm
// left outside as a module of its own.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import { pkgDir, root } from "../../scripts/paths.mjs";

/**
 * @typedef {{ name: string, contents: string | Uint8Array, type: "esModule" | "wasm" }} WorkerModule
 *
 * @param {string} source the Worker's code; it may import from the checkout and from npm
 * @returns {Promise<WorkerModule[]>} the main one first
 */
export async function bundleWorker(source) {
  /** @type {Map<string, WorkerModule>} */
  const wasm = new Map();
  const { outputFiles } = await build({
    stdin: { contents: source, resolveDir: root, sourcefile: "worker.mjs" },
    bundle: true,
    minify: true,
    write: false,
    format: "esm",
    target: "es2022",
    platform: "browser",
    conditions: ["workerd", "worker", "browser"],
    plugins: [ownPackage, outsideWasm(wasm)],
    logLevel: "silent",
  }).catch(({ errors, message }) => {
    throw new Error(`cannot be bundled: ${errors?.[0]?.text ?? message}`);
  });
  const main = { name: "worker.js", contents: outputFiles[0].contents, type: "esModule" };
  return [/** @type {WorkerModule} */ (main), ...wasm.values()];
}

// The checkout has another name than the package, and the contenders name Node's loader.
const ownPackage = {
  name: "the package's own exports",
  setup({ onResolve }) {
    const { exports } = JSON.parse(readFileSync(join(pkgDir, "package.json"), "utf8"));
    onResolve({ filter: /^alloy-connectivity(\/|$)|\/pkg\/node\.js$/ }, ({ path }) => {
      const [, subpath = ""] = /^alloy-connectivity(\/.+)/.exec(path) ?? [];
      const { workerd, default: file } = exports[`.${subpath}`];
      return { path: join(pkgDir, workerd ?? file), sideEffects: true };
    });
  },
};

const outsideWasm = (wasm) => ({
  name: "wasm outside",
  setup({ onResolve }) {
    onResolve({ filter: /\.wasm$/ }, ({ path, resolveDir }) => {
      const name = path.split("/").at(-1);
      wasm.set(name, { name, contents: readFileSync(join(resolveDir, path)), type: "wasm" });
      return { path: `./${name}`, external: true };
    });
  },
});
