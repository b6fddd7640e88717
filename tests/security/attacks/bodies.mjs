// Bodies that say more than one thing, or nothing, or too much, or too slowly.
import { gzipSync } from "node:zlib";
import { fromPage, search } from "../messages.mjs";

const MALFORMED = { status: 400, code: "REQUEST_MALFORMED" };
const TOO_LARGE = { status: 413, code: "BODY_TOO_LARGE" };
const TOO_SLOW = { worker: "hasty", status: 408, code: "BODY_TOO_SLOW" };
const REFUSED = { status: 403, code: "CALL_REFUSED" };

/** Of Mallory, about her own connection; `json` may be a text. */
const guide = (json, expected = MALFORMED, headers = {}) => ({
  warm: true,
  request: ({ people: { mallory } }) => search.guide(mallory, json(mallory.notion), headers),
  ...expected,
});
const reference = (json, expected = MALFORMED) => ({
  warm: true,
  request: ({ people: { mallory } }) => search.reference(mallory, json(mallory.notion)),
  ...expected,
});
const connect = (json, expected = MALFORMED) => ({
  request: ({ people: { mallory } }) => fromPage(mallory, "POST /alloy/connect/notion", json),
  ...expected,
});

const dialects = [
  {
    name: "the guide's words on the reference's route",
    ...reference((id) => ({ credentialId: id, parameters: {} })),
  },
  {
    name: "the reference's words on the guide's route",
    ...guide((id) => ({ credentialId: id, requestBody: {} })),
  },
  {
    name: "both on the guide's route",
    ...guide((id) => ({ credentialId: id, parameters: {}, requestBody: { query: "forbidden" } })),
  },
  {
    name: "both on the reference's route",
    ...reference((id) => ({ credentialId: id, requestBody: {}, parameters: { query: "x" } })),
  },
  {
    name: "headers for the service on the guide's route",
    ...guide((id) => ({ credentialId: id, additionalHeaders: { "Notion-Version": "1" } })),
  },
  {
    name: "a parameter in the body and in the query",
    ...reference((id) => ({
      ...{ credentialId: id, requestBody: { query: "x" } },
      queryParameters: { query: "forbidden" },
    })),
  },
  {
    name: "a parameter in the path and in the body",
    ...reference((id) => ({
      ...{ credentialId: id, requestBody: { query: "forbidden" } },
      pathParams: { query: "x" },
    })),
  },
];

const keys = [
  { name: "an unknown key", ...guide((id) => ({ credentialId: id, action: "x" })) },
  { name: "a key in capitals", ...guide((id) => ({ credentialId: id, Parameters: {} })) },
  {
    name: "an unknown key on the reference's route",
    ...reference((id) => ({ credentialId: id, headers: {} })),
  },
  { name: "__proto__", ...guide((id) => `{"credentialId":"${id}","__proto__":{"x":1}}`) },
  {
    name: "the whole call under __proto__",
    ...guide((id) => `{"__proto__":{"credentialId":"${id}"}}`),
  },
  { name: "constructor", ...guide((id) => ({ credentialId: id, constructor: {} })) },
  { name: "hasOwnProperty", ...guide((id) => ({ credentialId: id, hasOwnProperty: 1 })) },
  {
    name: "__proto__ on the reference's route",
    ...reference((id) => `{"credentialId":"${id}","__proto__":{"requestBody":{}}}`),
  },
  {
    name: "half of a pair of surrogates",
    ...guide((id) => `{"credentialId":"${id}","\\ud800":1}`),
  },
  { name: "an unknown key for connecting", ...connect({ redirectUri: "https://evil.example/" }) },
  { name: "an auth config for connecting", ...connect({ authConfigId: "0".repeat(24) }) },
  { name: "a credential for connecting", ...connect({ credentialId: "0".repeat(24) }) },
  { name: "__proto__ for connecting", ...connect('{"__proto__":{"returnTo":"/x"}}') },
  { name: "data for connecting that is a list", ...connect({ data: [] }) },
  { name: "data for connecting that is a text", ...connect({ data: "x" }) },
];

const values = [
  {
    name: "a parameter named by half of a pair of surrogates",
    ...reference((id) => `{"credentialId":"${id}","requestBody":{"\\ud800":"forbidden"}}`, {
      status: [400, 403],
    }),
  },
  { name: "parameters that are a list", ...guide((id) => ({ credentialId: id, parameters: [] })) },
  { name: "parameters that are a text", ...guide((id) => ({ credentialId: id, parameters: "x" })) },
  {
    name: "a requestBody that is a text",
    ...reference((id) => ({ credentialId: id, requestBody: '{"query":"forbidden"}' })),
  },
  {
    name: "pathParams that are a list",
    ...reference((id) => ({ credentialId: id, pathParams: ["../.."] })),
  },
  {
    name: "additionalHeaders that are a list",
    ...reference((id) => ({ credentialId: id, additionalHeaders: [["Host", "x"]] })),
  },
];

