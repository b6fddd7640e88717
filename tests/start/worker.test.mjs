import assert from "node:assert/strict";
import { request } from "node:http";
import { after, before, describe, test } from "node:test";
import { openBrowser } from "./browser.mjs";
import { startServing } from "./npm-start.mjs";

describe("the Worker of npm start", () => {
  let served;
  before(async () => {
    served = await startServing();
  });
  after(async () => {
    const code = await served?.interrupt();
    assert.equal(code, 0, served?.output());
  });
  const open = () => openBrowser(served.url);

  const listed = async (browser) => {
    const connections = await browser.alloy.listConnections();
    return connections.map(({ id }) => id);
  };

  test("serves the page with a cookie that scripts cannot read, once", async () => {
    const browser = open();
    const page = await browser.ask("GET /");
    assert.equal(page.status, 200);
    assert.match(
      page.headers.get("set-cookie"),
      /^visitor=[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}; Path=\/; HttpOnly; SameSite=Lax$/,
    );
    assert.equal(page.headers.get("cache-control"), "no-store", "nobody else gets the cookie");
    const again = await browser.ask("GET /");
    assert.equal(again.headers.get("set-cookie"), null);
  });

  test("lets scripts and styles of its own in, and WebAssembly, and nothing else", async () => {
    const { headers } = await open().ask("GET /");
    assert.deepEqual(headers.get("content-security-policy").split("; "), [
      "default-src 'none'",
      "script-src 'self' 'wasm-unsafe-eval'",
      "style-src 'self'",
      "img-src 'self'",
      "connect-src 'self'",
      "base-uri 'none'",
      "form-action 'none'",
      "frame-ancestors 'none'",
    ]);
  });

  test("says which Alloy it is about", async () => {
    const { status, body } = await open().call("GET /demo/service");
    assert.deepEqual({ status, body }, { status: 200, body: { alloy: "sandbox" } });
  });

  test("connects a service through the sandbox's consent page, for one visitor alone", async () => {
    const ada = open();
    const bob = open();
    await Promise.all([ada.ask("GET /"), bob.ask("GET /")]);
    const connectionId = await ada.connect("notion");
    assert.deepEqual(await listed(ada), [connectionId]);
    assert.deepEqual(await listed(bob), []);
    const search = ({ alloy }) =>
      alloy.executeAction("notion", "post-search", { query: "" }, { connectionId });
    assert.ok((await search(ada)).results.length > 0);
    await assert.rejects(search(bob), { name: "AlloyNotFoundError" });
  });

  test("tells a visitor's pages what his client does, and nobody else's", async () => {
    const [ada, bob] = [open(), open()];
    await Promise.all([ada.ask("GET /"), bob.ask("GET /")]);
    const stop = new AbortController();
    const [seen, others] = [ada.events(stop.signal), bob.events(stop.signal)];
    const first = seen.next();
    const first2 = others.next();
    await ada.call("GET /alloy/connectors/notion/actions");
    await bob.call("GET /alloy/connectors");
    const route = "/connectors/{connectorId}/actions";
    const told = [(await first).value, (await seen.next()).value];
    assert.deepEqual(
      told.map(({ type, operation, call, attempt, route, status, connectorId }) => ({
        ...{ type, operation, call, attempt, route, status, connectorId },
      })),
      ["request", "response"].map((type) => ({
        ...{ type, operation: "listActions", call: 1, attempt: 1, route, connectorId: "notion" },
        status: type === "response" ? 200 : undefined,
      })),
    );
    for (const { at } of told) assert.ok(Math.abs(Date.now() - at) < 60_000, `at ${at}`);
    assert.equal((await first2).value.operation, "listConnectors");
    stop.abort();
  });

  test("keeps what nobody listened to for the page that comes", async () => {
    const browser = open();
    await browser.call("GET /alloy/connectors");
    const stop = new AbortController();
    const { value } = await browser.events(stop.signal).next();
    assert.deepEqual([value.type, value.operation], ["request", "listConnectors"]);
    stop.abort();
  });

  test("sets faults, which its client feels, and one visitor alone", async () => {
    const [ada, bob] = [open(), open()];
    const none = { rates: {}, retryAfter: 1, latencyMs: 0 };
    assert.deepEqual((await ada.call("GET /demo/faults")).body, none);
    const wanted = { rates: { 429: 1 }, retryAfter: 0, latencyMs: 5 };
    assert.deepEqual((await ada.call("PUT /demo/faults", wanted)).body, wanted);
    assert.deepEqual((await ada.call("GET /demo/faults")).body, wanted);
    assert.deepEqual((await bob.call("GET /demo/faults")).body, none);

    const stop = new AbortController();
    const events = ada.events(stop.signal);
    const listed = await ada.call("GET /alloy/connectors");
    assert.equal(listed.status, 429);
    assert.equal(listed.body.error.code, "RATE_LIMIT_EXCEEDED");
    const attempts = [];
    for await (const { type, attempt, status } of events) {
      if (type === "response") attempts.push([attempt, status]);
      if (attempts.length === 3) break;
    }
    assert.deepEqual(attempts, [
      [1, 429],
      [2, 429],
      [3, 429],
    ]);
    stop.abort();
    assert.equal((await bob.call("GET /alloy/connectors")).status, 200);

    assert.deepEqual((await ada.call("PUT /demo/faults", {})).body, none);
    assert.equal((await ada.call("GET /alloy/connectors")).status, 200);
  });

  test("holds requests back for as long as the faults say", async () => {
    const [ada, bob] = [open(), open()];
    await ada.call("PUT /demo/faults", { latencyMs: 10_000 });
    const stop = new AbortController();
    const events = ada.events(stop.signal);
    let isAnswered = false;
    const held = ada
      .ask("GET /alloy/connectors", { signal: stop.signal })
      .then(() => (isAnswered = true));
    assert.equal((await events.next()).value.type, "request");
    // Meanwhile others are answered.
    assert.equal((await bob.call("GET /alloy/connectors")).status, 200);
    assert.equal(isAnswered, false);
    stop.abort();
    await assert.rejects(held, { name: "AbortError" });
  });

  test("names what is wrong with faults, and leaves them as they were", async () => {
    const browser = open();
    const set = { rates: { 500: 0.25 }, retryAfter: 1, latencyMs: 0 };
    await browser.call("PUT /demo/faults", set);
    for (const [wrong, message] of [
      [{ rates: { 429: 2 } }, /^rates\.429 must be a number from 0 to 1$/],
      [{ rates: { 418: 0.1 } }, /^rates\.418 is not known/],
      [{ rates: { 429: 0.6, 500: 0.6 } }, /^rates must come to 1 at most/],
      [{ rates: {}, latencyMs: -1 }, /^latencyMs must be a whole number/],
      [{ rates: {}, latencyMs: 10_001 }, /^latencyMs .+ 10000 at most$/],
      [{ rates: {}, retryAfter: -1 }, /^retryAfter must be/],
      [{ rates: {}, route: "*" }, /^route is not known/],
      [{ latency: 5 }, /latency is not known/],
      [null, /^faults must be an object$/],
    ]) {
      const { status, body } = await browser.call("PUT /demo/faults", wrong);
      assert.equal(status, 400, JSON.stringify(wrong));
      assert.match(body.message, message);
    }
    const text = await browser.ask("PUT /demo/faults", { body: "{" });
    assert.equal(text.status, 400);
    assert.deepEqual((await browser.call("GET /demo/faults")).body, set);
  });

  test("revokes a connection, as its service's user may", async () => {
    const browser = open();
    const connectionId = await browser.connect("notion");
    assert.equal((await browser.call("POST /demo/revoke", { connectionId })).status, 204);
    const found = await browser.alloy.verifyConnection(connectionId);
    assert.deepEqual([found.ok, found.reason], [false, "revoked"]);
    const unknown = await browser.call("POST /demo/revoke", { connectionId: "nobody's" });
    assert.equal(unknown.status, 400);
    assert.match(unknown.body.message, /there is no credential nobody's/);
  });

  test("makes the sandbox as new, without its connections and faults", async () => {
    const browser = open();
    await browser.connect("slack");
    await browser.call("PUT /demo/faults", { rates: { 429: 1 } });
    assert.equal((await browser.call("POST /demo/reset")).status, 204);
    assert.deepEqual(await listed(browser), []);
    assert.deepEqual((await browser.call("GET /demo/faults")).body.rates, {});
  });

  test("runs the guide's flow, a line for each request", async () => {
    const answer = await open().ask("POST /demo/flow");
    assert.equal(answer.headers.get("content-type"), "application/x-ndjson");
    const lines = (await answer.text()).trimEnd().split("\n").map(JSON.parse);
    const { ms, ...ending } = lines.pop();
    assert.deepEqual(ending, { done: true, ok: true, steps: 25, requests: 27 });
    assert.equal(lines.length, 30);
  });

  test("other sites' pages get nothing done", async () => {
    for (const headers of [
      { origin: "https://evil.example" },
      { origin: "null" },
      { "sec-fetch-site": "cross-site" },
      { "sec-fetch-site": "same-site" },
    ]) {
      for (const route of ["POST /demo/flow", "GET /demo/events", "POST /demo/reset"]) {
        const answer = await open().ask(route, { headers });
        assert.equal(answer.status, 403, `${route} ${JSON.stringify(headers)}`);
      }
    }
  });

  test("answers to no name but its own", async () => {
    for (const path of ["/", "/demo/service", "/alloy/connectors"]) {
      assert.equal(await statusUnder("evil.example", path), 403, path);
      assert.equal(await statusUnder(new URL(served.url).host, path), 200, path);
    }
  });

  /** fetch sets the host itself. */
  const statusUnder = (host, path) =>
    new Promise((resolve, reject) => {
      request(new URL(path, served.url), { headers: { host } }, (answer) => {
        answer.resume();
        resolve(answer.statusCode);
      })
        .once("error", reject)
        .end();
    });

  test("says so where there is nothing", async () => {
    const { status, body } = await open().call("GET /demo/nothing");
    assert.deepEqual([status, body], [404, { message: "There is nothing at GET /demo/nothing." }]);
    assert.equal((await open().ask("GET /nothing")).status, 404);
  });
});
