import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { assertCoded, title, titleOf } from "./calls.mjs";
import { newPage, NOWHERE, openNotion, openTasks, refused, WORKSPACE } from "./notion.mjs";

describe("a page", () => {
  it("is created in the workspace in Notion's shape", async () => {
    const { run } = await openNotion();
    const icon = { type: "emoji", emoji: "🌱" };
    const { body: page } = await run("post-page", { ...newPage("Hello, World!"), icon });
    assert.equal(page.object, "page");
    assert.match(page.id, /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    assert.deepEqual(page.parent, WORKSPACE);
    assert.equal(page.url, `https://www.notion.so/Hello-World-${page.id.replaceAll("-", "")}`);
    assert.equal(page.created_time, page.last_edited_time);
    assert.equal(new Date(page.created_time).toISOString(), page.created_time);
    assert.equal(page.created_by.object, "user");
    assert.deepEqual(
      [page.archived, page.in_trash, page.icon, page.cover],
      [false, false, icon, null],
    );
    assert.deepEqual(Object.keys(page.properties), ["title"]);
    const {
      id,
      type,
      title: [run0],
    } = page.properties.title;
    assert.deepEqual([id, type], ["title", "title"]);
    assert.deepEqual(run0, {
      type: "text",
      text: { content: "Hello, World!", link: null },
      annotations: {
        bold: false,
        italic: false,
        strikethrough: false,
        underline: false,
        code: false,
        color: "default",
      },
      plain_text: "Hello, World!",
      href: null,
    });
  });

  it("can be read again by its id, with or without dashes", async () => {
    const { run } = await openNotion();
    const { body: page } = await run("post-page", newPage("Again"));
    for (const page_id of [page.id, page.id.replaceAll("-", ""), page.id.toUpperCase()]) {
      assert.deepEqual((await run("get-page", { page_id })).body, page);
    }
    assertCoded(
      await run("get-page", { page_id: NOWHERE }),
      404,
      "object_not_found",
      new RegExp(`^Could not find page with ID: ${NOWHERE}\\.`),
    );
    const wrong = await run("get-page", { page_id: "home" });
    refused(
      wrong,
      /^path failed validation: path\.page_id should be a valid uuid, instead was `"home"`/,
    );
  });

  it("is created in a page and in a database", async () => {
    const { run } = await openNotion();
    const { body: above } = await run("post-page", newPage("Above"));
    const { body: child } = await run("post-page", newPage("Below", { page_id: above.id }));
    assert.deepEqual(child.parent, { type: "page_id", page_id: above.id });
    const { body: database } = await run("create-a-database", {
      parent: { page_id: above.id },
      title: title("Books"),
      properties: { Name: { title: {} }, Pages: { number: {} }, Tags: { multi_select: {} } },
    });
    const { body: row } = await run("post-page", {
      parent: { database_id: database.id },
      properties: {
        Name: { title: title("Dune") },
        Pages: { number: 412 },
        Tags: { multi_select: [{ name: "novel" }, { name: "sand" }] },
      },
    });
    assert.deepEqual(row.parent, { type: "database_id", database_id: database.id });
    assert.equal(row.properties.Pages.number, 412);
    assert.deepEqual(
      row.properties.Tags.multi_select.map(({ name }) => name),
      ["novel", "sand"],
    );
    const { body: after } = await run("get-database", { database_id: database.id });
    assert.deepEqual(
      after.properties.Tags.multi_select.options,
      row.properties.Tags.multi_select,
      "new names become options",
    );
  });

  it("is not created from what is wrong", async () => {
    const { run } = await openNotion();
    const { body: above } = await run("post-page", newPage("Above"));
    const {
      database: { body: database },
    } = await openTasks(run);
    const inDatabase = (properties) => ({ parent: { database_id: database.id }, properties });
    for (const [parameters, message] of [
      [
        { properties: {} },
        /^body failed validation: body\.parent should be defined, instead was `undefined`\.$/,
      ],
      [{ parent: {}, properties: {} }, /body\.parent should be/],
      [
        { parent: { page_id: "x" }, properties: {} },
        /body\.parent\.page_id should be a valid uuid/,
      ],
      [{ parent: WORKSPACE }, /body\.properties should be defined/],
      [{ parent: WORKSPACE, properties: { Other: {} } }, /^Other is not a property that exists\.$/],
      [newPage(5), /title\.title\[0\]\.text\.content should be a string, instead was `5`/],
      [newPage("x".repeat(2001)), /content\.length should be ≤ `2000`, instead was `2001`/],
      [{ ...newPage("x"), children: {} }, /body\.children/],
      [{ ...newPage("x"), icon: "🌱" }, /body\.icon/],
      [newPage("x", { page_id: database.id }), /is a database, not a page/],
      [newPage("x", { database_id: above.id }), /is a page, not a database/],
      [inDatabase({ Size: { number: 1 } }), /^Size is not a property that exists\.$/],
      [inDatabase({ Priority: { rich_text: [] } }), /^Priority is expected to be number\.$/],
      [inDatabase({ Priority: { number: "1" } }), /Priority\.number should be a number/],
      [inDatabase({ Done: { checkbox: 1 } }), /Done\.checkbox should be a boolean/],
      [inDatabase({ Due: { date: { start: "soon" } } }), /Due\.date\.start should be a valid ISO/],
      [inDatabase({ Status: { select: { name: "a,b" } } }), /commas not allowed/],
    ]) {
      refused(await run("post-page", parameters), message);
    }
    const missing = await run("post-page", newPage("x", { page_id: NOWHERE }));
    assertCoded(missing, 404, "object_not_found", /page with ID/);
  });

  it("is updated, archived and restored", async () => {
    const { run } = await openNotion();
    const { body: page } = await run("post-page", newPage("First"));
    const patch = (updates) => run("patch-page", { page_id: page.id, ...updates });
    const found = async () => (await run("post-search", { query: "second" })).body.results.length;
    const { body: updated } = await patch({ properties: { title: { title: title("Second") } } });
    assert.equal(titleOf(updated), "Second");
    assert.match(updated.url, /Second/);
    assert.equal(updated.created_time, page.created_time);
    assert.ok(updated.last_edited_time > page.last_edited_time);
    assert.equal(await found(), 1);

    const { body: archived } = await patch({ archived: true });
    assert.deepEqual([archived.archived, archived.in_trash], [true, true]);
    assert.equal(await found(), 0);
    refused(await patch({ properties: {} }), /You must unarchive/);
    refused(await run("post-page", newPage("x", { page_id: page.id })), /You must unarchive/);
    assert.equal((await patch({ archived: false })).body.archived, false);
    assert.equal(await found(), 1);
    refused(await patch({ archived: "no" }), /body\.archived/);
    refused(await patch({ properties: { Other: {} } }), /^Other is not a property/);
  });
});
