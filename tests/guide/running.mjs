// The scripts, as their writer runs them: each a process of its own, beside an Alloy on a socket.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, mkdirSync, readdirSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after } from "node:test";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { serve } from "../../pkg/sandbox/node.js";
import { openSandbox } from "./alloys.mjs";

const scripts = fileURLToPath(new URL("scripts", import.meta.url));
const project = mkdtempSync(join(tmpdir(), "alloy-guide-"));
process.on("exit", () => rmSync(project, { recursive: true, force: true }));
mkdirSync(join(project, "node_modules"));
symlinkSync(
  fileURLToPath(new URL("../../pkg", import.meta.url)),
  join(project, "node_modules/alloy-connectivity"),
);
await build({
  entryPoints: readdirSync(scripts).map((name) => join(scripts, name)),
  outdir: project,
  outExtension: { ".js": ".mjs" },
  format: "esm",
  target: "node20",
  logLevel: "error",
});

/** An Alloy on a socket, with what its users' scripts have in their environment. */
export async function openAlloy(options) {
  const { sandbox, connect } = openSandbox(options);
  const server = await serve(sandbox);
  after(() => server.close());
  const environment = {
    ALLOY_API_KEY: sandbox.apiKey,
    ALLOY_USER_ID: sandbox.userId,
    ALLOY_BASE_URL: server.url,
  };

  return {
    ...{ sandbox, environment, connect },
    /** Runs a script to its end, which is to be a good one unless told otherwise. */
    run: (name, { variables, ...how } = {}) =>
      run(name, { variables: { ...environment, ...variables }, ...how }),
    start: (name, variables) => start(name, { ...environment, ...variables }),
  };
}

export async function run(name, { variables, args = [], code = 0, folder } = {}) {
  const { ended } = start(name, variables, args, folder);
  const result = await ended;
  assert.equal(result.code, code, said(result));
  return result;
}

// Without the long lines: an exception that nobody catches shows the whole of the core.
const said = ({ code, output, errors }) =>
  `ended with ${code}:\n${output}\n${errors}`.replace(/^.{400,}$/gm, "…");

/** Starts a script. Its environment has none of the variables that it reads but those given. */
function start(name, variables, args = [], cwd = project) {
  const { ALLOY_API_KEY, ALLOY_USER_ID, ALLOY_BASE_URL, CONNECTION_ID, ...rest } = process.env;
  const child = spawn(process.execPath, [join(project, `${name}.mjs`), ...args], {
    cwd,
    env: { ...rest, ...variables },
    stdio: ["ignore", "pipe", "pipe"],
    timeout: 60_000,
  });
  const texts = { output: "", errors: "" };
  child.stdout.setEncoding("utf8").on("data", (text) => (texts.output += text));
  child.stderr.setEncoding("utf8").on("data", (text) => (texts.errors += text));
  const ended = once(child, "close").then(([code]) => ({ code, ...texts }));

  /** What it prints, as soon as it matches. */
  async function printed(pattern) {
    for (;;) {
      const found = texts.output.match(pattern);
      if (found) return found;
      const over = await Promise.race([once(child.stdout, "data").then(() => false), ended]);
      if (over) assert.fail(said(over));
    }
  }

  return { ended, printed };
}
