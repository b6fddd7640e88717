import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { titleOf } from "./calls.mjs";
import { newPage, NOWHERE, openNotion, refused } from "./notion.mjs";

describe("post-search", () => {
  it("finds what is there from the start, last edited first", async () => {
    const { run } = await openNotion();
    const { body } = await run("post-search", {});
    assert.equal(body.object, "list");
    assert.equal(body.type, "page_or_database");
    assert.deepEqual([body.has_more, body.next_cursor], [false, null]);
    const times = body.results.map((item) => item.last_edited_time);
    assert.deepEqual(times, [...times].sort().reverse());
    assert.ok(body.results.map(titleOf).includes("Getting started"));
  });

  it("looks for the title and filters by kind", async () => {
    const { run } = await openNotion();
    const found = async (parameters) =>
      (await run("post-search", parameters)).body.results.map((item) => [
        item.object,
        titleOf(item),
      ]);
    assert.deepEqual(await found({ query: "ROADMAP" }), [["page", "Product roadmap"]]);
    const databases = { filter: { property: "object", value: "database" } };
    assert.deepEqual(await found(databases), [["database", "Tasks"]]);
    const pages = await found({ filter: { property: "object", value: "page" } });
    assert.ok(pages.length > 3 && pages.every(([object]) => object === "page"));
    assert.deepEqual(await found({ query: "nothing like it" }), []);
    const oldest = { sort: { timestamp: "last_edited_time", direction: "ascending" } };
    assert.deepEqual((await found(oldest))[0], ["page", "Getting started"]);
  });

  it("pages through everything exactly once", async () => {
    const { run } = await openNotion();
    const all = (await run("post-search", {})).body.results.map(({ id }) => id);
    const seen = [];
    let start_cursor;
    do {
      const { body } = await run("post-search", { page_size: 3, start_cursor });
      assert.ok(body.results.length <= 3);
      assert.equal(body.has_more, body.next_cursor !== null);
      seen.push(...body.results.map(({ id }) => id));
      start_cursor = body.next_cursor ?? undefined;
    } while (start_cursor !== undefined);
    assert.deepEqual(seen, all);
  });

  it("refuses what Notion refuses, in its words", async () => {
    const { run } = await openNotion();
    for (const [parameters, message] of [
      [
        { page_size: 101 },
        /^body failed validation: body\.page_size should be ≤ `100`, instead was `101`\.$/,
      ],
      [{ page_size: 0 }, /page_size should be ≥ `1`/],
      [{ page_size: "5" }, /page_size should be an integer/],
      [{ start_cursor: "x" }, /start_cursor should be a valid uuid, instead was `"x"`/],
      [{ start_cursor: NOWHERE }, /start_cursor provided is invalid/],
      [{ query: 5 }, /body\.query/],
      [{ filter: { property: "object", value: "block" } }, /body\.filter\.value/],
      [{ filter: { property: "kind", value: "page" } }, /body\.filter\.property/],
      [{ sort: { timestamp: "created_time" } }, /body\.sort\.timestamp/],
      [{ sort: { direction: "up" } }, /body\.sort\.direction/],
      [{ limit: 5 }, /body\.limit should be not present, instead was `5`/],
    ]) {
      refused(await run("post-search", parameters), message);
    }
  });

  it("sees another workspace for another user", async () => {
    const { sandbox, run, call, connect } = await openNotion();
    await run("post-page", newPage("Mine alone"));
    const [, userId] = sandbox.users;
    const credentialId = await connect("notion", userId);
    const path = "/connectors/notion/actions/post-search";
    const parameters = { query: "mine alone" };
    const { body } = await call("POST", path, { credentialId, parameters }, { userId });
    assert.deepEqual(body.results, []);
  });
});
