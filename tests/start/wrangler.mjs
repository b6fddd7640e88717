// wrangler as one has it after `npm install`, kept from everything that is not on this machine.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fromRoot } from "../../scripts/paths.mjs";

const PROGRAM = fromRoot("node_modules/wrangler/bin/wrangler.js");

/** Runs it in www/ to its end. */
export async function wrangler(...args) {
  const { child, output, home } = launch(args);
  const [code] = await once(child, "close");
  rmSync(home, { recursive: true });
  return { code, output: output() };
}

/** Runs `wrangler dev` until it serves. */
export async function wranglerDev() {
  const { child, output, home } = launch([
    ...["dev", "--local", "--ip", "127.0.0.1", "--port", "0", "--inspector-port", "0"],
    ...["--show-interactive-dev-session=false"],
  ]);
  const closed = once(child, "close");
  const ready = new Promise((resolve) => {
    child.stdout.on("data", () => {
      const [, url] = output().match(/Ready on (http:\S+)\s/) ?? [];
      if (url) resolve(url);
    });
  });
  const url = await Promise.race([
    ready,
    closed.then(([code]) => Promise.reject(new Error(`ended with ${code}:\n${output()}`))),
  ]);
  return {
    url,
    output,
    async stop() {
      // The group: it leaves its workerd behind.
      process.kill(-child.pid, "SIGTERM");
      await closed;
      rmSync(home, { recursive: true });
    },
  };
}

function launch(args) {
  const home = mkdtempSync(join(tmpdir(), "alloy-wrangler-"));
  const { ALLOY_API_KEY, ALLOY_USER_ID, ALLOY_BASE_URL, ...environment } = process.env;
  const persistence = args[0] === "dev" ? ["--persist-to", home] : [];
  const child = spawn(process.execPath, [PROGRAM, ...args, ...persistence], {
    cwd: fromRoot("www"),
    detached: true,
    env: {
      ...environment,
      XDG_CONFIG_HOME: home,
      // With its banner it asks whether there is a newer one.
      WRANGLER_HIDE_BANNER: "true",
      WRANGLER_SEND_METRICS: "false",
      WRANGLER_LOG_PATH: join(home, "logs"),
      CLOUDFLARE_CF_FETCH_ENABLED: "false",
      NO_COLOR: "1",
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let text = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (chunk) => (text += chunk));
  }
  return { child, home, output: () => text };
}
