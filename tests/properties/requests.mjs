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

// In the path, ids are told from one another by their slashes alone.
const PATTERNS = ROUTES.map((route) => new RegExp(`^${route.replaceAll("{id}", "([^/?#]+)")}$`));

// Ids arrive whole, and as they were given.
const GIVEN = new Set([KEY, "user-1", ...IDS, ...ACCEPTABLE]);

/** Asserts that a request goes below one of the bases, by a known route, with nothing smuggled in. */
export function checkRequest([url, init, ...more], bases) {
  assert.deepEqual(more, []);
  assert.equal(typeof url, "string");
  assert.equal(new URL(url).href, url, "a URL that is mended on its way");
  const below = bases.filter((base) => url.startsWith(`${base}/`));
  const base = below.sort((one, other) => other.length - one.length)[0];
  assert.ok(base, `${url} is not below ${bases.join(" or ")}`);
  const { method, headers, body, redirect, signal, ...rest } = init;
  assert.deepEqual(rest, {});
  assert.equal(redirect, "manual");
  assert.ok(signal instanceof AbortSignal);

  const asked = `${method} ${url.slice(base.length)}`;
  const found = PATTERNS.map((pattern) => pattern.exec(asked)).find((match) => match !== null);
  assert.ok(found, `no route of Alloy's: ${asked}`);
  for (const id of found.slice(1)) assert.ok(GIVEN.has(decodeURIComponent(id)), asked);

  const names = Object.keys(headers);
  assert.deepEqual([...new Headers(headers).keys()], names.sort());
  const { authorization } = headers;
  assert.ok(authorization === undefined || GIVEN.has(authorization.slice("Bearer ".length)));
  assert.ok(!names.some((name) => /evil|host|length/.test(name)), `${names}`);

  if (method === "GET") return assert.equal(body, undefined);
  assert.equal(headers["content-type"], "application/json");
  const sent = JSON.parse(body);
  assert.equal(Object.getPrototypeOf(sent), Object.prototype);
}
