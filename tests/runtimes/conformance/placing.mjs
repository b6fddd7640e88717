// Where flat parameters go in the reference's dialect: where the action's description says.
import { equal, ok, same } from "./assert.mjs";
import { answering, recorder } from "./context.mjs";
import { described, listing } from "./descriptions.mjs";
import { connect } from "./flow.mjs";
import { listener } from "./observe.mjs";

const ANY = {};
const ALL = {
  id: "action",
  httpMethod: "patch",
  path: "/v1/things/{thing_id}/parts/{part_id}",
  ...listing(
    ["thing_id", "path", { type: "string" }, true],
    ["fields", "query", { type: "string" }],
    ["X-Region", "header", { type: "string" }],
  ),
  requestBody: { type: "object", properties: { title: { type: "string" } } },
};

export function* placing(context) {
  for (const [what, description, parameters, expected] of PLACES) {
    yield [
      what,
      async () => {
        const { send, taken } = described(context, description);
        const { credentialId, ...body } = await send(parameters);
        equal(credentialId, "connection-1", "credentialId");
        same(body, expected, "body");
        same(taken(), ["GET", "POST"], "requests");
      },
    ];
  }
  yield ["a description is asked for once", () => asksOnce(context)];
  yield ["split parameters are sent as they are", () => sendsSplit(context)];
  yield ["the guide's dialect sorts nothing", () => sortsNothing(context)];
  yield ["names in two places are told of", () => tellsOfAmbiguity(context)];
  yield ["where there is no description, all goes into the body", () => takesTheBody(context)];
  yield ["a description that cannot be had ends the call", () => endsWithoutIt(context)];
  yield ["with neither parameters nor checks none is asked for", () => needsNone(context)];
  for (const [dialect, server] of [
    ["reference", "reference"],
    ["auto", "reference"],
  ]) {
    yield [
      `the guide's names of Notion's reads, ${dialect} on ${server}`,
      () => takesAliases(context, dialect, server),
    ];
  }
  yield ["the guide's names, where they are known", () => keepsNames(context)];
  yield ["the guide's names are Notion's alone", () => aliasesNotionAlone(context)];
  yield ["an action is executed under the name it was called by", () => keepsTheName(context)];
}

/** What a description is about, the description, flat parameters, and the body that comes of them. */
const PLACES = [
  [
    "path, query, header and body",
    ALL,
    { thing_id: "t", fields: "a,b", "X-Region": "eu", title: "T", more: [1] },
    {
      pathParams: { thing_id: "t" },
      queryParameters: { fields: "a,b" },
      requestBody: { title: "T", more: [1] },
      additionalHeaders: { "X-Region": "eu" },
    },
  ],
  [
    "under `action`",
    { action: ALL, total: 1 },
    { thing_id: "t", title: "T" },
    { pathParams: { thing_id: "t" }, requestBody: { title: "T" } },
  ],
  [
    "a name in the service's path that is not listed",
    ALL,
    { thing_id: "t", part_id: "p" },
    { pathParams: { thing_id: "t", part_id: "p" } },
  ],
  ["only what is given", ALL, { thing_id: "t" }, { pathParams: { thing_id: "t" } }],
  [
    "a read, of which nothing goes into the body",
    {
      httpMethod: "get",
      path: "/v1/things",
      ...listing(["limit", "query", { type: "integer" }], ["after", "query", ANY]),
    },
    { limit: 2, after: "x" },
    { queryParameters: { limit: 2, after: "x" } },
  ],
  [
    "what is null, false, 0 and empty",
    listing(["a", "query", ANY], ["b", "query", ANY], ["c", "query", ANY], ["d", "query", ANY]),
    { a: null, b: false, c: 0, d: "", e: null },
    { queryParameters: { a: null, b: false, c: 0, d: "" }, requestBody: { e: null } },
  ],
  [
    "in two places: the path before the query, the query before headers, headers before the body",
    {
      ...listing(
        ...[
          ["pq", "query", ANY],
          ["pq", "path", ANY],
          ["qh", "header", ANY],
          ["qh", "query", ANY],
        ],
        ...[
          ["h", "header", ANY],
          ["p", "path", ANY],
          ["q", "query", ANY],
        ],
      ),
      requestBody: { properties: { h: {}, p: {}, q: {}, b: {} } },
    },
    { pq: "1", qh: "2", h: "3", p: "4", q: "5", b: "6" },
    {
      pathParams: { pq: "1", p: "4" },
      queryParameters: { qh: "2", q: "5" },
      requestBody: { b: "6" },
      additionalHeaders: { h: "3" },
    },
  ],
  [
    "names that every object has",
    listing(["constructor", "path", ANY], ["toString", "query", ANY]),
    { constructor: "c", toString: "t", hasOwnProperty: "h", valueOf: { deep: 1 } },
    {
      pathParams: { constructor: "c" },
      queryParameters: { toString: "t" },
      requestBody: { hasOwnProperty: "h", valueOf: { deep: 1 } },
    },
  ],
  [
    "names of any characters",
    listing(["é 東", "query", ANY], ["a.b[c]", "path", ANY]),
    { "é 東": "1", "a.b[c]": "2", "": "3", "\u2028": "4" },
    {
      pathParams: { "a.b[c]": "2" },
      queryParameters: { "é 東": "1" },
      requestBody: { "": "3", "\u2028": "4" },
    },
  ],
  [
    "a place that nobody knows",
    listing(["session", "cookie", ANY], ["a", "body", ANY]),
    { session: "s", a: "1" },
    { requestBody: { session: "s", a: "1" } },
  ],
  [
    "a name beside other words of the service's path",
    { path: "/v1/{name}:cancel/v{major}.{minor}" },
    { name: "n", major: 1, minor: 2, x: 3 },
    { pathParams: { name: "n", major: 1, minor: 2 }, requestBody: { x: 3 } },
  ],
  [
    "a path with braces that close nothing",
    { path: "/v1/{/{a/b}/}{" },
    { a: "1", b: "2", "{": "3" },
    { requestBody: { a: "1", b: "2", "{": "3" } },
  ],
];

