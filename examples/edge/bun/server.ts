// bun server.ts, behind a proxy that speaks TLS
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

const server = Bun.serve({
  hostname: "127.0.0.1",
  port: Number(env.PORT ?? 3000),
  routes: {
    // Bun's second argument is its server, no environment, so the handler must not get it.
    "/alloy/*": (request) => alloy(request),
  },
  fetch: () => new Response("Here is your app"),
});
console.log(`Listening on ${server.url}`);
