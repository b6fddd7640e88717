// What two observers are told becomes rows: the requests of one call together, with what they waited for.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { importFromPage } from "./bundle.mjs";

const { isTrouble, Timeline } = await importFromPage("timeline/timeline.ts");

/** What a client tells of a call, event by event: `[at, type, attempt, more]`. */
const tell = (timeline, lane, call, ...events) => {
  for (const [at, type, attempt, more] of events) {
    const route = "/connectors/{connectorId}/actions/{actionId}";
    const base = { call, operation: "executeAction", method: "POST", route, attempt };
    timeline.add(lane, { ...base, connectorId: "notion", ...more, type }, at);
  }
};

const ANSWERED = [
  [0, "request", 1],
  [8, "response", 1, { ms: 8, status: 200 }],
];

describe("the timeline", () => {
  it("has a call's requests together, and what each waited for", () => {
    const timeline = new Timeline();
    tell(
      timeline,
      "worker",
      1,
      [0, "request", 1],
      [5, "response", 1, { ms: 5, status: 429 }],
      [5, "retry", 1, { ms: 1_000, status: 429 }],
      [5, "wait", 2, { ms: 1_000, reason: "retry_after" }],
      [1_009, "request", 2],
      [1_012, "response", 2, { ms: 3, status: 200, requestId: "req-2" }],
    );
    const [row, ...others] = timeline.rows;
    assert.deepEqual(others, []);
    assert.deepEqual(
      row.attempts.map(({ number, status, ms, wait }) => [number, status, ms, wait]),
      [
        [1, 429, 5, undefined],
        [2, 200, 3, { since: 5, until: 1_009, reason: "retry_after" }],
      ],
    );
    assert.ok(isTrouble(row));
    assert.deepEqual(timeline.totals, {
      ...{ requests: 2, retries: 1, waitedMs: 1_004 },
      failures: { 429: 1 },
    });
  });

  it("shows the request that is waited for before it goes out", () => {
    const timeline = new Timeline();
    tell(
      timeline,
      "page",
      1,
      [0, "request", 1],
      [9, "response", 1, { ms: 9, code: "NETWORK_FAILED" }],
      [9, "retry", 1, { ms: 400 }],
    );
    const [, waiting] = timeline.rows[0].attempts;
    assert.deepEqual(waiting.wait, { since: 9, until: 409, reason: "backoff" });
    assert.equal(waiting.sentAt, undefined);
    assert.deepEqual(timeline.totals.failures, { NETWORK_FAILED: 1 });
  });

  it("shows a call that is in line for its first request, too", () => {
    const timeline = new Timeline();
    tell(timeline, "worker", 1, [0, "wait", 1, { ms: 900, reason: "retry_after" }]);
    assert.equal(timeline.rows[0].attempts[0].wait.until, 900);
    tell(timeline, "worker", 1, [910, "request", 1]);
    assert.equal(timeline.rows[0].attempts.length, 1);
    assert.equal(timeline.totals.waitedMs, 910);
  });

  it("keeps the lanes apart, with the newest call first", () => {
    const timeline = new Timeline();
    tell(timeline, "page", 1, ...ANSWERED);
    tell(timeline, "worker", 1, ...ANSWERED);
    assert.deepEqual(
      timeline.rows.map(({ lane, attempts }) => [lane, attempts.length]),
      [
        ["worker", 1],
        ["page", 1],
      ],
    );
    assert.ok(!timeline.rows.some(isTrouble));
  });

  it("takes a call of a number that was there for another one: the Worker was started again", () => {
    const timeline = new Timeline();
    tell(timeline, "worker", 1, ...ANSWERED);
    tell(timeline, "worker", 2, ...ANSWERED);
    tell(timeline, "worker", 1, ...ANSWERED);
    tell(timeline, "worker", 2, ...ANSWERED);
    assert.equal(timeline.rows.length, 4);
    assert.equal(new Set(timeline.rows.map(({ key }) => key)).size, 4);
  });

  it("begins anew with a client's first call, also where the earlier ones are forgotten", () => {
    const timeline = new Timeline(2);
    for (const call of [1, 2, 3]) tell(timeline, "worker", call, ...ANSWERED);
    for (const call of [1, 2]) tell(timeline, "worker", call, [0, "request", 1]);
    tell(timeline, "worker", 3, [0, "request", 1]);
    assert.deepEqual(
      timeline.rows.map(({ attempts }) => attempts.map(({ status }) => status)),
      [[undefined], [undefined]],
    );
    tell(timeline, "worker", 2, [9, "response", 1, { ms: 9, status: 200 }]);
    assert.equal(timeline.rows[1].attempts[0].status, 200);
  });

  it("replaces the rows that change, and no others", () => {
    const timeline = new Timeline();
    tell(timeline, "page", 1, ...ANSWERED);
    tell(timeline, "page", 2, [10, "request", 1]);
    const [second, first] = timeline.rows;
    tell(timeline, "page", 2, [20, "response", 1, { ms: 10, status: 200 }]);
    const [secondNow, firstNow] = timeline.rows;
    assert.equal(firstNow, first);
    assert.notEqual(secondNow, second);
    assert.equal(second.attempts[0].status, undefined);
  });

  it("forgets the oldest calls, and what is still told of them, but not what they came to", () => {
    const timeline = new Timeline(2);
    for (const call of [1, 2, 3]) tell(timeline, "page", call, [call, "request", 1]);
    tell(timeline, "page", 1, [9, "response", 1, { ms: 8, status: 200 }]);
    assert.deepEqual(
      timeline.rows.map(({ attempts: [{ sentAt }] }) => sentAt),
      [3, 2],
    );
    assert.equal(timeline.totals.requests, 3);
    assert.equal(timeline.forgotten, 1);
    timeline.clear();
    assert.equal(timeline.forgotten, 0);
  });

  it("keeps a call that waits in sight, and forgets later ones that are over", () => {
    const timeline = new Timeline(2);
    tell(
      timeline,
      "worker",
      1,
      [0, "request", 1],
      [5, "response", 1, { ms: 5, status: 429 }],
      [5, "wait", 2, { ms: 1_000, reason: "retry_after" }],
    );
    for (const call of [2, 3, 4]) tell(timeline, "worker", call, ...ANSWERED);
    tell(timeline, "worker", 1, [1_005, "request", 2]);
    assert.deepEqual(
      timeline.rows.map(({ attempts }) => attempts.map(({ sentAt }) => sentAt)),
      [[0], [0, 1_005]],
    );
    assert.equal(timeline.forgotten, 2);
  });

  it("notes a route that is missing", () => {
    const timeline = new Timeline();
    tell(timeline, "worker", 1, ...ANSWERED, [9, "fallback", 1, { to: "/credentials" }]);
    assert.match(timeline.rows[0].notes[0], /\/credentials$/);
  });
});
