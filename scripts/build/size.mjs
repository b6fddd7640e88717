import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { Failure } from "../progress.mjs";

const WORKER_GZIP_BUDGET = 49_152;
const HANDLER_GZIP_BUDGET = 55_296;
const INSTALLED_BUDGET = 1_048_576;

/**
 * What a Worker ships with the client alone (the module, its loader, the glue), what one that mounts the
 * handler ships, bundled and minified as wrangler does it, and what an install takes.
 *
 * @param {string} folder the package
 * @param {string[]} files its files
 */
export async function measure(folder, files) {
  const shipped = files.filter((file) =>
    /^((workerd|public)\.js|core\/(alloy_bg\.wasm|alloy\.js))$/.test(file),
  );
  const sizes = shipped.map((file) => ({ file, ...weigh(readFileSync(join(folder, file))) }));
  const sum = (sizes, key) => sizes.reduce((total, size) => total + size[key], 0);
  const installed = files.reduce(
    (total, file) => total + readFileSync(join(folder, file)).length,
    0,
  );
  const mounting = [
    weigh(await mountingWorker(folder)),
    weigh(readFileSync(join(folder, "core/alloy_bg.wasm"))),
  ];
  return {
    files: sizes,
    worker: { raw: sum(sizes, "raw"), gzip: sum(sizes, "gzip"), budget: WORKER_GZIP_BUDGET },
    handler: {
      raw: sum(mounting, "raw"),
      gzip: sum(mounting, "gzip"),
      budget: HANDLER_GZIP_BUDGET,
    },
    installed: { raw: installed, budget: INSTALLED_BUDGET },
  };
}

const weigh = (bytes) => ({ raw: bytes.length, gzip: gzipSync(bytes, { level: 9 }).length });

/** The code of a Worker that mounts the handler; the wasm stays a module of its own. */
async function mountingWorker(folder) {
  const { build } = await import("esbuild");
  const contents = `
    export { AlloyConnectivity } from "alloy-connectivity";
    export { AlloyStateStore, createAlloyHandler } from "alloy-connectivity/worker";`;
  const places = {
    "alloy-connectivity": join(folder, "workerd.js"),
    "alloy-connectivity/worker": join(folder, "worker/index.js"),
  };
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: folder },
    bundle: true,
    minify: true,
    write: false,
    format: "esm",
    target: "es2022",
    external: ["*.wasm"],
    plugins: [
      {
        name: "this-package",
        setup: ({ onResolve }) =>
          onResolve({ filter: /^alloy-connectivity/ }, ({ path }) => ({ path: places[path] })),
      },
    ],
    logLevel: "error",
  });
  return outputFiles[0].contents;
}

export function printSizes({ files, worker, handler, installed }) {
  const row = (name, raw, gzip, budget) =>
    console.log(
      `  ${name.padEnd(52)}${cell(raw)}${cell(gzip)}${budget ? `  of ${budget.toLocaleString("en")}` : ""}`,
    );
  const cell = (value) => (value === undefined ? "" : value.toLocaleString("en")).padStart(10);
  console.log(`  ${"bytes".padEnd(52)}${"raw".padStart(10)}${"gzip -9".padStart(10)}`);
  for (const { file, raw, gzip } of files) row(file, raw, gzip);
  row("a Worker ships", worker.raw, worker.gzip, worker.budget);
  row("a Worker ships that mounts the handler", handler.raw, handler.gzip, handler.budget);
  console.log(
    `  ${"installed".padEnd(52)}${cell(installed.raw)}${"".padStart(10)}  of ${installed.budget.toLocaleString("en")}`,
  );
}

export function checkBudgets({ worker, handler, installed }) {
  for (const [what, { gzip, budget }] of Object.entries({
    "": worker,
    " with the handler": handler,
  })) {
    if (gzip > budget) {
      throw new Failure(
        `A Worker${what} would ship ${gzip} bytes gzip, over the budget of ${budget}: see the table above.`,
      );
    }
  }
  if (installed.raw > installed.budget) {
    throw new Failure(
      `The package installs ${installed.raw} bytes, over the budget of ${installed.budget}.`,
    );
  }
}
