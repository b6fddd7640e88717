// A Worker that mounts the handler as an app does: made at module scope, all that is secret in its
// environment, and used states noted in a Durable Object.
import { AlloyConnectivity } from "alloy-connectivity";
import { createAlloyHandler } from "alloy-connectivity/worker";

export { AlloyStateStore } from "alloy-connectivity/worker";

const told = { connected: [], errors: [], made: 0 };

const alloy = createAlloyHandler({
  client(env) {
    told.made += 1;
    return new AlloyConnectivity({
      apiKey: env.ALLOY_API_KEY,
      baseUrl: env.ALLOY_BASE_URL,
      maxRetries: 0,
    });
  },
  publicOrigin: (env) => env.PUBLIC_ORIGIN,
  stateKeys: (env) => [env.STATE_KEY],
  connectors: ["notion", "slack"],
  store: (env) => env.STATES,
  maxBodyBytes: 10_000,
  authenticate({ headers }) {
    const userId = headers.get("x-session");
    return userId ? { userId } : null;
  },
  onConnected(connection, env, context) {
    context.waitUntil(Promise.resolve().then(() => told.connected.push(connection)));
  },
  onError: ({ name, code }) => told.errors.push(`${name} ${code}`),
});

/** What the app would know besides, and one of its marks by itself. */
const OWN = {
  "/told": () => told,
  async "/use"(env, query) {
    const mark = env.STATES.get(env.STATES.idFromName(query.get("id")));
    return (await mark.fetch(`https://state/?until=${query.get("until")}`)).json();
  },
};

export default {
  async fetch(request, env, context) {
    const { pathname, searchParams } = new URL(request.url);
    const own = OWN[pathname];
    return own ? Response.json(await own(env, searchParams)) : alloy(request, env, context);
  },
};
