// The demo Worker in workerd, on loopback.
import { readFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { fromRoot } from "../scripts/paths.mjs";
import { Failure } from "../scripts/progress.mjs";
import { outDir } from "./bundle.mjs";

const HOST = "127.0.0.1";
const VARIABLES = [
  ...["ALLOY_API_KEY", "ALLOY_USER_ID", "ALLOY_BASE_URL"],
  ...["ALLOY_STATE_KEY", "ALLOY_CONNECTORS"],
];

/**
 * @param {number} port 0 for any that is free
 * @returns {Promise<{ url: URL, stop: () => Promise<void> }>}
 */
export async function startWorker(port) {
  const { Miniflare } = await import("miniflare");
  const miniflare = new Miniflare({ host: HOST, port, ...(await workerOptions()) });
  try {
    return { url: await miniflare.ready, stop: () => miniflare.dispose() };
  } catch (error) {
    await miniflare.dispose();
    await requireFree(port);
    throw error;
  }
}

/** What Miniflare is to know of the Worker: the same as wrangler.jsonc tells wrangler. */
export async function workerOptions() {
  const { Log, LogLevel } = await import("miniflare");
  return {
    // Both would go out to the network.
    cf: false,
    telemetry: { enabled: false },
    log: new Log(LogLevel.ERROR),
    name: "demo",
    modulesRoot: outDir,
    modules: [
      { type: "ESModule", path: join(outDir, "worker.js") },
      { type: "CompiledWasm", path: join(outDir, "alloy_bg.wasm") },
    ],
    compatibilityDate: compatibilityDate(),
    bindings: Object.fromEntries(
      VARIABLES.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : [])),
    ),
    durableObjects: {
      VISITORS: { className: "Visitor", useSQLite: true },
      ALLOY_STATES: { className: "AlloyStateStore", useSQLite: true },
    },
    assets: {
      directory: join(outDir, "public"),
      binding: "ASSETS",
      routerConfig: { has_user_worker: true, invoke_user_worker_ahead_of_assets: true },
    },
  };
}

/** Fails with what to do about it when something else listens on the port. */
export async function requireFree(port) {
  const server = createServer();
  await new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, HOST, () => server.close(resolve));
  }).catch((error) => {
    throw new Failure(
      `Port ${port} cannot be listened on (${error.code}): end what uses it, or set PORT to another one, as in PORT=8788 npm start.`,
    );
  });
}

// What runs here is what would be deployed.
function compatibilityDate() {
  const config = readFileSync(fromRoot("www/wrangler.jsonc"), "utf8");
  return config.match(/"compatibility_date": "(.+?)"/)[1];
}
