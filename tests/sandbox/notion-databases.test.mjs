import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { assertCoded, titleOf } from "./calls.mjs";
import { NOWHERE, openNotion, openTasks, refused, WORKSPACE } from "./notion.mjs";

describe("a database", () => {
  it("has its columns in Notion's shape", async () => {
    const { run } = await openNotion();
    const { database } = await openTasks(run);
    const { object, title: name, properties, parent, archived, is_inline } = database.body;
    assert.deepEqual(
      [object, parent.type, archived, is_inline],
      ["database", "page_id", false, false],
    );
    assert.equal(name[0].plain_text, "Tasks");
    assert.deepEqual(properties.Name, { id: "title", name: "Name", type: "title", title: {} });
    assert.deepEqual(properties.Priority.number, { format: "number" });
    assert.deepEqual(
      properties.Status.select.options.map((option) => option.name),
      ["To do", "In progress", "Done"],
    );
    for (const option of properties.Status.select.options) {
      assert.deepEqual(Object.keys(option), ["id", "name", "color"]);
    }
  });

  it("is not created from what is wrong", async () => {
    const { run } = await openNotion();
    const properties = { Name: { title: {} } };
    for (const [parameters, message] of [
      [{ properties }, /body\.parent should be defined/],
      [{ parent: WORKSPACE }, /body\.properties should be defined/],
      [{ parent: { database_id: NOWHERE }, properties }, /body\.parent\.type/],
      [{ parent: WORKSPACE, properties: { Count: { number: {} } } }, /exactly one title/],
      [
        { parent: WORKSPACE, properties: { ...properties, X: { sound: {} } } },
        /of a type that exists/,
      ],
      [{ parent: WORKSPACE, properties, title: "Books" }, /body\.title should be an array/],
    ]) {
      refused(await run("create-a-database", parameters), message);
    }
    const missing = await run("get-database", { database_id: NOWHERE });
    assertCoded(missing, 404, "object_not_found", /^Could not find database with ID/);
    const parent = { page_id: NOWHERE };
    const orphan = await run("create-a-database", { parent, properties });
    assertCoded(orphan, 404, "object_not_found", /^Could not find page with ID/);
  });
});

