// Whom the browser meets: the app in workerd, a sandbox behind it, and a page of another origin.
import { cpSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { Miniflare, supportedCompatibilityDate } from "miniflare";
import { installTarball } from "../runtimes/tarball.mjs";
import { bundleApp, bundlePage, readPage } from "./app/bundle.mjs";

/**
 * Installs the package with the app beside it, once for a test file.
 *
 * @returns gives apps, each with its own sandbox
 */
export async function openServers() {
  const { folder, installed } = await installTarball();
  cpSync(fileURLToPath(new URL("app", import.meta.url)), join(folder, "app"), { recursive: true });
  const load = (file) => import(pathToFileURL(join(installed, file)).href);
  const [{ createSandbox }, { serve }] = await Promise.all([
    load("sandbox/index.js"),
    load("sandbox/node.js"),
  ]);
  const script = await bundlePage(folder);
  const page = readPage(folder);
  const other = await servePage(page, script);
  const modules = await bundleApp(folder, { OTHER_ORIGIN: other.origin });
  const closers = [other.close];

  /** @param options the sandbox's; `headers` go with each of its pages, `fragment` with its redirects */
  const openApp = async ({ headers = {}, fragment = "", ...options }) => {
    const sandbox = createSandbox(options);
    const server = await serve({
      async fetch(request) {
        const answer = await sandbox.fetch(request);
        for (const [name, value] of Object.entries(headers)) answer.headers.set(name, value);
        const location = answer.headers.get("location");
        if (location !== null) answer.headers.set("location", `${location}${fragment}`);
        return answer;
      },
    });
    const complaints = [];
    const worker = new Miniflare({
      modules,
      compatibilityDate: supportedCompatibilityDate,
      cf: false,
      host: "127.0.0.1",
      port: 0,
      durableObjects: { STATES: { className: "AlloyStateStore", useSQLite: true } },
      bindings: {
        ALLOY_API_KEY: sandbox.apiKey,
        ALLOY_BASE_URL: server.url,
        STATE_KEY: "a key that is no secret, but long enough",
        USERS: { ada: sandbox.users[0], bob: sandbox.users[1] },
        PAGE: page,
        PAGE_SCRIPT: script,
      },
      handleRuntimeStdio(stdout, stderr) {
        stdout.resume();
        stderr.setEncoding("utf8").on("data", (text) => {
          // A window that is closed does not wait for its page.
          if (!/ disconnected: ::write\(/.test(text)) complaints.push(text);
        });
      },
    });
    const { origin } = await worker.ready;
    closers.push(() => worker.dispose(), server.close);
    return { sandbox, alloy: server.url, origin, complaints };
  };

  const close = () => Promise.all(closers.map((end) => end()));
  return { openApp, otherOrigin: other.origin, close };
}

/** Serves the page by itself; cut off from its popups, if its query says so. */
async function servePage(page, script) {
  const server = createServer(({ url }, response) => {
    const isScript = url === "/page.js";
    response.setHeader("content-type", isScript ? "text/javascript" : "text/html; charset=utf-8");
    if (url.includes("?coop")) response.setHeader("cross-origin-opener-policy", "same-origin");
    response.end(isScript ? script : page);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const close = () =>
    new Promise((resolve) => {
      server.close(resolve);
      server.closeAllConnections();
    });
  return { origin: `http://127.0.0.1:${server.address().port}`, close };
}
