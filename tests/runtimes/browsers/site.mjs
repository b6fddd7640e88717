// Sites on loopback, every file under the policy that a page must have for the package.
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { serve } from "@hono/node-server";
import { serveStatic } from "@hono/node-server/serve-static";
import { Hono } from "hono";

/** What must be allowed for the package, and no more. A worker goes by what its own file is sent with. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "worker-src 'self'",
  "connect-src http://127.0.0.1:*",
].join("; ");

/**
 * @param {string} folder
 * @returns {Promise<{ url: string, close(): Promise<void> }>}
 */
export async function serveSite(folder) {
  const app = new Hono();
  app.use(async ({ header }, next) => {
    header("content-security-policy", POLICY);
    await next();
  });
  app.use(serveStatic({ root: folder }));
  const server = serve({ fetch: app.fetch, hostname: "127.0.0.1", port: 0 });
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    async close() {
      const closed = once(server, "close");
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

/** Writes a page that runs one script. */
export const writePage = (folder, script) =>
  writeFileSync(
    join(folder, "index.html"),
    `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <title>alloy-connectivity in a page</title>
    ${script}
  </head>
  <body></body>
</html>
`,
  );
