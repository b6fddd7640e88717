import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { codeOf, openSandbox, ORIGIN, REDIRECT_URI, title } from "./calls.mjs";
import { stopClock } from "./clock.mjs";
import { newPage, openNotion } from "./notion.mjs";

const NOW = 1_700_000_000_000;

describe("the journal's requests", () => {
  it("tell what came and what was answered", async () => {
    const { sandbox, call } = openSandbox({ now: () => NOW });
    const { headers } = await call(
      "GET",
      `/users/${sandbox.userId}/credentials?connectorId=notion`,
      undefined,
      { userId: sandbox.users[1], headers: { "X-Trace": "7" } },
    );
    assert.deepEqual(sandbox.journal.requests, [
      {
        at: NOW,
        method: "GET",
        path: `/users/${sandbox.userId}/credentials`,
        query: { connectorId: "notion" },
        route: "/users/{userId}/credentials",
        userId: sandbox.userId,
        status: 200,
        requestId: headers.get("x-request-id"),
        headers: {
          authorization: "[redacted]",
          "x-alloy-userid": sandbox.users[1],
          "x-api-version": "2025-09",
          "x-trace": "7",
        },
        body: null,
      },
    ]);
  });

  it("name the connector and the action, and keep the body", async () => {
    const { sandbox, run, credentialId } = await openNotion();
    await run("post-search", { query: "tasks" });
    const { connectorId, actionId, route, body } = sandbox.journal.requests.at(-1);
    assert.deepEqual([connectorId, actionId], ["notion", "post-search"]);
    assert.equal(route, "/connectors/{connectorId}/actions/{actionId}");
    assert.deepEqual(body, { credentialId, parameters: { query: "tasks" } });
  });

  it("hold no key, code, token or connector data", async () => {
    const { sandbox, begin, exchange } = openSandbox({ apiKey: "marked-key" });
    const { oauthUrl } = await begin("notion", { data: { subdomain: "marked-data" } });
    await sandbox.fetch(oauthUrl);
    const code = codeOf(await sandbox.consent(oauthUrl));
    await exchange("notion", code);
    const written = JSON.stringify(sandbox.journal);
    for (const secret of [
      "marked-key",
      "marked-data",
      code,
      new URL(oauthUrl).searchParams.get("token"),
    ]) {
      assert.ok(!written.includes(secret), secret);
    }
    const [started, , , exchanged] = sandbox.journal.requests;
    assert.equal(started.body.data, "[redacted]");
    assert.equal(started.body.redirectUri, REDIRECT_URI);
    assert.equal(exchanged.body.code, "[redacted]");
    assert.equal(exchanged.body.userId, sandbox.userId);
  });

  it("hold the refused ones too", async () => {
    const { sandbox, call } = openSandbox();
    await call("GET", "/nowhere");
    await call("PUT", "/credentials");
    await call("GET", "/credentials", undefined, { headers: { authorization: "x" } });
    assert.deepEqual(
      sandbox.journal.requests.map(({ route, status, userId }) => [route, status, userId]),
      [
        [null, 404, null],
        ["/credentials", 405, null],
        ["/credentials", 401, null],
      ],
    );
  });

  it("are written on arrival and completed by the answer", async (test) => {
    const { sandbox, call } = openSandbox({ latencyMs: 20 });
    const clock = stopClock(test);
    const pending = call("GET", "/credentials");
    await clock.asked();
    assert.equal(sandbox.journal.requests[0].status, null);
    clock.pass();
    await pending;
    assert.equal(sandbox.journal.requests[0].status, 200);
  });
});

describe("the journal's effects", () => {
  it("tell what was changed, by which request", async () => {
    const { sandbox, run } = await openNotion({ now: () => NOW });
    sandbox.journal.clear();
    const parent = { workspace: true };
    const created = await run("post-page", { parent, properties: { title: title("A") } });
    await run("patch-page", { page_id: created.body.id, properties: { title: title("B") } });
    await run("post-page", { properties: {} });
    const database = await run("create-a-database", {
      parent,
      properties: { Name: { title: {} } },
    });
    const { userId } = sandbox;
    const common = { at: NOW, userId, connectorId: "notion" };
    const [first, second, , fourth] = sandbox.journal.requests.map(({ requestId }) => requestId);
    assert.deepEqual(sandbox.journal.effects, [
      { ...common, kind: "page.created", id: created.body.id, requestId: first },
      { ...common, kind: "page.updated", id: created.body.id, requestId: second },
      { ...common, kind: "database.created", id: database.body.id, requestId: fourth },
    ]);
  });
});

describe("journalLimit", () => {
  it("keeps the latest requests and the latest effects, so many of each", async () => {
    const { sandbox, run } = await openNotion({ journalLimit: 3 });
    const { requests, effects } = sandbox.journal;
    for (let round = 0; round < 5; round += 1) {
      await run("post-page", newPage(`Page ${round}`));
      await run("post-search");
    }
    assert.deepEqual(
      requests.map(({ actionId }) => actionId),
      ["post-search", "post-page", "post-search"],
    );
    assert.deepEqual(
      effects.map(({ kind }) => kind),
      Array(3).fill("page.created"),
    );
    // The latest page, and the two of which the requests are no longer here.
    assert.equal(effects[2].requestId, requests[1].requestId);
    assert.ok(effects[0].requestId < requests[0].requestId);
  });

  it("may be none at all, and is none unless given", async () => {
    for (const [options, count] of [
      [{ journalLimit: 0 }, 0],
      [{}, 300],
    ]) {
      const { sandbox } = openSandbox(options);
      for (let round = 0; round < 300; round += 1) await sandbox.fetch(`${ORIGIN}/nowhere`);
      assert.equal(sandbox.journal.requests.length, count);
    }
  });
});

describe("clear and reset", () => {
  it("clear keeps the state, reset does not", async () => {
    const { sandbox, connect, call } = openSandbox();
    const first = await connect("notion");
    sandbox.journal.clear();
    assert.deepEqual([sandbox.journal.requests, sandbox.journal.effects], [[], []]);
    assert.equal((await call("GET", `/credentials/${first}`)).status, 200);
    sandbox.reset();
    assert.deepEqual([sandbox.journal.requests, sandbox.journal.effects], [[], []]);
    assert.equal((await call("GET", `/credentials/${first}`)).status, 404);
  });

  it("give the same ids for the same calls after a reset", async () => {
    const { sandbox, connect, call } = openSandbox();
    const walk = async () => {
      const credentialId = await connect("notion");
      const path = "/connectors/notion/actions/post-search";
      const { body } = await call("POST", path, { credentialId });
      return [credentialId, ...body.results.map(({ id }) => id)];
    };
    const first = await walk();
    sandbox.reset();
    assert.deepEqual(await walk(), first);
  });
});
