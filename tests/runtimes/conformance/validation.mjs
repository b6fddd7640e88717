// Parameters held against the action's description, in the reference's dialect: nothing is executed
// with parameters that its schema rules out, and a schema that is none rules out nothing.
import { ok, same } from "./assert.mjs";
import { recorder } from "./context.mjs";
import { described, listing } from "./descriptions.mjs";
import { connect } from "./flow.mjs";

const REQUIRED = "is required by this action";

const text = { type: "string" };
const number = { type: "number" };
const integer = { type: "integer" };
const flag = { type: "boolean" };

const PARTS = {
  path: "/v1/{id}",
  ...listing(
    ["id", "path", text, true],
    ["limit", "query", integer],
    ["since", "query", number, true],
    ["deep", "query", flag],
    ["kind", "query", { enum: ["a", "b", 3] }],
    ["tags", "query", { type: "array", items: text }],
    ["filter", "query", { type: "object", required: ["by"], properties: { by: text } }],
    ["X-Region", "header", text, true],
  ),
};
const GOOD_PARTS = { id: "i", since: 1 };

const BODY = {
  requestBody: {
    type: "object",
    required: ["title"],
    properties: {
      title: text,
      count: integer,
      price: number,
      done: flag,
      none: { type: "null" },
      maybe: { type: "string", nullable: true },
      either: { type: ["string", "integer"] },
      color: { type: "string", enum: ["red", "blue"] },
      shade: { type: "string", nullable: true, enum: ["light", "dark"] },
      rows: {
        type: "array",
        items: { type: "object", required: ["id"], properties: { id: text, n: integer } },
      },
      owner: {
        type: "object",
        required: ["name"],
        properties: { name: text, address: { type: "object", required: ["city"] } },
        additionalProperties: false,
      },
      free: { type: "object" },
    },
  },
};
const GOOD_BODY = { title: "T" };
const CLOSED = { requestBody: { ...BODY.requestBody, additionalProperties: false } };

