// deno run --allow-net --allow-env server.ts, behind a proxy that speaks TLS
import { AlloyConnectivity } from "alloy-connectivity";
import { createAlloyHandler, memoryStateStore } from "alloy-connectivity/worker";
import { userOf } from "../session.ts";

const env = Deno.env.toObject();

const alloy = createAlloyHandler({
  client: AlloyConnectivity.fromEnv(env, { userId: null }), // users come per request
  publicOrigin: env.PUBLIC_ORIGIN, // may be left out on localhost
  stateKeys: [env.ALLOY_STATE_KEY ?? ""],
  store: memoryStateStore(), // for one process; several need a store that they share
  connectors: ["notion", "slack"],
  authenticate: (request) => userOf(request, env.SESSION_KEY),
});

Deno.serve({ hostname: "127.0.0.1", port: Number(env.PORT ?? 3000) }, (request) => {
  const { pathname } = new URL(request.url);
  // Deno's second argument is no environment, so the handler must not get it.
  if (pathname.startsWith("/alloy/")) return alloy(request);
  return new Response("Here is your app");
});
