// Hono in a Worker; wrangler.jsonc is as in ../worker, with SESSION_KEY as one more secret.
import { AlloyConnectivity } from "alloy-connectivity";
import { createAlloyHandler, type DurableObjectNamespaceLike } from "alloy-connectivity/worker";
import { Hono } from "hono";
import { userOf } from "../session.ts";

export { AlloyStateStore } from "alloy-connectivity/worker";

interface Env {
  ALLOY_API_KEY: string;
  ALLOY_STATE_KEY: string;
  PUBLIC_ORIGIN: string;
  SESSION_KEY: string;
  ALLOY_STATES: DurableObjectNamespaceLike;
}

const alloy = createAlloyHandler<Env>({
  client: (env) => AlloyConnectivity.fromEnv(env, { userId: null }), // users come per request
  publicOrigin: (env) => env.PUBLIC_ORIGIN,
  stateKeys: (env) => [env.ALLOY_STATE_KEY],
  store: (env) => env.ALLOY_STATES,
  connectors: ["notion", "slack"],
  authenticate: (request, env) => userOf(request, env.SESSION_KEY),
  // Pages may do anything with the user's own connections but this.
  allow: ({ actionId }) => actionId !== "delete-a-block",
});

const app = new Hono<{ Bindings: Env }>();
app.get("/", (c) => c.text("Here is your app"));
// The request as it came: what has read its body leaves nothing for the handler. CSRF and CORS are the
// handler's own, so that Hono's csrf() and cors() have no business here.
app.all("/alloy/*", (c) => alloy(c.req.raw, c.env, c.executionCtx));

export default app;
