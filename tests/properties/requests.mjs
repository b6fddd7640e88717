// What every request must be, whatever its caller handed over.
import assert from "node:assert/strict";
import { IDS, KEY } from "./arguments.mjs";
import { ACCEPTABLE } from "./hostile.mjs";

const ROUTES = [
  ...["GET /credentials", "GET /credentials/{id}", "GET /credentials/users/{id}"],
  ...["GET /users/{id}/credentials", "GET /connectors/{id}/credentials"],
  ...["POST /connectors/{id}/credentials", "POST /connectors/{id}/credentials/callback"],
  ...["GET /connectors/{id}/actions/{id}", "POST /connectors/{id}/actions/{id}"],
  "POST /connectors/{id}/actions/{id}/execute",
];
const PATTERNS = ROUTES.map((route) => new RegExp(`^${route.replaceAll("{id}", "([^/?#]+)")}$`));

/** Ids arrive whole, and as they were given; where only a handler knows the user, paths say "me". */
const GIVEN = new Set([...IDS, ...ACCEPTABLE, "user-1", "me"]);

const SET_BY_FETCH = ["host", "content-length", "connection"];

/** Asserts that a request goes below one of the bases, by a known route, with nothing smuggled in. */
export function checkRequest([url, init, ...more], bases) {
  assert.deepEqual(more, []);
  assert.equal(new URL(url).href, url, "a URL that is mended on its way");
  const below = bases.filter((base) => url.startsWith(`${base}/`));
  const [base] = below.sort((one, other) => other.length - one.length);
  assert.ok(base, `${url} is not below ${bases.join(" or ")}`);

  const { method, headers, body, redirect, signal, ...rest } = init;
  assert.deepEqual(rest, {});
  assert.equal(redirect, "manual");
  assert.ok(signal instanceof AbortSignal);
  const asked = `${method} ${url.slice(base.length)}`;
  const found = PATTERNS.map((pattern) => pattern.exec(asked)).find((match) => match !== null);
  assert.ok(found, `no route of Alloy's: ${asked}`);
  for (const id of found.slice(1)) assert.ok(GIVEN.has(decodeURIComponent(id)), asked);

  checkHeaders(headers, body);
  if (method === "GET") assert.equal(body, undefined);
  else assert.equal(Object.getPrototypeOf(JSON.parse(body)), Object.prototype);
}

function checkHeaders(headers, body) {
  const names = Object.keys(headers);
  assert.deepEqual([...new Headers(headers).keys()], names.sort());
  assert.ok(!names.some((name) => SET_BY_FETCH.includes(name) || name === "x-evil"), `${names}`);
  assert.equal(headers.accept, "application/json");
  assert.equal(headers["content-type"], body === undefined ? undefined : "application/json");
  const { authorization } = headers;
  const key = authorization?.slice("Bearer ".length);
  assert.ok(key === undefined || key === KEY || ACCEPTABLE.includes(key), authorization);
}
