// How each example is started: in the consumer's folder, with the variables that all of them take.
import { existsSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { startRoute } from "./runtimes/edge-route.mjs";
import { startProgram } from "./runtimes/program.mjs";
import { serveRedis } from "./runtimes/redis.mjs";
import { startWorker } from "./runtimes/workers.mjs";
import { signed, stored } from "./session.mjs";

const installed = (path) => fileURLToPath(new URL(`../../node_modules/${path}`, import.meta.url));
const DENO = installed("@deno/linux-x64-glibc/deno");
const BUN = installed("@oven/bun-linux-x64/bin/bun");
const WRANGLER = "examples/edge/worker/wrangler.jsonc";
const REDIS_TOKEN = "the-token-of-a-redis";

/**
 * @typedef {object} Running
 * @property {string} url where it listens
 * @property {() => string} complaints what it wrote beside that
 * @property {(userId: string) => string | Promise<string>} signIn gives a session's cookie
 * @property {(userId: string) => string[]} forged gives cookies that nobody was given
 * @property {() => Promise<void>} close
 */

/**
 * @typedef {object} Example
 * @property {string} name
 * @property {string | false} [missing] why it cannot run on this machine
 * @property {string[]} [refuses] an action that its `allow` does not let pass
 * @property {(folder: string, env: Record<string, string>) => Promise<Running>} start
 */

/** @type {Example[]} */
export const EXAMPLES = [
  { name: "a bare Worker", start: startBareWorker },
  { name: "Hono in a Worker", start: startHono, refuses: ["notion", "delete-a-block"] },
  { name: "Next's edge route", start: startNext },
  { name: "Deno.serve", start: startDeno, missing: lacking(DENO) },
  { name: "Bun.serve", start: startBun, missing: lacking(BUN) },
  { name: "Node through an adapter", start: startNode },
];

// They are optional dependencies: there is a program of each for every system, and this one is not for all.
function lacking(program) {
  return !existsSync(program) && `${relative(installed(""), program)} is not installed`;
}

async function startBareWorker(folder, { SESSION_KEY: _, ...env }) {
  const entry = "examples/edge/worker/worker.ts";
  const worker = await startWorker(folder, { entry, wrangler: WRANGLER, env });
  const sessions = await worker.kv("SESSIONS");
  return { ...worker, ...stored((name, userId) => sessions.put(name, userId)) };
}

async function startHono(folder, env) {
  const entry = "examples/edge/hono/worker.ts";
  const worker = await startWorker(folder, { entry, wrangler: WRANGLER, env });
  return { ...worker, ...signed };
}

async function startNext(folder, { SESSION_KEY: _, ...env }) {
  const redis = await serveRedis(REDIS_TOKEN);
  const route = await startRoute(folder, {
    route: "examples/edge/next/app/alloy/[...path]/route.ts",
    env: { ...env, UPSTASH_REDIS_REST_URL: redis.url, UPSTASH_REDIS_REST_TOKEN: REDIS_TOKEN },
  });
  return {
    ...route,
    ...stored((name, userId) => redis.values.set(name, userId)),
    close: () => Promise.all([route.close(), redis.close()]),
  };
}

async function startDeno(folder, env) {
  const flags = ["--allow-net", "--allow-env"];
  const offline = ["--no-prompt", "--no-remote", "--no-lock"];
  const running = await startProgram(
    [DENO, "run", ...flags, ...offline, "examples/edge/deno/server.ts"],
    { cwd: folder, env: { ...env, PORT: "0", DENO_NO_UPDATE_CHECK: "1" } },
  );
  return { ...running, ...signed };
}

async function startBun(folder, env) {
  const running = await startProgram([BUN, "examples/edge/bun/server.ts"], {
    cwd: folder,
    env: { ...env, PORT: "0", DO_NOT_TRACK: "1" },
  });
  return { ...running, ...signed };
}

async function startNode(folder, env) {
  const running = await startProgram(
    [process.execPath, await withoutTypes(folder, "examples/edge/node/server.ts")],
    { cwd: folder, env: { ...env, PORT: "0" } },
  );
  return { ...running, ...signed };
}

/** The file itself where Node leaves types out, or what esbuild makes of it and of its own imports. */
async function withoutTypes(folder, file) {
  if (process.features.typescript) return file;
  const { outputFiles } = await build({
    ...{ entryPoints: [join(folder, file)], absWorkingDir: folder },
    ...{ bundle: true, packages: "external", write: false },
    ...{ format: "esm", platform: "node", target: "node20" },
  });
  const compiled = file.replace(/\.ts$/, ".js");
  writeFileSync(join(folder, compiled), outputFiles[0].text);
  return compiled;
}