describe("a database's query", async () => {
  const { run } = await openNotion();
  const { query } = await openTasks(run);
  const names = async (parameters) => (await query(parameters)).body.results.map(titleOf);
  const where = (filter) => names({ filter });
  const onTitle = (condition) => where({ property: "Name", title: condition });
  const [WRITE, REVIEW, SHIP, TALK] = [
    "Write the announcement",
    "Review the design",
    "Ship the first version",
    "Talk to five customers",
  ];

  it("gives all rows in the order in which they were made", async () => {
    assert.deepEqual(await names({}), [WRITE, REVIEW, SHIP, TALK]);
  });

  it("filters on the title", async () => {
    for (const [condition, expected] of [
      [{ equals: SHIP }, [SHIP]],
      [{ does_not_equal: SHIP }, [WRITE, REVIEW, TALK]],
      [{ contains: "THE" }, [WRITE, REVIEW, SHIP]],
      [{ does_not_contain: "the" }, [TALK]],
      [{ starts_with: "re" }, [REVIEW]],
      [{ ends_with: "n" }, [REVIEW, SHIP]],
      [{ is_empty: true }, []],
      [{ is_not_empty: true }, [WRITE, REVIEW, SHIP, TALK]],
    ]) {
      assert.deepEqual(await onTitle(condition), expected, JSON.stringify(condition));
    }
  });

  it("filters on the other types", async () => {
    for (const [filter, expected] of [
      [{ property: "Done", checkbox: { equals: true } }, [TALK]],
      [{ property: "Done", checkbox: { does_not_equal: true } }, [WRITE, REVIEW, SHIP]],
      [{ property: "Priority", number: { equals: 1 } }, [REVIEW, SHIP]],
      [{ property: "Priority", number: { greater_than: 1 } }, [WRITE, TALK]],
      [{ property: "Priority", number: { less_than_or_equal_to: 2 } }, [WRITE, REVIEW, SHIP]],
      [{ property: "Status", select: { equals: "To do" } }, [WRITE, SHIP]],
      [{ property: "Status", select: { does_not_equal: "To do" } }, [REVIEW, TALK]],
      [{ property: "Due", date: { equals: "2024-03-18" } }, [REVIEW]],
      [{ property: "Due", date: { on_or_after: "2024-04-02" } }, [WRITE, SHIP]],
      [{ property: "Due", date: { before: "2024-03-18T00:00:00Z" } }, [TALK]],
      [{ property: "Notes", rich_text: { is_empty: true } }, [WRITE, REVIEW, SHIP, TALK]],
      [{ timestamp: "created_time", created_time: { before: "2000-01-01" } }, []],
    ]) {
      assert.deepEqual(await where(filter), expected, JSON.stringify(filter));
    }
  });

  it("combines filters with and and or, two deep", async () => {
    const first = { property: "Priority", number: { equals: 1 } };
    const todo = { property: "Status", select: { equals: "To do" } };
    const done = { property: "Done", checkbox: { equals: true } };
    assert.deepEqual(await where({ and: [first, todo] }), [SHIP]);
    assert.deepEqual(await where({ or: [first, todo] }), [WRITE, REVIEW, SHIP]);
    assert.deepEqual(await where({ or: [done, { and: [first, todo] }] }), [SHIP, TALK]);
    refused(
      await query({ filter: { or: [{ and: [{ or: [done] }] }] } }),
      /body\.filter\.or\[0\]\.and\[0\]\.or should be not present/,
    );
  });

  it("sorts by properties and timestamps", async () => {
    for (const [sorts, expected] of [
      [[{ property: "Name", direction: "descending" }], [WRITE, TALK, SHIP, REVIEW]],
      [
        [{ property: "Priority" }, { property: "Due", direction: "descending" }],
        [SHIP, REVIEW, WRITE, TALK],
      ],
      [[{ property: "Status", direction: "ascending" }], [WRITE, SHIP, REVIEW, TALK]],
      [[{ timestamp: "created_time", direction: "descending" }], [TALK, SHIP, REVIEW, WRITE]],
    ]) {
      assert.deepEqual(await names({ sorts }), expected, JSON.stringify(sorts));
    }
  });

  it("pages", async () => {
    const first = (await query({ page_size: 3 })).body;
    assert.deepEqual([first.results.length, first.has_more], [3, true]);
    const rest = (await query({ page_size: 3, start_cursor: first.next_cursor })).body;
    assert.deepEqual(rest.results.map(titleOf), [TALK]);
    assert.deepEqual([rest.has_more, rest.next_cursor], [false, null]);
  });

  it("refuses what is wrong", async () => {
    for (const [parameters, message] of [
      [{ page_size: 500 }, /body\.page_size should be ≤ `100`/],
      [{ filter: [] }, /body\.filter should be an object/],
      [{ filter: { and: {} } }, /body\.filter\.and should be an array/],
      [
        { filter: { property: "Nope", title: { equals: "x" } } },
        /^Could not find property with name or id: Nope$/,
      ],
      [
        { filter: { property: "Name", rich_text: { equals: "x" } } },
        /^database property title does not match filter rich_text$/,
      ],
      [
        { filter: { property: "Name", title: { like: "x" } } },
        /body\.filter\.title should be one of is_empty, is_not_empty, equals/,
      ],
      [{ filter: { property: "Name", title: { equals: 5 } } }, /title\.equals should be a string/],
      [{ filter: { property: "Name", title: { is_empty: false } } }, /is_empty should be `true`/],
      [{ filter: { property: "Done", checkbox: { equals: "yes" } } }, /should be a boolean/],
      [{ sorts: {} }, /body\.sorts should be an array/],
      [{ sorts: [{ property: "Nope" }] }, /^Could not find sort property with name or id: Nope$/],
      [{ sorts: [{ timestamp: "deleted" }] }, /sorts\[0\]\.timestamp/],
    ]) {
      refused(await query(parameters), message);
    }
  });

  it("leaves archived rows out", async () => {
    const { run } = await openNotion();
    const { query } = await openTasks(run);
    const [row] = (await query({})).body.results;
    await run("patch-page", { page_id: row.id, archived: true });
    assert.equal((await query({})).body.results.length, 3);
  });
});
