// Notion's actions under the guide's names.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { AlloyConnectivity, AlloyProtocolError, NotionClient } from "../../pkg/node.js";
import { NotionClient as GuidesClient } from "../../pkg/guide/index.js";
import { DIALECTS, EXECUTE, openSandbox, requestsOf } from "./alloys.mjs";

const titled = (content) => ({
  title: { type: "title", title: [{ type: "text", text: { content } }] },
});
const WORKSPACE = { type: "workspace", workspace: true };

/** A client whose every answer is this one, and what it sent. */
function answering(answer, connectionId = "c-1") {
  const sent = [];
  const fetch = async (url, { body }) => {
    const { credentialId, parameters } = JSON.parse(body);
    sent.push([url.split("/").at(-1), parameters, credentialId]);
    return Response.json(answer);
  };
  const known = { apiKey: "key-0000", userId: "user-1", connectionId: "the-client's" };
  const alloy = new AlloyConnectivity({ ...known, fetch, dialect: "guide" });
  return { alloy, sent, notion: alloy.notion(connectionId) };
}

describe("what the guide's methods send", () => {
  const filter = { value: "page", property: "object" };
  for (const [method, given, actionId, parameters] of [
    ["searchPages", [], "post-search", { filter }],
    ["searchPages", ["Plans"], "post-search", { query: "Plans", filter }],
    [
      "searchPages",
      [null, { value: "database" }],
      "post-search",
      { filter: { value: "database" } },
    ],
    ["getPage", ["p-1"], "get-page", { page_id: "p-1" }],
    [
      "createPage",
      [{ parent: WORKSPACE, properties: {} }],
      "post-page",
      { parent: WORKSPACE, properties: {} },
    ],
    [
      "updatePage",
      ["p-1", { properties: titled("T") }],
      "patch-page",
      { page_id: "p-1", properties: titled("T") },
    ],
    ["updatePage", ["p-1", { page_id: "p-2" }], "patch-page", { page_id: "p-1" }],
    ["getDatabase", ["d-1"], "get-database", { database_id: "d-1" }],
    ["queryDatabase", ["d-1"], "query-database", { database_id: "d-1" }],
    [
      "queryDatabase",
      ["d-1", { sorts: [], page_size: 2 }],
      "query-database",
      { database_id: "d-1", sorts: [], page_size: 2 },
    ],
    ["executeAction", ["post-comment"], "post-comment", {}],
    ["executeAction", ["post-comment", { a: 1 }], "post-comment", { a: 1 }],
  ]) {
    it(`${method}(${given.map((value) => JSON.stringify(value)).join(", ")})`, async () => {
      const { notion, sent } = answering([]);
      await notion[method](...given);
      assert.deepEqual(sent, [[actionId, parameters, "c-1"]]);
    });
  }

  it("goes through the connection of the call, of the NotionClient or of the client", async () => {
    const { alloy, notion, sent } = answering([]);
    await notion.searchPages("a", null, { connectionId: "the-call's" });
    await notion.searchPages("b");
    await alloy.notion().searchPages("c");
    await new NotionClient(alloy).getPage("d");
    await new NotionClient(alloy, "mine").getPage("e");
    assert.deepEqual(
      sent.map(([, , credentialId]) => credentialId),
      ["the-call's", "c-1", "the-client's", "the-client's", "mine"],
    );
  });
});

describe("what the guide's methods refuse", () => {
  for (const [method, given, argument] of [
    ["getPage", [], "pageId"],
    ["getPage", [7], "pageId"],
    ["updatePage", [" ", {}], "pageId"],
    ["updatePage", ["p-1"], "updates"],
    ["updatePage", ["p-1", []], "updates"],
    ["createPage", ["a page"], "pageData"],
    ["createPage", [], "pageData"],
    ["getDatabase", [".."], "databaseId"],
    ["queryDatabase", ["a\nb"], "databaseId"],
    ["queryDatabase", ["d-1", "all"], "query"],
    ["executeAction", [undefined], "actionId"],
    ["executeAction", ["post-search", "all"], "parameters"],
    ["searchPages", ["a", null, { idempotent: "yes" }], "options.idempotent"],
    ["getPage", ["p-1", { connectionId: "" }], "options.connectionId"],
    ["getPage", ["p-1", { timeoutMs: 0 }], "options.timeoutMs"],
    ["getPage", ["p-1", 5], "options"],
  ]) {
    it(`${method}(${given.map((value) => JSON.stringify(value)).join(", ")})`, async () => {
      const { notion, sent } = answering([]);
      await assert.rejects(notion[method](...given), { name: "AlloyValidationError", argument });
      assert.deepEqual(sent, []);
    });
  }

  it("and its constructor: what is no client, and no id", () => {
    const { alloy } = answering([]);
    const config = { alloyApiKey: "k", alloyUserId: "u", alloyBaseUrl: "https://host.example" };
    assert.throws(() => new NotionClient(config, "c-1"), { argument: "alloy" });
    assert.throws(() => new NotionClient(alloy, ""), { argument: "connectionId" });
    assert.throws(() => alloy.notion(7), { argument: "connectionId" });
    assert.ok(alloy.notion("c-1") instanceof NotionClient);
    assert.ok(new GuidesClient(config, "c-1") instanceof NotionClient);
    assert.equal(NotionClient.name, "NotionClient");
  });
});

