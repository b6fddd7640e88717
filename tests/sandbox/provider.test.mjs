// A provider's own OAuth server behind the sandbox: npm's oidc-provider, which insists on PKCE and on the client's secret.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { createSandbox } from "../../pkg/sandbox/index.js";
import { serve } from "../../pkg/sandbox/node.js";
import { assertCoded, openSandbox, REDIRECT_URI } from "./calls.mjs";
import { openOidcServer } from "./oidc-server.mjs";

const CALLBACK = "/api/strategy/connector/notion/callback";

describe("a provider's own OAuth server", () => {
  let oidc;
  before(async () => {
    oidc = await openOidcServer();
  });
  after(() => oidc.close());

  const opened = [];
  const served = async (options) => {
    const sandbox = createSandbox({ providers: { notion: oidc.endpoints }, ...options });
    const server = await serve(sandbox);
    opened.push(server);
    return { sandbox, url: server.url };
  };
  after(() => Promise.all(opened.map((server) => server.close())));

  let guide;
  let reference;
  let secretless;
  before(async () => {
    guide = await served({ dialect: "guide" });
    reference = await served({ dialect: "reference" });
    const wrong = { ...oidc.endpoints, clientSecret: "a guess" };
    secretless = await served({ providers: { notion: wrong } });
    await oidc.open([guide, reference, secretless].map(({ url }) => `${url}${CALLBACK}`));
  });

  const begin = async ({ sandbox, url }) => {
    const answer = await fetch(`${url}/connectors/notion/credentials`, {
      method: "POST",
      headers: headersOf(sandbox),
      body: JSON.stringify({
        userId: sandbox.userId,
        authenticationType: "oauth2",
        redirectUri: REDIRECT_URI,
      }),
    });
    return answer.json();
  };

  it("asks in the sandbox's place, and its code becomes the guide's", async () => {
    const { oauthUrl, credentialId } = await begin(guide);
    const back = new URL(await throughPages(oauthUrl, "Continue"));
    assert.equal(`${back.origin}${back.pathname}`, REDIRECT_URI);
    assert.deepEqual([...back.searchParams.keys()], ["code"], "the provider's own stay here");
    assert.deepEqual(guide.sandbox.journal.effects, []);
    const { userId } = guide.sandbox;
    const answer = await fetch(`${guide.url}/connectors/notion/credentials/callback`, {
      method: "POST",
      headers: headersOf(guide.sandbox),
      body: JSON.stringify({ code: back.searchParams.get("code"), userId, credentialId }),
    });
    assert.deepEqual(await answer.json(), { connectionId: credentialId, credentialId });
    assert.equal(oidc.tokens.at(-1), 200);
  });

  it("makes the credential by itself in the reference", async () => {
    const { oauthUrl } = await begin(reference);
    assert.equal(await throughPages(oauthUrl, "Continue"), REDIRECT_URI);
    const [{ kind }] = reference.sandbox.journal.effects;
    assert.equal(kind, "credential.created");
  });

  it("is told by a user who goes back that access is denied", async () => {
    const { oauthUrl } = await begin(guide);
    const exchanged = oidc.tokens.length;
    const back = new URL(await throughPages(oauthUrl, "Cancel"));
    assert.equal(back.searchParams.get("error"), "access_denied");
    assert.equal(oidc.tokens.length, exchanged, "there was nothing to exchange");
    assert.equal((await fetch(oauthUrl)).status, 410);
  });

  it("that refuses the exchange makes no credential", async () => {
    const { oauthUrl } = await begin(secretless);
    const back = new URL(await throughPages(oauthUrl, "Continue"));
    assert.equal(back.searchParams.get("error"), "server_error");
    assert.equal(oidc.tokens.at(-1), 401);
    assert.deepEqual(secretless.sandbox.journal.effects, []);
  });

  it("is met at its own pages alone", async () => {
    const { oauthUrl } = await begin(guide);
    await assert.rejects(guide.sandbox.consent(oauthUrl), /provider itself asks/);
  });

  it("has its callback taken once, and with a state that was given out", async () => {
    const { oauthUrl } = await begin(guide);
    const { headers } = await fetch(oauthUrl, { redirect: "manual" });
    const state = new URL(headers.get("location")).searchParams.get("state");
    const callback = (connector, query) =>
      fetch(`${guide.url}/api/strategy/connector/${connector}/callback?${query}`, {
        redirect: "manual",
      });
    assert.equal((await callback("notion", "code=x")).status, 400);
    assert.equal((await callback("notion", "code=x&state=guess")).status, 400);
    assert.equal((await callback("slack", `code=x&state=${state}`)).status, 400);
    const denied = `error=access_denied&state=${state}`;
    assert.equal((await callback("notion", denied)).status, 302);
    const again = await callback("notion", denied);
    assert.equal(again.status, 400);
    assert.match(await again.text(), /belongs to no authorization/);
  });

  it("stands behind its own connector alone", async () => {
    const { begin: beginIn, sandbox } = openSandbox({ providers: { slack: oidc.endpoints } });
    const page = await sandbox.fetch((await beginIn("notion")).oauthUrl);
    assert.equal(page.status, 200);
    const answer = await sandbox.fetch((await beginIn("slack")).oauthUrl);
    assert.equal(answer.status, 302);
    assert.ok(answer.headers.get("location").startsWith(oidc.endpoints.authorizationEndpoint));
  });
});

