import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { Miniflare } from "miniflare";
import { build } from "../../scripts/build.mjs";
import { bundle } from "../../www/bundle.mjs";
import { workerOptions } from "../../www/runtime.mjs";

const ORIGIN = "https://demo.example";

describe("the Worker under a name of its own, as deployed", () => {
  let worker;
  before(async () => {
    await build();
    await bundle();
    worker = new Miniflare(await workerOptions());
  });
  after(() => worker?.dispose());

  const ask = (path, init) =>
    worker.dispatchFetch(`${ORIGIN}${path}`, { redirect: "manual", ...init });

  test("gives out cookies for https alone", async () => {
    const page = await ask("/");
    assert.equal(page.status, 200);
    assert.match(page.headers.get("set-cookie"), /^visitor=.+; HttpOnly; SameSite=Lax; Secure$/);
    await page.text();
  });

  test("connects under that name, from the consent page to the handler's callback", async () => {
    const service = await ask("/demo/service");
    const [visitor] = service.headers.get("set-cookie").split(";");
    const begun = await ask("/alloy/connect/notion", {
      method: "POST",
      headers: { cookie: visitor, origin: ORIGIN, "content-type": "application/json" },
      body: JSON.stringify({ returnTo: "/" }),
    });
    const flow = begun.headers.get("set-cookie");
    assert.match(flow, /^__Host-alloy-.+; Secure$/);
    const { url } = await begun.json();
    assert.equal(new URL(url).origin, ORIGIN);

    const headers = { cookie: `${visitor}; ${flow.split(";")[0]}` };
    const { pathname, search } = new URL(url);
    const body = new URLSearchParams({ decision: "allow" });
    const decided = await ask(`${pathname}${search}`, { method: "POST", headers, body });
    const callback = new URL(decided.headers.get("location"));
    assert.equal(`${callback.origin}${callback.pathname}`, `${ORIGIN}/alloy/callback/notion`);
    const ended = await ask(`${callback.pathname}${callback.search}`, { headers });
    const target = new URL(ended.headers.get("location"));
    assert.equal(`${target.origin}${target.pathname}`, `${ORIGIN}/`);
    assert.equal(target.searchParams.get("alloy_outcome"), "connected");
  });

  test("goes by PUBLIC_ORIGIN where something stands in front of it", async () => {
    const { bindings, ...options } = await workerOptions();
    const hidden = new Miniflare({
      ...options,
      bindings: { ...bindings, PUBLIC_ORIGIN: "https://front.example" },
    });
    try {
      const post = (path, origin) =>
        hidden.dispatchFetch(`${ORIGIN}${path}`, { method: "POST", headers: { origin } });
      const begun = await post("/alloy/connect/notion", "https://front.example");
      assert.equal(new URL((await begun.json()).url).origin, "https://front.example");
      const reset = await post("/demo/reset", "https://front.example");
      assert.equal(reset.status, 204);
      const refused = await post("/demo/reset", ORIGIN);
      assert.equal(refused.status, 403);
      await refused.text();
    } finally {
      await hidden.dispose();
    }
  });

  test("offers the connectors that ALLOY_CONNECTORS names", async () => {
    const { bindings, ...options } = await workerOptions();
    const narrowed = new Miniflare({
      ...options,
      bindings: { ...bindings, ALLOY_CONNECTORS: "slack, mailgun" },
    });
    try {
      const listed = await narrowed.dispatchFetch(`${ORIGIN}/alloy/connectors`);
      const ids = (await listed.json()).connectors.map(({ id }) => id);
      assert.deepEqual(ids, ["slack", "mailgun"]);
    } finally {
      await narrowed.dispose();
    }
  });

  test("takes nothing over http", async () => {
    const answer = await worker.dispatchFetch("http://demo.example/demo/service");
    assert.equal(answer.status, 403);
    await answer.text();
  });
});
