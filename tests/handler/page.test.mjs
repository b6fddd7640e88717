// The class in a page, without a key: the handler is its Alloy, in whichever dialect either of them speaks.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { DIALECTS, EXECUTE, openApp } from "./app.mjs";

const NOWHERE = "0123456789abcdef01234567";
const ids = (rows) => rows.map(({ id }) => id).sort();
const titled = (content) => ({ title: { title: [{ type: "text", text: { content } }] } });

/** An app whose user has two of Notion, one of Slack and one that is not allowed; another has one. */
async function opened(upstream, spoken) {
  const app = openApp({ dialect: upstream });
  const notion = [await app.connected("notion"), await app.connected("notion")];
  const slack = await app.connected("slack");
  await app.connected("hubspot");
  const others = await app.connected("notion", app.other);
  // Whom it names is of no account.
  const alloy = app.page({ dialect: spoken, userId: app.other });
  return { ...app, holder: app.alloy.forUser(app.userId), alloy, notion, slack, others };
}

for (const upstream of DIALECTS) {
  for (const spoken of ["auto", "guide", "reference"]) {
    describe(`a page that speaks ${spoken}, before an Alloy of the ${upstream} dialect`, () => {
      it("reads the catalogue", async () => {
        const { alloy, holder } = await opened(upstream, spoken);
        const all = await holder.listConnectors();
        const allowed = all.filter(({ id }) => ["notion", "slack"].includes(id));
        assert.deepEqual(await alloy.listConnectors(), allowed);
        assert.deepEqual(await alloy.getConnector("notion"), await holder.getConnector("notion"));
        assert.deepEqual(await alloy.listActions("notion"), await holder.listActions("notion"));
        assert.deepEqual(
          await alloy.getAction("notion", "post-search"),
          await holder.getAction("notion", "post-search"),
        );
        assert.deepEqual(
          await alloy.getCredentialMetadata("slack"),
          await holder.getCredentialMetadata("slack"),
        );
        if (upstream !== "guide") {
          const resources = await holder.listResources("notion");
          assert.deepEqual(await alloy.listResources("notion"), resources);
        }
      });

      it("lists its user's connections, and nobody else's", async () => {
        const { alloy, notion, slack } = await opened(upstream, spoken);
        assert.deepEqual(ids(await alloy.listConnections()), [...notion, slack].sort());
        const ofNotion = await alloy.listConnections({ connectorId: "notion" });
        assert.deepEqual(ids(ofNotion), notion.toSorted());
        for (const { connectorId } of ofNotion) assert.equal(connectorId, "notion");
      });

      it("gets and finds them", async () => {
        const { alloy, notion, others } = await opened(upstream, spoken);
        assert.equal((await alloy.getConnection(notion[0])).connectionId, notion[0]);
        assert.equal((await alloy.findConnection("notion")).id, notion[1]);
        await assert.rejects(alloy.getConnection(others), { name: "AlloyNotFoundError" });
      });

      it("verifies them, and takes a snapshot", async () => {
        const { alloy, notion, others } = await opened(upstream, spoken);
        const { ok, connection } = await alloy.verifyConnection(notion[0]);
        assert.deepEqual([ok, connection.id], [true, notion[0]]);
        assert.equal((await alloy.verifyConnection(others)).reason, "not_found");
        const { connections } = await alloy.snapshotConnections("notion");
        assert.deepEqual(Object.keys(connections).sort(), notion.toSorted());
        for (const at of Object.values(connections)) assert.ok(at);
      });

      actions(upstream, spoken);

      it("deletes its user's connections, and nobody else's", async () => {
        const { alloy, notion, others, sandbox } = await opened(upstream, spoken);
        await alloy.deleteConnection(notion[0], { connectorId: "notion" });
        await assert.rejects(alloy.deleteConnection(others), { name: "AlloyNotFoundError" });
        await assert.rejects(alloy.getConnection(notion[0]), { name: "AlloyNotFoundError" });
        assert.deepEqual(
          sandbox.journal.effects.map(({ kind, id }) => [kind, id]),
          [["credential.deleted", notion[0]]],
        );
      });
    });
  }
}

