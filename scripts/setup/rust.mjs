import { existsSync } from "node:fs";
import { rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { cargoField } from "../cargo.mjs";
import { run, version, which } from "../command.mjs";
import { toolsDir } from "../paths.mjs";
import { Failure, step } from "../progress.mjs";

const TARGET = "wasm32-unknown-unknown";
const WASM_PACK = "0.15.1";

/** Checks the compiler and the linker, which are not ours to install, and gives rustc's version. */
export async function checkRust() {
  const wanted = cargoField("Cargo.toml", /^rust-version\s*=\s*"(.+)"/m);
  const missing = ["rustup", "cargo", "rustc"].filter((program) => which(program) === null);
  if (missing.length > 0) {
    throw new Failure(
      `${missing.join(", ")} not found: install Rust ${wanted} or newer with rustup (https://rustup.rs), open a new shell and run the command again.`,
    );
  }
  if (which("cc") === null) {
    throw new Failure(
      "No C linker (cc) found: install one (Debian: apt-get install build-essential, macOS: xcode-select --install) and run the command again.",
    );
  }
  const found = await version("rustc");
  if (found === null || isOlder(found, wanted)) {
    throw new Failure(
      `Rust ${wanted} or newer is needed and rustc is ${found ?? "not usable"}: run \`rustup update stable\`.`,
    );
  }
  return found;
}

export async function addTarget(report) {
  const installed = await run("rustup", ["target", "list", "--installed"], {
    advice: "install Rust with rustup (https://rustup.rs)",
  });
  if (installed.split("\n").includes(TARGET)) return;
  report("rustup target add");
  await run("rustup", ["target", "add", TARGET], {
    onLine: report,
    advice: "check that rustup can reach its server and run the command again",
  });
}

/** Paths of wasm-bindgen and wasm-pack in the versions wanted: ours, those on PATH, or newly built ones. */
export async function installTools() {
  const bindgen = cargoField("Cargo.lock", /name = "wasm-bindgen"\nversion = "(.+)"/);
  const tools = [
    {
      crate: "wasm-bindgen-cli",
      wanted: bindgen,
      program: "wasm-bindgen",
      companions: ["wasm-bindgen-test-runner"],
      // Not --locked: the lock that this crate ships names a version that not every registry has.
      options: ["--no-default-features"],
    },
    {
      crate: "wasm-pack",
      wanted: WASM_PACK,
      program: "wasm-pack",
      companions: [],
      options: ["--locked"],
    },
  ];
  const paths = [];
  for (const tool of tools) {
    paths.push(
      (await find(tool)) ??
        (await step(`${tool.crate} ${tool.wanted}`, (report) => install(tool, report))),
    );
  }
  await rm(buildDir, { recursive: true, force: true });
  return paths;
}

// One folder for both, so that the dependencies they share are compiled once.
const buildDir = join(toolsDir, "build");

async function find({ wanted, program, companions }) {
  for (const path of [join(toolsDir, "bin", program), which(program)]) {
    if (path === null || !existsSync(path) || (await version(path)) !== wanted) continue;
    if (companions.every((name) => existsSync(join(dirname(path), name)))) return path;
  }
  return null;
}

async function install({ crate, wanted, program, options }, report) {
  report("compiling, two to three minutes on two cores");
  const where = ["--root", toolsDir, "--target-dir", buildDir];
  await run("cargo", ["install", crate, "--version", wanted, "--force", ...options, ...where], {
    onLine: report,
    advice: "check that the crates registry can be reached and run the command again",
  });
  return join(toolsDir, "bin", program);
}

function isOlder(version, wanted) {
  const [ours, theirs] = [version, wanted].map((text) => text.split(".").map(Number));
  for (const [i, part] of theirs.entries()) {
    if (ours[i] !== part) return ours[i] < part;
  }
  return false;
}
