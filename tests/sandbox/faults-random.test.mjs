// Every figure here is decided by a seed: nothing is left to chance.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { hurryClock } from "./clock.mjs";
import { LIST, openFaulty, POST_ACTION } from "./faulty.mjs";

const DRAWS = 2_000;
const RATES = {
  429: 0.1,
  500: 0.05,
  503: 0.05,
  reset: 0.02,
  hang: 0.02,
  slow: 0.02,
  truncate: 0.01,
};

/** Sends so many requests, one after the other, and tells what each met; gives up on those that hang. */
async function meet({ journal }, send, count) {
  const met = [];
  for (let index = 0; index < count; index += 1) {
    const controller = new AbortController();
    let settled = false;
    send({ signal: controller.signal })
      .then((answer) => answer.text())
      .catch(() => {})
      .finally(() => {
        settled = true;
      });
    while (!settled) {
      if (journal.requests.at(-1)?.fault === "hang") controller.abort();
      await new Promise((resolve) => setImmediate(resolve));
    }
    met.push(journal.requests.at(-1).fault ?? "none");
  }
  return met;
}

const times = (met, name) => met.filter((each) => each === name).length;

describe("faults.random", () => {
  it("strikes as often as the rates say", async (test) => {
    const { sandbox, list } = await openFaulty(test);
    sandbox.faults.random({ seed: 7, rates: RATES, slowMs: 0 });
    const met = await meet(sandbox, list, DRAWS);
    const none = 1 - Object.values(RATES).reduce((sum, rate) => sum + rate);
    for (const [name, rate] of Object.entries({ ...RATES, none })) {
      // Four standard deviations: a sequence outside of them would be a poor one.
      const distance = Math.abs(times(met, name) - DRAWS * rate);
      const most = 4 * Math.sqrt(DRAWS * rate * (1 - rate));
      assert.ok(distance <= most, `${name}: ${times(met, name)} of ${DRAWS}`);
    }
  });

  it("is the same with the same seed, whatever the order of the rates, and else another", async (test) => {
    const sequence = async (options, sandboxOptions) => {
      const { sandbox, list } = await openFaulty(test, "in process", sandboxOptions);
      sandbox.faults.random({ rates: { 429: 0.3, 500: 0.3 }, ...options });
      return meet(sandbox, list, 60);
    };
    const first = await sequence({ seed: 7 });
    assert.deepEqual(await sequence({ seed: "7" }), first);
    assert.deepEqual(await sequence({ seed: 7, rates: { 500: 0.3, 429: 0.3 } }), first);
    assert.notDeepEqual(await sequence({ seed: 8 }), first);
    // Without a seed it is the sandbox's.
    assert.deepEqual(await sequence({}, { seed: 7 }), first);
    assert.notDeepEqual(await sequence({}), first);
  });

  it("begins the sequence anew when it is called anew", async (test) => {
    const { sandbox, list } = await openFaulty(test);
    const round = () => {
      sandbox.faults.random({ rates: { 503: 0.5 } });
      return meet(sandbox, list, 40);
    };
    assert.deepEqual(await round(), await round());
  });

  it("strikes every time at a rate of 1 and never at 0", async (test) => {
    const { sandbox, list } = await openFaulty(test);
    sandbox.faults.random({ rates: { 429: 0.7, 500: 0.2, 503: 0.1, 502: 0 } });
    const met = await meet(sandbox, list, 100);
    assert.deepEqual([times(met, "none"), times(met, "502")], [0, 0]);
    sandbox.faults.random({ rates: {} });
    assert.equal(times(await meet(sandbox, list, 100), "none"), 100);
  });

  it("has an effect or none as the fault allows it", async (test) => {
    const { sandbox, write } = await openFaulty(test);
    const effects = async (name) => {
      sandbox.journal.clear();
      sandbox.faults.random({ seed: 7, rates: { [name]: 1 }, slowMs: 0 });
      await meet(sandbox, (init) => write("Hello", init), 40);
      return sandbox.journal.effects.length;
    };
    for (const name of [429, 503]) assert.equal(await effects(name), 0, name);
    for (const name of ["truncate", "slow"]) assert.equal(await effects(name), 40, name);
    for (const name of [500, 502, 504, "reset", "hang"]) {
      const either = await effects(name);
      assert.ok(either > 8 && either < 32, `${name}: ${either} of 40`);
    }
  });

  it("keeps to its route, and the narrower one counts", async (test) => {
    const { sandbox, list, write, call } = await openFaulty(test);
    sandbox.faults.random({ route: "*", rates: { 500: 1 } });
    sandbox.faults.random({ route: POST_ACTION, rates: { 503: 1 } });
    sandbox.faults.random({ route: LIST, rates: {} });
    assert.equal((await write()).status, 503);
    assert.equal((await list()).status, 200);
    assert.equal((await call("GET", "/credentials")).status, 500);
    sandbox.faults.random({ route: POST_ACTION, rates: { 502: 1 } });
    assert.equal((await write()).status, 502);
  });

  it("waits until what is scripted is over", async (test) => {
    const { sandbox, list } = await openFaulty(test);
    sandbox.faults.random({ rates: { 503: 1 } });
    sandbox.faults.next(LIST, { status: 500 }, { status: 502 });
    assert.deepEqual(await meet(sandbox, list, 4), ["500", "502", "503", "503"]);
  });

  it("sends Retry-After where it is given, and how long slow takes", async (test) => {
    const { sandbox, list } = await openFaulty(test);
    const retryAfter = async (options) => {
      sandbox.faults.random(options);
      return (await list()).headers.get("retry-after");
    };
    assert.equal(await retryAfter({ rates: { 429: 1 }, retryAfter: 0 }), "0");
    assert.equal(await retryAfter({ rates: { 503: 1 }, retryAfter: 2 }), "2");
    assert.equal(await retryAfter({ rates: { 500: 1 }, retryAfter: 2 }), null);
    assert.equal(await retryAfter({ rates: { 429: 1 } }), null);
    sandbox.faults.random({ rates: { slow: 1 }, slowMs: 60 });
    const waited = hurryClock(test);
    await (await list()).text();
    assert.equal(Math.round(waited()), 60);
  });
});
