// Which calls are made again, and when.
import { failed, good } from "./answers.mjs";
import { hasWaited, isSentAgain, isSentOnce, isTyped } from "./expect.mjs";
import { observe } from "./observe.mjs";
import { patience } from "./patience.mjs";

const ONCE = "not sent again, unless under one idempotency key";
const TIMEOUT_MS = 2_000;

/** @type {import("./faults.mjs").Fault[]} */
export const repeats = [
  {
    title: "POST: 500, 500, then 200",
    expectation: `${ONCE}; typed error with status`,
    method: "POST",
    script: () => [failed(500), failed(500), good],
    judge: (seen) => isSentOnce(seen) && (seen.outcome === "resolved" || isTyped(seen, 500)),
  },
  {
    title: "GET: 503, then 200",
    expectation: "sent again",
    method: "GET",
    script: () => [failed(503), good],
    judge: isSentAgain,
  },
  {
    title: "POST: 429 with Retry-After 2 s",
    expectation: "sent again, no earlier",
    method: "POST",
    script: () => [failed(429, { retryAfter: 2 }), good],
    judge: (seen) => isSentAgain(seen) && hasWaited(seen),
  },
  {
    title: "POST: 429 with Retry-After as a date",
    expectation: "sent again, no earlier",
    method: "POST",
    script: () => [() => failed(429, { retryAfter: soon().toUTCString() }), good],
    judge: (seen) => isSentAgain(seen) && hasWaited(seen),
  },
  {
    title: "POST: 429 with Retry-After 3600 s",
    expectation: "fails at once: typed error with status",
    method: "POST",
    script: () => [failed(429, { retryAfter: 3600 }), good],
    judge: (seen) => seen.hits.length === 1 && isTyped(seen, 429),
  },
  {
    title: "POST: a second call after a 429 with Retry-After 2 s",
    expectation: "waits as well",
    method: "POST",
    script: () => [failed(429, { retryAfter: 2 }), good],
    run: callTwice,
    judge: (seen) => seen.outcome === "resolved" && seen.hits.length === 3 && hasWaited(seen),
    tell: (seen) => (hasWaited(seen) ? undefined : "the second sent meanwhile"),
  },
  {
    title: "POST: connection reset",
    expectation: `${ONCE}; typed error`,
    method: "POST",
    script: () => ["reset", good],
    judge: (seen) => isSentOnce(seen) && (seen.outcome === "resolved" || isTyped(seen)),
  },
  {
    title: "GET: connection reset, then 200",
    expectation: "sent again",
    method: "GET",
    script: () => ["reset", good],
    judge: isSentAgain,
  },
  {
    title: "POST: no answer, time-out 2 s",
    expectation: `${ONCE}; typed error`,
    method: "POST",
    timeoutMs: TIMEOUT_MS,
    script: () => ["hang", good],
    judge: (seen) => isSentOnce(seen) && (seen.outcome === "resolved" || isTyped(seen)),
  },
  {
    title: "POST: body never ends, time-out 2 s",
    expectation: `${ONCE}; typed error`,
    method: "POST",
    timeoutMs: TIMEOUT_MS,
    script: () => ["stall", good],
    judge: (seen) => isSentOnce(seen) && (seen.outcome === "resolved" || isTyped(seen)),
  },
  {
    title: "GET: no answer, time-out 2 s, then 200",
    expectation: "sent again",
    method: "GET",
    timeoutMs: TIMEOUT_MS,
    script: () => ["hang", good],
    judge: isSentAgain,
  },
];

/** The second once the first has had time to read its answer. */
async function callTwice({ client, server, limitMs }) {
  const arrived = server.nextHit();
  const first = client.act("getPage", {});
  first.catch(() => {});
  await arrived;
  await patience(500);
  const calls = [first, client.act("getPage", {})];
  // Both are seen to their end: that the first fails says nothing of the second.
  const settled = Promise.allSettled(calls).then(() => Promise.all(calls));
  return observe(settled, server.hits, limitMs);
}

// HTTP dates know whole seconds: two or three from now.
const soon = () => new Date((Math.ceil(Date.now() / 1000) + 2) * 1000);
