// The guide's client of a Notion: its seven methods in each dialect.
import { equal, ok, same, thrown } from "./assert.mjs";
import { answering, recorder } from "./context.mjs";
import { connect } from "./flow.mjs";

const COMBINATIONS = [
  ["guide", "guide"],
  ["reference", "reference"],
  ["auto", "guide"],
  ["auto", "reference"],
  ["auto", "both"],
  ["reference", "both"],
];

const text = (content) => ({ type: "text", text: { content } });
const titled = (content) => ({ title: { title: [text(content)] } });
const WORKSPACE = { type: "workspace", workspace: true };
const PAGES = { value: "page", property: "object" };

const titleOf = ({ properties, title }) =>
  (title ?? Object.values(properties).find(({ type }) => type === "title").title)
    .map(({ plain_text }) => plain_text)
    .join("");

/** What each method executes, of which arguments, and whether it is a read. */
const METHODS = [
  ["searchPages", [], "post-search", { filter: PAGES }, true],
  ["searchPages", ["Plans"], "post-search", { query: "Plans", filter: PAGES }, true],
  [
    "searchPages",
    [null, { value: "database" }],
    "post-search",
    { filter: { value: "database" } },
    true,
  ],
  ["getPage", ["p-1"], "get-page", { page_id: "p-1" }, true],
  [
    "createPage",
    [{ parent: WORKSPACE, properties: titled("T") }],
    "post-page",
    { parent: WORKSPACE, properties: titled("T") },
    false,
  ],
  [
    "updatePage",
    ["p-1", { properties: titled("T"), page_id: "p-2" }],
    "patch-page",
    { properties: titled("T"), page_id: "p-1" },
    false,
  ],
  ["getDatabase", ["d-1"], "get-database", { database_id: "d-1" }, true],
  ["queryDatabase", ["d-1"], "query-database", { database_id: "d-1" }, true],
  [
    "queryDatabase",
    ["d-1", { sorts: [], page_size: 2, start_cursor: "c", database_id: "d-2" }],
    "query-database",
    { sorts: [], page_size: 2, start_cursor: "c", database_id: "d-1" },
    true,
  ],
  ["executeAction", ["post-comment"], "post-comment", {}, false],
  ["executeAction", ["post-comment", { a: 1 }], "post-comment", { a: 1 }, false],
];

export function* notionClient(context) {
  for (const [dialect, server] of COMBINATIONS) {
    yield [`all of it, ${dialect} on ${server}`, () => usesAll(context, dialect, server)];
  }
  for (const [method, given, actionId, parameters, isRead] of METHODS) {
    const what = `${method}(${given.map((value) => JSON.stringify(value)).join(", ")})`;
    yield [
      `${what} executes ${actionId}`,
      () => executes(context, method, given, actionId, parameters),
    ];
    yield [
      `${what} is ${isRead ? "sent again" : "not sent again, unless told so"}`,
      () => repeats(context, method, given, isRead),
    ];
  }
  yield [
    "the connection of the call, of the NotionClient, of the client",
    () => takesConnections(context),
  ];
  yield ["without a connection", () => needsConnections(context)];
  yield ["a list is an array that says whether there is more", () => givesLists(context)];
  yield ["an answer without a list", () => complains(context)];
  yield ["ids, options and parameters are checked", () => refuses(context)];
}

