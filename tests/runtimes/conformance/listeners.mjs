// One signal for ten thousand calls: nothing stays on it.
import { equal, ok } from "./assert.mjs";
import { answering, pause } from "./context.mjs";

const EACH = 2_000;
const AT_ONCE = 250;

const act = (alloy, signal) => alloy.executeAction("notion", "a", {}, { signal });
const list = (alloy, signal) => alloy.listConnections({ signal });

export function* listeners(context) {
  yield ["none is left on a signal by 10,000 calls", () => leavesNone(context)];
  yield ["none is left by what an abort ends", () => leavesNoneWhenAborted(context)];
}

/** A signal that counts who listens. */
function counted(controller) {
  const { signal } = controller;
  const { addEventListener, removeEventListener } = AbortSignal.prototype;
  const count = { now: new Set(), added: 0 };
  signal.addEventListener = (type, listener, options) => {
    count.now.add(listener);
    count.added += 1;
    // What listens once is gone when it was told.
    if (options?.once) addEventListener.call(signal, type, () => count.now.delete(listener));
    addEventListener.call(signal, type, listener, options);
  };
  signal.removeEventListener = (type, listener, options) => {
    count.now.delete(listener);
    removeEventListener.call(signal, type, listener, options);
  };
  return { signal, count };
}

/** A `fetch` of which every second answer is a refusal that is worth a retry. */
function refusingEverySecond() {
  let requests = 0;
  return () => {
    const refuse = (requests += 1) % 2 === 1;
    return answering([], refuse ? { status: 503, headers: { "retry-after": "0" } } : {})();
  };
}

async function leavesNone(context) {
  const { signal, count } = counted(new AbortController());
  const rateLimit = { requestsPerSecond: 1_000_000, burst: 100 };
  const kinds = {
    success: [act, { fetch: answering({}) }],
    refusal: [act, { fetch: answering({}, { status: 400 }) }],
    failure: [act, { fetch: () => Promise.reject(new Error("no")) }],
    retry: [list, { fetch: refusingEverySecond(), maxRetries: 2 }],
    gate: [act, { fetch: answering({}), rateLimit }],
  };
  let calls = 0;
  for (const [what, [call, options]] of Object.entries(kinds)) {
    const alloy = context.faulty("unused", options);
    for (let started = 0; started < EACH; started += AT_ONCE) {
      const batch = Array.from({ length: AT_ONCE }, () => call(alloy, signal));
      await Promise.allSettled(batch);
      calls += batch.length;
    }
    equal(count.now.size, 0, `listeners after ${EACH} times ${what}`);
  }
  equal(calls, 10_000, "calls");
  ok(count.added > 0, "nobody listened");
}

async function leavesNoneWhenAborted(context) {
  const never = () => new Promise(() => {});
  const wait = answering({}, { status: 429, headers: { "retry-after": "50" } });
  const kinds = {
    "in flight": [act, { fetch: never }],
    "in a backoff": [act, { fetch: wait, maxRetries: 1 }],
    "at the gate": [act, { fetch: never, rateLimit: { requestsPerSecond: 0.01 } }],
  };
  for (const [where, [call, options]] of Object.entries(kinds)) {
    const controller = new AbortController();
    const { signal, count } = counted(controller);
    const alloy = context.faulty("unused", options);
    const batch = Array.from({ length: 500 }, () => call(alloy, signal));
    const settled = Promise.allSettled(batch);
    // Calls that are under way at once share one listener, or Node would warn of a leak.
    while (count.now.size === 0) await pause(1);
    await pause(50);
    equal(count.now.size, 1, `listeners of ${batch.length} calls`);
    controller.abort();
    for (const { reason } of await settled) context.isError(reason, "AlloyAbortError");
    equal(count.now.size, 0, `listeners of calls that were ${where}`);
  }
}
