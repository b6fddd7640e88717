// How a flow ends: what the app's page is told, and what the app is.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { openApp, ORIGIN, refusalOf } from "./app.mjs";
import { Browser } from "./browser.mjs";

const EXCHANGE = "POST /connectors/{connectorId}/credentials/callback";

for (const dialect of ["guide", "reference", "both"]) {
  describe(`the user comes back, with an Alloy of the ${dialect} dialect`, () => {
    it("connected: the page is told which connection, and it is there", async () => {
      const app = openApp({ dialect });
      const browser = new Browser(app);
      const { body } = await browser.begin("notion", { returnTo: "/settings?tab=a#b" });
      const back = await browser.comeBack(await app.sandbox.consent(body.url));
      assert.equal(back.status, 302);
      const { origin, pathname, hash } = new URL(back.location);
      assert.deepEqual([origin, pathname, hash], [ORIGIN, "/settings", "#b"]);
      const { alloy_connection: id, ...told } = back.outcome;
      assert.deepEqual(told, {
        ...{ tab: "a", alloy_outcome: "connected", alloy_connector: "notion" },
        alloy_flow: body.flow,
      });
      const [own] = await app.page().listConnections();
      assert.equal(own.id, id);
      assert.deepEqual(app.errors, []);
    });

    it("denied", async () => {
      const app = openApp({ dialect });
      const browser = new Browser(app);
      const { body } = await browser.begin("notion");
      const back = await browser.comeBack(await app.sandbox.consent(body.url, "deny"));
      assert.equal(back.location.split("?")[0], `${ORIGIN}/`);
      assert.deepEqual(back.outcome, {
        ...{ alloy_outcome: "denied", alloy_connector: "notion", alloy_flow: body.flow },
        alloy_error: "access_denied",
      });
      assert.deepEqual([app.errors, await app.page().listConnections()], [[], []]);
      assert.equal(browser.cookies.size, 0);
    });

    it("with a connection that was there before, renewed", async () => {
      const app = openApp({ dialect });
      const before = await app.connected("notion");
      const { outcome } = await new Browser(app).connect("notion", { decision: "renew" });
      assert.equal(outcome.alloy_outcome, "connected");
      assert.equal(outcome.alloy_connection, before);
      assert.equal((await app.page().listConnections()).length, 1);
    });

    it("with a new connection, where there were several before", async () => {
      const app = openApp({ dialect });
      const before = [];
      for (let time = 0; time < 5; time += 1) before.push(await app.connected("notion"));
      await app.connected("slack");
      const { outcome } = await new Browser(app).connect("notion");
      assert.equal(outcome.alloy_outcome, "connected");
      assert.ok(!before.includes(outcome.alloy_connection));
      const { connectorId } = await app.page().getConnection(outcome.alloy_connection);
      assert.equal(connectorId, "notion");
    });

    it("by a link, as well", async () => {
      const app = openApp({ dialect });
      const browser = new Browser(app);
      const { location } = await browser.follow("slack", "?returnTo=%2Fdone");
      const back = await browser.comeBack(await app.sandbox.consent(location));
      assert.equal(new URL(back.location).pathname, "/done");
      assert.equal(back.outcome.alloy_outcome, "connected");
      assert.equal(back.outcome.alloy_connector, "slack");
    });

    it("from two flows that were begun in one browser, in any order", async () => {
      const app = openApp({ dialect });
      const browser = new Browser(app);
      const first = (await browser.begin("notion", { returnTo: "/first" })).body;
      const second = (await browser.begin("slack", { returnTo: "/second" })).body;
      assert.equal(browser.cookies.size, 2);
      for (const [{ url, flow }, connector, path] of [
        [second, "slack", "/second"],
        [first, "notion", "/first"],
      ]) {
        const { location, outcome } = await browser.comeBack(await app.sandbox.consent(url));
        assert.equal(new URL(location).pathname, path);
        assert.deepEqual(
          [outcome.alloy_outcome, outcome.alloy_connector, outcome.alloy_flow],
          ["connected", connector, flow],
        );
      }
      assert.equal(browser.cookies.size, 0);
    });

    it("from two flows of one connector at once: with two connections", async () => {
      const app = openApp({ dialect });
      const browser = new Browser(app);
      const begun = [await browser.begin("notion"), await browser.begin("notion")];
      const connections = [];
      for (const { body } of begun) {
        const { outcome } = await browser.comeBack(await app.sandbox.consent(body.url));
        assert.equal(outcome.alloy_outcome, "connected");
        connections.push(outcome.alloy_connection);
      }
      assert.equal(new Set(connections).size, 2);
    });
  });
}