async function usesAll(context, dialect, server) {
  const alloy = context.inSandbox(server, { dialect });
  const { connectionId } = await connect(context, alloy, "notion");
  const notion = alloy.notion(connectionId);
  ok(notion instanceof context.sdk.NotionClient, "a NotionClient");

  const found = await notion.searchPages("roadmap");
  same(found.map(titleOf), ["Product roadmap"], "found");
  same([found.has_more, found.next_cursor], [false, null], "no more of it");
  ok(
    (await notion.searchPages()).every(({ object }) => object === "page"),
    "pages alone",
  );
  const [database] = await notion.searchPages("Tasks", { property: "object", value: "database" });
  equal(titleOf(database), "Tasks", "a database");

  const created = await notion.createPage({ parent: WORKSPACE, properties: titled("Plans 東") });
  equal(titleOf(await notion.getPage(created.id)), "Plans 東", "got");
  const updated = await notion.updatePage(created.id, { properties: titled("Plans, revised") });
  same([updated.id, titleOf(updated)], [created.id, "Plans, revised"], "updated");
  equal((await notion.getDatabase(database.id)).id, database.id, "the database");

  const first = await notion.queryDatabase(database.id, { page_size: 3 });
  same([first.length, first.has_more, typeof first.next_cursor], [3, true, "string"], "three rows");
  const query = { page_size: 3, start_cursor: first.next_cursor };
  const rest = await notion.queryDatabase(database.id, query);
  same([rest.length, rest.has_more, rest.next_cursor], [1, false, null], "the last of them");
  const sorts = [{ property: "Priority", direction: "descending" }];
  const filter = { property: "Done", checkbox: { equals: false } };
  const sorted = await notion.queryDatabase(database.id, { sorts, filter });
  equal(titleOf(sorted[0]), "Write the announcement", "the first of those to do");

  const raw = await notion.executeAction("post-search", { query: "Meeting" });
  same(raw.results.map(titleOf), ["Meeting notes"], "by any action");
  await context.rejects(
    () => notion.getPage("00000000-0000-4000-8000-000000000000"),
    "AlloyNotFoundError",
    { code: "object_not_found", connectorId: "notion" },
  );
}

async function executes(context, method, given, actionId, parameters) {
  const { fetch, requests } = recorder(answering([]));
  const notion = context.faulty("unused", { fetch }).notion("c-1");
  await notion[method](...given);
  equal(requests.length, 1, "requests");
  ok(requests[0].url.endsWith(`/connectors/notion/actions/${actionId}`), requests[0].url);
  const body = JSON.parse(requests[0].body);
  same(body, { credentialId: "c-1", parameters }, "body");
}

async function repeats(context, method, given, isRead) {
  const padded = [...given, ...Array(3).fill(undefined)];
  const at = { searchPages: 2, createPage: 1, getPage: 1, getDatabase: 1 }[method] ?? 2;
  for (const [idempotent, hits] of [
    [undefined, isRead ? 3 : 1],
    [true, 3],
    [false, 1],
  ]) {
    const { alloy, seen } = context.sequence("503~0");
    const options = padded.slice(0, at);
    const call = () => alloy.notion("c-1")[method](...options, { idempotent });
    await context.rejects(call, "AlloyServerError", { attempts: hits });
    equal((await seen()).length, hits, `requests with idempotent ${idempotent}`);
  }
}

async function takesConnections(context) {
  const { fetch, requests } = recorder(answering([]));
  const alloy = context.faulty("unused", { fetch });
  const { NotionClient } = context.sdk;
  for (const [call, expected] of [
    [() => alloy.notion("c-1").searchPages("a"), "c-1"],
    [() => alloy.notion("c-1").searchPages("a", null, { connectionId: "c-2" }), "c-2"],
    [() => alloy.notion().getPage("p"), "connection-1"],
    [() => alloy.notion(null).getDatabase("d"), "connection-1"],
    [() => new NotionClient(alloy).queryDatabase("d"), "connection-1"],
    [() => new NotionClient(alloy, "c-3").executeAction("a"), "c-3"],
  ]) {
    await call();
    equal(JSON.parse(requests.at(-1).body).credentialId, expected, "the connection");
  }
  await alloy.forUser("user-2").notion("c-1").searchPages();
  equal(requests.at(-1).headers["x-alloy-userid"], "user-2", "a view's user");
}

