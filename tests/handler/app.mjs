// An app that mounts the handler, in this process: an embedded Alloy behind it, users who are told by a
// header, and a clock of the test's own.
import {
  AlloyConnectivity,
  createAlloyHandler,
  createSandbox,
  memoryStateStore,
} from "./package.mjs";

export const ORIGIN = "https://app.example";
export const BASE = `${ORIGIN}/alloy`;
export const KEY = "state-key-of-the-tests-0123456789";

export const DIALECTS = ["guide", "reference", "both"];

/** The route of an action, in the sandbox. */
export const EXECUTE = {
  guide: "POST /connectors/{connectorId}/actions/{actionId}",
  reference: "POST /connectors/{connectorId}/actions/{actionId}/execute",
};
export const LIST = "GET /users/{userId}/credentials";

/**
 * @param {{ dialect?: string, upstream?: object, between?: Function }} settings what Alloy speaks, more of
 * the client, and `between(fetch, url, init)`, what stands between it and Alloy
 * @param {object} options of the handler, over those that every test has
 */
export function openApp({ dialect = "guide", upstream, between } = {}, options = {}) {
  const sandbox = createSandbox({ dialect });
  const [userId, other] = sandbox.users;
  const clock = { ms: Date.parse("2026-01-02T03:04:05Z") };
  const errors = [];
  const alloy = new AlloyConnectivity({
    ...{ apiKey: sandbox.apiKey, baseUrl: "https://alloy.example", ...upstream },
    fetch: between ? (url, init) => between(sandbox.fetch, url, init) : sandbox.fetch,
  });
  const handler = createAlloyHandler({
    client: alloy,
    publicOrigin: ORIGIN,
    stateKeys: [KEY],
    connectors: ["notion", "slack"],
    store: memoryStateStore(() => clock.ms),
    now: () => clock.ms,
    onError: (error) => errors.push(error),
    authenticate({ headers }) {
      const user = headers.get("x-session");
      return user ? { userId: user } : null;
    },
    ...options,
  });

  /** A request as a page's script sends it, signed in unless `user` is null. */
  async function ask(route, { user = userId, body, headers, env } = {}) {
    const [method, path] = route.split(" ");
    const request = new Request(BASE + path, {
      method,
      headers: {
        ...(user !== null && { "x-session": user }),
        ...(body !== undefined && { "content-type": "application/json" }),
        ...headers,
      },
      body: typeof body === "string" ? body : JSON.stringify(body),
    });
    return read(await handler(request, env));
  }

  /** The class as a page has it: no key, and the handler for Alloy. */
  const page = ({ user = userId, ...options } = {}) =>
    new AlloyConnectivity({
      baseUrl: BASE,
      fetch: (url, init) => handler(new Request(url, init)),
      headers: user === null ? {} : { "x-session": user },
      ...options,
    });

  /** Connects a service past the handler, and gives the connection's id. */
  async function connected(connectorId, user = userId) {
    const own = alloy.forUser(user);
    const since = await own.snapshotConnections(connectorId);
    const redirectUri = "http://localhost/callback";
    const { oauthUrl, credentialId } = await own.initiateOAuthFlow(connectorId, redirectUri);
    const { code } = AlloyConnectivity.parseOAuthCallback(await sandbox.consent(oauthUrl));
    const { connectionId } = await own.handleOAuthCallback(connectorId, code, credentialId, {
      since,
    });
    sandbox.journal.clear();
    return connectionId;
  }

  /** What came to Alloy: method and route of each request. */
  const upstreamRoutes = () =>
    sandbox.journal.requests.map(({ method, route }) => `${method} ${route}`);

  /** What came to Alloy for a route. */
  const count = (wanted) => upstreamRoutes().filter((route) => route === wanted).length;

  return {
    ...{ sandbox, alloy, handler, clock, errors, userId, other },
    ...{ ask, page, connected, upstreamRoutes, count },
  };
}

/** Status, headers, and the body: JSON where it says so. */
export async function read(response) {
  const { status, headers } = response;
  const text = await response.text();
  const isJson = headers.get("content-type")?.startsWith("application/json");
  return { status, headers, body: isJson ? JSON.parse(text) : text };
}

/** What a refusal looks like beside its headers. */
export const refusal = (status, code) => ({ status, code });

export const refusalOf = ({ status, body }) => ({ status, code: body?.error?.code });