function actions(upstream, spoken) {
  it("executes actions", async () => {
    const { alloy, holder, notion } = await opened(upstream, spoken);
    const given = ["notion", "post-search", { query: "notes", page_size: 1 }];
    const options = { connectionId: notion[0] };
    const found = await alloy.executeAction(...given, options);
    assert.deepEqual(found, await holder.executeAction(...given, options));
    assert.equal(found.results.length, 1);
    await assert.rejects(alloy.executeAction("notion", "no-such-action", {}, options), {
      ...{ name: "AlloyNotFoundError", message: "Action not found" },
    });
  });

  it("pages through an action's results", async () => {
    const { alloy, notion } = await opened(upstream, spoken);
    const found = [];
    const options = { connectionId: notion[0], limit: 5 };
    const pages = alloy.paginate("notion", "post-search", { page_size: 2 }, options);
    for await (const item of pages) found.push(item.id);
    assert.equal(new Set(found).size, 5);
  });

  it("executes many at once", async () => {
    const { alloy, notion, others } = await opened(upstream, spoken);
    const call = (connectionId) => ({
      ...{ connectorId: "notion", actionId: "post-search", parameters: { page_size: 1 } },
      options: { connectionId },
    });
    const results = await alloy.batch([...notion, others].map(call));
    const statuses = results.map(({ status, reason }) => reason?.name ?? status);
    assert.deepEqual(statuses, ["fulfilled", "fulfilled", "AlloyNotFoundError"]);
  });

  it("has a Notion", async () => {
    const { alloy, notion, sandbox } = await opened(upstream, spoken);
    const client = alloy.notion(notion[0]);
    const [first] = await client.searchPages();
    assert.equal((await client.getPage(first.id)).id, first.id);
    const parent = { page_id: first.id };
    const made = await client.createPage({ parent, properties: titled("Made by a page") });
    await client.updatePage(made.id, { properties: titled("Changed by a page") });
    const [database] = await client.searchPages(null, { property: "object", value: "database" });
    assert.equal((await client.getDatabase(database.id)).id, database.id);
    assert.ok((await client.queryDatabase(database.id)).length > 0);
    assert.deepEqual(
      sandbox.journal.effects.map(({ kind, id }) => [kind, id]),
      [
        ["page.created", made.id],
        ["page.updated", made.id],
      ],
    );
  });

  // They belong to the reference's dialect.
  if (spoken !== "guide") {
    it("executes actions whose parameters are split", async () => {
      const { alloy, notion } = await opened(upstream, spoken);
      const split = { requestBody: { query: "notes", page_size: 1 } };
      const found = await alloy.executeAction("notion", "post-search", null, {
        ...{ connectionId: notion[0], split },
      });
      assert.equal(found.results.length, 1);
    });
  }
}

describe("a page that names no user", () => {
  for (const dialect of ["auto", "guide"]) {
    it(`lists, finds and deletes all the same: ${dialect}`, async () => {
      const app = openApp();
      const own = await app.connected("notion");
      const alloy = app.page({ dialect });
      assert.deepEqual(ids(await alloy.listConnections()), [own]);
      assert.equal((await alloy.findConnection("notion")).id, own);
      await alloy.deleteConnection(own, { connectorId: "notion" });
      assert.deepEqual(await alloy.listConnections(), []);
    });
  }

  it("lists by connector in the reference's dialect, which has no other list without a user", async () => {
    const app = openApp({ dialect: "reference" });
    const own = await app.connected("notion");
    const alloy = app.page({ dialect: "reference" });
    assert.deepEqual(ids(await alloy.listConnections({ connectorId: "notion" })), [own]);
    assert.equal((await alloy.findConnection("notion")).id, own);
  });
});