async function asksOnce(context) {
  const { send, taken } = described(context, ALL);
  for (const title of ["a", "b"]) {
    const { requestBody } = await send({ thing_id: "t", title });
    equal(requestBody.title, title, "title");
  }
  same(taken(), ["GET", "POST", "POST"], "requests");
}

async function sendsSplit(context) {
  const { send, taken } = described(context, ALL);
  const split = {
    ...{ pathParams: { x: 1 }, queryParameters: { thing_id: ["t"] } },
    ...{ requestBody: { fields: null }, additionalHeaders: { a: "b" } },
  };
  same(await send(undefined, { split }), { credentialId: "connection-1", ...split }, "body");
  same(taken(), ["POST"], "requests");
}

async function sortsNothing(context) {
  const { send, taken } = described(context, ALL, { dialect: "guide" });
  const parameters = { fields: 7, title: { no: "string" } };
  same(await send(parameters), { credentialId: "connection-1", parameters }, "body");
  same(taken(), ["POST"], "requests");
}

async function tellsOfAmbiguity(context) {
  const description = {
    path: "/{pq}/{p}",
    ...listing(
      ...[
        ["pq", "query", ANY],
        ["qh", "header", ANY],
        ["qh", "query", ANY],
        ["twice", "query", ANY],
      ],
      ...[
        ["twice", "query", ANY],
        ["q", "query", ANY],
        ["b", "query", ANY],
        ["p", "path", ANY],
      ],
      ...[
        ["all", "path", ANY],
        ["all", "query", ANY],
        ["all", "header", ANY],
      ],
    ),
    requestBody: { properties: { b: {}, all: {}, body: {} } },
  };
  const { events, observe } = listener();
  const { send } = described(context, description, { observe });
  const names = ["pq", "qh", "twice", "q", "b", "p", "all", "body"];
  const parameters = Object.fromEntries(names.map((name) => [name, "x"]));
  await send(parameters);
  const told = events.filter(({ type }) => type === "ambiguity");
  same(
    told.map(({ parameter }) => parameter),
    ["pq", "qh", "b", "all"],
    "parameters",
  );
  for (const { operation, method, route, connectorId, actionId } of told) {
    same(
      { operation, method, connectorId, actionId },
      {
        ...{ operation: "executeAction", method: "GET" },
        ...{ connectorId: "service", actionId: "action" },
      },
      "event",
    );
    equal(route, "/connectors/{connectorId}/actions/{actionId}", "route");
  }
  events.length = 0;
  // Also where the description is remembered; and not of names that are not given.
  await send({ all: "x", q: "x" });
  same(
    events.filter(({ type }) => type === "ambiguity").map(({ parameter }) => parameter),
    ["all"],
    "parameters, the second time",
  );
}

const EXECUTE = "/connectors/service/actions/action/execute";

/** Answers GET so, and executes. */
const executing = (describe) =>
  recorder((url, init) =>
    init.method === "GET" ? describe() : answering({ sent: JSON.parse(init.body) })(),
  );

async function takesTheBody(context) {
  const missing = {
    "404 without a code": answering({ message: "Cannot GET" }, { status: 404 }),
    "405 without a code": answering({}, { status: 405 }),
    "404 of no JSON": async () => new Response("no", { status: 404 }),
  };
  for (const [what, describe] of Object.entries(missing)) {
    const { fetch, requests } = executing(describe);
    const alloy = context.faulty("unused", { fetch, dialect: "reference" });
    for (let time = 0; time < 2; time += 1) {
      const { sent } = await alloy.executeAction("service", "action", { id: 1, q: "x" });
      same(sent, { credentialId: "connection-1", requestBody: { id: 1, q: "x" } }, what);
    }
    same(
      requests.map(({ method }) => method),
      ["GET", "POST", "POST"],
      `requests at ${what}`,
    );
    // That there is none is no description.
    const className = what.startsWith("404") ? "AlloyNotFoundError" : "AlloyApiError";
    await context.rejects(() => alloy.getAction("service", "action"), className, {
      code: /^HTTP_40[45]$/,
    });
  }
}

