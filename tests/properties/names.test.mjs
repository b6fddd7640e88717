// Names that every JavaScript object inherits are names like any others: for connectors, for fields
// that Alloy sends, for parameters.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { AlloyConnectivity } from "../../pkg/node.js";

const INHERITED = [...Object.getOwnPropertyNames(Object.prototype), "prototype"];

/** A client whose every answer is this text, and the bodies of what it sends. */
function answering(text, options) {
  const bodies = [];
  const fetch = async (_, { body }) => {
    if (body !== undefined) bodies.push(JSON.parse(body));
    return new Response(text);
  };
  const known = { apiKey: "key-0000", userId: "user-1", connectionId: "connection-1" };
  return { bodies, client: new AlloyConnectivity({ ...known, fetch, ...options }) };
}

const own = (name, value) => JSON.parse(`{${JSON.stringify(name)}: ${JSON.stringify(value)}}`);

describe("names that every object inherits", () => {
  for (const name of INHERITED) {
    it(`${name}: as a connector without headers of its own`, async () => {
      const connectorHeaders = { notion: { "Notion-Version": "2022-06-28" } };
      const { client, bodies } = answering("{}", { dialect: "reference", connectorHeaders });
      await client.executeAction(name, "search", { query: "x" });
      assert.deepEqual(bodies, [{ credentialId: "connection-1", requestBody: { query: "x" } }]);
    });

    it(`${name}: as a connector with headers of its own`, async () => {
      const connectorHeaders = own(name, { "X-Own": "1" });
      const { client, bodies } = answering("{}", { dialect: "reference", connectorHeaders });
      await client.executeAction(name, "search");
      assert.deepEqual(bodies[0].additionalHeaders, { "X-Own": "1" });
    });

    it(`${name}: as a parameter in any place`, async () => {
      for (const place of ["path", "query", "header", "body"]) {
        const schema = JSON.stringify({ parameters: [{ name, in: place }] });
        const connectorHeaders = { notion: { "X-Own": "1" } };
        const { client, bodies } = answering(schema, { dialect: "reference", connectorHeaders });
        await client.executeAction("notion", "search", own(name, "given"));
        const { credentialId, ...places } = bodies[0];
        const arrived = Object.values(places).filter((given) => Object.hasOwn(given, name));
        assert.deepEqual(
          arrived.map((given) => given[name]),
          ["given"],
        );
      }
    });

    it(`${name}: as a field of a connection, which does not become its prototype`, async () => {
      const row = { id: "c-1", ...own(name, { evil: true }) };
      const { client } = answering(JSON.stringify([row]));
      const [connection] = await client.listConnections();
      assert.equal(Object.getPrototypeOf(connection), Object.prototype);
      assert.deepEqual(Object.getOwnPropertyDescriptor(connection, name)?.value, { evil: true });
    });

    it(`${name}: as a connection's id, in a snapshot that has been stored`, async () => {
      const rows = [{ id: name, connectorId: "notion" }];
      const { client } = answering(JSON.stringify(rows), { dialect: "guide" });
      const since = JSON.parse(JSON.stringify(await client.snapshotConnections("notion")));
      const looking = { since, pollMs: 1, deadlineMs: 5 };
      await assert.rejects(client.waitForConnection("notion", looking), {
        name: "AlloyTimeoutError",
      });
      const found = await client.waitForConnection("notion", { since: { connections: {} } });
      assert.equal(found.id, name);
    });
  }
});
