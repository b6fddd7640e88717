// The Worker under attack: an app's, with the handler mounted.
import { AlloyConnectivity } from "alloy-connectivity";
import { AlloyStateStore, createAlloyHandler } from "alloy-connectivity/worker";

export { AlloyStateStore };

/* global SETTINGS, STORE, SESSIONS, SUSPENDED -- put in by the bundler */

// It stands still, so that what is remembered for a while stays so. At module scope it would be 1970.
const clock = { now: undefined, aheadMs: 0 };
const connected = [];

// The app's own rule: what it does not know, it does not allow.
const KNOWN_PARAMETERS = ["query", "page_size", "channel", "text"];

const disordered = { useOnce: () => Promise.reject(new Error("states: no route to 10.0.0.7")) };

const handler = createAlloyHandler({
  ...SETTINGS,
  // Where it is known in requests alone, a store that is missing is not seen before.
  ...(STORE === "none" && SETTINGS.publicOrigin && { publicOrigin: () => SETTINGS.publicOrigin }),
  client: ({ ALLOY_URL, ALLOY_KEY }) =>
    new AlloyConnectivity({ apiKey: ALLOY_KEY, baseUrl: ALLOY_URL, maxRetries: 0 }),
  authenticate,
  allow,
  onConnected: (connection) => void connected.push(connection),
  now: () => clock.now + clock.aheadMs,
  ...(STORE !== "none" && { store: ({ STATES }) => (STORE === "durable" ? STATES : disordered) }),
});

// Outside of the handler's basePath.
const TEST_ROUTES = {
  "/test-only/clock": ({ searchParams }) => (clock.aheadMs = Number(searchParams.get("ahead"))),
  "/test-only/connected": () => connected,
};

export default {
  async fetch(request, env, context) {
    clock.now ??= Date.now();
    const url = new URL(request.url);
    const route = TEST_ROUTES[url.pathname];
    return route ? Response.json(route(url)) : handler(request, env, context);
  },
};

/** What the sessions say: a user, nobody, or something that no application should answer. */
async function authenticate(request) {
  const session = /(?:^|; )session=([^;]*)/.exec(request.headers.get("cookie") ?? "")?.[1];
  const found = Object.hasOwn(SESSIONS, session) ? SESSIONS[session] : null;
  if (found === "throws") throw new Error("sessions: password authentication failed for hunter2");
  return found;
}

async function allow({ userId, parameters }) {
  if (parameters?.query === "thrown") throw new Error("policies: no route to 10.0.0.7");
  const isKnown = Object.keys(parameters ?? {}).every((name) => KNOWN_PARAMETERS.includes(name));
  return userId !== SUSPENDED && isKnown && parameters?.query !== "forbidden";
}
