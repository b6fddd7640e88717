// The README's examples, pasted as they are into a consumer's folder. Alloy is the sandbox, which the
// environment names as it would name Alloy. readme-blocks.mjs says what becomes of which block.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { supportedCompatibilityDate } from "miniflare";
import ts from "typescript";
import { connect } from "../runtimes/conformance/flow.mjs";
import { REDIRECT_URI } from "../runtimes/conformance/context.mjs";
import { installTarball } from "../runtimes/tarball.mjs";
import { bundleWorker, startWorker } from "../runtimes/workerd.mjs";
import { openWorld } from "../runtimes/world.mjs";
import { codeBlocks } from "./readme-blocks.mjs";

const { folder, installed } = await installTarball();
// What a consumer has besides: the compiler's types, and what a recipe is for.
for (const scope of ["@types", "@opentelemetry"]) {
  symlinkSync(
    fileURLToPath(new URL(`../../node_modules/${scope}`, import.meta.url)),
    join(folder, `node_modules/${scope}`),
  );
}
const { world, close } = await openWorld(installed);
after(close);

const blocks = codeBlocks(readFileSync(join(installed, "README.md"), "utf8"));
const environment = await connectedEnvironment();

const RUNS = { node: runInNode, worker: answerInWorkerd, types: compile };

describe("the README", () => {
  for (const kind of Object.keys(RUNS)) {
    it(`has an example for ${kind}`, () => {
      assert.ok(blocks.some((block) => block.kind === kind));
    });
  }
  for (const block of blocks) {
    it(`holds in line ${block.line}: ${block.kind}`, () => {
      const run = RUNS[block.kind];
      assert.ok(run, "a js block must say where it runs: ```js node or ```js worker");
      return run(block);
    });
  }
});

/** The guide's variables, with a connection that is there. */
async function connectedEnvironment() {
  const { url, apiKey, userId } = world.sandboxes.both;
  const sdk = await import(pathToFileURL(join(installed, "node.js")).href);
  const alloy = new sdk.AlloyConnectivity({ apiKey, userId, baseUrl: url });
  const { connectionId } = await connect({ sdk }, alloy, "notion");
  return {
    ALLOY_API_KEY: apiKey,
    ALLOY_USER_ID: userId,
    ALLOY_BASE_URL: url,
    CONNECTION_ID: connectionId,
    OAUTH_REDIRECT_URI: REDIRECT_URI,
  };
}

async function runInNode({ code, line }) {
  const file = join(folder, `readme-${line}.mjs`);
  writeFileSync(file, code);
  const { stderr } = await promisify(execFile)(process.execPath, [file], {
    ...{ cwd: folder, timeout: 60_000 },
    env: { ...process.env, ...environment },
  });
  assert.equal(stderr, "");
}

async function answerInWorkerd({ code, line, argument: path = "/" }) {
  writeFileSync(join(folder, `readme-${line}.mjs`), code);
  const modules = await bundleWorker(folder, `readme-${line}.mjs`);
  const { worker, errors } = await startWorker(modules, {
    compatibilityDate: supportedCompatibilityDate,
    bindings: environment,
  });
  try {
    const answer = await worker.dispatchFetch(`http://worker${path}`, { redirect: "manual" });
    const body = await answer.text();
    assert.ok(answer.status < 400, `${answer.status} ${body}`);
    assert.deepEqual(errors, []);
  } finally {
    await worker.dispose();
  }
}

function compile({ code, line }) {
  const file = join(folder, `readme-${line}.mts`);
  writeFileSync(file, code);
  const program = ts.createProgram([file], {
    ...{ strict: true, skipLibCheck: false, noEmit: true, types: ["node"] },
    ...{ target: ts.ScriptTarget.ES2022, lib: ["lib.es2022.d.ts", "lib.dom.d.ts"] },
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
  });
  const problems = ts.getPreEmitDiagnostics(program);
  assert.deepEqual(
    problems.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n")),
    [],
  );
}
