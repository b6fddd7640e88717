// A real OAuth server on loopback: oidc-provider, with its own pages for login and consent.
import { createServer } from "node:http";

const CLIENT = { clientId: "alloy", clientSecret: "of the provider and Alloy alone" };

/**
 * Starts it. Its client's callbacks are told later: they are known when the client is served, which wants to know
 * `endpoints` before.
 *
 * @returns {Promise<{ origin: string, endpoints: object, tokens: number[], open(callbacks: string[]): Promise<void>, close(): Promise<void> }>}
 */
export async function openOidcServer() {
  const server = createServer();
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const origin = `http://127.0.0.1:${server.address().port}`;
  const tokens = [];
  return {
    origin,
    endpoints: {
      authorizationEndpoint: `${origin}/auth`,
      tokenEndpoint: `${origin}/token`,
      scope: "openid",
      ...CLIENT,
    },
    /** The status of each answer of the token endpoint. */
    tokens,
    async open(callbacks) {
      const provider = await providerFor(origin, callbacks, tokens);
      server.on("request", provider.callback());
    },
    close: () =>
      new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      }),
  };
}

async function providerFor(issuer, callbacks, tokens) {
  const provider = await quietly(async () => {
    const { Provider } = await import("oidc-provider");
    return new Provider(issuer, {
      clients: [
        {
          client_id: CLIENT.clientId,
          client_secret: CLIENT.clientSecret,
          application_type: "native",
          redirect_uris: callbacks,
          grant_types: ["authorization_code"],
          response_types: ["code"],
        },
      ],
      cookies: { keys: ["loopback alone"] },
      pkce: { required: () => true },
      ttl: { AccessToken: 600, Grant: 600, IdToken: 600, Interaction: 600, Session: 600 },
      findAccount: (_, accountId) => ({ accountId, claims: () => ({ sub: accountId }) }),
    });
  });
  provider.use(async ({ path, response }, next) => {
    await next();
    if (path === "/token") tokens.push(response.status);
  });
  return provider;
}

/** Without its words about choices that are for development only, its own pages among them. */
async function quietly(work) {
  const { warn, info } = console;
  Object.assign(console, { warn() {}, info() {} });
  try {
    return await work();
  } finally {
    Object.assign(console, { warn, info });
  }
}