/** What the app does not allow, said so that somebody might overlook it. */
const policy = [
  {
    name: "plainly",
    ...guide((id) => ({ credentialId: id, parameters: { query: "forbidden" } }), REFUSED),
  },
  {
    name: "in the reference's body",
    ...reference((id) => ({ credentialId: id, requestBody: { query: "forbidden" } }), REFUSED),
  },
  {
    name: "in the reference's query",
    ...reference((id) => ({ credentialId: id, queryParameters: { query: "forbidden" } }), REFUSED),
  },
  {
    name: "in the reference's path",
    ...reference((id) => ({ credentialId: id, pathParams: { query: "forbidden" } }), REFUSED),
  },
  {
    name: "by a key that is there twice",
    ...guide(
      (id) => `{"credentialId":"${id}","parameters":{},"parameters":{"query":"forbidden"}}`,
      REFUSED,
    ),
  },
  {
    name: "by a parameter that is there twice",
    ...guide(
      (id) => `{"credentialId":"${id}","parameters":{"query":"fine","query":"forbidden"}}`,
      REFUSED,
    ),
  },
  {
    name: "by a name in escapes",
    ...guide((id) => `{"credentialId":"${id}","parameters":{"\\u0071uery":"forbidden"}}`, REFUSED),
  },
  {
    name: "by a parameter that it does not know",
    ...guide((id) => ({ credentialId: id, parameters: { as_user: "root" } }), REFUSED),
  },
  {
    name: "by a parameter named __proto__",
    ...guide((id) => `{"credentialId":"${id}","parameters":{"__proto__":{"query":"x"}}}`, REFUSED),
  },
  {
    name: "by a parameter of the reference's body named __proto__",
    ...reference((id) => `{"credentialId":"${id}","requestBody":{"__proto__":{"a":1}}}`, REFUSED),
  },
  {
    name: "by a parameter of the reference's query named __proto__",
    ...reference((id) => `{"credentialId":"${id}","queryParameters":{"__proto__":"a"}}`, REFUSED),
  },
  {
    name: "by a parameter named constructor",
    ...reference((id) => ({ credentialId: id, requestBody: { constructor: 1 } }), REFUSED),
  },
  ...[
    ["reading one's connections", "GET /alloy/credentials"],
    ["reading the catalogue", "GET /alloy/connectors"],
    ["beginning to connect", "POST /alloy/connect/notion"],
    ["connecting by a link", "GET /alloy/connect/notion"],
  ].map(([name, line]) => ({
    name: `by a user who may do nothing: ${name}`,
    request: ({ people }) => fromPage(people.carol, line, line.startsWith("POST") ? {} : undefined),
    ...REFUSED,
  })),
  {
    name: "by a user who may do nothing: deleting",
    request: ({ people: { carol } }) =>
      fromPage(carol, `DELETE /alloy/connectors/notion/credentials/${carol.notion}`),
    ...REFUSED,
  },
  {
    name: "by a user who may do nothing: an action",
    request: ({ people: { carol } }) => search.guide(carol, { credentialId: carol.notion }),
    ...REFUSED,
  },
  {
    name: "when the app's own check fails",
    ...guide((id) => ({ credentialId: id, parameters: { query: "thrown" } }), {
      ...{ status: 500, code: "HANDLER_FAILED" },
    }),
  },
];

const own = (id) => ({ credentialId: id, parameters: {} });
const typed = (type) => guide(own, MALFORMED, { "Content-Type": type });

