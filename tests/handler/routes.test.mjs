// The routes below basePath, as `curl` would ask them: Alloy's own paths and shapes, in both dialects,
// whichever of them Alloy speaks.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { DIALECTS, openApp } from "./app.mjs";

const ALLOWED = ["notion", "slack"];

/** Shapes of the catalogue: the route, and what the client that has the key gives for it. */
const CATALOGUE = {
  "GET /connectors/notion": async (alloy) => ({ connector: await alloy.getConnector("notion") }),
  "GET /connectors/notion/actions": async (alloy) => ({
    actions: await alloy.listActions("notion"),
  }),
  "GET /connectors/notion/actions/post-search": async (alloy) => ({
    action: await alloy.getAction("notion", "post-search"),
  }),
  "GET /connectors/slack/credentials/metadata": async (alloy) => ({
    metadata: await alloy.getCredentialMetadata("slack"),
  }),
};

/** An action in either dialect: the request's body, and what of the answer is the provider's. */
const ACTIONS = {
  guide: {
    route: "POST /connectors/notion/actions/post-search",
    body: { parameters: { query: "a", page_size: 2 } },
    provided: (body) => body,
  },
  reference: {
    route: "POST /connectors/notion/actions/post-search/execute",
    body: { requestBody: { query: "a", page_size: 2 } },
    provided({ executionId, status, responseData, ...rest }) {
      assert.equal(typeof executionId, "string");
      assert.equal(status, "completed");
      assert.deepEqual(rest, {});
      return responseData;
    },
  },
};

