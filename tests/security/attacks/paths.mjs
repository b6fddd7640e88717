// Paths that one reader takes for one thing, and the next for another.
import { fromPage } from "../messages.mjs";

const MALFORMED = { status: 400, code: "REQUEST_MALFORMED" };
const UNKNOWN = { status: 404, code: "ROUTE_UNKNOWN" };
const REFUSED = { status: 403, code: "ROUTE_REFUSED" };
const NO_CONNECTOR = { status: 403, code: "CONNECTOR_REFUSED" };
const BY_SERVER = { by: "workerd" };

const get = (path, expected = MALFORMED) => ({
  request: ({ people }) => fromPage(people.mallory, `GET ${path}`),
  ...expected,
});

const ACTION = "/alloy/connectors/notion/actions";

const segments = [
  { name: "an encoded slash", ...get("/alloy/connectors/notion%2factions") },
  { name: "an encoded slash in capitals", ...get("/alloy/connectors/notion%2Factions") },
  { name: "an encoded slash that leads to users", ...get("/alloy/connectors/..%2fusers") },
  { name: "an encoded backslash", ...get("/alloy/connectors/notion%5Cactions") },
  { name: "a backslash", ...get("/alloy/connectors/notion\\actions") },
  { name: "a backslash before the route", ...get("/alloy\\connectors", UNKNOWN) },
  { name: "dots", ...get("/alloy/connectors/../users", REFUSED) },
  { name: "dots out of the base path", ...get("/alloy/../alloy/users", REFUSED) },
  { name: "encoded dots", ...get("/alloy/connectors/%2e%2e/users") },
  { name: "half-encoded dots", ...get("/alloy/connectors/.%2E/users") },
  { name: "one encoded dot", ...get("/alloy/connectors/%2e/actions") },
  { name: "dots encoded twice", ...get("/alloy/connectors/%252e%252e/users") },
  { name: "a slash encoded twice", ...get("/alloy/connectors/x%252fy") },
  { name: "dots with a parameter", ...get("/alloy/connectors/..;/users", UNKNOWN) },
  { name: "NUL", ...get("/alloy/connectors/no\0tion", BY_SERVER) },
  { name: "an encoded NUL", ...get("/alloy/connectors/notion%00") },
  { name: "an encoded line break", ...get("/alloy/connectors/notion%0d%0aX-Evil:1") },
  { name: "an encoded DEL", ...get("/alloy/connectors/notion%7f") },
  { name: "an encoded control character of C1", ...get(`${ACTION}/x%c2%85`, { status: 400 }) },
  { name: "a percent sign that begins no byte", ...get("/alloy/connectors/%zz") },
  { name: "half an escape", ...get("/alloy/connectors/notion%2") },
  { name: "an escape of IIS's", ...get("/alloy/connectors/%u002e%u002e/users") },
  { name: "bytes that are no UTF-8", ...get(`${ACTION}/%ff`) },
  { name: "an id that is no UTF-8", ...get("/alloy/credentials/%ff") },
  { name: "a slash in too many bytes", ...get(`${ACTION}/%c0%af`) },
  {
    name: "dots in too many bytes",
    ...get("/alloy/connectors/%c0%ae%c0%ae/actions", NO_CONNECTOR),
  },
  { name: "half of a pair of surrogates", ...get(`${ACTION}/%ed%a0%80`) },
  { name: "an empty segment", ...get("/alloy/connectors//actions") },
  { name: "an empty connector", ...get("/alloy/connectors/") },
  { name: "a slash behind a route", ...get("/alloy/connectors/notion/actions/") },
  { name: "the base path alone", ...get("/alloy", UNKNOWN) },
  { name: "the base path and a slash", ...get("/alloy/") },
  { name: "a base path that goes on", ...get("/alloyed/connectors", UNKNOWN) },
  { name: "a base path in capitals", ...get("/ALLOY/connectors", UNKNOWN) },
  { name: "a base path in escapes", ...get("/%61lloy/connectors", UNKNOWN) },
  { name: "two slashes before it", ...get("//alloy/connectors", UNKNOWN) },
  { name: "another host before it", ...get("//evil.example/alloy/connectors", UNKNOWN) },
  { name: "the base path within the path", ...get("/x/alloy/connectors", UNKNOWN) },
  { name: "a route in capitals", ...get("/alloy/Connectors", UNKNOWN) },
  { name: "a route in escapes", ...get("/alloy/%63onnectors", UNKNOWN) },
  { name: "a refused route in escapes", ...get("/alloy/%75sers", UNKNOWN) },
  { name: "a connector in capitals", ...get("/alloy/connectors/NOTION", NO_CONNECTOR) },
  { name: "a space behind a connector", ...get("/alloy/connectors/notion%20", NO_CONNECTOR) },
  { name: "a dot behind a connector", ...get("/alloy/connectors/notion.", NO_CONNECTOR) },
  { name: "a type behind a connector", ...get("/alloy/connectors/notion.json", NO_CONNECTOR) },
  { name: "a parameter behind a connector", ...get("/alloy/connectors/notion;a=b", NO_CONNECTOR) },
  { name: "wide letters", ...get("/alloy/connectors/%ef%bd%8eotion", NO_CONNECTOR) },
  { name: "a segment longer than any", ...get(`${ACTION}/${"a".repeat(1_025)}`, { status: 400 }) },
  { name: "a path longer than any", ...get(`/alloy/${"a/".repeat(10_000)}x`) },
  { name: "a path that no server takes", ...get(`/alloy/${"a".repeat(300_000)}`, BY_SERVER) },
  { name: "another host's URL", ...get("http://evil.example/alloy/connectors", BY_SERVER) },
  { name: "a star", ...get("*", BY_SERVER) },
  { name: "no slash", ...get("alloy/connectors", BY_SERVER) },
];

const queries = [
  { name: "an unknown name", ...get("/alloy/connectors?limit=1") },
  { name: "a name twice", ...get("/alloy/credentials?connectorId=notion&connectorId=slack") },
  {
    name: "a name twice, once in escapes",
    ...get("/alloy/credentials?connectorId=notion&%63onnectorId=slack"),
  },
  {
    name: "a name twice, by the path",
    ...get("/alloy/connectors/notion/credentials?connectorId=slack"),
  },
  { name: "a name in brackets", ...get("/alloy/credentials?connectorId[]=notion") },
  { name: "__proto__", ...get("/alloy/connectors?__proto__=1") },
  { name: "the name that the answer goes under", ...get("/alloy/connectors?connectors=1") },
  { name: "a dash", ...get("/alloy/credentials?-=1") },
  { name: "a name that the handler uses itself", ...get("/alloy/credentials?operation=listUsers") },
  { name: "a user by another name", ...get("/alloy/credentials?userid=1") },
  { name: "a method", ...get("/alloy/connectors?_method=DELETE") },
  { name: "a semicolon between pairs", ...get("/alloy/credentials?a=b;connectorId=notion") },
];

export default [
  { theme: "a path that misleads", attacks: segments },
  { theme: "a query that misleads", attacks: queries },
];
