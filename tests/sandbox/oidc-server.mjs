// A real OAuth server on loopback: oidc-provider, with its own pages for login and consent.
import { createServer } from "node:http";
import { Provider } from "oidc-provider";

const CLIENT = { clientId: "alloy", clientSecret: "of the provider and Alloy alone" };

/**
 * Starts it. Its client's callbacks are told later: they are known when the client is served, which wants to know
 * `endpoints` before.
 *
 * @returns {Promise<{ origin: string, endpoints: object, tokens: number[], open(callbacks: string[]): void, close(): Promise<void> }>}
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
    open(callbacks) {
      server.on("request", providerFor(origin, callbacks, tokens).callback());
    },
    close: () =>
      new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      }),
  };
}

function providerFor(issuer, callbacks, tokens) {
  const { warn, info } = console;
  // It has a word of warning for every choice that is for development only, these pages among them.
  Object.assign(console, { warn() {}, info() {} });
  try {
    const provider = new Provider(issuer, {
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
      findAccount: (_, accountId) => ({ accountId, claims: () => ({ sub: accountId }) }),
    });
    provider.use(async ({ path, response }, next) => {
      await next();
      if (path === "/token") tokens.push(response.status);
    });
    return provider;
  } finally {
    Object.assign(console, { warn, info });
  }
}
