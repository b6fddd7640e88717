// What holds of every answer of the handler.
import assert from "node:assert/strict";
import { valuesOf } from "./wire.mjs";

const ALWAYS = {
  "cache-control": "no-store",
  "x-content-type-options": "nosniff",
  "cross-origin-resource-policy": "same-origin",
};
/** What may be there beside them. */
const MAY_BE = new Set([
  ...["content-type", "content-length", "transfer-encoding", "referrer-policy", "vary"],
  ...["allow", "retry-after", "location", "set-cookie", "content-security-policy"],
]);
/** Nothing in it is secret, and nothing in it came from elsewhere. */
export function assertHardened(answer, world, { cors } = {}) {
  for (const [name, value] of Object.entries(ALWAYS)) {
    assert.deepEqual(valuesOf(answer, name), [value], name);
  }
  const named = answer.headers.map(([name]) => name);
  const shared = named.filter((name) => name.startsWith("access-control-"));
  if (cors) {
    assert.deepEqual(valuesOf(answer, "access-control-allow-origin"), [cors]);
    assert.deepEqual(valuesOf(answer, "access-control-allow-credentials"), ["true"]);
    assert.match(valuesOf(answer, "vary").join(), /\borigin\b/i);
  } else {
    assert.deepEqual(shared, []);
  }
  const strangers = named.filter(
    (name) => !Object.hasOwn(ALWAYS, name) && !MAY_BE.has(name) && !shared.includes(name),
  );
  assert.deepEqual(strangers, []);
  assertSecret(answer, world);
}

/** Nothing in it is secret. */
export function assertSecret({ headers, body }, world) {
  const whole = `${headers.map((header) => header.join(": ")).join("\n")}\n\n${body}`;
  for (const secret of world.secrets) {
    assert.ok(!whole.includes(secret), `there is a secret in it: ${secret}`);
  }
}

/** A refusal, in Alloy's shape, that says nothing of what was sent. */
export function assertRefused(answer, world, { status, code, cors }) {
  assertHardened(answer, world, { cors });
  const said = `${answer.status} ${answer.body}`;
  assert.ok([status].flat().includes(answer.status), said);
  assert.deepEqual(valuesOf(answer, "location"), []);
  assert.deepEqual(valuesOf(answer, "set-cookie"), []);
  if (answer.body === "") return;
  assert.deepEqual(valuesOf(answer, "content-type"), ["application/json"]);
  const { error, ...more } = JSON.parse(answer.body);
  assert.deepEqual(more, {});
  assert.deepEqual(Object.keys(error), ["code", "message"], said);
  if (code !== undefined) assert.equal(error.code, code, said);
  assert.match(error.message, /^[\w[][^<>]{4,}$/);
}
