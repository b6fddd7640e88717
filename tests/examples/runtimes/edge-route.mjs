// A route of Next's, in Vercel's edge runtime. Next itself is not a dependency here: what its bundler does
// to such a route, as far as the package can tell, is to resolve it with the condition "edge-light" and to
// take `?module` for a WebAssembly.Module; what Next does around it, to call the export of the method's name
// with the request and the route's parameters.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { build } from "esbuild";

const { EdgeRuntime, runServer } = createRequire(import.meta.url)("edge-runtime");

const NEXT = (route) => `
  import * as route from ${JSON.stringify(route)};
  if (route.runtime !== "edge") throw new Error("The route is not for the edge");
  addEventListener("fetch", (event) => {
    const handle = route[event.request.method];
    const parameters = { params: Promise.resolve({ path: [] }) };
    const { pathname } = new URL(event.request.url);
    if (!pathname.startsWith("/alloy/")) event.respondWith(new Response("Here is your app"));
    else event.respondWith(handle?.(event.request, parameters) ?? new Response(null, { status: 405 }));
  });`;

/** @param {{ route: string, env: Record<string, string> }} what */
export async function startRoute(folder, { route, env }) {
  const complaints = [];
  const { outputFiles } = await build({
    stdin: { contents: NEXT(`./${route}`), resolveDir: folder },
    ...{ absWorkingDir: folder, bundle: true, write: false, logLevel: "silent" },
    ...{ format: "iife", target: "es2022" },
    conditions: ["edge-light", "worker", "browser"],
    plugins: [{ name: "wasm", setup: takeInModules }],
  });
  const runtime = new EdgeRuntime({
    initialCode: outputFiles[0].text,
    extend: (context) => {
      const complain = (...args) => complaints.push(args.join(" "));
      const console = Object.fromEntries(
        ["log", "info", "warn", "error", "debug"].map((name) => [name, complain]),
      );
      return Object.assign(context, { process: { env }, console });
    },
  });
  const server = await runServer({ runtime, host: "127.0.0.1", port: 0 });
  return {
    url: new URL(server.url).origin,
    complaints: () => complaints.join("\n"),
    close: () => server.close(),
  };
}

// The runtime is a realm of its own: a module compiled outside of it is no WebAssembly.Module inside.
function takeInModules(bundler) {
  bundler.onResolve({ filter: /\.wasm\?module$/ }, ({ path, resolveDir }) => ({
    path: join(resolveDir, path.replace(/\?module$/, "")),
    namespace: "wasm-module",
  }));
  bundler.onLoad({ filter: /./, namespace: "wasm-module" }, ({ path }) => ({
    contents: `
      const bytes = atob(${JSON.stringify(readFileSync(path, "base64"))});
      export default new WebAssembly.Module(Uint8Array.from(bytes, (char) => char.charCodeAt(0)));`,
  }));
}
