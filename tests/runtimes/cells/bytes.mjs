// What a cell loads, weighed by gzip -9, as a server would send it.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";

const MODULE = "node_modules/alloy-connectivity/core/alloy_bg.wasm";

export const weigh = (contents) => gzipSync(contents, { level: 9 }).length;

/**
 * Of the package's own files, each for itself, where nothing bundles them.
 *
 * @param {string} folder  where it is installed
 * @param {string} condition  by which its `exports` are read
 * @param {string[]} [imports]
 */
export async function bytesLoaded(folder, condition, imports = ["alloy-connectivity"]) {
  const contents = imports.map((name) => `import ${JSON.stringify(name)};`).join("\n");
  const { metafile } = await build({
    stdin: { contents, resolveDir: folder },
    ...{ absWorkingDir: folder, bundle: true, write: false, metafile: true, format: "esm" },
    ...{ platform: "neutral", conditions: [condition], external: ["node:*"], logLevel: "silent" },
  });
  const files = Object.keys(metafile.inputs).filter((path) => path.startsWith("node_modules/"));
  // A loader that is not given the module as text reads it from its file.
  const isInline = files.some((path) => path.endsWith(".wasm.js"));
  const loaded = isInline ? files : [...files, MODULE];
  return loaded.reduce((total, path) => total + weigh(readFileSync(join(folder, path))), 0);
}

/**
 * Of a program, bundled with the module beside it.
 *
 * @param {string} folder  where the package is installed
 * @param {string} source  the program's
 * @param {string[]} conditions
 */
export async function bytesBundled(folder, source, conditions) {
  const { outputFiles } = await build({
    stdin: { contents: source, resolveDir: folder },
    ...{ absWorkingDir: folder, bundle: true, write: false, format: "esm", target: "es2022" },
    ...{ conditions, external: ["*.wasm", "*.wasm?module"], logLevel: "silent" },
  });
  return weigh(outputFiles[0].contents) + weigh(readFileSync(join(folder, MODULE)));
}