async function endsWithoutIt(context) {
  const cases = {
    AlloyAuthenticationError: answering({ error: { message: "no" } }, { status: 401 }),
    AlloyNotFoundError: answering({ error: { code: "X", message: "gone" } }, { status: 404 }),
    AlloyServerError: answering({}, { status: 500 }),
    AlloyProtocolError: async () => new Response("<p>"),
    AlloyNetworkError: () => Promise.reject(new Error("down")),
  };
  for (const [className, describe] of Object.entries(cases)) {
    const { fetch, requests } = executing(describe);
    const alloy = context.faulty("unused", { fetch, dialect: "reference" });
    const execute = () => alloy.executeAction("service", "action", { x: 1 });
    await context.rejects(execute, className, {
      ...{ attempts: 1, method: "GET", path: EXECUTE.replace("/execute", "") },
      ...{ connectorId: "service", actionId: "action" },
    });
    equal(requests.length, 1, `requests at ${className}`);
  }
}

async function needsNone(context) {
  const { send, taken } = described(context, ALL);
  for (const parameters of [undefined, null, {}]) {
    same(await send(parameters, { validate: false }), { credentialId: "connection-1" }, "body");
  }
  same(taken(), ["POST", "POST", "POST"], "requests");
}

/** A client with a Notion connection, and what it asks for of an action. */
async function withNotion(context, dialect, server) {
  const { fetch, requests, routes } = recorder();
  const { events, observe } = listener();
  const alloy = context.inSandbox(server, { dialect, fetch, observe });
  const { connectionId } = await connect(context, alloy, "notion");
  const taken = () => routes(context.world.sandboxes[server].url);
  const call = (actionId, parameters) =>
    alloy.executeAction("notion", actionId, parameters, { connectionId });
  const { results } = await call("post-search", { page_size: 100 });
  requests.length = events.length = 0;
  const find = (object) => results.find((result) => result.object === object).id;
  return { alloy, call, requests, events, taken, find };
}

const ALIASES = [
  ["get-page", "retrieve-a-page", "page", ({ id }) => ({ page_id: id })],
  ["get-database", "retrieve-a-database", "database", ({ id }) => ({ database_id: id })],
  ["query-database", "post-database-query", "database", ({ id }) => ({ database_id: id })],
];

async function takesAliases(context, dialect, server) {
  const { call, requests, events, taken, find } = await withNotion(context, dialect, server);
  for (const [name, known, object, parameters] of ALIASES) {
    requests.length = events.length = 0;
    const id = find(object);
    const first = await call(name, parameters({ id }));
    const path = (action) => `/connectors/notion/actions/${action}`;
    const expected = [`GET ${path(name)}`, `GET ${path(known)}`, `POST ${path(known)}/execute`];
    same(taken(), expected, "requests");
    if (name !== "query-database") equal(first.id, id, "id");
    const told = events.filter(({ type }) => type === "fallback");
    equal(told.length, 1, "fallbacks told of");
    // Remembered, its other name too.
    const second = await call(name, parameters({ id }));
    same(second, first, "the second answer");
    same(taken().slice(3), [`POST ${path(known)}/execute`], "requests of the second call");
    // What goes wrong is told of the name that the caller knows.
    await context.rejects(() => call(name, {}), "AlloyValidationError", { actionId: name });
    equal(requests.length, 4, "requests of a refused call");
  }
}

async function keepsNames(context) {
  for (const dialect of ["guide", "reference", "auto"]) {
    const { call, taken, find } = await withNotion(context, dialect, "both");
    const id = find("page");
    equal((await call("get-page", { page_id: id })).id, id, "id");
    ok(!taken().join().includes("retrieve-a-page"), `${dialect} asks for ${taken()}`);
  }
}

async function aliasesNotionAlone(context) {
  const { userId } = context.world.sandboxes.reference;
  const { fetch, routes } = recorder();
  const alloy = context.inSandbox("reference", { userId, dialect: "reference", fetch });
  const options = { connectionId: "000000000000000000000000" };
  await context.rejects(
    () => alloy.executeAction("slack", "get-page", { page_id: "p" }, options),
    "AlloyNotFoundError",
    { message: "Action not found", connectorId: "slack", actionId: "get-page" },
  );
  ok(
    !routes(context.world.sandboxes.reference.url).join().includes("retrieve-a-page"),
    "asks Slack for retrieve-a-page",
  );
}

async function keepsTheName(context) {
  // As a service may number its actions.
  for (const id of ["65f0c0ffee65f0c0ffee65f0", "other", "..", ""]) {
    const { alloy, requests } = described(context, { id, ...listing(["x", "query", ANY]) });
    const { body } = await alloy.executeAction("service", "action", { x: "1" });
    same(body.queryParameters, { x: "1" }, "queryParameters");
    ok(new URL(requests.at(-1).url).pathname.endsWith(EXECUTE), `asks ${requests.at(-1).url}`);
  }
}
