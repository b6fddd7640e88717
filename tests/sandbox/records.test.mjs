import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { assertCoded, openSandbox, openVia, title, WAYS } from "./calls.mjs";

const SEEDED = [
  "Talk to five customers",
  "Ship the first version",
  "Review the design",
  "Write the announcement",
  "Meeting notes",
  "Product roadmap",
  "Getting started",
];

/** The Notion pages of a user who is connected, by the data routes. */
async function connected(opened) {
  const { sandbox, call } = opened;
  const credentialId = await opened.connect("notion");
  const path = `/users/${sandbox.userId}/integrations/notion/data/pages`;
  return {
    ...opened,
    credentialId,
    list: (query = "") => call("GET", `${path}${query}`),
    create: (record) => call("POST", path, record),
    update: (id, record) => call("PUT", `${path}/${id}`, record),
    run: (actionId, parameters) =>
      call("POST", `/connectors/notion/actions/${actionId}`, { credentialId, parameters }),
  };
}

const open = (options) => connected(openSandbox(options));

for (const way of Object.keys(WAYS)) {
  describe(`a record, ${way}`, () => {
    for (const dialect of ["guide", "reference", "both"]) {
      it(`is created, listed first and updated in ${dialect}`, async (test) => {
        const { sandbox, list, create, update } = await connected(
          await openVia(test, way, { dialect }),
        );
        sandbox.journal.clear();
        const listed = async () => {
          const { body } = await list();
          assert.equal(Array.isArray(body), dialect === "guide");
          return body.data ?? body;
        };
        assert.deepEqual(
          (await listed()).map((record) => record.title),
          SEEDED,
        );
        const { status, body: made } = await create({ title: "New", content: "One\nTwo" });
        assert.equal(status, 200);
        const members = ["id", "title", "content", "createdAt", "updatedAt"];
        assert.deepEqual(Object.keys(made), members);
        assert.deepEqual([made.title, made.content], ["New", "One\nTwo"]);
        assert.equal(made.updatedAt, made.createdAt);
        assert.deepEqual((await listed())[0], made);
        const { body: updated } = await update(made.id, { title: "Newer" });
        assert.deepEqual(updated, { ...made, title: "Newer", updatedAt: updated.updatedAt });
        assert.ok(updated.updatedAt > made.updatedAt);
        assert.deepEqual((await listed())[0], updated);
        assert.deepEqual(
          sandbox.journal.effects.map(({ kind, id, connectorId }) => [kind, id, connectorId]),
          [
            ["page.created", made.id, "notion"],
            ["page.updated", made.id, "notion"],
          ],
        );
        const { route, connectorId } = sandbox.journal.requests[0];
        assert.equal(route, "/users/{userId}/integrations/{integrationId}/data/{entity}");
        assert.equal(connectorId, "notion");
      });
    }
  });
}

describe("records", () => {
  it("are the pages that the actions know, and have their text", async () => {
    const { list, create, update, run } = await open();
    const paragraph = (content) => ({
      object: "block",
      type: "paragraph",
      paragraph: { rich_text: title(content) },
    });
    const { body: page } = await run("post-page", {
      parent: { workspace: true },
      properties: { title: title("By an action") },
      children: [paragraph("One"), { type: "divider", divider: {} }, paragraph("Two")],
    });
    const [first] = (await list("?limit=1")).body.data;
    assert.deepEqual([first.id, first.title, first.content], [page.id, "By an action", "One\nTwo"]);
    const { body: record } = await create({ title: "By a record" });
    assert.equal(record.content, "");
    const { body: read } = await run("get-page", { page_id: record.id });
    assert.equal(read.properties.title.title[0].plain_text, "By a record");
    const content = await update(page.id, { content: "Three" });
    assert.deepEqual([content.body.title, content.body.content], ["By an action", "Three"]);
  });

  it("may be a database's rows, whose title has another name", async () => {
    const { list, update } = await open();
    const [row] = (await list()).body.data;
    const { body } = await update(row.id, { title: "Talk to six customers" });
    assert.equal(body.title, "Talk to six customers");
  });

  it("are without those that are archived", async () => {
    const { list, run } = await open();
    const [first, second] = (await list()).body.data;
    await run("patch-page", { page_id: first.id, archived: true });
    assert.equal((await list("?limit=1")).body.data[0].id, second.id);
  });

  it("are as many as are asked for", async () => {
    const { list } = await open();
    const titles = (await list("?limit=2")).body.data.map((record) => record.title);
    assert.deepEqual(titles, SEEDED.slice(0, 2));
    assert.equal((await list("?limit=99")).body.data.length, SEEDED.length);
    for (const limit of ["0", "-1", "1.5", "many", ""]) {
      assertCoded(await list(`?limit=${limit}`), 400, "INVALID_INPUT", /^limit must be/);
    }
  });

  it("are refused with what is missing, wrong or not there", async () => {
    const { sandbox, call, create, update } = await open();
    sandbox.journal.clear();
    for (const [answer, message] of [
      [await create({ content: "x" }), /^title is required$/],
      [await create({ title: 7 }), /^title must be a string$/],
      [await create({ title: "x", content: 7 }), /^content must be a string$/],
    ]) {
      assertCoded(answer, 400, "INVALID_INPUT", message);
    }
    const unknown = await update("page_id", { title: "x" });
    assertCoded(unknown, 404, "NOT_FOUND", /^Record not found$/);
    const base = `/users/${sandbox.userId}/integrations`;
    for (const [path, message] of [
      [`${base}/notion/data/contacts`, /^Entity not found$/],
      [`${base}/notion/data/toString`, /^Entity not found$/],
      [`${base}/slack/data/pages`, /^Entity not found$/],
      [`${base}/x/data/pages`, /^Connector not found$/],
    ]) {
      assertCoded(await call("GET", path), 404, "NOT_FOUND", message);
    }
    assert.deepEqual(sandbox.journal.effects, []);
  });

  it("need a credential of the user's, and take any that is valid", async () => {
    const { sandbox, call, connect, list, credentialId } = await open();
    const [, other] = sandbox.users;
    const foreign = await call("GET", `/users/${other}/integrations/notion/data/pages`);
    assertCoded(foreign, 400, "INVALID_INPUT", /^Credential not found$/);
    const latest = await connect("notion");
    sandbox.invalidate(latest, "revoked");
    assert.equal((await list()).status, 200);
    sandbox.invalidate(credentialId, "expired");
    assertCoded(await list(), 401, "CREDENTIAL_REVOKED", /revoked/);
  });
});

describe("a page's blocks", () => {
  it("are refused when they are none", async () => {
    const { run } = await open();
    const page = { parent: { workspace: true }, properties: { title: title("x") } };
    for (const [children, message] of [
      ["text", /body\.children should be an array/],
      [["text"], /body\.children\[0\] should be an object/],
      [[{ type: "paragraph" }], /body\.children\[0\] should be a block/],
      [
        [{ paragraph: { rich_text: "x" } }],
        /children\[0\]\.paragraph\.rich_text should be an array/,
      ],
      [[{ paragraph: { rich_text: [{}] } }], /rich_text\[0\]\.text should be defined/],
    ]) {
      assertCoded(await run("post-page", { ...page, children }), 400, "validation_error", message);
    }
    const mention = { type: "mention", mention: { type: "user" } };
    const children = [{ paragraph: { rich_text: [mention, ...title("!")] } }];
    assert.equal((await run("post-page", { ...page, children })).status, 200);
  });
});
