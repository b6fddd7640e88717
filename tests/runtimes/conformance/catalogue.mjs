// What there is to connect to and what can be done there, in each dialect against each server that
// speaks it, and in every shape that Alloy is known to answer in.
import { equal, matches, ok, same } from "./assert.mjs";
import { answering, pause, rawFault, recorder } from "./context.mjs";
import { COMBINATIONS } from "./flow.mjs";
import { listener } from "./observe.mjs";

const NOTION = {
  guide: ["post-search", "post-page", "get-page", "patch-page"].concat(
    ...["create-a-database", "get-database", "query-database"],
  ),
  reference: ["post-search", "post-page", "retrieve-a-page", "patch-page"].concat(
    ...["create-a-database", "retrieve-a-database", "post-database-query"],
  ),
};
const ACTIONS = "GET /connectors/notion/actions";

export function* catalogue(context) {
  for (const [dialect, server] of COMBINATIONS) {
    const where = `${dialect} on ${server}`;
    // What there is, is the same for every user.
    const { userId, url } = context.world.sandboxes[server];
    const open = () => {
      const { fetch, routes } = recorder();
      const alloy = context.inSandbox(server, { dialect, userId, fetch });
      return { alloy, taken: () => routes(url) };
    };
    yield [`connectors, ${where}`, () => listsConnectors(open())];
    yield [`resources, ${where}`, () => listsResources(context, open(), server)];
    yield [`actions, ${where}`, () => listsActions(open(), server)];
    yield [`an action, ${where}`, () => getsAction(open())];
    yield [`what there is not, ${where}`, () => refusesUnknown(context, open())];
    yield [`an action that is misspelt, ${where}`, () => suggestsActions(context, open())];
  }
  yield* shapes(context);
  yield ["actions out of resources, in every shape", () => flattensResources(context)];
  yield ["what is asked for twice is sent once", () => remembers(context)];
  yield ["each method is told of by its name", () => namesMethods(context)];
  yield ["nothing to suggest", () => suggestsNothing(context)];
  yield ["where no neighbours can be looked up", () => failsWithoutNeighbours(context)];
  yield ["an abort while neighbours are looked up", () => abortsSuggesting(context)];
  yield ["ids of any characters", () => keepsIdsApart(context)];
}

async function listsConnectors({ alloy, taken }) {
  const connectors = await alloy.listConnectors();
  const ids = connectors.map(({ id }) => id);
  same(ids, ["notion", "slack", "mailgun", "hubspot"], "connectors");
  for (const connector of connectors) {
    const { id, name, category, icon } = connector;
    ok(name && category.length > 0 && icon.startsWith("https://"), `${id} lacks something`);
    same(await alloy.getConnector(id), connector, id);
  }
  const each = ids.map((id) => `GET /connectors/${id}`);
  same(taken(), ["GET /connectors", ...each], "requests");
}

async function listsResources(context, { alloy }, server) {
  const list = () => alloy.listResources("notion");
  if (server === "guide") {
    return void (await context.rejects(list, "AlloyNotFoundError", { code: "HTTP_404" }));
  }
  const resources = await list();
  same(
    resources.map(({ id, name }) => [id, name]),
    [
      ["search", "Search"],
      ["pages", "Pages"],
      ["databases", "Databases"],
    ],
    "resources",
  );
  const actions = resources.flatMap((resource) => resource.actions);
  same(
    actions.map(({ id }) => id),
    NOTION.reference,
    "actions",
  );
  ok(
    actions.every(({ displayName }) => displayName),
    "an action without a name",
  );
}

async function listsActions({ alloy, taken }, server) {
  const actions = await alloy.listActions("notion");
  const known = NOTION[server === "reference" ? "reference" : "guide"];
  same(
    actions.map(({ id }) => id),
    known,
    "actions",
  );
  equal(actions[0].displayName, "Search", "displayName");
  await alloy.listActions("slack");
  // Where the flat list is missing, it is asked for once.
  const resources = (id) => `GET /connectors/${id}/resources`;
  const expected =
    server === "reference"
      ? [ACTIONS, resources("notion"), resources("slack")]
      : [ACTIONS, "GET /connectors/slack/actions"];
  same(taken(), expected, "requests");
}

async function getsAction({ alloy, taken }) {
  const action = await alloy.getAction("notion", "patch-page");
  const { id, displayName, description, httpMethod, path, parameters, requestBody } = action;
  same(
    { id, displayName, httpMethod, path },
    {
      ...{ id: "patch-page", displayName: "Update a page" },
      ...{ httpMethod: "patch", path: "/v1/pages/{page_id}" },
    },
    "action",
  );
  matches(description, /page/, "description");
  same(
    parameters.map(({ name, in: place, required }) => [name, place, required]),
    [["page_id", "path", true]],
    "parameters",
  );
  equal(requestBody.properties.archived.type, "boolean", "requestBody");
  same(taken(), ["GET /connectors/notion/actions/patch-page"], "requests");
}

