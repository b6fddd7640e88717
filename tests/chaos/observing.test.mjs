// What the run looks on with: each has to see what it is there for.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { moduleSize } from "./wasm-memory.mjs";
import { digest } from "./digest.mjs";
import { Events } from "./events.mjs";
import { callAll } from "./in-flight.mjs";
import { MAX_RETRIES, RATES, plan, scenarios } from "./scenarios.mjs";
import { sharedSignal } from "./shared-signal.mjs";

describe("callAll", () => {
  const settings = { concurrency: 3, stallMs: 60_000 };
  const names = Array.from({ length: 10 }, (_, index) => `call ${index}`);

  it("makes every call once, never more at a time than it may", async () => {
    const made = [];
    let [underWay, most] = [0, 0];
    const hung = await callAll(names, settings, async (name) => {
      made.push(name);
      most = Math.max(most, ++underWay);
      await new Promise(setImmediate);
      underWay -= 1;
    });
    assert.deepEqual([made, most, hung], [names, 3, []]);
  });

  it("names those that hang, and makes the others", async () => {
    const made = [];
    const hung = await callAll(names, { ...settings, stallMs: 1 }, (name) => {
      made.push(name);
      return name === "call 2" || name === "call 7" ? new Promise(() => {}) : Promise.resolve();
    });
    assert.deepEqual([made, hung], [names, ["call 2", "call 7"]]);
  });

  it("leaves no timer", async () => {
    await callAll(names, settings, async () => {});
    assert.ok(!process.getActiveResourcesInfo().includes("Timeout"));
  });
});

describe("a shared signal", () => {
  it("counts its listeners, and works", () => {
    const { signal, listeners } = sharedSignal();
    const listener = () => {};
    signal.addEventListener("abort", listener);
    signal.addEventListener("abort", () => {});
    signal.removeEventListener("abort", listener);
    assert.deepEqual(listeners(), { added: 2, removed: 1, left: 1 });
    assert.ok(signal instanceof AbortSignal);
  });
});

describe("the record of events", () => {
  const events = (retryAfterMs = 0) => {
    const clock = { now: 0 };
    const record = new Events(retryAfterMs, () => clock.now);
    return {
      record,
      clock,
      request: tellAll("request", record),
      response: tellAll("response", record),
    };
  };
  const tellAll =
    (type, record) =>
    (call, attempt, status = undefined) =>
      record.observe({ type, call, attempt, status });

  it("has a response for each request", () => {
    const { record, request, response } = events();
    request(1, 1);
    request(2, 1);
    response(1, 1, 500);
    request(1, 2);
    response(2, 1);
    response(1, 2, 200);
    const { requests, responses, unasked, unanswered } = record.counts();
    assert.deepEqual([requests, responses, unasked, unanswered], [3, 3, 0, 0]);
  });

  it("sees a response too many, and a request without one", () => {
    const { record, request, response } = events();
    request(1, 1);
    response(1, 1);
    response(1, 1);
    request(1, 2);
    assert.deepEqual([record.counts().unasked, record.counts().unanswered], [1, 1]);
  });

  it("sees a request that goes out while a 429 holds all back", () => {
    const { record, clock, request, response } = events(1_000);
    request(1, 1);
    response(1, 1, 429);
    clock.now = 1_000;
    request(2, 1);
    assert.deepEqual([record.counts().closings, record.counts().early], [1, 0]);
    response(2, 1, 429);
    clock.now = 1_999;
    request(3, 1);
    assert.deepEqual([record.counts().closings, record.counts().early], [2, 1]);
  });
});

describe("the module's size", () => {
  // (module (memory (export "m") 1 3) (table (export "t") 5 9 funcref))
  const bytes = [
    ...[0, 97, 115, 109, 1, 0, 0, 0, 4, 5, 1, 112, 1, 5, 9],
    ...[5, 4, 1, 1, 1, 3, 7, 9, 2, 1, 109, 2, 0, 1, 116, 1, 0],
  ];

  it("is that of every instance's memory and tables, as they are now", () => {
    assert.deepEqual(moduleSize(), { memoryBytes: 0, tableEntries: 0 });
    const instance = new WebAssembly.Instance(new WebAssembly.Module(new Uint8Array(bytes)));
    assert.deepEqual(moduleSize(), { memoryBytes: 65_536, tableEntries: 5 });
    instance.exports.m.grow(1);
    instance.exports.t.grow(2);
    assert.deepEqual(moduleSize(), { memoryBytes: 131_072, tableEntries: 7 });
  });
});

describe("the digest of a journal", () => {
  it("names the call of each request and effect", () => {
    const request = (requestId, parameters, fault) => ({ requestId, body: { parameters }, fault });
    const journal = {
      requests: [
        request("r1", { text: "a write", channel: "general" }, "500"),
        request("r2", { query: "a read" }),
        { requestId: "r3", body: null },
      ],
      effects: [{ requestId: "r1" }, { requestId: "r9" }],
    };
    assert.deepEqual(digest(journal), {
      requests: [
        { call: "a write", requestId: "r1", fault: "500" },
        { call: "a read", requestId: "r2", fault: null },
        { call: null, requestId: "r3", fault: null },
      ],
      effects: [{ call: "a write" }, { call: null }],
    });
  });
});

describe("the scenarios", () => {
  it("share out all actions, each with a name of its own", () => {
    for (const actions of [1, 50, 51, 52, 2_000, 20_000]) {
      const calls = scenarios(actions).flatMap(plan);
      assert.equal(calls.length, actions);
      assert.equal(new Set(calls.map(({ call }) => call)).size, actions);
    }
    assert.deepEqual(
      scenarios(20_000).map(({ actions }) => actions),
      [9_900, 9_900, 200],
    );
  });

  it("are of the faults that were asked for, and the client's own number of retries", () => {
    assert.deepEqual(RATES, { 429: 0.1, 500: 0.025, 503: 0.025, reset: 0.02, truncate: 0.01 });
    assert.equal(MAX_RETRIES, 2);
    const reads = plan({ name: "any", actions: 1_000 }).filter(({ kind }) => kind === "read");
    assert.equal(reads.length, 200);
  });
});
