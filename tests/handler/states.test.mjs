// The state that a flow travels with: for how long, how often and in which browser it is good, and what
// it carries.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { openApp, refusalOf } from "./app.mjs";
import { Browser } from "./browser.mjs";

describe("a state", () => {
  const [first, second] = [
    "first-key-0123456789-0123456789-01",
    "second-key-0123456789-0123456789-0",
  ];

  it("is good after its key has become an old one", async () => {
    const app = openApp({}, { stateKeys: [first] });
    const rotated = openApp(
      { between: (_, ...given) => app.sandbox.fetch(...given) },
      { stateKeys: [second, first] },
    );
    const browser = new Browser(app);
    const { body } = await browser.begin("notion");
    const later = new Browser({ ...app, handler: rotated.handler });
    later.cookies = browser.cookies;
    const { outcome } = await later.comeBack(await app.sandbox.consent(body.url));
    assert.equal(outcome.alloy_outcome, "connected");
  });

  it("is not after its key has gone", async () => {
    const app = openApp({}, { stateKeys: [first] });
    const gone = openApp(
      { between: (_, ...given) => app.sandbox.fetch(...given) },
      { stateKeys: [second] },
    );
    const browser = new Browser(app);
    const { body } = await browser.begin("notion");
    const later = new Browser({ ...app, handler: gone.handler });
    later.cookies = browser.cookies;
    const answer = await later.comeBack(await app.sandbox.consent(body.url));
    assert.deepEqual(refusalOf(answer), { status: 403, code: "STATE_INVALID" });
  });

  it("is good for ten minutes, to the second", async () => {
    for (const [seconds, code] of [
      [599, undefined],
      [601, "STATE_EXPIRED"],
    ]) {
      const app = openApp();
      const browser = new Browser(app);
      const { body } = await browser.begin("notion");
      const back = await app.sandbox.consent(body.url);
      app.clock.ms += seconds * 1_000;
      const answer = await browser.comeBack(back);
      assert.equal(answer.body?.error?.code, code);
    }
  });

  it("is good once", async () => {
    const app = openApp();
    const browser = new Browser(app);
    const { body } = await browser.begin("notion");
    const back = await app.sandbox.consent(body.url);
    const kept = new Map(browser.cookies);
    assert.equal((await browser.comeBack(back)).outcome.alloy_outcome, "connected");
    assert.equal(browser.cookies.size, 0);
    browser.cookies = kept;
    const again = await browser.comeBack(back);
    assert.deepEqual(refusalOf(again), { status: 403, code: "STATE_USED" });
  });

  it("is good in the browser in which it began, and in no other", async () => {
    const app = openApp();
    const { body } = await new Browser(app).begin("notion");
    const back = await app.sandbox.consent(body.url);
    const answer = await new Browser(app).comeBack(back);
    assert.deepEqual(refusalOf(answer), { status: 403, code: "COOKIE_MISSING" });
  });
});

describe("the connections that there were before", () => {
  it("travel with the state, some sixty of them", async () => {
    const app = openApp({ dialect: "reference" });
    const before = [];
    for (let time = 0; time < 60; time += 1) before.push(await app.connected("notion"));
    const { outcome } = await new Browser(app).connect("notion");
    assert.equal(outcome.alloy_outcome, "connected");
    assert.ok(!before.includes(outcome.alloy_connection));
  });

  it("are too many at some time, and then no flow begins", async () => {
    const rows = Array.from({ length: 2_000 }, (_, index) => ({
      credentialId: `0123456789abcdef${String(index).padStart(8, "0")}`,
      ...{ name: "Notion", type: "notion-oauth2" },
      ...{ createdAt: "2026-01-01T00:00:00Z", updatedAt: "2026-01-01T00:00:00Z" },
    }));
    const app = openApp({ between: async () => Response.json({ data: rows }) });
    const answer = await new Browser(app).begin("notion");
    assert.deepEqual(refusalOf(answer), { status: 409, code: "TOO_MANY_CONNECTIONS" });
  });
});
