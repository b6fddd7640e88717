// The older SDK's class, by the quick reference's snippets and beyond them.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { UAPI } from "../../pkg/uapi/index.js";
import { DIALECTS, EXECUTE, effectsOf, openSandbox } from "./alloys.mjs";
import { openAlloy } from "./running.mjs";

for (const dialect of DIALECTS) {
  const actions = ({ journal }) =>
    journal.requests.filter(({ method, route }) => EXECUTE[dialect] === `${method} ${route}`);

  const openClient = async (connectorId) => {
    const { sandbox, connect } = openSandbox({ dialect });
    const { fetch, userId } = sandbox;
    const client = new UAPI(sandbox.apiKey, { fetch });
    client.userId = userId;
    const connectionId = await connect(connectorId);
    await client.connect(connectionId);
    return { sandbox, client, connectionId, connect };
  };

  describe(`the quick reference's snippets, in the ${dialect}'s dialect`, () => {
    for (const [connectorId, kind, effects] of [
      ["hubspot", "contacts", ["contact.created", "contact.updated"]],
      ["notion", "pages", ["page.created", "page.updated"]],
    ]) {
      it(`list, create and update ${kind}`, async () => {
        const { connect, run, sandbox } = await openAlloy({ dialect });
        const variables = { CONNECTION_ID: await connect(connectorId) };
        const { output } = await run("uapi", { variables, args: [kind] });
        const [before, listed, created, updated] = output.trimEnd().split("\n");
        assert.equal(before, "AlloyConfigError: Connection not yet established");
        assert.match(listed, /^listed \d+, the same: true$/);
        const [, id] = created.match(/^created (\S+), the same: true$/);
        assert.equal(updated, `updated ${id}`);
        assert.deepEqual(effectsOf(sandbox), effects);
      });
    }
  });

  describe(`a UAPI, in the ${dialect}'s dialect`, () => {
    it("makes a page of title and content", async () => {
      const { sandbox, client } = await openClient("notion");
      const long = "word ".repeat(900);
      const contact = { title: "Ada", content: long, icon: { type: "emoji", emoji: "📇" } };
      await client.CRM.createContact(contact);
      const [{ body }] = actions(sandbox);
      const { parent, properties, children, icon } = body.parameters ?? body.requestBody;
      assert.deepEqual(parent, { type: "workspace", workspace: true });
      assert.deepEqual(icon, contact.icon);
      assert.equal(properties.title.title[0].text.content, "Ada");
      const [{ type, paragraph }] = children;
      assert.equal(type, "paragraph");
      const texts = paragraph.rich_text.map(({ text }) => text.content);
      assert.deepEqual([texts.length, texts.join("")], [3, long]);
      assert.ok(texts.every(({ length }) => length <= 2_000));
    });

    it("cuts no character in two", async () => {
      const { sandbox, client } = await openClient("notion");
      for (const before of [0, 1]) {
        const title = "a".repeat(before) + "😀".repeat(1_500);
        await client.CRM.createContact({ title });
        const { body } = actions(sandbox).at(-1);
        const { properties } = body.parameters ?? body.requestBody;
        const texts = properties.title.title.map(({ text }) => text.content);
        assert.equal(texts.join(""), title);
        assert.ok(texts.every((text) => text.length <= 2_000 && text.isWellFormed()));
      }
    });

    it("refuses what no page can be, and only with a connection to Notion", async () => {
      const { sandbox, client, connect } = await openClient("notion");
      const invalid = { name: "AlloyValidationError", argument: "contact" };
      const { id } = (await client.CRM.createContact({ title: "T" })).data;
      for (const contact of [{}, { lastName: "L." }, { title: 7 }, { title: "T", content: [] }]) {
        await assert.rejects(client.CRM.createContact(contact), invalid);
        await assert.rejects(client.CRM.updateContact(id, contact), invalid);
      }
      const content = { title: "T", content: "More" };
      await assert.rejects(client.CRM.updateContact(id, content), invalid);
      assert.deepEqual(effectsOf(sandbox), ["page.created"]);

      await client.connect(await connect("hubspot"));
      const { data } = await client.CRM.createContact({ lastName: "L." });
      assert.equal(data.lastName, "L.");
    });

    it("acts for the user that it has when it is called", async () => {
      const { sandbox, client, connectionId } = await openClient("notion");
      const [, other] = sandbox.users;
      client.userId = other;
      await assert.rejects(client.CRM.listContacts(), { message: "Credential not found" });
      const { data } = await client.CRM.listContacts(undefined, { userId: sandbox.userId });
      assert.ok(data.length > 0);
      client.userId = sandbox.userId;
      assert.equal(client.connectionId, connectionId);
      assert.deepEqual((await client.CRM.listContacts()).data, data);
    });

    it("connects in silence, unless it is to verify", async () => {
      const { sandbox, client, connectionId } = await openClient("notion");
      assert.deepEqual(sandbox.journal.requests, []);
      await client.connect(connectionId, { verify: true });
      assert.equal(actions(sandbox).length, 1);
      const gone = client.connect("0".repeat(24), { verify: true });
      await assert.rejects(gone, { name: "AlloyNotFoundError" });
      assert.equal(client.connectionId, connectionId);
    });
  });
}

describe("a UAPI", () => {
  it("wants a key", () => {
    const message = "ALLOY_API_KEY environment variable is required";
    assert.throws(() => new UAPI(undefined), { name: "AlloyConfigError", message });
  });

  it("takes no connection from the environment: it is connected first", async () => {
    process.env.CONNECTION_ID = "0".repeat(24);
    try {
      const { apiKey, fetch } = openSandbox().sandbox;
      const client = new UAPI(apiKey, { fetch });
      const message = "Connection not yet established";
      await assert.rejects(client.CRM.createContact({ title: "T" }), { message });
      await client.connect(undefined);
      await assert.rejects(client.CRM.updateContact("a", { title: "T" }), { message });
    } finally {
      delete process.env.CONNECTION_ID;
    }
  });
});