describe("a provider that is set up wrong", () => {
  const right = {
    authorizationEndpoint: "https://provider.example/auth",
    tokenEndpoint: "https://provider.example/token",
    clientId: "alloy",
  };
  for (const [providers, message] of [
    [{ notion: null }, /^providers\.notion\.authorizationEndpoint must be an http/],
    [{ notion: { ...right, tokenEndpoint: "/token" } }, /^providers\.notion\.tokenEndpoint/],
    [{ notion: { ...right, clientId: "" } }, /^providers\.notion\.clientId/],
    [{ notion: { ...right, clientSecret: 1 } }, /^providers\.notion\.clientSecret/],
    [{ notion: { ...right, scope: [] } }, /^providers\.notion\.scope/],
    [{ notion: { ...right, fetch: {} } }, /^providers\.notion\.fetch/],
    [{ nothing: right }, /^providers: there is no connector nothing/],
    [{ mailgun: right }, /^providers: there is no connector mailgun that is let in by OAuth/],
  ]) {
    it(`is refused: ${message.source}`, () => {
      assert.throws(() => createSandbox({ providers }), { name: "TypeError", message });
    });
  }

  it("that does not answer makes no credential", async () => {
    const fetch = async () => {
      throw new TypeError("no route to host");
    };
    const { sandbox, begin, call } = openSandbox({ providers: { notion: { ...right, fetch } } });
    const { headers } = await sandbox.fetch((await begin("notion")).oauthUrl);
    const asked = new URL(headers.get("location")).searchParams;
    assert.equal(asked.get("scope"), null);
    const back = `${asked.get("redirect_uri")}?code=x&state=${asked.get("state")}`;
    const answer = await sandbox.fetch(back);
    assert.match(answer.headers.get("location"), /\?error=server_error&/);
    assertCoded(await call("GET", "/credentials/guess"), 404, "NOT_FOUND", /Credential/);
    assert.deepEqual(sandbox.journal.effects, []);
  });
});

const headersOf = ({ apiKey }) => ({
  authorization: `Bearer ${apiKey}`,
  "x-api-version": "2025-09",
});

/** Does what a user does in a browser, from the consent's address to the app's; gives that, which is not gone to. */
async function throughPages(start, decision) {
  const cookies = new Map();
  let url = start;
  let form;
  for (let step = 0; step < 20; step += 1) {
    const answer = await fetch(url, {
      redirect: "manual",
      headers: { cookie: [...cookies].map((pair) => pair.join("=")).join("; ") },
      ...(form === undefined ? {} : { method: "POST", body: form }),
    });
    for (const cookie of answer.headers.getSetCookie()) {
      const [, name, value] = cookie.match(/^([^=]+)=([^;]*)/);
      cookies.set(name, value);
    }
    form = undefined;
    const location = answer.headers.get("location");
    if (location === null) {
      const page = await answer.text();
      assert.equal(answer.status, 200, page);
      const action = page.match(/<form[^>]* action="([^"]+)"/)[1];
      const cancel = page.match(/<a href="([^"]+)">\[ Cancel \]/)[1];
      const isLogin = page.includes('value="login"');
      url = new URL(!isLogin && decision === "Cancel" ? cancel : action, url).href;
      if (url.endsWith("/abort")) continue;
      const login = { prompt: "login", login: "ada", password: "any" };
      form = new URLSearchParams(isLogin ? login : { prompt: "consent" });
    } else {
      url = new URL(location, url).href;
      if (url.startsWith(REDIRECT_URI)) return url;
    }
  }
  throw new Error(`the pages lead nowhere: ${url}`);
}
