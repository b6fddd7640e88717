// The marks of used states, kept in this process; and what a Durable Object does with its storage.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { AlloyStateStore, memoryStateStore } from "./package.mjs";

describe("memoryStateStore", () => {
  const opened = () => {
    const clock = { ms: 1_000_000 };
    return { clock, store: memoryStateStore(() => clock.ms) };
  };

  it("says yes once for each id", () => {
    const { store, clock } = opened();
    const until = clock.ms + 600_000;
    const answers = ["a", "b", "a", "b", "c"].map((id) => store.useOnce(id, until));
    assert.deepEqual(answers, [true, true, false, false, true]);
  });

  it("forgets an id when its time is over, and not before", () => {
    const { store, clock } = opened();
    store.useOnce("a", clock.ms + 600_000);
    clock.ms += 599_999;
    assert.equal(store.useOnce("a", clock.ms + 1), false);
    clock.ms += 1;
    assert.equal(store.useOnce("a", clock.ms + 600_000), true);
    assert.equal(store.useOnce("a", clock.ms + 600_000), false);
  });

  it("remembers ids by their own times, in whichever order they came", () => {
    const { store, clock } = opened();
    store.useOnce("long", clock.ms + 900_000);
    store.useOnce("short", clock.ms + 100);
    clock.ms += 1_000;
    assert.equal(store.useOnce("long", clock.ms + 600_000), false);
  });

  it("has the host's clock where none is given", () => {
    const store = memoryStateStore();
    assert.equal(store.useOnce("a", Date.now() + 600_000), true);
    assert.equal(store.useOnce("a", Date.now() + 600_000), false);
  });
});

describe("AlloyStateStore", () => {
  /** Storage as a Durable Object has it, and what was done with it. */
  const opened = () => {
    const kept = new Map();
    const alarms = [];
    const storage = {
      get: async (key) => kept.get(key),
      put: async (key, value) => void kept.set(key, value),
      setAlarm: async (at) => void alarms.push(at),
      deleteAll: async () => kept.clear(),
    };
    const object = new AlloyStateStore({ storage });
    const use = async (until) =>
      (await object.fetch(new Request(`https://state/?until=${until}`))).text();
    return { ...{ kept, alarms, object, use } };
  };

  it("says yes once", async () => {
    const { use } = opened();
    assert.deepEqual([await use(7_000), await use(7_000)], ["true", "false"]);
  });

  it("is to be woken when the state is void, and then keeps nothing", async () => {
    const { use, alarms, object, kept } = opened();
    await use(7_000);
    await use(9_000);
    assert.deepEqual(alarms, [7_000]);
    assert.ok(kept.size > 0);
    await object.alarm();
    assert.equal(kept.size, 0);
    assert.equal(await use(8_000), "true");
  });
});
