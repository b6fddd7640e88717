// A route of Next's, in Vercel's edge runtime. Next itself is not a dependency here: what it does around such
// a route is to call the export of the method's name with the request and the route's parameters.
import { createRequire } from "node:module";
import { bundleForEdge } from "../../runtimes/edge-runtime.mjs";

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
  const runtime = new EdgeRuntime({
    initialCode: await bundleForEdge(folder, NEXT(`./${route}`)),
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