const json = [
  { name: "no body", ...guide(() => undefined) },
  { name: "an empty body", ...guide(() => "") },
  { name: "no JSON", ...guide(() => "credentialId=1") },
  { name: "JSON that breaks off", ...guide((id) => `{"credentialId":"${id}"`) },
  { name: "JSON and more", ...guide((id) => `${JSON.stringify(own(id))}{}`) },
  { name: "JSON with comments", ...guide((id) => `/**/${JSON.stringify(own(id))}`) },
  { name: "a list", ...guide((id) => [own(id)]) },
  { name: "a text", ...guide(() => '"x"') },
  { name: "null", ...guide(() => "null") },
  { name: "a number", ...guide(() => "1e999") },
  { name: "depth without end", ...guide(() => "[".repeat(16_000)) },
  {
    name: "JSON in UTF-16",
    ...guide((id) => Buffer.from(JSON.stringify(own(id)), "utf16le").toString("latin1")),
  },
  {
    name: "JSON compressed",
    warm: true,
    request: ({ people: { mallory } }) => ({
      ...search.guide(mallory, {}, { "Content-Encoding": "gzip" }),
      body: gzipSync(JSON.stringify(own(mallory.notion))),
    }),
    ...MALFORMED,
  },
  { name: "JSON as a text", ...typed("text/plain") },
  { name: "JSON as a form", ...typed("application/x-www-form-urlencoded") },
  { name: "JSON as a form of parts", ...typed("multipart/form-data; boundary=x") },
  { name: "JSON as something like it", ...typed("application/json5") },
  { name: "JSON as a type with JSON in it", ...typed("text/plain; application/json") },
  { name: "JSON of no type", ...typed(null) },
  { name: "JSON of two types", ...typed(["text/plain", "application/json"]) },
];

const LIMIT = 16_384;
const big = (id) => ({ credentialId: id, parameters: { query: "x".repeat(LIMIT) } });

const size = [
  { name: "beyond the limit, declared", ...guide(big, TOO_LARGE) },
  {
    name: "beyond the limit by one byte",
    ...guide((id) => JSON.stringify(own(id)).padEnd(LIMIT + 1), TOO_LARGE),
  },
  {
    name: "declared beyond the limit, never sent",
    ...guide((id) => JSON.stringify(own(id)), TOO_LARGE, { "Content-Length": "99999999" }),
  },
  { name: "beyond the limit, in chunks", ...chunked((id) => JSON.stringify(big(id))) },
  {
    name: "beyond the limit, in chunks, with a small length beside them",
    ...chunked((id) => JSON.stringify(big(id)), { "Content-Length": "4" }),
  },
  {
    name: "beyond the limit, with the wrong type",
    ...guide(big, TOO_LARGE, { "Content-Type": "text/plain" }),
  },
  {
    name: "beyond the limit, for connecting",
    ...connect({ data: { x: "x".repeat(LIMIT) } }, TOO_LARGE),
  },
];

function chunked(text, headers = {}) {
  return {
    request: ({ people: { mallory } }) => {
      const whole = text(mallory.notion);
      const chunks = whole
        .match(/.{1,4096}/gs)
        .map((it) => `${it.length.toString(16)}\r\n${it}\r\n`);
      return {
        ...search.guide(mallory, {}, { ...headers, "Transfer-Encoding": "chunked" }),
        body: `${chunks.join("")}0\r\n\r\n`,
      };
    },
    ...TOO_LARGE,
  };
}

const slowness = [
  {
    name: "none of it comes",
    request: ({ people: { mallory } }) => search.guide(mallory, "", { "Content-Length": "64" }),
    ...TOO_SLOW,
  },
  {
    name: "half of it comes",
    ...guide((id) => `{"credentialId":"${id}"`, TOO_SLOW, { "Content-Length": "64" }),
  },
  {
    name: "byte by byte",
    ...guide((id) => `{"credentialId":"${id}"`, TOO_SLOW, { "Content-Length": "6400" }),
    rest: () => byteByByte(),
  },
  {
    name: "in chunks of a byte each",
    request: ({ people: { mallory } }) =>
      search.guide(mallory, "1\r\n{\r\n", { "Transfer-Encoding": "chunked" }),
    rest: () => byteByByte("1\r\n \r\n"),
    ...TOO_SLOW,
  },
  {
    name: "of somebody who is not signed in, who is not waited for",
    request: () => search.guide(null, "", { "Content-Length": "64" }),
    ...{ status: 401, code: "NOT_SIGNED_IN" },
  },
];

/** Bytes for as long as somebody takes them: each comes soon, the whole never. */
async function* byteByByte(text = " ") {
  for (;;) {
    await new Promise((resolve) => setTimeout(resolve, 20));
    yield Buffer.from(text);
  }
}

export default [
  { theme: "both dialects at once", attacks: dialects },
  { theme: "keys that nobody knows", attacks: keys },
  { theme: "values of another kind", attacks: values },
  { theme: "what the app does not allow", attacks: policy },
  { theme: "a body that is not what it says", attacks: json },
  { theme: "a body that is too large", attacks: size },
  { theme: "a body that is too slow", attacks: slowness },
];
