import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { Failure } from "../progress.mjs";

const WORKER_GZIP_BUDGET = 99_999;
const INSTALLED_BUDGET = 1_048_576;

/**
 * What a Worker ships (the module, its loader, the glue) and what an install takes.
 *
 * @param {string} folder the package
 * @param {string[]} files its files
 */
export function measure(folder, files) {
  const shipped = files.filter((file) =>
    /^((workerd|public)\.js|core\/(alloy_bg\.wasm|alloy\.js))$/.test(file),
  );
  const sizes = shipped.map((file) => {
    const bytes = readFileSync(join(folder, file));
    return { file, raw: bytes.length, gzip: gzipSync(bytes, { level: 9 }).length };
  });
  const sum = (key) => sizes.reduce((total, size) => total + size[key], 0);
  const installed = files.reduce(
    (total, file) => total + readFileSync(join(folder, file)).length,
    0,
  );
  return {
    files: sizes,
    worker: { raw: sum("raw"), gzip: sum("gzip"), budget: WORKER_GZIP_BUDGET },
    installed: { raw: installed, budget: INSTALLED_BUDGET },
  };
}

export function printSizes({ files, worker, installed }) {
  const row = (name, raw, gzip, budget) =>
    console.log(
      `  ${name.padEnd(52)}${cell(raw)}${cell(gzip)}${budget ? `  of ${budget.toLocaleString("en")}` : ""}`,
    );
  const cell = (value) => (value === undefined ? "" : value.toLocaleString("en")).padStart(10);
  console.log(`  ${"bytes".padEnd(52)}${"raw".padStart(10)}${"gzip -9".padStart(10)}`);
  for (const { file, raw, gzip } of files) row(file, raw, gzip);
  row("a Worker ships", worker.raw, worker.gzip, worker.budget);
  console.log(
    `  ${"installed".padEnd(52)}${cell(installed.raw)}${"".padStart(10)}  of ${installed.budget.toLocaleString("en")}`,
  );
}

export function checkBudgets({ worker, installed }) {
  if (worker.gzip > worker.budget) {
    throw new Failure(
      `A Worker would ship ${worker.gzip} bytes gzip, over the budget of ${worker.budget}: the table above names the files.`,
    );
  }
  if (installed.raw > installed.budget) {
    throw new Failure(
      `The package installs ${installed.raw} bytes, over the budget of ${installed.budget}.`,
    );
  }
}
