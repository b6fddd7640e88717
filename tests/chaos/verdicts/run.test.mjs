// The verdicts on a run as a whole: each has to see what it is there for.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { RATES } from "../scenarios.mjs";
import { eventsInPairs, gateKept } from "./events.mjs";
import { faultsStruck } from "./faults.mjs";
import { leftovers } from "./leftovers.mjs";
import {
  MOST_BYTES,
  MOST_OBJECTS,
  everyOutcome,
  heapFlat,
  moduleFlat,
  noneHangs,
  objectsFlat,
} from "./memory.mjs";

describe("the verdict on the faults", () => {
  const requests = (times) =>
    Object.entries({ 429: 1_000, 500: 250, 503: 250, reset: 200, truncate: 100, ...times }).flatMap(
      ([fault, count]) => Array(count).fill({ fault }),
    );
  const all = (times) => [...requests(times), ...Array(8_200).fill({ fault: null })];

  it("is content with about as many as there should be", () => {
    assert.deepEqual(faultsStruck(all({ 429: 1_100, reset: 150 }), RATES).violations, []);
  });

  it("sees one that never struck, or far too often", () => {
    assert.match(faultsStruck(all({ truncate: 0 }), RATES).violations[0], /^truncate: 0 of 9900/);
    assert.match(faultsStruck(all({ 503: 500 }), RATES).violations[0], /^503: 500 of/);
    assert.equal(faultsStruck(requests({ 429: 0 }), { 429: 0.1 }).violations.length, 1);
  });

  it("asks for none where there may be none", () => {
    const few = Array(50).fill({ fault: null });
    assert.deepEqual(faultsStruck(few, { 429: 0.1 }).violations, []);
  });
});

describe("the verdicts on events", () => {
  const counts = {
    requests: 500,
    responses: 500,
    unasked: 0,
    unanswered: 0,
    closings: 50,
    early: 0,
  };

  it("count over all clients", () => {
    assert.deepEqual(eventsInPairs([counts, counts], 1_000).violations, []);
    assert.deepEqual(gateKept([counts], 0.1).violations, []);
  });

  it("see what is wrong", () => {
    const pairs = (changes) => eventsInPairs([{ ...counts, ...changes }], 500).violations.length;
    assert.equal(pairs({ requests: 499 }), 1);
    assert.equal(pairs({ unasked: 1 }), 1);
    assert.equal(pairs({ unanswered: 1 }), 1);
    assert.equal(gateKept([{ ...counts, early: 1 }], 0.1).violations.length, 1);
    assert.equal(gateKept([{ ...counts, closings: 0 }], 0.1).violations.length, 1);
  });
});

describe("the verdicts on what is left", () => {
  const finish = {
    listeners: { added: 10, removed: 10, left: 0 },
    resources: ["PipeWrap", "TCPSocketWrap"],
    end: { code: 0, ms: 12, stderr: "" },
  };
  const wrong = (changes) =>
    leftovers([finish, { ...finish, ...changes }]).flatMap(({ violations }) => violations);

  it("find nothing wrong with what is right", () => assert.deepEqual(wrong({}), []));

  it("see a listener, a timer, a process that stays or fails, and a warning", () => {
    assert.deepEqual(wrong({ listeners: { added: 10, removed: 9, left: 1 } }), [
      "1 listeners are left",
    ]);
    assert.deepEqual(wrong({ resources: ["Timeout", "PipeWrap"] }), ["Timeout"]);
    assert.deepEqual(wrong({ end: { ...finish.end, ms: null, code: null } }), [
      "1 had to be killed",
    ]);
    assert.deepEqual(wrong({ end: { ...finish.end, code: 13 } }), ["one ended with exit code 13"]);
    assert.deepEqual(wrong({ end: { ...finish.end, stderr: "A warning\n" } }), ["A warning"]);
    const unused = { ...finish, listeners: { added: 0, removed: 0, left: 0 } };
    assert.deepEqual(leftovers([unused])[0].violations, ["no call listened: this was not tried"]);
  });
});

describe("the verdicts on memory", () => {
  const sample = {
    calls: 10,
    heapBytes: 9e6,
    objects: 20_000,
    memoryBytes: 65_536,
    tableEntries: 9,
  };
  const samples = (changes) => [sample, { ...sample, calls: 20, ...changes }];
  const isFlat = (verdict, changes) => verdict(samples(changes)).violations.length === 0;

  it("let pass what is the engine's own", () => {
    assert.ok(isFlat(heapFlat, { heapBytes: sample.heapBytes + MOST_BYTES }));
    assert.ok(isFlat(objectsFlat, { objects: sample.objects + MOST_OBJECTS }));
    assert.ok(isFlat(moduleFlat, {}));
  });

  it("see any growth of the module, and more than that of the heap", () => {
    assert.ok(!isFlat(heapFlat, { heapBytes: sample.heapBytes + MOST_BYTES + 1 }));
    assert.ok(!isFlat(objectsFlat, { objects: sample.objects + MOST_OBJECTS + 1 }));
    assert.ok(!isFlat(moduleFlat, { memoryBytes: 131_072 }));
    assert.ok(!isFlat(moduleFlat, { tableEntries: 10 }));
  });

  it("see a leak that the end of some connections hides", () => {
    const objects = [24_000, 20_000, 20_001 + MOST_OBJECTS];
    const samples = objects.map((objects, index) => ({ ...sample, calls: index, objects }));
    assert.equal(objectsFlat(samples).violations.length, 1);
    assert.equal(objectsFlat(samples.slice(0, 2)).violations.length, 0);
  });

  it("see that nothing was measured", () => {
    for (const samples of [[], [sample]]) {
      for (const flat of [moduleFlat, heapFlat, objectsFlat]) {
        assert.deepEqual(flat(samples).violations, ["there are no two samples"]);
      }
    }
    const unseen = { ...sample, memoryBytes: 0, tableEntries: 0 };
    assert.deepEqual(moduleFlat([unseen, unseen]).violations, [
      "the module's memory was not found",
    ]);
  });

  it("see an outcome that nobody expected, one that never came, and a call that hangs", () => {
    const outcomes = { success: 2, AlloyServerError: 1 };
    assert.deepEqual(everyOutcome({ outcomes, unexpected: [] }).violations, []);
    assert.deepEqual(everyOutcome({ outcomes, unexpected: ["call 2: TypeError"] }).violations, [
      "call 2: TypeError",
    ]);
    assert.deepEqual(
      everyOutcome({ outcomes: { ...outcomes, success: 0 }, unexpected: [] }).violations,
      ["success: never"],
    );
    assert.deepEqual(noneHangs([], 3).violations, []);
    assert.deepEqual(noneHangs(["call 2, read"], 3).violations, ["call 2, read: never settled"]);
  });
});
