// Nobody is let in by default.
import { fromPage } from "../messages.mjs";
import { STRANGE_SESSIONS } from "../world.mjs";

const NOT_SIGNED_IN = { status: 401, code: "NOT_SIGNED_IN" };
const ID = "0123456789abcdef01234567";
const SEARCH = "/alloy/connectors/notion/actions/post-search";

/** Every route but the callback and the page that a popup ends on. */
export const ROUTES = [
  ["GET /alloy/connectors"],
  ["GET /alloy/connectors/notion"],
  ["GET /alloy/connectors/notion/resources"],
  ["GET /alloy/connectors/notion/actions"],
  [`GET ${SEARCH}`],
  ["GET /alloy/connectors/notion/credentials/metadata"],
  [`POST ${SEARCH}`, { credentialId: ID }],
  [`POST ${SEARCH}/execute`, { credentialId: ID }],
  [`GET /alloy/users/${ID}/credentials`],
  ["GET /alloy/credentials"],
  ["GET /alloy/connectors/notion/credentials"],
  [`GET /alloy/credentials/users/${ID}`],
  [`GET /alloy/credentials/${ID}`],
  [`DELETE /alloy/users/${ID}/credentials/${ID}`],
  [`DELETE /alloy/connectors/notion/credentials/${ID}`],
  ["POST /alloy/connect/notion", {}],
  ["GET /alloy/connect/notion"],
];

const without = ROUTES.map(([line, body]) => ({
  name: line,
  request: () => fromPage(null, line, body),
  ...NOT_SIGNED_IN,
}));

const someone = (headers) => ({
  request: (world) => fromPage(null, "GET /alloy/credentials", undefined, headers(world)),
  ...NOT_SIGNED_IN,
});

const claimed = [
  { name: "a session that there is not", ...someone(() => ({ Cookie: "session=guess" })) },
  {
    name: "a session named as a property of all objects",
    ...someone(() => ({ Cookie: "session=toString" })),
  },
  { name: "an empty session", ...someone(() => ({ Cookie: "session=" })) },
  {
    name: "a user's name in Alloy's header",
    ...someone(({ people }) => ({ "X-Alloy-UserId": people.alice.userId })),
  },
  {
    name: "Alloy's own key",
    ...someone(({ sandbox, people }) => ({
      ...{ Authorization: `Bearer ${sandbox.apiKey}`, "X-Alloy-UserId": people.alice.userId },
    })),
  },
  {
    name: "the cookie of a flow",
    ...someone(() => ({ Cookie: `__Host-alloy-${"A".repeat(22)}=x.y` })),
  },
  {
    name: "a user in the body",
    request: ({ people: { alice } }) =>
      fromPage(null, `POST ${SEARCH}`, { userId: alice.userId, credentialId: alice.notion }),
    ...NOT_SIGNED_IN,
  },
];

const FAILED = { status: 500, code: "HANDLER_FAILED" };
// The client checks what authenticate answers further than the handler does, before it sends anything.
const EXPECTED = { "with-dots": { status: [400, 500] }, "with-newline": { status: [400, 500] } };

const strange = Object.keys(STRANGE_SESSIONS).map((session) => ({
  name: session.replace("-", " "),
  request: () => fromPage({ session }, "GET /alloy/credentials"),
  ...(EXPECTED[session] ?? FAILED),
}));

export default [
  { theme: "nobody is signed in", attacks: without },
  { theme: "somebody claims to be signed in", attacks: claimed },
  { theme: "authenticate answers what is no user", attacks: strange },
];