describe("a page of results", () => {
  const results = [{ id: "a" }, { id: "b" }];
  const paging = { has_more: true, next_cursor: "n" };
  for (const [shape, answer, expected] of [
    ["results", { object: "list", results, ...paging }, paging],
    ["data", { data: results, ...paging }, paging],
    ["the answer itself", results, { has_more: false, next_cursor: null }],
    ["results alone", { results }, { has_more: false, next_cursor: null }],
  ]) {
    it(`is an array, given as ${shape}`, async () => {
      const { notion } = answering(answer);
      for (const list of [await notion.searchPages(), await notion.queryDatabase("d-1")]) {
        assert.deepEqual(list, results);
        assert.equal(JSON.stringify(list), JSON.stringify(results));
        const { has_more, next_cursor } = list;
        assert.deepEqual({ has_more, next_cursor }, expected);
      }
      const { data, status, raw } = await notion.searchPages("", null, { withResponse: true });
      assert.deepEqual([data, data.has_more, status], [results, expected.has_more, 200]);
      assert.deepEqual(raw, answer);
    });
  }

  for (const answer of [{}, null, { results: "none" }, { results: { a: 1 } }]) {
    it(`is not ${JSON.stringify(answer)}`, async () => {
      const { notion } = answering(answer);
      await assert.rejects(notion.queryDatabase("d-1"), (error) => {
        assert.ok(error instanceof AlloyProtocolError);
        assert.equal(error.message, "The answer has no list of results");
        const { connectorId, actionId, status, attempts } = error;
        assert.deepEqual([connectorId, actionId], ["notion", "query-database"]);
        assert.deepEqual([status, attempts], [200, 1]);
        return true;
      });
    });
  }
});

for (const dialect of DIALECTS) {
  describe(`a NotionClient, in the ${dialect}'s dialect`, () => {
    it("tries reads again, and writes not", async () => {
      const { sandbox, alloy, connect } = openSandbox({ dialect });
      const notion = alloy.notion(await connect("notion"));
      const [page] = await notion.searchPages();
      const [database] = await notion.searchPages("", { value: "database", property: "object" });
      const fail = () => sandbox.faults.next(EXECUTE[dialect], { status: 503, retryAfter: 0 });

      for (const read of [
        () => notion.searchPages(),
        () => notion.getPage(page.id),
        () => notion.getDatabase(database.id),
        () => notion.queryDatabase(database.id),
      ]) {
        fail();
        await read();
      }
      const data = { parent: WORKSPACE, properties: titled("T") };
      for (const write of [
        () => notion.createPage(data),
        () => notion.updatePage(page.id, { properties: {} }),
        () => notion.executeAction("post-search"),
        () => notion.searchPages("", undefined, { idempotent: false }),
      ]) {
        fail();
        await assert.rejects(write(), { status: 503 });
      }
      const failed = requestsOf(sandbox).filter((line) => line === `${EXECUTE[dialect]} 503`);
      assert.equal(failed.length, 8);
      assert.deepEqual(sandbox.journal.effects, []);
      fail();
      await notion.executeAction("post-search", {}, { idempotent: true });
    });

    it("goes from page to page of a database", async () => {
      const { alloy, connect } = openSandbox({ dialect });
      const notion = alloy.notion(await connect("notion"));
      const [{ id }] = await notion.searchPages("", { value: "database", property: "object" });
      const whole = await notion.queryDatabase(id);
      assert.ok(whole.length > 1);
      const found = [];
      for (let start_cursor; ;) {
        const page = await notion.queryDatabase(id, { page_size: 1, start_cursor });
        found.push(...page);
        if (!page.has_more) break;
        start_cursor = page.next_cursor;
      }
      assert.deepEqual(found, whole);
    });
  });
}
