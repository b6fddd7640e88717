// Whose a connection is: Alloy is asked for a user's list once, and again only when it may have changed.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { EXECUTE, LIST, openApp } from "./app.mjs";
import { Browser } from "./browser.mjs";

const NOWHERE = "0123456789abcdef01234567";

/** An app, `act(id)`, which executes on a connection, and `lists()`, how often Alloy was asked for one. */
async function opened(options) {
  const app = openApp(options);
  const route = "POST /connectors/notion/actions/post-search";
  const act = async (credentialId, user = app.userId) =>
    (await app.ask(route, { user, body: { credentialId, parameters: { page_size: 1 } } })).status;
  return { ...app, own: await app.connected("notion"), act, lists: () => app.count(LIST) };
}

describe("the list is asked for", () => {
  it("once for many actions", async () => {
    const app = await opened();
    for (let call = 0; call < 20; call += 1) assert.equal(await app.act(app.own), 200);
    assert.deepEqual([app.lists(), app.count(EXECUTE.guide)], [1, 20]);
  });

  it("once for each user", async () => {
    const app = await opened();
    const others = await app.connected("notion", app.other);
    assert.equal(await app.act(app.own), 200);
    assert.equal(await app.act(others, app.other), 200);
    assert.equal(await app.act(app.own), 200);
    assert.equal(app.lists(), 2);
  });

  it("again after five minutes", async () => {
    const app = await opened();
    await app.act(app.own);
    app.clock.ms += 299_000;
    await app.act(app.own);
    assert.equal(app.lists(), 1);
    app.clock.ms += 2_000;
    assert.equal(await app.act(app.own), 200);
    assert.equal(app.lists(), 2);
  });

  it("again for a connection that is not in it, which may have been made elsewhere", async () => {
    const app = await opened();
    await app.act(app.own);
    app.clock.ms += 1_000;
    const { oauthUrl, credentialId } = await app.alloy
      .forUser(app.userId)
      .initiateOAuthFlow("notion", "http://localhost/callback");
    const { code } = app.alloy.constructor.parseOAuthCallback(await app.sandbox.consent(oauthUrl));
    const { connectionId } = await app.alloy
      .forUser(app.userId)
      .handleOAuthCallback("notion", code, credentialId);
    assert.equal(await app.act(connectionId), 200);
    assert.equal(app.lists(), 2);
  });

  it("once a second at most for one that is nowhere", async () => {
    const app = await opened();
    for (let call = 0; call < 10; call += 1) assert.equal(await app.act(NOWHERE), 404);
    assert.equal(app.lists(), 1);
    app.clock.ms += 999;
    assert.equal(await app.act(NOWHERE), 404);
    assert.equal(app.lists(), 1);
    app.clock.ms += 1;
    for (let call = 0; call < 10; call += 1) assert.equal(await app.act(NOWHERE), 404);
    assert.equal(app.lists(), 2);
    assert.equal(app.count(EXECUTE.guide), 0);
  });

  it("again when it could not be had", async () => {
    const app = await opened({ upstream: { maxRetries: 0 } });
    app.sandbox.faults.next(LIST, { status: 500 });
    assert.equal(await app.act(app.own), 502);
    assert.equal(await app.act(app.own), 200);
  });
});

describe("the list is forgotten", () => {
  it("after connecting", async () => {
    const app = await opened();
    await app.act(app.own);
    const { outcome } = await new Browser(app).connect("notion");
    app.sandbox.journal.clear();
    assert.equal(await app.act(outcome.alloy_connection), 200);
    assert.equal(app.lists(), 1);
  });

  it("after deleting", async () => {
    const app = await opened();
    await app.act(app.own);
    await app.page().deleteConnection(app.own, { connectorId: "notion" });
    app.sandbox.journal.clear();
    assert.equal(await app.act(app.own), 404);
    assert.deepEqual([app.lists(), app.count(EXECUTE.guide)], [1, 0]);
  });

  it("after deleting, also what was listed meanwhile", async () => {
    let onDelete = () => {};
    const app = await opened({
      async between(fetch, url, init) {
        if (init.method === "DELETE") await onDelete();
        return fetch(url, init);
      },
    });
    onDelete = async () => assert.equal(await app.act(app.own), 200);
    await app.page().deleteConnection(app.own, { connectorId: "notion" });
    app.sandbox.journal.clear();
    assert.equal(await app.act(app.own), 404);
    assert.equal(app.count(EXECUTE.guide), 0);
  });

  for (const [when, answer] of [
    [
      "404",
      { status: 404, body: { error: { code: "NOT_FOUND", message: "Credential not found" } } },
    ],
    [
      "400",
      { status: 400, body: { error: { code: "INVALID_INPUT", message: "Credential not found" } } },
    ],
  ]) {
    it(`when Alloy does not find it, with ${when}`, async () => {
      const app = await opened();
      await app.act(app.own);
      app.sandbox.faults.next(EXECUTE.guide, answer);
      assert.equal(await app.act(app.own), Number(when));
      assert.equal(app.lists(), 1);
      assert.equal(await app.act(app.own), 200);
      assert.equal(app.lists(), 2);
    });
  }
});

it("of a thousand users the list is remembered, and of no more", async () => {
  const row = (id) => ({
    id,
    credentialId: id,
    name: "Notion",
    type: "notion-oauth2",
    connectorId: "notion",
  });
  let lists = 0;
  const app = openApp({
    async between(_, url, { method }) {
      const [, user] = /\/users\/([^/]+)\/credentials$/.exec(new URL(url).pathname) ?? [];
      lists += method === "GET";
      return Response.json(method === "GET" ? [row(`connection-${user}`)] : { object: "list" });
    },
  });
  const act = async (user) => {
    const body = { credentialId: `connection-${user}`, parameters: {} };
    const answer = await app.ask("POST /connectors/notion/actions/post-search", { user, body });
    assert.equal(answer.status, 200);
  };
  const users = Array.from({ length: 1_000 }, (_, index) => `user-${index}`);
  for (const user of users) await act(user);
  for (const user of users) await act(user);
  assert.equal(lists, 1_000);
  await act("one-more");
  await act("user-999");
  assert.equal(lists, 1_001);
  await act("user-0");
  assert.equal(lists, 1_002);
});
