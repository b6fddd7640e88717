import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { openSandbox, ORIGIN } from "./calls.mjs";
import { stopClock } from "./clock.mjs";

const headersOf = (sandbox) => ({
  authorization: `Bearer ${sandbox.apiKey}`,
  "x-api-version": "2025-09",
});

describe("sandbox.fetch", () => {
  it("can be injected: it needs no `this` and takes what fetch takes", async () => {
    const { sandbox } = openSandbox();
    const { fetch } = sandbox;
    const headers = headersOf(sandbox);
    const url = `${ORIGIN}/credentials`;
    for (const answer of [
      await fetch(url, { headers }),
      await fetch(new URL(url), { headers }),
      await fetch(new Request(url, { headers })),
      // As a Worker's handler: the second argument is its environment.
      await fetch(new Request(url, { headers }), { method: "DELETE", KV: {} }),
    ]) {
      assert.ok(answer instanceof Response);
      assert.equal(answer.status, 200);
      assert.deepEqual(await answer.json(), []);
    }
    await assert.rejects(fetch("/credentials"), TypeError);
  });

  it("rejects with the signal's reason", async () => {
    const { sandbox } = openSandbox({ latencyMs: 60_000 });
    const options = { headers: headersOf(sandbox) };
    const url = `${ORIGIN}/credentials`;
    const reason = new Error("changed my mind");
    const before = sandbox.fetch(url, { ...options, signal: AbortSignal.abort(reason) });
    await assert.rejects(before, reason);
    assert.equal(sandbox.journal.requests.length, 0);
    const controller = new AbortController();
    const during = sandbox.fetch(url, { ...options, signal: controller.signal });
    setTimeout(() => controller.abort(reason), 5);
    await assert.rejects(during, reason);
  });
});

describe("latencyMs", () => {
  it("holds every API answer back, also an error", async (test) => {
    const { call } = openSandbox({ latencyMs: 30 });
    const clock = stopClock(test);
    for (const path of ["/credentials", "/credentials/x"]) {
      let isAnswered = false;
      const answer = call("GET", path).finally(() => (isAnswered = true));
      assert.equal(await clock.asked(), 30, path);
      await new Promise(setImmediate);
      assert.equal(isAnswered, false, path);
      clock.pass();
      await answer;
    }
  });

  it("holds no page back", async () => {
    const { sandbox } = openSandbox({ latencyMs: 60_000 });
    const page = `${ORIGIN}/api/strategy/connector/notion/authorize?token=guess`;
    const { status } = await sandbox.fetch(page, { signal: AbortSignal.timeout(30_000) });
    assert.equal(status, 400);
  });
});

describe("cors", () => {
  const origin = { origin: "https://page.example" };

  it("lets any origin in, and lets it read the request id", async () => {
    const { sandbox, call } = openSandbox({ cors: true });
    const preflight = await sandbox.fetch(`${ORIGIN}/credentials`, {
      method: "OPTIONS",
      headers: {
        ...origin,
        "access-control-request-method": "DELETE",
        "access-control-request-headers": "authorization,x-api-version",
      },
    });
    assert.equal(preflight.status, 204);
    assert.equal(preflight.headers.get("access-control-allow-origin"), "*");
    assert.match(preflight.headers.get("access-control-allow-methods"), /DELETE/);
    assert.match(preflight.headers.get("access-control-allow-headers"), /authorization/);
    for (const path of ["/credentials", "/credentials/x", "/nowhere"]) {
      const { headers } = await call("GET", path, undefined, { headers: origin });
      assert.equal(headers.get("access-control-allow-origin"), "*");
      assert.match(headers.get("access-control-expose-headers"), /x-request-id.*retry-after/);
      assert.ok(headers.get("x-request-id"));
    }
  });

  it("is off unless asked for", async () => {
    const { call } = openSandbox();
    const { headers } = await call("GET", "/credentials", undefined, { headers: origin });
    assert.equal(headers.get("access-control-allow-origin"), null);
    assert.equal((await call("OPTIONS", "/credentials")).status, 405);
  });
});