/** Descriptions, and per parameters beside the good ones what is told of them; null for nothing. */
const TABLES = {
  "path, query and headers": [
    PARTS,
    GOOD_PARTS,
    [
      [{}, null],
      [{ id: undefined }, `parameters.id ${REQUIRED}`],
      [{ since: undefined }, `parameters.since ${REQUIRED}`],
      [{ id: "" }, "parameters.id must be a string or a number: it stands in the path"],
      [{ id: {} }, "parameters.id must be a string or a number: it stands in the path"],
      [{ id: ["x"] }, "parameters.id must be a string or a number: it stands in the path"],
      [{ limit: 7 }, null],
      [{ limit: 7.5 }, "parameters.limit must be of type integer, not number"],
      [{ limit: "7" }, null],
      [{ limit: "7.5" }, "parameters.limit must be of type integer, not number"],
      [{ limit: "seven" }, "parameters.limit must be of type integer, not string"],
      [{ limit: "" }, "parameters.limit must be of type integer, not string"],
      [{ limit: true }, "parameters.limit must be of type integer, not boolean"],
      [{ limit: null }, "parameters.limit must be of type integer, not null"],
      [{ since: "1e3" }, null],
      [{ since: "-0.5" }, null],
      [{ since: [1] }, "parameters.since must be of type number, not array"],
      [{ deep: "true" }, null],
      [{ deep: false }, null],
      [{ deep: "yes" }, "parameters.deep must be of type boolean, not string"],
      [{ deep: 1 }, "parameters.deep must be of type boolean, not number"],
      [{ kind: "a" }, null],
      [{ kind: 3 }, null],
      [{ kind: "3" }, null],
      [{ kind: "c" }, "parameters.kind must be one of a, b, 3"],
      [{ tags: ["x"] }, null],
      [{ tags: '["x"]' }, null],
      [{ tags: ["x", 2] }, "parameters.tags[1] must be of type string, not number"],
      [{ tags: {} }, "parameters.tags must be of type array, not object"],
      [{ filter: { by: "x" } }, null],
      [{ filter: {} }, `parameters.filter.by ${REQUIRED}`],
      [{ filter: '{"by":7}' }, "parameters.filter.by must be of type string, not number"],
      // The client's own connectorHeaders may have it.
      [{ "X-Region": undefined }, null],
      [{ "X-Region": 7 }, "parameters.X-Region must be of type string, not number"],
      // What the description does not list it cannot rule out.
      [{ unlisted: {} }, null],
    ],
  ],
  "the body": [
    BODY,
    GOOD_BODY,
    [
      [{}, null],
      [{ title: undefined }, `parameters.title ${REQUIRED}`],
      [{ title: null }, "parameters.title must be of type string, not null"],
      [{ title: 7 }, "parameters.title must be of type string, not number"],
      [{ title: "" }, null],
      [{ title: ["x"] }, "parameters.title must be of type string, not array"],
      // In a body a text is a text.
      [{ count: "7" }, "parameters.count must be of type integer, not string"],
      [{ count: 7.5 }, "parameters.count must be of type integer, not number"],
      [{ count: 1e21 }, null],
      [{ price: 7.5 }, null],
      [{ price: 7 }, null],
      [{ done: "true" }, "parameters.done must be of type boolean, not string"],
      [{ none: null }, null],
      [{ none: 0 }, "parameters.none must be of type null, not number"],
      [{ maybe: null }, null],
      [{ maybe: 7 }, "parameters.maybe must be of type string or null, not number"],
      [{ either: 7 }, null],
      [{ either: "7" }, null],
      [{ either: false }, "parameters.either must be of type string or integer, not boolean"],
      [{ color: "red" }, null],
      [{ color: "green" }, "parameters.color must be one of red, blue"],
      [{ shade: "dark" }, null],
      [{ shade: null }, null],
      [{ shade: "none" }, "parameters.shade must be one of light, dark"],
      [{ rows: [] }, null],
      [{ rows: [{ id: "a" }, { id: "b", n: 1 }] }, null],
      [{ rows: [{ id: "a" }, {}] }, `parameters.rows[1].id ${REQUIRED}`],
      [{ rows: [{ id: "a", n: "1" }] }, "parameters.rows[0].n must be of type integer, not string"],
      [{ rows: ["a"] }, "parameters.rows[0] must be of type object, not string"],
      [{ rows: { 0: { id: "a" } } }, "parameters.rows must be of type array, not object"],
      [{ owner: { name: "n" } }, null],
      [{ owner: {} }, `parameters.owner.name ${REQUIRED}`],
      [{ owner: { name: "n", address: {} } }, `parameters.owner.address.city ${REQUIRED}`],
      [{ owner: { name: "n", age: 1 } }, "parameters.owner.age is not a parameter of this action"],
      [{ owner: [] }, "parameters.owner must be of type object, not array"],
      [{ free: { anything: [null, { at: "all" }] } }, null],
      [{ unlisted: {} }, null],
      [{ toString: 1, constructor: {} }, null],
    ],
  ],
  "a body that takes nothing else": [
    CLOSED,
    GOOD_BODY,
    [
      [{}, null],
      [{ count: 1 }, null],
      [{ unlisted: 1 }, "parameters.unlisted is not a parameter of this action"],
      [{ toString: 1 }, "parameters.toString is not a parameter of this action"],
    ],
  ],
  "a required name that stands in the path": [
    { ...PARTS, requestBody: { required: ["id", "title"], properties: { title: text } } },
    { ...GOOD_PARTS, title: "T" },
    [
      [{}, null],
      [{ title: undefined }, `parameters.title ${REQUIRED}`],
    ],
  ],
};

export function* validation(context) {
  for (const [what, [description, good, rows]] of Object.entries(TABLES)) {
    for (const [given, message] of rows) {
      const shown = JSON.stringify(given, (_, value) => (value === undefined ? "left out" : value));
      yield [
        `${what}: ${shown} ${message === null ? "is sent" : "is refused"}`,
        () => judges(context, description, { ...good, ...given }, message),
      ];
    }
  }
  yield ["validate: false sends what would be refused", () => sendsUnchecked(context)];
  yield ["split parameters are not checked", () => sendsSplit(context)];
  yield [
    "a description that is remembered is checked against without asking",
    () => again(context),
  ];
  for (const [dialect, server] of [
    ["reference", "reference"],
    ["reference", "both"],
    ["auto", "reference"],
  ]) {
    yield [
      `Notion's own actions, ${dialect} on ${server}`,
      () => checksNotion(context, dialect, server),
    ];
  }
  for (const [dialect, server] of [
    ["guide", "guide"],
    ["auto", "both"],
  ]) {
    yield [
      `by the guide's route Alloy checks, ${dialect} on ${server}`,
      () => leavesItToAlloy(context, dialect, server),
    ];
  }
}

