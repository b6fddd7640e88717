// node server.ts (22.18 or newer; 20 wants it compiled), behind a proxy that speaks TLS
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { getRequestListener } from "@hono/node-server";
import { AlloyConnectivity } from "alloy-connectivity";
import { createAlloyHandler, memoryStateStore } from "alloy-connectivity/worker";
import { userOf } from "../session.ts";

const { env } = process;

const alloy = createAlloyHandler({
  client: AlloyConnectivity.fromEnv(env, { userId: null }), // users come per request
  publicOrigin: env.PUBLIC_ORIGIN, // may be left out on localhost
  stateKeys: [env.ALLOY_STATE_KEY ?? ""],
  store: memoryStateStore(), // for one process; several need a store that they share
  connectors: ["notion", "slack"],
  authenticate: (request) => userOf(request, env.SESSION_KEY),
});

// The adapter makes a Request of what node:http has, and sends the Response.
const listener = getRequestListener(async (request) => {
  const { pathname } = new URL(request.url);
  if (pathname.startsWith("/alloy/")) return alloy(request);
  return new Response("Here is your app");
});
const server = createServer(listener).listen(Number(env.PORT ?? 3000), "127.0.0.1", () => {
  console.log(`Listening on http://127.0.0.1:${(server.address() as AddressInfo).port}`);
});