for (const dialect of DIALECTS) {
  describe(`in front of an Alloy of the ${dialect} dialect`, () => {
    it("GET /connectors gives those that are allowed", async () => {
      const { ask, alloy } = openApp({ dialect });
      const { status, body } = await ask("GET /connectors");
      const all = await alloy.listConnectors();
      assert.ok(all.length > ALLOWED.length);
      assert.equal(status, 200);
      assert.deepEqual(body, { connectors: all.filter(({ id }) => ALLOWED.includes(id)) });
    });

    for (const [route, wanted] of Object.entries(CATALOGUE)) {
      it(`${route} gives what Alloy has`, async () => {
        const { ask, alloy } = openApp({ dialect });
        const { status, body } = await ask(route);
        assert.equal(status, 200);
        assert.deepEqual(body, await wanted(alloy));
      });
    }

    it("GET /connectors/notion/resources gives what Alloy has, or that it has none", async () => {
      const { ask, alloy } = openApp({ dialect });
      const { status, body } = await ask("GET /connectors/notion/resources");
      if (dialect === "guide") return assert.equal(status, 404);
      assert.equal(status, 200);
      assert.deepEqual(body, { resources: await alloy.listResources("notion") });
    });

    for (const [words, { route, body, provided }] of Object.entries(ACTIONS)) {
      it(`an action in the ${words}'s words gives what the provider answers`, async () => {
        const { ask, alloy, userId, connected, sandbox } = openApp({ dialect });
        const credentialId = await connected("notion");
        const answer = await ask(route, { body: { credentialId, ...body } });
        assert.equal(answer.status, 200, JSON.stringify(answer.body));
        const given = { query: "a", page_size: 2 };
        const options = { userId, connectionId: credentialId };
        assert.deepEqual(
          provided(answer.body),
          await alloy.executeAction("notion", "post-search", given, options),
        );
        const executed = sandbox.journal.requests.filter(
          ({ method, status }) => method === "POST" && status === 200,
        );
        assert.equal(executed.length, 2);
      });

      it(`an action in the ${words}'s words without parameters is one, too`, async () => {
        const { ask, connected } = openApp({ dialect });
        const credentialId = await connected("notion");
        const answer = await ask(route, { body: { credentialId } });
        assert.equal(answer.status, 200, JSON.stringify(answer.body));
        assert.equal(provided(answer.body).object, "list");
      });
    }

    describe("lists of connections hold the user's own, of connectors that are allowed", () => {
      const LISTS = {
        "GET /users/anybody/credentials": ({ data }) => data,
        "GET /credentials": (body) => body,
        "GET /credentials/users/anybody": ({ data }) => data,
        "GET /connectors/notion/credentials": ({ credentials }) => credentials,
        "GET /connectors/slack/credentials": ({ credentials }) => credentials,
      };
      for (const [route, rowsOf] of Object.entries(LISTS)) {
        it(route, async () => {
          const app = openApp({ dialect });
          const own = {
            notion: [await app.connected("notion"), await app.connected("notion")],
            slack: [await app.connected("slack")],
          };
          await app.connected("hubspot");
          await app.connected("notion", app.other);
          const { status, body } = await app.ask(route);
          assert.equal(status, 200);
          const rows = rowsOf(body);
          const [, connector] = /connectors\/(\w+)/.exec(route) ?? [];
          const wanted = connector ? own[connector] : Object.values(own).flat();
          assert.deepEqual(rows.map(({ credentialId }) => credentialId).sort(), wanted.sort());
          for (const row of rows) {
            assert.equal(row.id, row.credentialId);
            assert.ok(ALLOWED.includes(row.connectorId));
            assert.ok(row.name && row.type && row.createdAt && row.updatedAt);
          }
        });
      }

      it("and are empty for who has none", async () => {
        const app = openApp({ dialect });
        await app.connected("notion", app.other);
        for (const [route, rowsOf] of Object.entries(LISTS)) {
          const { status, body } = await app.ask(route);
          assert.deepEqual([status, rowsOf(body)], [200, []], route);
        }
      });
    });

    it("GET /credentials/{id} gives one's own, and 404 for any other", async () => {
      const app = openApp({ dialect });
      const own = await app.connected("notion");
      const others = {
        "another user's": await app.connected("notion", app.other),
        "of a connector that is not allowed": await app.connected("hubspot"),
        "of nobody": "0123456789abcdef01234567",
      };
      const { status, body } = await app.ask(`GET /credentials/${own}`);
      assert.equal(status, 200);
      assert.deepEqual([body.id, body.credentialId, body.connectorId], [own, own, "notion"]);
      for (const [whose, id] of Object.entries(others)) {
        const answer = await app.ask(`GET /credentials/${id}`);
        assert.equal(answer.status, 404, whose);
        assert.deepEqual(answer.body, {
          error: { code: "NOT_FOUND", message: "Credential not found" },
        });
      }
    });

    for (const path of ["/users/anybody/credentials", "/connectors/notion/credentials"]) {
      it(`DELETE ${path}/{id} deletes one's own, once`, async () => {
        const app = openApp({ dialect });
        const own = await app.connected("notion");
        const kept = await app.connected("notion", app.other);
        const deleted = await app.ask(`DELETE ${path}/${own}`);
        assert.deepEqual([deleted.status, deleted.body], [200, { success: true }]);
        assert.equal((await app.ask(`DELETE ${path}/${own}`)).status, 404);
        assert.equal((await app.ask(`DELETE ${path}/${kept}`)).status, 404);
        assert.deepEqual(
          app.sandbox.journal.effects.map(({ kind, id }) => [kind, id]),
          [["credential.deleted", own]],
        );
      });
    }

    it("DELETE below another connector is none of that connection", async () => {
      const app = openApp({ dialect });
      const own = await app.connected("notion");
      assert.equal((await app.ask(`DELETE /connectors/slack/credentials/${own}`)).status, 404);
      assert.deepEqual(app.sandbox.journal.effects, []);
    });

    it("an action on another's connection, or of another connector, is not found", async () => {
      const app = openApp({ dialect });
      const others = {
        "another user's": await app.connected("notion", app.other),
        "of another connector": await app.connected("slack"),
      };
      for (const { route, body } of Object.values(ACTIONS)) {
        for (const [whose, credentialId] of Object.entries(others)) {
          const answer = await app.ask(route, { body: { credentialId, ...body } });
          assert.equal(answer.status, 404, whose);
          assert.equal(answer.body.error.code, "NOT_FOUND", whose);
        }
      }
      const executed = app.upstreamRoutes().filter((route) => route.startsWith("POST"));
      assert.deepEqual(executed, []);
    });
  });
}