describe("a code", () => {
  it("is exchanged, with the credential that was begun", async () => {
    const app = openApp();
    const browser = new Browser(app);
    const { body } = await browser.begin("notion");
    const { outcome } = await browser.comeBack(await app.sandbox.consent(body.url));
    assert.equal(app.count(EXCHANGE), 1);
    const sent = app.sandbox.journal.requests.find(({ route }) => EXCHANGE.endsWith(route)).body;
    assert.equal(sent.credentialId, outcome.alloy_connection);
    assert.equal(sent.userId, app.userId);
  });

  it("is asked for by nobody where consent alone connects", async () => {
    const app = openApp({ dialect: "reference" });
    const { outcome } = await new Browser(app).connect("notion");
    assert.equal(outcome.alloy_outcome, "connected");
    assert.equal(app.count(EXCHANGE), 0);
  });

  it("that Alloy refuses is a failure, with Alloy's code", async () => {
    const app = openApp({ upstream: { dialect: "guide" } });
    const browser = new Browser(app);
    const { body } = await browser.begin("notion");
    const back = new URL(await app.sandbox.consent(body.url));
    back.searchParams.set("code", "another");
    const { outcome } = await browser.comeBack(back.href);
    assert.equal(outcome.alloy_outcome, "failed");
    assert.equal(outcome.alloy_error, "INVALID_INPUT");
    assert.equal(outcome.alloy_connection, undefined);
  });
});

describe("another error of the provider's", () => {
  for (const [error, told] of [
    ["server_error", "server_error"],
    ["<script>", "oauth_failed"],
  ]) {
    it(`is a failure: ${error}`, async () => {
      const app = openApp();
      const browser = new Browser(app);
      const { body } = await browser.begin("notion");
      const back = new URL(await app.sandbox.consent(body.url, "deny"));
      back.searchParams.set("error", error);
      const { outcome } = await browser.comeBack(back.href);
      assert.deepEqual([outcome.alloy_outcome, outcome.alloy_error], ["failed", told]);
    });
  }
});

describe("onConnected", () => {
  it("is told who connected what, with the environment and the context, before the page is", async () => {
    const calls = [];
    let goOn;
    const saved = new Promise((resolve) => (goOn = resolve));
    const app = openApp({}, { onConnected: (...given) => (calls.push(given), saved) });
    const env = { name: "of the test" };
    const context = { waitUntil() {} };
    const browser = new Browser({
      ...app,
      handler: (request) => app.handler(request, env, context),
    });
    const { body } = await browser.begin("notion", { returnTo: "/done" });
    let isBack = false;
    const coming = browser.comeBack(await app.sandbox.consent(body.url)).then((back) => {
      isBack = true;
      return back;
    });
    while (calls.length === 0) await new Promise(setImmediate);
    await new Promise(setImmediate);
    assert.equal(isBack, false, "the user is sent on before it has ended");
    goOn();
    const { outcome } = await coming;
    const id = outcome.alloy_connection;
    assert.deepEqual(calls, [
      [
        { userId: app.userId, connectorId: "notion", connectionId: id, credentialId: id },
        env,
        context,
      ],
    ]);
  });

  it("that throws makes it a failure, of which onError is told", async () => {
    const thrown = new Error("the database is down");
    const app = openApp({}, { onConnected: () => Promise.reject(thrown) });
    const { status, location, outcome } = await new Browser(app).connect("notion");
    assert.deepEqual([status, outcome.alloy_outcome], [302, "failed"]);
    assert.equal(outcome.alloy_error, "HANDLER_FAILED");
    assert.ok(!location.includes("database"));
    assert.deepEqual(app.errors, [thrown]);
  });

  it("is not told of a refusal", async () => {
    const app = openApp({}, { onConnected: () => assert.fail("told") });
    const { outcome } = await new Browser(app).connect("notion", { decision: "deny" });
    assert.equal(outcome.alloy_outcome, "denied");
    assert.deepEqual(app.errors, []);
  });
});