describe("a page is refused, by the classes that Alloy's own refusals have", () => {
  const refused = (call, name, expected) => assert.rejects(call, { name, ...expected });
  const permission = { status: 403, code: "ROUTE_REFUSED" };
  const cases = {
    "users are made": (alloy) => alloy.createUser({ username: "someone" }),
    "users are listed": (alloy) => alloy.listUsers(),
    "a user is read": (alloy) => alloy.getUser(NOWHERE),
    "a user is changed": (alloy) => alloy.updateUser(NOWHERE, { fullName: "Someone" }),
    "a user is deleted": (alloy) => alloy.deleteUser(NOWHERE),
    "a token is made": (alloy) => alloy.createUserToken(NOWHERE),
    "files are listed": (alloy) => alloy.listFiles(),
    "a file goes up": (alloy) =>
      alloy.uploadFile(new Uint8Array([1]), { filename: "a.txt", mimeType: "text/plain" }),
    "a file is deleted": (alloy) => alloy.deleteFile("a"),
    "a flow begins past the handler": (alloy) =>
      alloy.initiateOAuthFlow("notion", "https://elsewhere.example/"),
    "a credential is made": (alloy) =>
      alloy.createCredential("notion", {
        authenticationType: "oauth2",
        redirectUri: "https://a.example/",
      }),
    "records are listed": (alloy) => alloy.listRecords("integration-1", "pages"),
  };
  for (const [when, call] of Object.entries(cases)) {
    it(`when ${when}`, async () => {
      const app = openApp({ dialect: "both" });
      await refused(call(app.page({ userId: app.userId })), "AlloyPermissionError", permission);
      assert.deepEqual(app.upstreamRoutes(), []);
    });
  }

  it("when a code is exchanged past the handler", async () => {
    const app = openApp({ dialect: "both" });
    const alloy = app.page({ dialect: "guide" });
    await refused(
      alloy.handleOAuthCallback("notion", "code-1"),
      "AlloyPermissionError",
      permission,
    );
    assert.deepEqual(app.upstreamRoutes(), []);
  });

  it("when nobody is signed in", async () => {
    const alloy = openApp().page({ user: null });
    const expected = { status: 401, code: "NOT_SIGNED_IN" };
    await refused(alloy.listConnectors(), "AlloyAuthenticationError", expected);
  });

  it("when the connector is not allowed", async () => {
    const app = openApp();
    const connectionId = await app.connected("hubspot");
    const alloy = app.page();
    const expected = { status: 403, code: "CONNECTOR_REFUSED" };
    await refused(alloy.getConnector("hubspot"), "AlloyPermissionError", expected);
    const call = alloy.executeAction("hubspot", "list-contacts", {}, { connectionId });
    await refused(call, "AlloyPermissionError", expected);
    assert.deepEqual(app.upstreamRoutes(), []);
  });

  it("when allow says no", async () => {
    const alloy = openApp({}, { allow: () => false }).page();
    const expected = { status: 403, code: "CALL_REFUSED" };
    await refused(alloy.listConnectors(), "AlloyPermissionError", expected);
  });

  it("when a header is to go on to the service: none does", async () => {
    const app = openApp({ dialect: "reference" });
    const connectionId = await app.connected("notion");
    const additionalHeaders = { "notion-version": "2022-06-28" };
    const call = app.page({ dialect: "reference" }).executeAction("notion", "post-search", null, {
      ...{ connectionId, split: { requestBody: {}, additionalHeaders } },
    });
    await refused(call, "AlloyBadRequestError", { status: 400, code: "REQUEST_MALFORMED" });
    assert.deepEqual(app.upstreamRoutes(), []);
  });

  it("when the connection is not there", async () => {
    const alloy = openApp().page();
    const expected = { status: 404, code: "NOT_FOUND", message: "Credential not found" };
    const call = alloy.executeAction("notion", "post-search", {}, { connectionId: NOWHERE });
    await refused(call, "AlloyNotFoundError", expected);
  });

  it("when a body is too large", async () => {
    const app = openApp({}, { maxBodyBytes: 200 });
    const connectionId = await app.connected("notion");
    const call = app.page().executeAction(
      "notion",
      "post-search",
      { query: "a".repeat(200) },
      {
        connectionId,
      },
    );
    await refused(call, "AlloyApiError", { status: 413, code: "BODY_TOO_LARGE" });
  });

  it("when Alloy finds the parameters wrong: in Alloy's words", async () => {
    const app = openApp();
    const connectionId = await app.connected("notion");
    const expected = { status: 400, message: /page_id/ };
    const call = app.page().executeAction("notion", "get-page", {}, { connectionId });
    await refused(call, "AlloyBadRequestError", expected);
  });

  it("when Alloy has been asked too often: after the time that it says", async () => {
    const app = openApp({ upstream: { maxRetries: 0 } });
    const connectionId = await app.connected("notion");
    app.sandbox.faults.next(EXECUTE.guide, { status: 429, retryAfter: 7 });
    const alloy = app.page({ maxRetries: 0 });
    const call = alloy.executeAction("notion", "post-search", {}, { connectionId });
    await refused(call, "AlloyRateLimitError", { status: 429, retryAfterMs: 7_000 });
  });

  for (const reason of ["expired", "revoked"]) {
    it(`when the connection has been ${reason}: verifyConnection says so`, async () => {
      const app = openApp();
      const connectionId = await app.connected("notion");
      app.sandbox.invalidate(connectionId, reason);
      const verified = await app.page().verifyConnection(connectionId);
      assert.deepEqual([verified.ok, verified.reason], [false, reason]);
    });
  }
});
