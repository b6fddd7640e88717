// How a flow begins: where the user is sent, and what the browser keeps of it.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { BASE, openApp, ORIGIN, refusalOf } from "./app.mjs";
import { Browser } from "./browser.mjs";

const FLOW = /^[\w-]{22}$/;
const INITIATE = "POST /connectors/{connectorId}/credentials";

/** The redirectUri that Alloy was given last. */
const redirectUri = ({ sandbox }) =>
  new URL(sandbox.journal.requests.findLast(({ body }) => body?.redirectUri).body.redirectUri);

for (const dialect of ["guide", "reference"]) {
  describe(`a flow begins, with an Alloy of the ${dialect} dialect`, () => {
    it("from a page: with where to go, and the flow's id", async () => {
      const app = openApp({ dialect });
      const browser = new Browser(app);
      const { status, body } = await browser.begin("notion");
      assert.equal(status, 200);
      assert.deepEqual(Object.keys(body), ["url", "flow"]);
      assert.match(body.flow, FLOW);
      const url = new URL(body.url);
      assert.equal(url.origin, "https://alloy.example");
      assert.equal(url.pathname, "/api/strategy/connector/notion/authorize");
      assert.equal(url.searchParams.get("userId"), app.userId);
    });

    it("from a link: on the way to the provider", async () => {
      const app = openApp({ dialect });
      const browser = new Browser(app);
      const { status, location } = await browser.follow("notion");
      assert.equal(status, 302);
      assert.equal(new URL(location).pathname, "/api/strategy/connector/notion/authorize");
      assert.equal(browser.cookies.size, 1);
    });

    it("after a look at what is connected, and nothing else", async () => {
      const app = openApp({ dialect });
      await new Browser(app).begin("notion");
      assert.deepEqual(app.upstreamRoutes().slice(-1), [INITIATE]);
      assert.equal(app.count(INITIATE), 1);
      const { headers, body } = app.sandbox.journal.requests.at(-1);
      assert.equal(headers.cookie, undefined);
      assert.deepEqual([body.userId, body.authenticationType], [app.userId, "oauth2"]);
    });
  });
}

describe("the address that the user comes back to", () => {
  it("is the handler's, and carries the state", async () => {
    const app = openApp();
    await new Browser(app).begin("notion");
    const url = redirectUri(app);
    assert.equal(url.origin + url.pathname, `${BASE}/callback/notion`);
    assert.deepEqual([...url.searchParams.keys()], ["alloy_state"]);
    assert.match(url.searchParams.get("alloy_state"), /^[\w-]+\.[\w-]{43}$/);
  });

  it("is the publicOrigin's, whatever the request says that it is", async () => {
    const app = openApp();
    const request = new Request("https://elsewhere.example/alloy/connect/notion", {
      ...{ method: "POST", body: "{}" },
      headers: {
        "content-type": "application/json",
        ...{ "x-session": app.userId, host: "elsewhere.example" },
        ...{ "x-forwarded-host": "elsewhere.example", forwarded: "host=elsewhere.example" },
      },
    });
    assert.equal((await app.handler(request)).status, 200);
    assert.equal(redirectUri(app).origin, ORIGIN);
  });

  it("is another one each time", async () => {
    const app = openApp();
    const browser = new Browser(app);
    const flows = new Set();
    const states = new Set();
    for (let time = 0; time < 5; time += 1) {
      flows.add((await browser.begin("notion")).body.flow);
      states.add(redirectUri(app).searchParams.get("alloy_state"));
    }
    assert.deepEqual([flows.size, states.size], [5, 5]);
  });
});

describe("the flow's cookie", () => {
  it("is the host's own and secure on https", async () => {
    const browser = new Browser(openApp());
    const { body } = await browser.begin("notion");
    const [[name, { attributes }]] = browser.cookies;
    assert.equal(name, `__Host-alloy-${body.flow}`);
    const expected = ["HttpOnly", "Max-Age=600", "Path=/", "SameSite=Lax", "Secure"];
    assert.deepEqual(attributes.toSorted(), expected);
  });

  it("is the host's alone on http, which is loopback", async () => {
    const origin = "http://localhost:8787";
    const app = openApp({}, { publicOrigin: undefined, store: undefined });
    const browser = new Browser(app, { origin });
    const { body } = await browser.begin("notion");
    const [[name, { attributes }]] = browser.cookies;
    assert.equal(name, `alloy-${body.flow}`);
    assert.deepEqual(attributes.toSorted(), ["HttpOnly", "Max-Age=600", "Path=/", "SameSite=Lax"]);
    assert.equal(redirectUri(app).origin, origin);
  });

  it("holds nothing that could be used elsewhere", async () => {
    const app = openApp();
    const browser = new Browser(app);
    const { body } = await browser.begin("notion");
    const [[, { value }]] = browser.cookies;
    const token = new URL(body.url).searchParams.get("token");
    for (const secret of [app.sandbox.apiKey, token]) assert.ok(!value.includes(secret));
    assert.match(value, /^[\w-]{43}\.\w*$/);
  });

  it("is one of eight at most: of more the oldest are dropped", async () => {
    const app = openApp();
    const browser = new Browser(app);
    browser.cookies.set("session", { value: "of the app's own" });
    const begun = [];
    for (let time = 0; time < 12; time += 1) begun.push((await browser.begin("notion")).body.flow);
    const names = [...browser.cookies.keys()].filter((name) => name.startsWith("__Host-alloy-"));
    assert.deepEqual(
      names,
      begun.slice(-8).map((flow) => `__Host-alloy-${flow}`),
    );
    assert.ok(browser.cookies.has("session"));
  });
});