async function needsConnections(context) {
  const { fetch, requests } = recorder(answering([]));
  const notion = context.faulty("unused", { fetch, connectionId: null }).notion();
  for (const [method, given] of METHODS) {
    await context.rejects(() => notion[method](...given), "AlloyConfigError", {
      message: "Connection not yet established",
    });
  }
  equal(requests.length, 0, "requests");
}

async function givesLists(context) {
  const results = [{ id: "a" }, { id: "b" }];
  const more = { has_more: true, next_cursor: "n" };
  const none = { has_more: false, next_cursor: null };
  for (const [answer, expected] of [
    [{ object: "list", results, ...more }, more],
    [{ data: results, ...more }, more],
    [{ results, ...none }, none],
    [{ results }, none],
    [results, none],
    [{ success: true, result: { results, ...more } }, more],
    [{ executionId: "e", responseData: { results, ...more } }, more],
  ]) {
    const notion = context.faulty("unused", { fetch: answering(answer) }).notion();
    for (const list of [await notion.searchPages(), await notion.queryDatabase("d")]) {
      ok(Array.isArray(list), "an array");
      same(list, results, "equals one of the same results");
      const { has_more, next_cursor } = list;
      same({ has_more, next_cursor }, expected, "what it says of more");
    }
    const shown = await notion.searchPages("", null, { withResponse: true });
    same([shown.data, shown.data.has_more, shown.status], [results, expected.has_more, 200]);
    same(shown.raw, answer, "raw");
  }
}

async function complains(context) {
  for (const answer of [{}, null, { results: "none" }, { results: { a: 1 } }]) {
    const notion = context.faulty("unused", { fetch: answering(answer) }).notion();
    await context.rejects(() => notion.queryDatabase("d-1"), "AlloyProtocolError", {
      ...{ status: 200, attempts: 1, connectorId: "notion", actionId: "query-database" },
      message: "The answer has no list of results",
    });
  }
}

async function refuses(context) {
  const { fetch, requests } = recorder(answering([]));
  const alloy = context.faulty("unused", { fetch });
  const notion = alloy.notion("c-1");
  const ids = [undefined, null, 7, "", " ", ".", "..", "a\nb", "a\ud800", {}, ["p"]];
  const cases = ids.flatMap((id) => [
    ["getPage", [id], "pageId"],
    ["updatePage", [id, {}], "pageId"],
    ["getDatabase", [id], "databaseId"],
    ["queryDatabase", [id], "databaseId"],
    ["executeAction", [id], "actionId"],
  ]);
  const objects = ["all", 7, [], () => {}, new Map(), new Date(0)];
  cases.push(
    ...objects.flatMap((value) => [
      ["createPage", [value], "pageData"],
      ["updatePage", ["p", value], "updates"],
      ["queryDatabase", ["d", value], "query"],
      ["executeAction", ["a", value], "parameters"],
    ]),
    ...[["createPage", [], "pageData"]],
    ...[["updatePage", ["p"], "updates"]],
    ...[["searchPages", ["a", null, { idempotent: "yes" }], "options.idempotent"]],
    ...[["getPage", ["p", { connectionId: "" }], "options.connectionId"]],
    ...[["getPage", ["p", { timeoutMs: 0 }], "options.timeoutMs"]],
    ...[["getDatabase", ["d", 5], "options"]],
  );
  for (const [method, given, argument] of cases) {
    await context.rejects(() => notion[method](...given), "AlloyValidationError", {
      ...{ argument, attempts: 0 },
    });
  }
  for (const [argument, make] of [
    ["connectionId", () => alloy.notion("")],
    ["connectionId", () => alloy.notion(7)],
    ["connectionId", () => new context.sdk.NotionClient(alloy, "a\nb")],
    ["alloy", () => new context.sdk.NotionClient({}, "c-1")],
    ["alloy", () => new context.sdk.NotionClient()],
  ]) {
    context.isError(thrown(make), "AlloyValidationError", { argument });
  }
  equal(requests.length, 0, "requests");
}
