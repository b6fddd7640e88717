// Attacks on the handler in workerd: each is refused, and nothing reaches Alloy.
import assert from "node:assert/strict";
import { after, describe, it } from "node:test";
import { THEMES } from "./attacks/index.mjs";
import { assertRefused, assertSecret } from "./hardened.mjs";
import { fromPage } from "./messages.mjs";
import { exchange } from "./wire.mjs";
import { openWorld } from "./world.mjs";

const AT_LEAST = 80;
const LISTS = /^\/(credentials|users\/\w+\/credentials|credentials\/users\/\w+)$/;

const world = await openWorld();
after(() => world.close());

for (const { theme, attacks } of THEMES) {
  describe(theme, () => {
    for (const attack of attacks) it(attack.name, () => strike(attack));
  });
}

describe("the attacks", () => {
  it(`are ${AT_LEAST} at least`, () => {
    const names = THEMES.flatMap(({ theme, attacks }) =>
      attacks.map(({ name }) => `${theme}: ${name}`),
    );
    assert.ok(names.length >= AT_LEAST, `${names.length}`);
    assert.deepEqual(
      names.filter((name, index) => names.indexOf(name) !== index),
      [],
    );
  });
});

/** @param {import("./attacks/index.mjs").Attack} attack */
async function strike({
  request,
  worker = "main",
  warm,
  upstream,
  aheadMs,
  rest,
  then = [],
  ...expected
}) {
  const message = await request(world);
  if (warm) await warmed(worker);
  const port = world.ports[worker];
  const sendIt = () => exchange(port, message, { answers: 1 + then.length, rest: rest?.() });
  const { result: answers, sent } = await world.recorder.during(() =>
    aheadMs ? world.ahead(aheadMs, sendIt) : sendIt(),
  );
  const own = sent.filter(
    ({ method, path, headers }) =>
      upstream === "own list" && method === "GET" && LISTS.test(path) && isMallorys(headers, path),
  );
  assert.deepEqual(
    sent.map(({ method, path }) => `${method} ${path}`),
    own.map(({ method, path }) => `${method} ${path}`),
  );
  assert.ok(own.length <= 1, `${own.length} lists`);
  if (expected.by === "workerd") {
    for (const answer of answers) {
      assert.ok(answer.status >= 400, `${answer.status}`);
      assertSecret(answer, world);
    }
    return;
  }
  assert.equal(answers.length, 1 + then.length);
  for (const [index, wanted] of [expected, ...then].entries()) {
    assertRefused(answers[index], world, wanted);
  }
}

function isMallorys(headers, path) {
  const { userId } = world.people.mallory;
  return headers["x-alloy-userid"] === userId || path.includes(userId);
}

/** Has the handler learn whose connections are whose. */
async function warmed(worker) {
  for (const person of Object.values(world.people)) {
    const [{ status }] = await exchange(
      world.ports[worker],
      fromPage(person, "GET /alloy/credentials"),
    );
    assert.ok([200, 403].includes(status), `${status}`);
  }
}
