import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { run } from "../command.mjs";
import { root } from "../paths.mjs";
import { shrinkGlue } from "./glue.mjs";

/** Compiles the Rust core into `<stage>/core`: the module, its glue, and the module again as base64. */
export async function buildCore(stage, env, report) {
  const core = join(stage, "core");
  report("wasm-pack build");
  await run(
    "wasm-pack",
    [
      ...[
        "build",
        "module",
        "--release",
        "--target",
        "web",
        "--out-name",
        "alloy",
        "--out-dir",
        core,
      ],
      // No downloads: set-up has brought wasm-bindgen and wasm-opt. No package.json, and no .gitignore,
      // which npm would obey and leave the folder out.
      ...["--mode", "no-install", "--no-pack", "--no-gitignore"],
    ],
    { env: { ...env, RUSTFLAGS: withoutPaths(env) }, onLine: report, show: true },
  );
  report("wasm-opt and terser");
  await shrinkGlue(core, env);
  // The package's own index.d.ts declares what is public; these declare what is not.
  for (const file of ["alloy.d.ts", "alloy_bg.wasm.d.ts"]) rmSync(join(core, file));
  const wasm = readFileSync(join(core, "alloy_bg.wasm"));
  writeFileSync(
    join(core, "alloy_bg.wasm.js"),
    `export default ${JSON.stringify(wasm.toString("base64"))};\n`,
  );
}

// Panics name their source files: nobody should see where this was built, nor carry the bytes.
function withoutPaths({ CARGO_HOME = join(homedir(), ".cargo") }) {
  const registry = join(CARGO_HOME, "registry", "src");
  const crates = existsSync(registry)
    ? readdirSync(registry).map((host) => join(registry, host))
    : [];
  // The last one that fits is taken.
  return [CARGO_HOME, ...crates, root].map((path) => `--remap-path-prefix=${path}/=`).join(" ");
}
