// What does not pass, whoever asks.
import { fromPage } from "../messages.mjs";

const ROUTE = { status: 403, code: "ROUTE_REFUSED" };
const CONNECTOR = { status: 403, code: "CONNECTOR_REFUSED" };
const UNKNOWN = { status: 404, code: "ROUTE_UNKNOWN" };
const METHOD = { status: 405, code: "METHOD_REFUSED" };

const ID = "0123456789abcdef01234567";
const CREDENTIALS = "/alloy/connectors/notion/credentials";
const RECORDS = `/alloy/users/${ID}/integrations/notion/data/pages`;

/** Requests of Mallory's, as lines, all answered alike. */
const each = (expected, lines) =>
  lines.map((given) => {
    const [line, body = /^(POST|PUT|PATCH) /.test(line) ? {} : undefined] = [given].flat();
    return {
      name: line.length > 90 ? `${line.slice(0, 90)}…` : line,
      request: ({ people }) => fromPage(people.mallory, line, body),
      ...expected,
    };
  });

const alloys = each(ROUTE, [
  "GET /alloy/users",
  ["POST /alloy/users", { username: "mallory-2" }],
  ["POST /alloy/users/batch", { users: [{ username: "mallory-2" }] }],
  `GET /alloy/users/${ID}`,
  ["PUT /alloy/users/" + ID, { fullName: "Mallory" }],
  `DELETE /alloy/users/${ID}`,
  `GET /alloy/users/${ID}/token`,
  ["POST /alloy/connectors/files/upload/request", { filename: "x", mimeType: "text/plain" }],
  "GET /alloy/connectors/files/list",
  `DELETE /alloy/connectors/files/${ID}%7Cx`,
  [`POST ${CREDENTIALS}`, { authenticationType: "oauth2", redirectUri: "https://evil.example/" }],
  ["POST /alloy/connectors/mailgun/credentials", { authenticationType: "apiKey", data: {} }],
  [`POST ${CREDENTIALS}/callback`, { code: "stolen" }],
  `GET ${RECORDS}`,
  `POST ${RECORDS}`,
  `PUT ${RECORDS}/x`,
  "GET /alloy/one/crm/contacts",
  "POST /alloy/one/crm/contacts",
  "PUT /alloy/one/crm/contacts/x",
]);

const unknown = each(UNKNOWN, [
  "GET /",
  "GET /favicon.ico",
  "GET /alloy/api/strategy/connector/notion/authorize",
  `PUT /alloy/files/${ID}`,
  "GET /alloy/admin",
  "GET /alloy/__proto__",
  "GET /alloy/constructor",
  "GET /alloy/connected/x",
  "GET /alloy/callback",
  "GET /alloy/callback/notion/x",
  "POST /alloy/connect",
  "GET /alloy/connectors/notion/actions/post-search/execute/now",
  "GET /alloy/connectors/notion/secrets",
]);

const methods = [
  ...each(METHOD, [
    "POST /alloy/connectors",
    "PUT /alloy/connectors/notion",
    "PATCH /alloy/credentials",
    "DELETE /alloy/credentials/" + ID,
    `PUT ${CREDENTIALS}/${ID}`,
    "PUT /alloy/connect/notion",
    "DELETE /alloy/connect/notion",
    "POST /alloy/callback/notion",
    "DELETE /alloy/callback/notion",
    "POST /alloy/connected",
    "HEAD /alloy/connectors",
    "HEAD /alloy/connect/notion",
    "TRACE /alloy/connectors",
    "PROPFIND /alloy/connectors",
    "GET /alloy/connectors/notion/actions/post-search/execute",
  ]),
  {
    name: "a method of one's own",
    request: ({ people }) => fromPage(people.mallory, "FROB /alloy/connectors"),
    by: "workerd",
  },
  {
    name: "a method in small letters",
    request: ({ people }) => fromPage(people.mallory, "delete /alloy/connectors"),
    by: "workerd",
  },
  {
    name: "a tunnel",
    request: ({ people }) => fromPage(people.mallory, "CONNECT alloy.example:443"),
    by: "workerd",
  },
];

const connectors = each(CONNECTOR, [
  "GET /alloy/connectors/hubspot",
  "GET /alloy/connectors/hubspot/resources",
  "GET /alloy/connectors/hubspot/actions",
  "GET /alloy/connectors/hubspot/actions/list-contacts",
  "GET /alloy/connectors/mailgun/credentials/metadata",
  "GET /alloy/connectors/mailgun/credentials",
  `DELETE /alloy/connectors/mailgun/credentials/${ID}`,
  ["POST /alloy/connectors/hubspot/actions/list-contacts", { credentialId: ID }],
  ["POST /alloy/connectors/hubspot/actions/list-contacts/execute", { credentialId: ID }],
  ["POST /alloy/connectors/files/actions/x", { credentialId: ID }],
  "POST /alloy/connect/hubspot",
  "GET /alloy/connect/mailgun",
  "GET /alloy/callback/mailgun?code=x&alloy_state=x.y",
  "POST /alloy/connect/__proto__",
  "POST /alloy/connect/constructor",
  "GET /alloy/connectors/toString",
  "GET /alloy/connectors/hasOwnProperty/actions",
]);

export default [
  { theme: "Alloy's routes that do not pass", attacks: alloys },
  { theme: "routes that there are not", attacks: unknown },
  { theme: "methods", attacks: methods },
  { theme: "connectors that do not pass", attacks: connectors },
];
