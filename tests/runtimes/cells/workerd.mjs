// Cloudflare's workerd, with compatibility dates old and new, plain and with Node's modules in it.
import { execFile } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { supportedCompatibilityDate } from "miniflare";
import workerd from "workerd";
import { firstCallProgram } from "../first-call.mjs";
import { bundleWorker, startWorker } from "../workerd.mjs";
import { weigh } from "./bytes.mjs";

// That of the middle is the first for which nodejs_compat brings Node's globals along.
const DATES = ["2023-03-01", "2024-09-23", supportedCompatibilityDate];

const FIRST_CALL = `
export default {
  fetch: async ({ url }) => Response.json(await firstCall(new URL(url).searchParams.get("url"))),
};`;

/** @type {import("../cell.mjs").Cell[]} */
export const plain = DATES.map((compatibilityDate) => ({
  name: `workerd of ${compatibilityDate}`,
  open: opening({ compatibilityDate }),
}));

/** @type {import("../cell.mjs").Cell[]} */
export const withNodesModules = DATES.map((compatibilityDate) => ({
  name: `workerd of ${compatibilityDate}, nodejs_compat`,
  open: opening({ compatibilityDate, compatibilityFlags: ["nodejs_compat"] }),
}));

export const cells = [...plain, ...withNodesModules];

function opening(compatibility) {
  return async ({ folder }) => {
    const first = {
      package: await bundleFirstCall(folder, "package"),
      fetch: await bundleFirstCall(folder, "fetch"),
    };
    const { stdout } = await promisify(execFile)(workerd.default, ["--version"]);
    return {
      version: stdout.trim().split(" ").at(-1),
      bytes: first.package.reduce((total, { contents }) => total + weigh(contents), 0),
      conform: (world) => conform(folder, world, compatibility),
      coldStart: (what, url) => firstAnswer(first[what], url, compatibility),
      close: async () => {},
    };
  };
}

function bundleFirstCall(folder, what) {
  const entry = `first-${what}.worker.mjs`;
  writeFileSync(join(folder, entry), firstCallProgram(what, FIRST_CALL));
  return bundleWorker(folder, entry);
}

async function conform(folder, world, compatibility) {
  const modules = await bundleWorker(folder, "programs/worker.mjs", { WORLD: world });
  const { worker, errors } = await startWorker(modules, compatibility);
  try {
    const answer = await worker.dispatchFetch("http://worker/conform");
    const error = errors.join("");
    return [
      ...(await answer.json()),
      { name: "workerd complained of nothing", ok: error === "", error },
    ];
  } finally {
    await worker.dispose();
  }
}

/** How long it takes from nothing until a Worker has answered. */
async function firstAnswer(modules, url, compatibility) {
  const started = performance.now();
  const { worker } = await startWorker(modules, compatibility);
  try {
    const answer = await worker.dispatchFetch(`http://worker/?url=${encodeURIComponent(url)}`);
    await answer.text();
    if (!answer.ok) throw new Error(`the Worker answers ${answer.status}`);
    return performance.now() - started;
  } finally {
    await worker.dispose();
  }
}
