// A page that is served as it is, with the package's files beside it and the edge handler, to which
// everybody is the sandbox's user who has a connection.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import { once } from "node:events";
import { getRequestListener } from "@hono/node-server";
import { LIMIT_MS, openBrowser } from "../../connect/browser.mjs";

const TYPES = { ".js": "text/javascript", ".wasm": "application/wasm" };

export async function fillPage({ code }, consumer) {
  const server = await serve(code, consumer);
  const browser = await openBrowser();
  try {
    const page = await browser.newPage();
    page.setDefaultTimeout(LIMIT_MS);
    const complaints = [];
    const failed = new Promise((_, reject) => page.once("pageerror", reject));
    page.on("console", (message) => {
      if (["error", "warning"].includes(message.type())) complaints.push(message.text());
    });
    const filled = page.goto(server.url).then(() => page.locator("output:not(:empty)").waitFor());
    await Promise.race([filled, failed]);
    assert.deepEqual(complaints, []);
  } finally {
    await browser.close();
    await server.close();
  }
}

async function serve(html, { installed, environment, load }) {
  const handler = await handlerFor(environment, load);
  const answer = (request) => {
    const { pathname } = new URL(request.url);
    if (pathname.startsWith("/alloy/")) return handler(request);
    const [, file] = /^\/vendor\/alloy-connectivity\/(.+)$/.exec(normalize(pathname)) ?? [];
    if (!file) return new Response(html, { headers: { "content-type": "text/html" } });
    const headers = { "content-type": TYPES[extname(file)] };
    return new Response(readFileSync(join(installed, file)), { headers });
  };
  const listener = getRequestListener(answer, { overrideGlobalObjects: false });
  const server = createServer(listener).listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${server.address().port}/`,
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}

async function handlerFor(environment, load) {
  const [{ AlloyConnectivity }, { createAlloyHandler }] = await Promise.all(
    ["node.js", "worker/index.js"].map(load),
  );
  return createAlloyHandler({
    client: AlloyConnectivity.fromEnv(environment, { userId: null }),
    stateKeys: ["the-key-that-signs-the-states-of-oauth-flows"],
    connectors: ["notion"],
    authenticate: () => ({ userId: environment.ALLOY_USER_ID }),
  });
}
