import { AlloyConnectivity } from "alloy-connectivity";
import {
  createAlloyHandler,
  type DurableObjectNamespaceLike,
  type HandlerContext,
} from "alloy-connectivity/worker";

// The Durable Object that wrangler.jsonc binds: Workers look for its class among the exports.
export { AlloyStateStore } from "alloy-connectivity/worker";

const alloy = createAlloyHandler<Env>({
  client: (env) => AlloyConnectivity.fromEnv(env, { userId: null }), // users come per request
  publicOrigin: (env) => env.PUBLIC_ORIGIN,
  stateKeys: (env) => [env.ALLOY_STATE_KEY],
  store: (env) => env.ALLOY_STATES,
  connectors: ["notion", "slack"],
  // Whose session is it? Here sessions are in KV, under the random id that the cookie holds.
  async authenticate(request, env) {
    const cookie = request.headers.get("cookie") ?? "";
    const session = /(?:^|; *)session=([\w-]{22,128})(?:;|$)/.exec(cookie)?.[1];
    const userId = session && (await env.SESSIONS.get(`session:${session}`));
    return userId ? { userId } : null;
  },
});

export default {
  async fetch(request: Request, env: Env, context: HandlerContext): Promise<Response> {
    const { pathname } = new URL(request.url);
    if (pathname.startsWith("/alloy/")) return alloy(request, env, context);
    return new Response("Here is your app");
  },
};

interface Env {
  ALLOY_API_KEY: string;
  ALLOY_STATE_KEY: string;
  PUBLIC_ORIGIN: string;
  ALLOY_STATES: DurableObjectNamespaceLike;
  SESSIONS: { get(key: string): Promise<string | null> };
}
