// Vercel's edge runtime: bundled for it as Next's bundler does it, as far as the package can tell.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";

export const EDGE_CONDITIONS = ["edge-light", "worker", "browser"];

/**
 * Bundles a script for the edge runtime: the condition is "edge-light", and what ends with `?module` is a
 * WebAssembly.Module.
 *
 * @param {string} folder where the package is installed
 * @param {string} source the script's
 */
export async function bundleForEdge(folder, source) {
  const { outputFiles } = await build({
    stdin: { contents: source, resolveDir: folder },
    ...{ absWorkingDir: folder, bundle: true, write: false, logLevel: "silent" },
    // A script is not strict by itself, as the modules are that it is made of.
    ...{ format: "iife", target: "es2022", banner: { js: '"use strict";' } },
    conditions: EDGE_CONDITIONS,
    plugins: [{ name: "wasm", setup: takeInModules }],
  });
  return outputFiles[0].text;
}

// The runtime is a realm of its own: a module compiled outside of it is no WebAssembly.Module inside.
function takeInModules(bundler) {
  bundler.onResolve({ filter: /\.wasm\?module$/ }, ({ path, resolveDir }) => ({
    path: join(resolveDir, path.replace(/\?module$/, "")),
    namespace: "wasm-module",
  }));
  bundler.onLoad({ filter: /./, namespace: "wasm-module" }, ({ path }) => ({
    contents: `
      const bytes = atob(${JSON.stringify(readFileSync(path, "base64"))});
      export default new WebAssembly.Module(Uint8Array.from(bytes, (char) => char.charCodeAt(0)));`,
  }));
}
