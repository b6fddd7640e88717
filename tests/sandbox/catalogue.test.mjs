import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { assertCoded, openSandbox } from "./calls.mjs";

const CONNECTORS = ["notion", "slack", "mailgun", "hubspot"];
const DIALECTS = ["guide", "reference", "both"];

describe("connectors", () => {
  for (const dialect of DIALECTS) {
    it(`are listed, and each can be had alone, in ${dialect}`, async () => {
      const { call } = openSandbox({ dialect });
      const { connectors } = (await call("GET", "/connectors")).body;
      assert.deepEqual(
        connectors.map(({ id }) => id),
        CONNECTORS,
      );
      for (const connector of connectors) {
        assert.deepEqual(Object.keys(connector), ["id", "name", "category", "icon"]);
        const { body } = await call("GET", `/connectors/${connector.id}`);
        assert.deepEqual(body, { connector });
      }
      assertCoded(await call("GET", "/connectors/x"), 404, "NOT_FOUND", /^Connector not found$/);
    });
  }
});

/** What a connector can do, as the dialect's own list tells it. */
async function listActions({ call }, dialect, connectorId) {
  if (dialect === "guide")
    return (await call("GET", `/connectors/${connectorId}/actions`)).body.actions;
  const { body } = await call("GET", `/connectors/${connectorId}/resources`);
  for (const resource of body.resources) {
    assert.deepEqual(Object.keys(resource), ["id", "name", "actions"]);
  }
  return body.resources.flatMap(({ actions }) => actions);
}

describe("actions", () => {
  for (const dialect of ["guide", "reference"]) {
    it(`that are listed are described in ${dialect}`, async () => {
      const opened = openSandbox({ dialect });
      for (const connectorId of CONNECTORS) {
        const actions = await listActions(opened, dialect, connectorId);
        assert.ok(actions.length > 0);
        for (const { id, displayName, ...others } of actions) {
          assert.deepEqual(others, {});
          const path = `/connectors/${connectorId}/actions/${id}`;
          const { action } = (await opened.call("GET", path)).body;
          assert.deepEqual([action.id, action.displayName], [id, displayName]);
          assertDescribed(action);
        }
      }
    });
  }

  it("have the same names in both lists, but for those that the guide calls otherwise", async () => {
    const opened = openSandbox();
    const named = async (dialect) =>
      (await listActions(opened, dialect, "notion")).map(({ id }) => id);
    const [guide, reference] = [await named("guide"), await named("reference")];
    const differing = guide.map((id, index) => [id, reference[index]]).filter(([a, b]) => a !== b);
    assert.deepEqual(differing, [
      ["get-page", "retrieve-a-page"],
      ["get-database", "retrieve-a-database"],
      ["query-database", "post-database-query"],
    ]);
  });

  it("have a request body only if they take one", async () => {
    const { call } = openSandbox();
    const bodyOf = async (connectorId, actionId) => {
      const { body } = await call("GET", `/connectors/${connectorId}/actions/${actionId}`);
      return body.action.requestBody;
    };
    assert.equal(await bodyOf("notion", "retrieve-a-page"), undefined);
    assert.equal(await bodyOf("slack", "conversations_list"), undefined);
    assert.deepEqual((await bodyOf("slack", "chat_postMessage")).required, ["channel", "text"]);
  });

  it("that are unknown are a coded 404", async () => {
    const { call } = openSandbox();
    for (const path of ["/connectors/notion/actions/x", "/connectors/slack/actions/post-page"]) {
      assertCoded(await call("GET", path), 404, "NOT_FOUND", /^Action not found$/);
    }
  });
});

function assertDescribed({ description, httpMethod, path, parameters, requestBody }) {
  assert.ok(description);
  assert.match(httpMethod, /^(get|post|patch)$/);
  if (requestBody !== undefined) {
    assert.equal(requestBody.type, "object");
    for (const name of requestBody.required ?? []) assert.ok(name in requestBody.properties, name);
  }
  const inPath = parameters.filter((parameter) => parameter.in === "path");
  assert.deepEqual(
    inPath.map(({ name }) => `{${name}}`),
    path.match(/\{\w+\}/g) ?? [],
  );
  for (const parameter of parameters) {
    const members = ["name", "in", "required", "description", "schema"];
    assert.deepEqual(Object.keys(parameter).sort(), members.sort());
  }
}