describe("whoever a request says it is from", () => {
  it("path, body and header are replaced by who is signed in", async () => {
    const app = openApp({ dialect: "both" });
    const credentialId = await app.connected("notion");
    const { other: userId, userId: own } = app;
    const headers = { "x-alloy-userid": userId };
    const { body } = await app.ask(`GET /users/${userId}/credentials`, { headers });
    assert.deepEqual(
      body.data.map(({ id }) => id),
      [credentialId],
    );
    const acted = await app.ask("POST /connectors/notion/actions/post-search", {
      ...{ headers, body: { credentialId, userId, parameters: {} } },
    });
    assert.equal(acted.status, 200);
    assert.deepEqual([...new Set(app.sandbox.journal.requests.map(({ userId }) => userId))], [own]);
  });
});

describe("every answer", () => {
  const HEADERS = {
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
    "cross-origin-resource-policy": "same-origin",
  };
  const routes = {
    "a result": ["GET /connectors", 200],
    "a refusal": ["GET /users/someone", 403],
    "of nobody's route": ["GET /nowhere", 404],
    "of a method that is none": ["PUT /connectors", 405],
    "the popup's page": ["GET /connected", 200],
  };
  for (const [what, [route, status]] of Object.entries(routes)) {
    it(`is kept by nobody, and read as what it is: ${what}`, async () => {
      const answer = await openApp().ask(route);
      assert.equal(answer.status, status);
      for (const [name, value] of Object.entries(HEADERS)) {
        assert.equal(answer.headers.get(name), value, name);
      }
      assert.equal(answer.headers.get("access-control-allow-origin"), null);
    });
  }

  it("of a wrong method says which are right", async () => {
    const { status, headers, body } = await openApp().ask("PUT /connectors");
    assert.deepEqual(
      [status, body.error.code, headers.get("allow")],
      [405, "METHOD_REFUSED", "GET"],
    );
  });

  it("passes nothing on of the upstream's headers", async () => {
    const app = openApp();
    const { headers } = await app.ask("GET /connectors");
    assert.equal(headers.get("x-request-id"), null);
  });
});

describe("signing in", () => {
  for (const [what, user] of [
    ["null", null],
    ["undefined", undefined],
  ]) {
    it(`is asked for where authenticate gives ${what}`, async () => {
      const app = openApp({}, { authenticate: () => user });
      const { status, body } = await app.ask("GET /connectors");
      assert.deepEqual([status, body.error.code], [401, "NOT_SIGNED_IN"]);
      assert.deepEqual(app.upstreamRoutes(), []);
      assert.deepEqual(app.errors, []);
    });
  }

  it("may take its time", async () => {
    const app = openApp({}, { authenticate: async () => ({ userId: app.userId }) });
    assert.equal((await app.ask("GET /connectors")).status, 200);
  });

  for (const user of [
    {},
    { userId: 7 },
    { userId: "" },
    { userId: " " },
    "user-1",
    { userId: null },
  ]) {
    it(`lets nobody in as ${JSON.stringify(user)}`, async () => {
      const app = openApp({}, { authenticate: () => user });
      const { status, body } = await app.ask("GET /connectors");
      assert.deepEqual([status, body.error.code], [500, "HANDLER_FAILED"]);
      assert.equal(app.errors.length, 1);
      assert.deepEqual(app.upstreamRoutes(), []);
    });
  }

  it("that fails lets nobody in, and onError is told", async () => {
    const thrown = new Error("the session's database is down");
    const app = openApp({}, { authenticate: () => Promise.reject(thrown) });
    const { status, body } = await app.ask("GET /connectors");
    assert.deepEqual([status, body.error.code], [500, "HANDLER_FAILED"]);
    assert.ok(!JSON.stringify(body).includes("database"));
    assert.deepEqual(app.errors, [thrown]);
  });

  it("is not asked for the popup's page", async () => {
    const app = openApp({}, { authenticate: () => assert.fail("asked") });
    assert.equal((await app.ask("GET /connected")).status, 200);
  });
});
