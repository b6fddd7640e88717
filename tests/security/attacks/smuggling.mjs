// Requests that servers in a row may read differently, and headers that only servers should send.
import { fromPage, search } from "../messages.mjs";
import { ORIGIN } from "../world.mjs";
import { written } from "../wire.mjs";

const BY_SERVER = { by: "workerd" };
const NOT_SIGNED_IN = { status: 401, code: "NOT_SIGNED_IN" };
const NOT_FOUND = { status: 404, code: "NOT_FOUND" };
const METHOD = { status: 405, code: "METHOD_REFUSED" };
const MALFORMED = { status: 400, code: "REQUEST_MALFORMED" };

const having = (headers, expected = BY_SERVER) => ({
  request: ({ people }) => fromPage(people.mallory, "GET /alloy/credentials", undefined, headers),
  ...expected,
});

/** A request of Alice's browser, whose body holds another that the attacker made. */
const within = (headers, body, expected) => ({
  request({ people: { alice } }) {
    const hidden = written(
      fromPage(null, `DELETE /alloy/connectors/notion/credentials/${alice.notion}`, undefined, {
        Origin: null,
      }),
    );
    return written({
      ...fromPage(alice, "POST /alloy/connectors/notion/actions/post-search", "", headers),
      body: body(hidden.toString("latin1")),
    });
  },
  ...expected,
});

const framing = [
  { name: "two hosts", ...having({ Host: ["app.example", "evil.example"] }) },
  { name: "a host with a user", ...having({ Host: "mallory@app.example" }) },
  { name: "a host with a path", ...having({ Host: "app.example/alloy" }) },
  { name: "a host with a space", ...having({ Host: "app.example evil.example" }) },
  { name: "no host", ...having({ Host: null }) },
  {
    name: "two lengths",
    request: ({ people }) => search.guide(people.mallory, "{}{}", { "Content-Length": ["2", "4"] }),
    ...BY_SERVER,
  },
  {
    name: "a length with a sign",
    request: ({ people }) => search.guide(people.mallory, "{}", { "Content-Length": "+2" }),
    ...BY_SERVER,
  },
  {
    name: "a length below nothing",
    request: ({ people }) => search.guide(people.mallory, "{}", { "Content-Length": "-1" }),
    ...BY_SERVER,
  },
  {
    name: "a transfer encoding that there is not",
    request: ({ people }) =>
      search.guide(people.mallory, "{}", { "Transfer-Encoding": "xchunked" }),
    ...BY_SERVER,
  },
  {
    name: "two transfer encodings",
    request: ({ people }) =>
      search.guide(people.mallory, "{}", { "Transfer-Encoding": ["chunked", "identity"] }),
    ...BY_SERVER,
  },
  {
    name: "chunks whose size is no number",
    request: ({ people }) =>
      search.guide(people.mallory, "zz\r\n{}\r\n0\r\n\r\n", { "Transfer-Encoding": "chunked" }),
    ...{ status: [400, 500] },
  },
  {
    name: "headers without end",
    ...having({ "X-Padding": "a".repeat(300_000) }),
  },
  {
    name: "a request after the chunks that the length counts as their body",
    ...within(
      { "Transfer-Encoding": "chunked", "Content-Length": "200" },
      (hidden) => `0\r\n\r\n${hidden}`,
      { status: 400, code: "REQUEST_MALFORMED", then: [NOT_SIGNED_IN] },
    ),
  },
  {
    name: "a request after a body whose length is nothing",
    ...within({ "Content-Length": "0" }, (hidden) => hidden, {
      ...{ status: 400, code: "REQUEST_MALFORMED", then: [NOT_SIGNED_IN] },
    }),
  },
];

const names = [
  {
    name: "another method",
    request: ({ people: { alice, mallory } }) =>
      fromPage(
        mallory,
        `POST /alloy/connectors/notion/credentials/${alice.notion}`,
        {},
        {
          ...{ "X-HTTP-Method-Override": "DELETE", "X-HTTP-Method": "DELETE" },
          "X-Method-Override": "DELETE",
        },
      ),
    ...METHOD,
  },
  {
    name: "another URL",
    request: ({ people: { alice, mallory } }) =>
      fromPage(mallory, "GET /alloy/nothing", undefined, {
        "X-Original-URL": `/alloy/credentials/${alice.notion}`,
        "X-Rewrite-URL": `/alloy/credentials/${alice.notion}`,
        "MF-Original-URL": `${ORIGIN}/alloy/credentials/${alice.notion}`,
      }),
    ...{ status: 404, code: "ROUTE_UNKNOWN" },
  },
  {
    name: "another user",
    warm: true,
    request: ({ people: { alice, mallory } }) =>
      search.guide(
        mallory,
        { credentialId: alice.notion },
        {
          ...{ "X-Alloy-UserId": alice.userId, "X-User-Id": alice.userId },
          "X-Forwarded-User": alice.userId,
        },
      ),
    ...NOT_FOUND,
  },
  {
    name: "another user, after a line break",
    warm: true,
    request: ({ people: { alice, mallory } }) =>
      search.guide(
        mallory,
        { credentialId: alice.notion },
        {
          "X-Note": `1\r\n x-alloy-userid: ${alice.userId}`,
        },
      ),
    ...NOT_FOUND,
  },
  {
    name: "another user's key",
    warm: true,
    request: ({ sandbox, people: { alice, mallory } }) =>
      search.guide(
        mallory,
        { credentialId: alice.notion },
        {
          ...{ Authorization: `Bearer ${sandbox.apiKey}`, "X-Api-Key": sandbox.apiKey },
        },
      ),
    ...NOT_FOUND,
  },
  {
    name: "a session that is folded into the header before it",
    request: ({ people: { alice } }) =>
      fromPage(null, "GET /alloy/credentials", undefined, {
        "X-Note": `1\r\n Cookie: session=${alice.session}`,
      }),
    ...NOT_SIGNED_IN,
  },
];

/** What a page would have Alloy send on to the service, as JSON has it. */
const forService = (json) => ({
  warm: true,
  request: ({ people: { mallory } }) =>
    search.reference(mallory, `{"credentialId":"${mallory.notion}","additionalHeaders":${json}}`),
  ...MALFORMED,
});

const NAMES = [
  ...["Authorization", "Host", "Cookie", "X-Alloy-UserId", "Content-Length", "Transfer-Encoding"],
  ...["Connection", "X-Forwarded-For", "Notion-Version", "", "__proto__"],
];

const onward = [
  ...NAMES.map((name) => ({ name: `"${name}"`, ...forService(`{"${name}":"x"}`) })),
  { name: "half of a pair of surrogates", ...forService('{"\\ud800":"x"}') },
  { name: "a name with a header in it", ...forService('{"Notion-Version\\r\\nHost":"evil"}') },
  { name: "a value with a header in it", ...forService('{"Notion-Version":"1\\r\\nHost: evil"}') },
  { name: "none, in an object", ...forService("{}") },
  { name: "none, in a list", ...forService("[]") },
];

export default [
  { theme: "a request within a request", attacks: framing },
  { theme: "headers that only servers should send", attacks: names },
  { theme: "a header for the service", attacks: onward },
];
