// When Alloy fails: what the page is told of it, what it is not, and what onError is.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { EXECUTE, openApp } from "./app.mjs";

const ROUTE = "POST /connectors/notion/actions/post-search";
const LEAK = "of the upstream alone";
const TIMEOUT_MS = 20_000;

/** An app with a connection, whose Alloy meets the next action with a fault; and `act()`. */
async function opened(fault) {
  const app = openApp({ upstream: { maxRetries: 0, timeoutMs: TIMEOUT_MS } });
  const credentialId = await app.connected("notion");
  await app.ask("GET /credentials");
  app.sandbox.faults.next(EXECUTE.guide, fault);
  return { ...app, act: () => app.ask(ROUTE, { body: { credentialId, parameters: {} } }) };
}

/** An error with more in its body than code and message. */
const error = (status, code, message, headers) => ({
  ...{ status, headers },
  body: { error: { code, message, details: LEAK }, debug: LEAK },
});

const HTML = { body: `<p>${LEAK}`, headers: { "content-type": "text/html" } };

/** What Alloy does, and what the page is told: status, code, message. */
const FAILURES = {
  "400 in its form": [
    error(400, "INVALID_INPUT", "page_id is wrong"),
    400,
    "INVALID_INPUT",
    /^page_id/,
  ],
  "404 in its form": [error(404, "NOT_FOUND", "Action not found"), 404, "NOT_FOUND", /^Action/],
  "409 in its form": [error(409, "CONFLICT", "Twice"), 409, "CONFLICT", /^Twice$/],
  "422 in its form": [error(422, "UNPROCESSABLE", "Cannot"), 422, "UNPROCESSABLE", /^Cannot$/],
  "401, of which the key is at fault": [
    error(401, "UNAUTHORIZED", "Bad key"),
    502,
    "UNAUTHORIZED",
    /./,
  ],
  "403, of which the key is at fault": [
    error(403, "FORBIDDEN", "Not this key"),
    502,
    "FORBIDDEN",
    /./,
  ],
  410: [error(410, "GONE", "Gone"), 502, "GONE", /./],
  "a connection that has expired": [
    error(401, "CREDENTIAL_EXPIRED", "Connect again"),
    403,
    "CREDENTIAL_EXPIRED",
    /^Connect again$/,
  ],
  "500 in its form": [error(500, "INTERNAL_ERROR", "Broken"), 502, "INTERNAL_ERROR", /^Broken$/],
  "503 in its form": [error(503, "UNAVAILABLE", "Later"), 502, "UNAVAILABLE", /^Later$/],
  "500 with HTML": [{ status: 500, ...HTML }, 502, "HTTP_500", /./],
  "200 with HTML": [{ status: 200, ...HTML }, 502, "ANSWER_INVALID", /./],
  "an answer that breaks off": ["truncate", 502, "NETWORK_FAILED", /./],
  "a reset": ["reset", 502, "NETWORK_FAILED", /./],
  silence: ["hang", 502, "TIMED_OUT", /./],
  "a redirect": [
    { status: 302, headers: { location: "https://elsewhere.example/" } },
    502,
    "ANSWER_INVALID",
    /./,
  ],
  "a message without end": [error(500, "LONG", "a".repeat(5_000)), 502, "LONG", /^a{500}$/],
};

describe("the page is told of", () => {
  for (const [what, [fault, status, code, message]] of Object.entries(FAILURES)) {
    it(what, async (test) => {
      const app = await opened(fault);
      test.mock.timers.enable({ apis: ["setTimeout"] });
      const acting = app.act();
      if (fault === "hang") {
        const { journal } = app.sandbox;
        while (journal.requests.at(-1).fault !== "hang") await new Promise(setImmediate);
        test.mock.timers.tick(TIMEOUT_MS);
      }
      const answer = await acting;
      assert.equal(answer.status, status);
      assert.deepEqual(Object.keys(answer.body), ["error"]);
      assert.deepEqual(Object.keys(answer.body.error), ["code", "message"]);
      assert.equal(answer.body.error.code, code);
      assert.match(answer.body.error.message, message);
      assert.ok(!JSON.stringify(answer.body).includes(LEAK), "more than code and message");
      assert.equal(answer.headers.get("content-type"), "application/json");
      assert.equal(answer.headers.get("location"), null);
      assert.equal(app.errors.length, status >= 500 ? 1 : 0, "onError");
    });
  }
});

