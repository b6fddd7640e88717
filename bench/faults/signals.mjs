// What becomes of a call that its caller gives up.
import { getEventListeners } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { failed, good } from "./answers.mjs";
import { observe } from "./observe.mjs";
import { patience } from "./patience.mjs";

const CALLS = 200;
const LISTENERS_LIMIT_MS = 60_000;

/** @type {import("./faults.mjs").Fault[]} */
export const signals = [
  {
    title: "POST: abort in flight",
    expectation: "rejects at once, and hangs up",
    method: "POST",
    needsSignal: true,
    script: () => ["hang"],
    run: abortInFlight,
    judge: (seen) => seen.outcome === "rejected" && seen.hits.length === 1 && seen.hasHungUp,
    tell: ({ hasHungUp }) => (hasHungUp ? "hangs up" : "keeps the connection"),
  },
  {
    title: "GET: abort in backoff",
    expectation: "rejects at once, long before Retry-After (30 s)",
    method: "GET",
    needsSignal: true,
    script: () => [failed(429, { retryAfter: 30 }), good],
    run: abortInBackoff,
    judge: (seen) =>
      seen.hadBackoff ? seen.outcome === "rejected" && seen.hits.length === 1 : null,
    tell: ({ hadBackoff }) => (hadBackoff ? undefined : "no backoff to abort"),
  },
  {
    title: `listeners on a signal after ${CALLS} calls`,
    expectation: "none",
    method: "POST",
    needsSignal: true,
    isBusy: true,
    script: () => [good],
    run: countListeners,
    judge: ({ outcome, listeners }) => outcome === "resolved" && listeners === 0,
    describe: ({ outcome, listeners }) =>
      outcome === "resolved" ? `${listeners} left` : `calls ${outcome}`,
  },
];

async function abortInFlight({ client, server, limitMs }) {
  const controller = new AbortController();
  const arrived = server.nextHit();
  const call = client.act("getPage", {}, controller.signal);
  const hit = await Promise.race([arrived, call.catch(() => undefined)]);
  controller.abort();
  const seen = await observe(call, server.hits, limitMs);
  const closing = hit && (await observe(hit.closed, [], limitMs));
  return { ...seen, hasHungUp: closing?.outcome === "resolved" };
}

async function abortInBackoff({ client, server, limitMs }) {
  const controller = new AbortController();
  const arrived = server.nextHit();
  const call = client.list(controller.signal);
  const settled = call.then(
    () => true,
    () => true,
  );
  await Promise.race([arrived, settled]);
  // Time to read the answer: whoever does not wait to try again has failed by then.
  const hadBackoff = !(await Promise.race([settled, patience(1_000).then(() => false)]));
  controller.abort();
  return { ...(await observe(call, server.hits, limitMs)), hadBackoff };
}

async function countListeners({ client, server }) {
  const { signal } = new AbortController();
  const calls = async () => {
    for (let count = 0; count < CALLS; count += 1) await client.act("getPage", {}, signal);
  };
  const seen = await observe(calls(), server.hits, LISTENERS_LIMIT_MS);
  return { ...seen, listeners: await listenersLeft(signal) };
}

/** Those that stay: Node's fetch removes its own when they are collected. */
async function listenersLeft(signal) {
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc");
  const count = () => getEventListeners(signal, "abort").length;
  for (let attempt = 0; attempt < 10 && count() > 0; attempt += 1) {
    collect();
    await sleep(10);
  }
  return count();
}
