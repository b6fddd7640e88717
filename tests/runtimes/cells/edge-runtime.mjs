// Vercel's edge runtime, in a process of its own.
import { writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { EDGE_CONDITIONS, bundleForEdge } from "../edge-runtime.mjs";
import { firstCallProgram } from "../first-call.mjs";
import { bytesBundled } from "./bytes.mjs";
import { openedProcess } from "./process.mjs";

const { version } = createRequire(import.meta.url)("edge-runtime/package.json");
const HOST = [process.execPath, fileURLToPath(new URL("edge-host.mjs", import.meta.url))];

// The host puts ARGUMENT in.
const SCRIPTS = {
  checks: `
    import * as sdk from "alloy-connectivity";
    import { run } from "./programs/run.mjs";
    answerWith(() => run(sdk, JSON.parse(ARGUMENT)));`,
  package: firstCallProgram("package", "answerWith(() => firstCall(ARGUMENT));"),
  fetch: firstCallProgram("fetch", "answerWith(() => firstCall(ARGUMENT));"),
};

const ANSWERING = `
  const answerWith = (work) =>
    addEventListener("fetch", (event) =>
      event.respondWith(work().then((result) => new Response(JSON.stringify(result)))),
    );
`;

/** @type {import("../cell.mjs").Cell[]} */
export const cells = [{ name: "Vercel's edge runtime", open }];

async function open({ folder }) {
  const commands = {};
  for (const [name, script] of Object.entries(SCRIPTS)) {
    writeFileSync(join(folder, `edge-${name}.js`), await bundleForEdge(folder, ANSWERING + script));
    commands[name] = [...HOST, `edge-${name}.js`];
  }
  const { checks, ...firstCall } = commands;
  const bytes = await bytesBundled(folder, ANSWERING + SCRIPTS.package, EDGE_CONDITIONS);
  return openedProcess({ folder, version, bytes, checks, firstCall });
}