async function refusesUnknown(context, { alloy, taken }) {
  const cases = [
    ["getConnector", "Connector not found", () => alloy.getConnector("nowhere")],
    ["listActions", "Connector not found", () => alloy.listActions("nowhere")],
    ["getAction", "Connector not found", () => alloy.getAction("nowhere", "post-search")],
    ["getCredentialMetadata", "Connector not found", () => alloy.getCredentialMetadata("nowhere")],
  ];
  for (const [method, message, call] of cases) {
    const before = taken().length;
    const error = await context.rejects(call, "AlloyNotFoundError", {
      ...{ status: 404, message, connectorId: "nowhere" },
      code: "NOT_FOUND",
    });
    equal(error.actionId, method === "getAction" ? "post-search" : undefined, "actionId");
    equal(taken().length - before, error.attempts, `requests of ${method}`);
  }
}

async function suggestsActions(context, { alloy }) {
  const expected = {
    ...{ status: 404, code: "NOT_FOUND", message: "Action not found" },
    ...{ connectorId: "notion", actionId: "post-serch" },
    hint: /^Did you mean "post-search"( or "[^"]+"){0,2}\? listActions\(\) has all of them\.$/,
  };
  const connectionId = "000000000000000000000000";
  const execute = () =>
    alloy.executeAction("notion", "post-serch", { query: "x" }, { connectionId });
  const get = () => alloy.getAction("notion", "post-serch");
  for (const call of [get, execute]) {
    const error = await context.rejects(call, "AlloyNotFoundError", expected);
    // The refusal, not what was looked up for the hint.
    matches(error.path, /\/actions\/post-serch$/, "path");
    equal(error.body.error.message, "Action not found", "body");
  }
}

async function suggestsNothing(context) {
  const { userId } = context.world.sandboxes.both;
  const alloy = context.inSandbox("both", { userId });
  for (const id of ["x", "0".repeat(300), "ПРОБА", "POST-SEARCH-PAGES-AND-ALL-OF-THE-REST"]) {
    const { hint } = await context.rejects(
      () => alloy.getAction("notion", id),
      "AlloyNotFoundError",
    );
    ok(!/did you mean/i.test(hint ?? ""), `${id}: ${hint}`);
  }
}

const UNKNOWN = answering(
  { error: { code: "NOT_FOUND", message: "Action not found" } },
  { status: 404 },
);

/** Knows no action, and answers so when it is asked for all of them. */
const withoutNeighbours = (list) => (url, init) =>
  /\/(actions|resources)$/.test(new URL(url).pathname) ? list(url, init) : UNKNOWN();

async function failsWithoutNeighbours(context) {
  const lists = {
    "an error": answering({}, { status: 500 }),
    "no list": answering({ actions: 7 }),
    "a list of anything": answering([null, 7, {}, { id: 7 }, { id: "" }, "post-search"]),
    "no JSON": async () => new Response("<p>"),
    "no answer": () => Promise.reject(new Error("down")),
  };
  for (const [what, list] of Object.entries(lists)) {
    for (const dialect of ["guide", "reference", "auto"]) {
      const fetch = withoutNeighbours(list);
      const alloy = context.faulty("unused", { fetch, dialect });
      const error = await context.rejects(
        () => alloy.executeAction("notion", "post-serch", { x: 1 }),
        "AlloyNotFoundError",
        { message: "Action not found", status: 404 },
      );
      ok(!/did you mean/i.test(error.hint ?? ""), `${what}: ${error.hint}`);
    }
  }
}

async function abortsSuggesting(context) {
  const controller = new AbortController();
  const { signal } = controller;
  const list = (_, init) =>
    new Promise((_, reject) => {
      init.signal.addEventListener("abort", () => reject(init.signal.reason));
      controller.abort();
    });
  const alloy = context.faulty("unused", { fetch: withoutNeighbours(list) });
  await context.rejects(() => alloy.getAction("notion", "a", { signal }), "AlloyAbortError");
}

const ROW = { id: "a", displayName: "A", more: [1, { deep: null }] };
const OTHER = { id: "b" };

const NO_LIST = [{}, null, "", { actions: {} }, { data: "x" }, { data: null }];
const NO_ITEM = [[], null, ""];

/** Per method, what is no answer to it, and each body that is one with what it gives. */
const SHAPES = {
  listConnectors: [(alloy) => alloy.listConnectors(), NO_LIST, lists("connectors")],
  getConnector: [(alloy) => alloy.getConnector("c"), NO_ITEM, items("connector")],
  listResources: [(alloy) => alloy.listResources("c"), NO_LIST, lists("resources")],
  listActions: [
    (alloy) => alloy.listActions("c"),
    NO_LIST,
    [
      ...lists("actions"),
      [
        "the resources' actions",
        { resources: [{ actions: [ROW] }, { id: "none" }, { actions: [] }, { actions: [OTHER] }] },
        [ROW, OTHER],
      ],
      ["no resources", { resources: [] }, []],
    ],
  ],
  getAction: [(alloy) => alloy.getAction("c", "a"), NO_ITEM, items("action")],
  getCredentialMetadata: [(alloy) => alloy.getCredentialMetadata("c"), NO_LIST, lists("metadata")],
};

