// Another user's connection in every place where an id can stand.
import { fromPage, search } from "../messages.mjs";

const NOT_FOUND = { status: 404, code: "NOT_FOUND" };
const MALFORMED = { status: 400, code: "REQUEST_MALFORMED" };
// It is no id, or nobody's.
const NONE = { status: [400, 404] };

/** Mallory asks; her own connections are known to the handler by then. */
const asMallory = (line, body, expected = NOT_FOUND) => ({
  warm: true,
  request: ({ people: { alice, mallory } }) =>
    fromPage(mallory, line(alice, mallory), body?.(alice, mallory)),
  ...expected,
});

const POST = () => "POST /alloy/connectors/notion/actions/post-search";
const EXECUTE = () => `${POST()}/execute`;
const named = (value) =>
  asMallory(POST, (alice, own) => ({ credentialId: value(alice, own) }), NONE);

const others = [
  { name: "in the guide's body", ...asMallory(POST, ({ notion }) => ({ credentialId: notion })) },
  {
    name: "in the reference's body",
    ...asMallory(EXECUTE, ({ notion }) => ({ credentialId: notion })),
  },
  {
    name: "in the body, after one's own",
    ...asMallory(
      POST,
      (alice, own) => `{"credentialId":"${own.notion}","credentialId":"${alice.notion}"}`,
    ),
  },
  {
    name: "in the body, in capitals",
    ...asMallory(POST, ({ notion }) => ({ credentialId: notion.toUpperCase() })),
  },
  {
    name: "in the body, after a space",
    ...asMallory(POST, ({ notion }) => ({ credentialId: ` ${notion}` })),
  },
  {
    name: "in the body, with its user",
    ...asMallory(POST, ({ notion, userId }) => ({ credentialId: notion, userId })),
  },
  {
    name: "in the body, with its user in a header",
    warm: true,
    request: ({ people: { alice, mallory } }) =>
      search.guide(mallory, { credentialId: alice.notion }, { "X-Alloy-UserId": alice.userId }),
    ...NOT_FOUND,
  },
  {
    name: "to get",
    ...asMallory(({ notion }) => `GET /alloy/credentials/${notion}`),
    upstream: "own list",
  },
  {
    name: "to get, in capitals",
    ...asMallory(({ notion }) => `GET /alloy/credentials/${notion.toUpperCase()}`),
    upstream: "own list",
  },
  {
    name: "to get, encoded",
    ...asMallory(({ notion }) => `GET /alloy/credentials/%${hex(notion[0])}${notion.slice(1)}`),
    upstream: "own list",
  },
  {
    name: "to delete as one's own",
    ...asMallory((alice, own) => `DELETE /alloy/users/${own.userId}/credentials/${alice.notion}`),
  },
  {
    name: "to delete as its user's",
    ...asMallory(({ userId, notion }) => `DELETE /alloy/users/${userId}/credentials/${notion}`),
  },
  {
    name: "to delete as a connector's",
    ...asMallory(({ notion }) => `DELETE /alloy/connectors/notion/credentials/${notion}`),
  },
  {
    name: "to delete, with the user in the query",
    ...asMallory(
      ({ userId, notion }) =>
        `DELETE /alloy/connectors/notion/credentials/${notion}?userId=${userId}`,
    ),
  },
];

function hex(character) {
  return character.charCodeAt(0).toString(16);
}

const elsewhere = [
  {
    name: "one's own for another connector's action",
    ...asMallory(POST, (_, { slack }) => ({ credentialId: slack })),
  },
  {
    name: "one's own for another connector's action, in the reference's words",
    ...asMallory(EXECUTE, (_, { slack }) => ({ credentialId: slack })),
  },
  {
    name: "one's own, to delete as another connector's",
    ...asMallory((_, { slack }) => `DELETE /alloy/connectors/notion/credentials/${slack}`),
  },
  {
    name: "one's own of a connector that does not pass, for an action",
    ...asMallory(POST, (_, { hubspot }) => ({ credentialId: hubspot })),
  },
  {
    name: "one's own of a connector that does not pass, to get",
    ...asMallory((_, { hubspot }) => `GET /alloy/credentials/${hubspot}`),
    upstream: "own list",
  },
  {
    name: "one's own of a connector that does not pass, to delete",
    ...asMallory((_, { hubspot }) => `DELETE /alloy/users/me/credentials/${hubspot}`),
  },
];

const strange = [
  { name: "a list of ids", ...named(({ notion }) => [notion]) },
  { name: "an operator for an id", ...named(() => ({ $ne: null })) },
  { name: "a number", ...named(() => 7) },
  { name: "null", ...named(() => null) },
  { name: "true", ...named(() => true) },
  { name: "nothing", ...named(() => "") },
  { name: "an id with a NUL", ...named(({ notion }) => `${notion}\0`) },
  { name: "an id with line breaks", ...named(({ notion }) => `x\r\nx-alloy-userid: ${notion}`) },
  { name: "an id longer than any", ...named(() => "a".repeat(1_025)) },
  { name: "no id", ...asMallory(POST, () => ({ parameters: {} }), NONE) },
  {
    name: "the id under the other name",
    ...asMallory(POST, ({ notion }) => ({ connectionId: notion }), MALFORMED),
  },
  {
    name: "one's own id, and another's under the other name",
    ...asMallory(
      POST,
      (alice, own) => ({ credentialId: own.notion, connectionId: alice.notion }),
      MALFORMED,
    ),
  },
  {
    name: "one's own id, and another's in the query",
    ...asMallory(
      (alice) => `${POST()}?credentialId=${alice.notion}`,
      (_, own) => ({ credentialId: own.notion }),
      MALFORMED,
    ),
  },
  {
    name: "an id that climbs out of its place",
    ...asMallory(POST, ({ notion }, own) => ({ credentialId: `${own.notion}/../${notion}` })),
  },
  { name: "half of a pair of surrogates", ...asMallory(POST, () => '{"credentialId":"\\ud800"}') },
  { name: "an id of dots", ...asMallory(POST, () => ({ credentialId: ".." })) },
  { name: "an id of blanks", ...asMallory(POST, () => ({ credentialId: "  " })) },
  { name: "the name of a property that all objects have", ...asMallory(POST, protoId) },
];

function protoId() {
  return { credentialId: "__proto__" };
}

export default [
  { theme: "another user's connection", attacks: others },
  { theme: "a connection out of place", attacks: elsewhere },
  { theme: "what is no connection's id", attacks: strange },
];
