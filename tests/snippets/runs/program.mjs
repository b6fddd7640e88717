// Programs: in Node, Deno and Bun, each a process of its own that must end well and in silence.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { fromRoot } from "../../../scripts/paths.mjs";

export const DENO = "node_modules/@deno/linux-x64-glibc/deno";
export const BUN = "node_modules/@oven/bun-linux-x64/bin/bun";

/** They are optional dependencies: there is a program of each for every system, and this one is not for all. */
export const lacking = (program) => !existsSync(fromRoot(program)) && `${program} is not installed`;

export const runInNode = (block, consumer) =>
  run([process.execPath, paste(block, consumer, ".mjs"), ...block.words], consumer);

export const runTests = (block, consumer) =>
  run([process.execPath, "--test", paste(block, consumer, ".mjs")], consumer);

export function runInDeno(block, consumer) {
  const offline = ["--no-prompt", "--no-remote", "--no-lock"];
  const file = paste(block, consumer, `.${block.language}`);
  return run([fromRoot(DENO), "run", ...block.words, ...offline, file], consumer);
}

export const runInBun = (block, consumer) =>
  run([fromRoot(BUN), paste(block, consumer, `.${block.language}`), ...block.words], consumer);

function paste({ name, code }, { folder }, extension) {
  const file = join(folder, `${name}${extension}`);
  writeFileSync(file, code);
  return file;
}

async function run([program, ...args], { folder, environment }) {
  // Under a test of Node's, `node --test` would take itself for a part of it.
  const { NODE_TEST_CONTEXT, ...inherited } = process.env;
  const { stderr } = await promisify(execFile)(program, args, {
    ...{ cwd: folder, timeout: 60_000 },
    env: { ...inherited, ...environment, DENO_NO_UPDATE_CHECK: "1", DO_NOT_TRACK: "1" },
  });
  assert.equal(stderr, "");
}
