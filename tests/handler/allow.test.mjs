// `allow`: what it sees of each call, and that nothing is sent unless it says yes.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { openApp } from "./app.mjs";

/** What `allow` is shown, without what it is not told. */
const told = (call) =>
  Object.fromEntries(Object.entries(call).filter(([, value]) => value !== undefined));

describe("allow sees", () => {
  const page_id = "page-1";
  const cases = {
    "GET /connectors": { operation: "listConnectors" },
    "GET /connectors/notion": { operation: "getConnector", connectorId: "notion" },
    "GET /connectors/notion/resources": { operation: "listResources", connectorId: "notion" },
    "GET /connectors/notion/actions": { operation: "listActions", connectorId: "notion" },
    "GET /connectors/notion/actions/get-page": {
      ...{ operation: "getAction", connectorId: "notion", actionId: "get-page" },
    },
    "GET /connectors/notion/credentials/metadata": {
      ...{ operation: "getCredentialMetadata", connectorId: "notion" },
    },
    "GET /credentials": { operation: "listConnections" },
    "GET /connectors/notion/credentials": { operation: "listConnections", connectorId: "notion" },
    "GET /credentials/c-1": { operation: "getConnection", connectionId: "c-1" },
    "DELETE /users/me/credentials/c-1": { operation: "deleteConnection", connectionId: "c-1" },
    "DELETE /connectors/notion/credentials/c-1": {
      ...{ operation: "deleteConnection", connectorId: "notion", connectionId: "c-1" },
    },
  };
  for (const [route, wanted] of Object.entries(cases)) {
    it(`${wanted.operation} in ${route}`, async () => {
      const seen = [];
      const app = openApp({}, { allow: (call) => (seen.push(told(call)), false) });
      const { status, body } = await app.ask(route);
      assert.deepEqual([status, body.error.code], [403, "CALL_REFUSED"]);
      assert.deepEqual(seen, [{ userId: app.userId, ...wanted }]);
      assert.deepEqual(app.upstreamRoutes(), []);
    });
  }

  const flat = { page_id, archived: true, filter_properties: "a" };
  const bodies = {
    "POST /connectors/notion/actions/patch-page": { parameters: flat },
    "POST /connectors/notion/actions/patch-page/execute": {
      pathParams: { page_id },
      queryParameters: { filter_properties: "a" },
      requestBody: { archived: true },
    },
  };
  for (const [route, body] of Object.entries(bodies)) {
    it(`the parameters as one object in ${route}`, async () => {
      const seen = [];
      const app = openApp({}, { allow: (call) => (seen.push(told(call)), false) });
      const answer = await app.ask(route, { body: { credentialId: "c-1", ...body } });
      assert.equal(answer.body.error.code, "CALL_REFUSED");
      assert.deepEqual(seen, [
        {
          ...{ operation: "executeAction", userId: app.userId, connectorId: "notion" },
          ...{ actionId: "patch-page", connectionId: "c-1", parameters: flat },
        },
      ]);
      assert.deepEqual(app.upstreamRoutes(), []);
    });
  }

  it("the connector's own fields with connect", async () => {
    const seen = [];
    const app = openApp({}, { allow: (call) => (seen.push(told(call)), false) });
    const answer = await app.ask("POST /connect/slack", { body: { data: { team: "a" } } });
    assert.equal(answer.body.error.code, "CALL_REFUSED");
    const { userId } = app;
    assert.deepEqual(seen, [
      { operation: "connect", userId, connectorId: "slack", parameters: { team: "a" } },
    ]);
    assert.deepEqual(app.upstreamRoutes(), []);
  });
});

describe("allow", () => {
  const body = (credentialId) => ({ credentialId, parameters: { query: "a" } });
  const route = "POST /connectors/notion/actions/post-search";

  it("lets a call pass that it says yes to, now or later", async () => {
    for (const yes of [true, Promise.resolve(true)]) {
      const app = openApp({}, { allow: () => yes });
      const id = await app.connected("notion");
      assert.equal((await app.ask(route, { body: body(id) })).status, 200);
    }
  });

  it("lets none pass for anything but true", async () => {
    for (const answer of [false, undefined, null, 1, "yes", {}, Promise.resolve(false)]) {
      const app = openApp({}, { allow: () => answer });
      const id = await app.connected("notion");
      assert.equal((await app.ask(route, { body: body(id) })).body.error.code, "CALL_REFUSED");
      assert.deepEqual(app.upstreamRoutes(), []);
    }
  });

  it("lets none pass when it throws, and onError is told", async () => {
    const thrown = new Error("the rules are lost");
    const app = openApp({}, { allow: () => Promise.reject(thrown) });
    const id = await app.connected("notion");
    const answer = await app.ask(route, { body: body(id) });
    assert.deepEqual([answer.status, answer.body.error.code], [500, "HANDLER_FAILED"]);
    assert.deepEqual([app.errors, app.upstreamRoutes()], [[thrown], []]);
  });

  it("cannot change what is sent", async () => {
    const app = openApp(
      {},
      {
        allow(call) {
          call.userId = app.other;
          call.connectionId = "another";
          call.parameters.query = "another";
          call.parameters.page_size = 1;
          return true;
        },
      },
    );
    const credentialId = await app.connected("notion");
    assert.equal((await app.ask(route, { body: body(credentialId) })).status, 200);
    const { userId, body: sent } = app.sandbox.journal.requests.at(-1);
    assert.equal(userId, app.userId);
    assert.deepEqual([sent.credentialId, sent.parameters], [credentialId, { query: "a" }]);
  });

  it("is not asked of who is not signed in", async () => {
    const app = openApp({}, { allow: () => assert.fail("asked") });
    assert.equal((await app.ask("GET /connectors", { user: null })).status, 401);
  });
});