describe("what a page may say with it", () => {
  it("the connector's own fields, which reach Alloy", async () => {
    const data = { subdomain: "acme", nested: { a: [1, true, null] } };
    let sent;
    const app = openApp({
      between(fetch, url, init) {
        if (init.body?.includes("redirectUri")) sent = JSON.parse(init.body);
        return fetch(url, init);
      },
    });
    assert.equal((await new Browser(app).begin("notion", { data })).status, 200);
    assert.deepEqual(sent.data, data);
  });

  for (const data of [7, "a", [], true]) {
    it(`but no ${JSON.stringify(data)} in place of them`, async () => {
      const app = openApp();
      const answer = await new Browser(app).begin("notion", { data });
      assert.deepEqual(refusalOf(answer), { status: 400, code: "REQUEST_MALFORMED" });
      assert.deepEqual(app.upstreamRoutes(), []);
    });
  }

  it("nothing: a flow begins with no body at all", async () => {
    const app = openApp();
    const { status, body } = await app.ask("POST /connect/notion");
    assert.equal(status, 200, JSON.stringify(body));
  });

  it("no OAuth app: that is the app's to choose, for each connector", async () => {
    const authConfigId = "0123456789abcdef01234567";
    const app = openApp({}, { connectors: { notion: { authConfigId }, slack: {} } });
    const browser = new Browser(app);
    await browser.begin("notion");
    assert.equal(app.sandbox.journal.requests.at(-1).body.authConfigId, authConfigId);
    await browser.begin("slack");
    assert.equal("authConfigId" in app.sandbox.journal.requests.at(-1).body, false);
    const answer = await browser.begin("notion", { authConfigId });
    assert.deepEqual(refusalOf(answer), { status: 400, code: "REQUEST_MALFORMED" });
  });
});

describe("where the user ends", () => {
  const options = { returnTo: ["https://docs.example", "https://other.example/app"] };
  const good = [
    ...["/", "/settings", "/settings?tab=a#b", `${ORIGIN}/settings`],
    ...["https://docs.example/", "https://docs.example/any/where?a=b"],
    ...["https://other.example/app", "https://other.example/app/b", "/alloy/connected"],
  ];
  const bad = [
    ...["https://elsewhere.example/", "//elsewhere.example", "/\\elsewhere.example"],
    ...["https://other.example/", "https://other.example/application", "javascript:alert(1)"],
    ...["https://docs.example.elsewhere.example/", "http://app.example/", "/alloy/connectors"],
    ...["https://user@app.example/"],
  ];
  for (const returnTo of good) {
    it(`may be ${returnTo}`, async () => {
      const app = openApp({}, options);
      const { body } = await new Browser(app).begin("notion", { returnTo });
      assert.match(body.flow, FLOW);
    });
  }

  for (const returnTo of bad) {
    it(`may not be ${JSON.stringify(returnTo)}`, async () => {
      const app = openApp({}, options);
      const answer = await new Browser(app).begin("notion", { returnTo });
      assert.deepEqual(refusalOf(answer), { status: 403, code: "RETURN_TO_REFUSED" });
      assert.deepEqual(app.upstreamRoutes(), []);
    });
  }

  it("may be said in a link, too", async () => {
    const app = openApp({}, options);
    const browser = new Browser(app);
    assert.equal((await browser.follow("notion", "?returnTo=%2Fsettings")).status, 302);
    const refused = await browser.follow("notion", "?returnTo=https%3A%2F%2Felsewhere.example");
    assert.equal(refused.status, 403);
  });
});

describe("a flow does not begin", () => {
  it("with a connector that is not allowed", async () => {
    const app = openApp();
    const answer = await new Browser(app).begin("hubspot");
    assert.deepEqual(refusalOf(answer), { status: 403, code: "CONNECTOR_REFUSED" });
    assert.deepEqual(app.upstreamRoutes(), []);
  });

  it("for nobody", async () => {
    const app = openApp();
    const answer = await app.ask("POST /connect/notion", { user: null, body: {} });
    assert.deepEqual(refusalOf(answer), { status: 401, code: "NOT_SIGNED_IN" });
    assert.equal(answer.headers.get("set-cookie"), null);
  });

  it("when Alloy fails, and no cookie is set", async () => {
    const app = openApp({ upstream: { maxRetries: 0 } });
    app.sandbox.faults.next(INITIATE, { status: 500 });
    const browser = new Browser(app);
    assert.equal((await browser.begin("notion")).status, 502);
    assert.equal(browser.cookies.size, 0);
    assert.equal(app.errors.length, 1);
  });
});
