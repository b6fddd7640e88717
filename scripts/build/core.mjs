import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { run } from "../command.mjs";
import { Failure } from "../progress.mjs";

/** Compiles the Rust core into `<stage>/core`: the module, its glue, and the module again as base64. */
export async function buildCore(stage, env, report) {
  const core = join(stage, "core");
  report("wasm-pack build");
  const output = await run(
    "wasm-pack",
    [
      ...["build", "--release", "--target", "web", "--out-name", "alloy", "--out-dir", core],
      // No downloads: set-up has brought wasm-bindgen and wasm-opt. No package.json, and no .gitignore,
      // which npm would obey and leave the folder out.
      ...["--mode", "no-install", "--no-pack", "--no-gitignore"],
    ],
    { env, onLine: report, show: true },
  );
  const wasm = readFileSync(join(core, "alloy_bg.wasm"));
  checkOptimised(wasm, output);
  writeFileSync(
    join(core, "alloy_bg.wasm.js"),
    `export default ${JSON.stringify(wasm.toString("base64"))};\n`,
  );
}

// wasm-pack only logs it when it finds no wasm-opt, and the module is then twice as large.
function checkOptimised(wasm, log) {
  const module = new WebAssembly.Module(wasm);
  const named = WebAssembly.Module.customSections(module, "name").length > 0;
  if (named || log.includes("Skipping wasm-opt")) {
    throw new Failure(
      "wasm-opt did not run over the module: check [package.metadata.wasm-pack.profile.release] in Cargo.toml and node_modules/.bin/wasm-opt.",
    );
  }
}