describe("onError", () => {
  it("is told what went wrong, and of which request", async () => {
    const told = [];
    const app = openApp(
      { upstream: { maxRetries: 0 } },
      { onError: (...given) => told.push(given) },
    );
    app.sandbox.faults.next("GET /connectors", { status: 500 });
    const request = new Request("https://app.example/alloy/connectors", {
      headers: { "x-session": app.userId },
    });
    assert.equal((await app.handler(request)).status, 502);
    assert.equal(told.length, 1);
    const [[error, of]] = told;
    assert.deepEqual([error.name, error.status, of], ["AlloyServerError", 500, request]);
  });

  it("may throw: the answer is what it is", async () => {
    const app = openApp(
      { upstream: { maxRetries: 0 } },
      { onError: () => assert.fail("the log is full") },
    );
    app.sandbox.faults.next("GET /connectors", { status: 500 });
    assert.equal((await app.ask("GET /connectors")).status, 502);
  });

  it("is told of no refusal", async () => {
    const app = openApp();
    for (const route of ["GET /nowhere", "GET /users", "PUT /connectors", "GET /credentials/c"]) {
      assert.ok((await app.ask(route)).status < 500);
    }
    assert.equal((await app.ask("GET /connectors", { user: null })).status, 401);
    assert.deepEqual(app.errors, []);
  });
});

describe("429", () => {
  for (const [retryAfter, told] of [
    [7, "7"],
    [0, "0"],
    ["Fri, 02 Jan 2099 03:04:05 GMT", /^\d+$/],
    [undefined, "1"],
  ]) {
    it(`is passed on, with when to ask again: ${retryAfter}`, async () => {
      const app = await opened({ status: 429, ...(retryAfter !== undefined && { retryAfter }) });
      const { status, headers } = await app.act();
      assert.equal(status, 429);
      const value = headers.get("retry-after");
      if (told instanceof RegExp) assert.match(value, told);
      else assert.equal(value, told);
      assert.deepEqual(app.errors, []);
    });
  }
});

describe("the key", () => {
  it("is in no answer, also when Alloy says it", async () => {
    const { apiKey } = openApp().sandbox;
    for (const status of [400, 500]) {
      const app = await opened(error(status, "ECHO", `Bad key: Bearer ${apiKey}`));
      const { body } = await app.act();
      assert.match(body.error.message, /^Bad key/);
      assert.ok(!JSON.stringify(body).includes(apiKey));
      for (const error of app.errors) assert.ok(!JSON.stringify(error).includes(apiKey));
    }
  });
});

describe("what is tried again", () => {
  it("is not to be tried again by the page's client, which would multiply the attempts", async () => {
    const toldBy = async (route, maxRetries) => {
      const app = openApp({ upstream: { maxRetries } });
      const fault = { status: 503, retryAfter: 0 };
      app.sandbox.faults.next("GET /connectors", ...Array(9).fill(fault));
      const { status, headers } = await app.ask(route);
      assert.equal(status, 502);
      return headers.get("x-should-retry");
    };
    assert.equal(await toldBy("GET /connectors", 2), "false");
    assert.equal(await toldBy("GET /connectors", 0), null);
  });

  it("is what the client tries again: a read, and no write", async () => {
    const app = openApp();
    const credentialId = await app.connected("notion");
    app.sandbox.faults.next("GET /connectors", { status: 503, retryAfter: 0 });
    assert.equal((await app.ask("GET /connectors")).status, 200);
    app.sandbox.faults.next(EXECUTE.guide, { status: 503, retryAfter: 0 });
    const { status } = await app.ask(ROUTE, { body: { credentialId, parameters: {} } });
    assert.equal(status, 502);
    assert.equal(app.count(EXECUTE.guide), 1);
  });
});
