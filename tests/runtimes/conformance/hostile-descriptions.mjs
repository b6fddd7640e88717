// Descriptions of actions that are no descriptions, or do not end. What such a one says counts for
// nothing, and the call goes out.
import { equal, ok, same } from "./assert.mjs";
import { recorder } from "./context.mjs";
import { described, listing } from "./descriptions.mjs";

const text = { type: "string" };
const integer = { type: "integer" };

export function* hostileDescriptions(context) {
  for (const [what, description] of HOSTILE) {
    yield [what, () => survives(context, description)];
  }
  yield ["of great depth", () => survivesDepth(context)];
  yield ["of more than anybody would read", () => staysBrief(context)];
}

/** Answers to GET, all successes, with which {x: 1, y: {z: [1]}} is sent none the less. */
const HOSTILE = [
  ["a list", []],
  ["a list of one", [listing(["q", "path", text, true])]],
  ["empty", {}],
  ["null within", { action: null }],
  ["a number within", { action: 7 }],
  ["a list within", { action: [] }],
  ["of no list of parameters", { parameters: "x" }],
  ["of parameters by name", { parameters: { x: { in: "path", required: true } } }],
  [
    "of parameters that are none",
    { parameters: [null, 7, "x", [], {}, { name: 7, in: "query" }, { name: "", in: "path" }] },
  ],
  ["of parameters without a place", { parameters: [{ name: "x" }, { name: "y", in: null }] }],
  ["of schemas that are none", listing(["x", "query", 7], ["y", "query", "object"])],
  ["of schemas that are lists", listing(["x", "query", []], ["y", "query", [{ type: "null" }]])],
  ["of types that are none", listing(["x", "query", { type: null }], ["y", "query", { type: {} }])],
  ["of no type at all", listing(["x", "query", { type: [] }])],
  ["of enums that are none", listing(["x", "query", { enum: 7 }], ["y", "query", { enum: [] }])],
  ["of a body that is none", { requestBody: 7 }],
  ["of a body that is a list", { requestBody: [{ required: ["q"] }] }],
  ["of a body that requires a word", { requestBody: { required: "q" } }],
  ["of a body that requires anything", { requestBody: { required: { q: true } } }],
  ["of a body whose properties are none", { requestBody: { properties: 7 } }],
  ["of a body whose properties are a list", { requestBody: { properties: [{ type: "null" }] } }],
  ["of a body whose properties are null", { requestBody: { properties: { x: null, y: 7 } } }],
  [
    "of items that are none",
    { requestBody: { properties: { y: { properties: { z: { items: 7 } } } } } },
  ],
  [
    "of references",
    {
      parameters: [{ $ref: "#/components/parameters/x" }],
      requestBody: {
        $ref: "#/x",
        properties: { x: { $ref: "https://127.0.0.1:9/x" }, y: { $ref: "#" } },
      },
    },
  ],
  [
    "of keywords beyond these",
    {
      requestBody: {
        properties: { x: { anyOf: [text], not: {}, minimum: 9, pattern: "(" } },
        allOf: [{ required: ["q"] }],
        patternProperties: { "(": text },
      },
    },
  ],
  ["of a member called __proto__", JSON.parse('{"__proto__":{"requestBody":{"required":["q"]}}}')],
  ["of a path that is none", { path: ["/{x}"] }],
];

async function survives(context, description) {
  const { send, taken } = described(context, description);
  const { credentialId, ...places } = await send({ x: 1, y: { z: [1] } });
  equal(credentialId, "connection-1", "credentialId");
  same(Object.assign({}, ...Object.values(places)), { x: 1, y: { z: [1] } }, "all that was sent");
  same(taken(), ["GET", "POST"], "requests");
}

/** JSON, and texts: what is this deep, JSON.stringify may refuse. */
const nested = (levels, open, core, close) =>
  `${open.repeat(levels)}${core}${close.repeat(levels)}`;

async function survivesDepth(context) {
  // Of the schema, and of what is held against it.
  for (const [levels, given] of [
    [100, 100],
    [1_000, 1_000],
    [100_000, 3],
  ]) {
    const schema = nested(levels, '{"type":"object","properties":{"a":', "{}", "}}");
    const value = JSON.parse(nested(given, '{"a":', "{}", "}"));
    const { fetch, requests } = recorder(async (_, { method, body }) => {
      const described = `{"requestBody":{"properties":{"v":${schema}}}}`;
      return new Response(method === "GET" ? described : `{"length":${body.length}}`);
    });
    const alloy = context.faulty("unused", { fetch, dialect: "reference" });
    const { length } = await alloy.executeAction("service", "action", { v: value });
    ok(length > given * 6, `${length} characters were sent`);
    equal(requests.length, 2, "requests");
  }
}

async function staysBrief(context) {
  const secret = `secret-${"x".repeat(10_000)}`;
  const cases = [
    [listing(["x", "query", integer]), { x: secret }],
    [{ requestBody: { properties: { x: integer } } }, { x: secret }],
    [listing(["x", "query", { enum: ["a"] }]), { x: secret }],
    [{ requestBody: { properties: { x: { enum: Array(500).fill("known") } } } }, { x: secret }],
  ];
  for (const [description, parameters] of cases) {
    const { send } = described(context, description);
    const error = await context.rejects(() => send(parameters), "AlloyValidationError");
    ok(!JSON.stringify([error, error.message]).includes("secret-"), "the value is told");
    ok(error.message.length < 1_000, `a message of ${error.message.length} characters`);
  }
}