describe("what fails on the way back", () => {
  it("is told the page and onError, when Alloy fails", async () => {
    const app = openApp({ upstream: { maxRetries: 0 } });
    const browser = new Browser(app);
    const { body } = await browser.begin("notion");
    const back = await app.sandbox.consent(body.url);
    app.sandbox.faults.next(EXCHANGE, { status: 503, body: { error: { code: "SECRET_CODE" } } });
    const { status, outcome } = await browser.comeBack(back);
    assert.deepEqual([status, outcome.alloy_outcome], [302, "failed"]);
    assert.equal(app.errors.length, 1);
    assert.equal(app.errors[0].status, 503);
  });

  it("also when onError throws", async () => {
    const app = openApp(
      {},
      {
        onConnected: () => Promise.reject(new Error("the database is down")),
        onError: () => assert.fail("and so is the log"),
      },
    );
    const { status, outcome } = await new Browser(app).connect("notion");
    assert.deepEqual([status, outcome?.alloy_outcome], [302, "failed"]);
  });

  it("is no redirect when the store fails: nobody knows whether the state was used", async () => {
    const thrown = new Error("the store is down");
    for (const useOnce of [() => Promise.reject(thrown), () => assert.fail(thrown)]) {
      const app = openApp({}, { store: { useOnce } });
      const browser = new Browser(app);
      const { body } = await browser.begin("notion");
      const back = await app.sandbox.consent(body.url);
      app.sandbox.journal.clear();
      const answer = await browser.comeBack(back);
      assert.equal(answer.status, 500);
      assert.equal(answer.location, null);
      assert.deepEqual(refusalOf(answer), { status: 500, code: "HANDLER_FAILED" });
      assert.equal(app.errors.length, 1);
      assert.deepEqual(app.upstreamRoutes(), []);
    }
  });

  it("is a page, to a person, and says nothing of what came", async () => {
    const app = openApp();
    const response = await app.handler(
      new Request(`${ORIGIN}/alloy/callback/notion?alloy_state=a.b&code=%3Cscript%3E`, {
        headers: { accept: "text/html,application/xhtml+xml", "sec-fetch-site": "cross-site" },
      }),
    );
    const text = await response.text();
    assert.equal(response.status, 403);
    assert.match(response.headers.get("content-type"), /^text\/html/);
    assert.match(response.headers.get("content-security-policy"), /default-src 'none'/);
    assert.match(text, /^<!doctype html>/);
    assert.ok(!text.includes("script"), text);
  });
});

describe("a connection that takes its time", () => {
  /** An app whose Alloy lists no new connection before it has been asked `times` times. */
  const slow = (times, options) => {
    let isBack = false;
    let asked = 0;
    const between = async (fetch, url, init) => {
      const answer = await fetch(url, init);
      const isList = init.method === "GET" && /credentials$/.test(new URL(url).pathname);
      if (!isBack || !isList || ++asked > times) return answer;
      return Response.json({ credentials: [], data: [] });
    };
    const app = openApp({ dialect: "reference", between }, options);
    return { ...app, arrive: () => (isBack = true), isAsked: () => asked > 0 };
  };

  it("is waited for", async () => {
    const app = slow(2);
    const browser = new Browser(app);
    const { body } = await browser.begin("notion");
    const back = await app.sandbox.consent(body.url);
    app.arrive();
    const { outcome } = await browser.comeBack(back);
    assert.equal(outcome.alloy_outcome, "connected");
    const [own] = await app.page().listConnections({ connectorId: "notion" });
    assert.equal(outcome.alloy_connection, own.id);
  });

  it("is a failure after half a minute", async (test) => {
    let error;
    const app = slow(Infinity, { onError: (given) => (error = given) });
    const browser = new Browser(app);
    const { body } = await browser.begin("notion");
    const back = await app.sandbox.consent(body.url);
    app.arrive();
    test.mock.timers.enable({ apis: ["setTimeout", "Date"] });
    const started = Date.now();
    const coming = browser.comeBack(back);
    // Until then WebCrypto has taken turns of its own, in which no time is to pass; after it nothing does.
    while (!app.isAsked()) await new Promise(setImmediate);
    while (!error && Date.now() - started < 90_000) {
      for (let turn = 0; turn < 50 && !error; turn += 1) await new Promise(setImmediate);
      test.mock.timers.tick(100);
    }
    const seconds = (Date.now() - started) / 1_000;
    test.mock.timers.reset();
    const { outcome } = await coming;
    assert.deepEqual([outcome.alloy_outcome, outcome.alloy_error], ["failed", "TIMED_OUT"]);
    assert.equal(error.code, "TIMED_OUT");
    assert.ok(seconds > 29 && seconds < 35, `${seconds} s`);
  });
});