function lists(name) {
  const rows = [ROW, OTHER];
  return [
    [`{${name}}`, { [name]: rows, total: 2 }, rows],
    ["{data}", { data: rows }, rows],
    ["an array", rows, rows],
    ["an empty list", { [name]: [] }, []],
    // Its own name counts.
    [`{${name}, data}`, { [name]: rows, data: [] }, rows],
  ];
}

function items(name) {
  return [
    [`{${name}}`, { [name]: ROW }, ROW],
    ["a bare object", ROW, ROW],
  ];
}

function* shapes(context) {
  const headers = { "content-type": "application/json" };
  const asked = (call, body) =>
    call(context.faulty(rawFault({ headers, body: body === "" ? "" : JSON.stringify(body) })));
  for (const [method, [call, none, accepted]] of Object.entries(SHAPES)) {
    for (const [what, body, expected] of accepted) {
      yield [`${method} reads ${what}`, async () => same(await asked(call, body), expected)];
    }
    yield [
      `${method} refuses what is none`,
      async () => {
        for (const body of none) {
          await context.rejects(() => asked(call, body), "AlloyProtocolError", {
            code: "ANSWER_INVALID",
          });
        }
      },
    ];
  }
}

async function flattensResources(context) {
  const resources = [{ id: "r", actions: [ROW] }, { id: "s" }, { id: "t", actions: [OTHER] }];
  for (const body of [{ resources }, { data: resources }, resources]) {
    const answer = (url) =>
      url.endsWith("/resources")
        ? answering(body)()
        : answering({ message: "no" }, { status: 404 })();
    const alloy = context.faulty("unused", { fetch: answer, dialect: "auto" });
    same(await alloy.listActions("c"), [ROW, OTHER], "actions");
  }
}

async function remembers(context) {
  const { fetch, requests } = recorder(answering({ data: [ROW], id: "a" }));
  const alloy = context.faulty("unused", { fetch });
  const calls = {
    listConnectors: (options) => alloy.listConnectors(options),
    getConnector: (options) => alloy.getConnector("c", options),
    listResources: (options) => alloy.listResources("c", options),
    listActions: (options) => alloy.listActions("c", options),
    getAction: (options) => alloy.getAction("c", "a", options),
  };
  for (const [method, call] of Object.entries(calls)) {
    requests.length = 0;
    const first = await call();
    await pause(1);
    same(await call(), first, `${method}, remembered`);
    equal(requests.length, 1, `requests of ${method}`);
    const { data, attempts } = await call({ withResponse: true });
    same([data, attempts], [first, 1], `${method}, with its response`);
    equal(requests.length, 2, `requests of ${method}, with its response`);
  }
}

async function namesMethods(context) {
  const { events, observe } = listener();
  const fetch = answering({ data: [ROW], id: "a" });
  const alloy = context.faulty("unused", { fetch, observe });
  const routes = {
    listConnectors: "/connectors",
    getConnector: "/connectors/{connectorId}",
    listResources: "/connectors/{connectorId}/resources",
    listActions: "/connectors/{connectorId}/actions",
    getAction: "/connectors/{connectorId}/actions/{actionId}",
    getCredentialMetadata: "/connectors/{connectorId}/credentials/metadata",
  };
  for (const [method, route] of Object.entries(routes)) {
    events.length = 0;
    await alloy[method](...(route.match(/\{/g) ?? []).map(() => "x"));
    same(
      events.map(({ type, operation, route }) => [type, operation, route]),
      [
        ["request", method, route],
        ["response", method, route],
      ],
      "events",
    );
  }
  events.length = 0;
  await alloy.createCredential("c", { authenticationType: "apiKey" });
  await alloy.deleteConnection("c");
  same(
    [...new Set(events.map(({ operation, method, route }) => `${operation} ${method} ${route}`))],
    [
      "createCredential POST /connectors/{connectorId}/credentials",
      "deleteConnection DELETE /users/{userId}/credentials/{credentialId}",
    ],
    "events of credentials",
  );
}

async function keepsIdsApart(context) {
  const ids = ["a/b", "a%2Fb", "a b", "é", "constructor", "__proto__", "..."];
  const { fetch, requests } = recorder((url) => answering({ id: url })());
  const alloy = context.faulty("unused", { fetch });
  for (const id of ids) {
    for (let time = 0; time < 2; time += 1) {
      const { pathname } = new URL((await alloy.getAction(id, "x")).id);
      const segments = pathname.split("/").slice(-4).map(decodeURIComponent);
      same(segments, ["connectors", id, "actions", "x"], "segments");
    }
  }
  equal(requests.length, ids.length, "requests");
}