async function judges(context, description, parameters, message) {
  const { send, taken } = described(context, description);
  if (message === null) {
    await send(parameters);
    return void same(taken(), ["GET", "POST"], "requests");
  }
  await context.rejects(() => send(parameters), "AlloyValidationError", {
    ...{ code: "ARGUMENT_INVALID", message, argument: message.split(" ")[0] },
    ...{ connectorId: "service", actionId: "action" },
  });
  same(taken(), ["GET"], "requests");
}

async function sendsUnchecked(context) {
  const { send, taken } = described(context, { ...PARTS, ...BODY });
  const { queryParameters, requestBody } = await send(
    { limit: "many", title: 7 },
    { validate: false },
  );
  same(queryParameters, { limit: "many" }, "queryParameters");
  same(requestBody, { title: 7 }, "requestBody");
  same(taken(), ["GET", "POST"], "requests");
  await context.rejects(() => send({ limit: "many" }, { validate: true }), "AlloyValidationError");
}

async function sendsSplit(context) {
  const { send, taken } = described(context, PARTS);
  await send(undefined, { split: { queryParameters: { limit: "many" } } });
  same(taken(), ["POST"], "requests");
}

async function again(context) {
  const { send, taken } = described(context, PARTS);
  for (let time = 0; time < 3; time += 1) {
    await context.rejects(() => send({ since: 1 }), "AlloyValidationError", {
      ...{ argument: "parameters.id", attempts: time === 0 ? 1 : 0 },
    });
  }
  same(taken(), ["GET"], "requests");
}

async function withNotion(context, dialect, server) {
  const { fetch, requests } = recorder();
  const alloy = context.inSandbox(server, { dialect, fetch });
  const { connectionId } = await connect(context, alloy, "notion");
  const call = (actionId, parameters, options) =>
    alloy.executeAction("notion", actionId, parameters, { connectionId, ...options });
  return { call, requests };
}

async function checksNotion(context, dialect, server) {
  const { call, requests } = await withNotion(context, dialect, server);
  if (dialect === "auto" && server === "reference") await call("post-search", { page_size: 1 });
  // Where auto has seen the guide's route, that one is taken.
  requests.length = 0;
  const cases = [
    ["retrieve-a-page", {}, `parameters.page_id ${REQUIRED}`],
    [
      "retrieve-a-page",
      { page_id: { id: "x" } },
      /^parameters\.page_id must be a string or a number/,
    ],
    ["post-page", { properties: {} }, `parameters.parent ${REQUIRED}`],
    [
      "post-page",
      { parent: { workspace: true }, properties: "Title" },
      "parameters.properties must be of type object, not string",
    ],
    ["post-search", { query: 7 }, "parameters.query must be of type string, not number"],
  ];
  for (const [actionId, parameters, message] of cases) {
    await context.rejects(() => call(actionId, parameters), "AlloyValidationError", {
      ...{ message, actionId, connectorId: "notion" },
    });
  }
  ok(
    requests.every(({ method }) => method === "GET"),
    "something was executed",
  );
  await context.rejects(
    () => call("retrieve-a-page", {}, { validate: false }),
    "AlloyBadRequestError",
    { message: "Missing required parameter in pathParams: page_id" },
  );
}

async function leavesItToAlloy(context, dialect, server) {
  const { call, requests } = await withNotion(context, dialect, server);
  requests.length = 0;
  await context.rejects(() => call("patch-page", { archived: true }), "AlloyBadRequestError", {
    message: "Missing required parameter in pathParams: page_id",
  });
  same(
    requests.map(({ method }) => method),
    ["POST"],
    "requests",
  );
}
