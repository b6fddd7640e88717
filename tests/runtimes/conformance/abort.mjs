import { equal, ok } from "./assert.mjs";
import { pause, recorder } from "./context.mjs";

export function* abort(context) {
  yield ["a signal given already: nothing is sent", () => sendsNothing(context)];
  for (const [when, fault] of [
    ["before the headers", "hang"],
    ["within the body", "stall"],
  ]) {
    yield [`${when}`, () => endsTheCall(context, fault)];
    yield [`${when}, with a string as the reason`, () => endsTheCall(context, fault, "enough")];
    yield [`${when}, with null as the reason`, () => endsTheCall(context, fault, null)];
  }
  yield ["one call's signal leaves another alone", () => leavesOthersAlone(context)];
  yield ["no listener stays on the caller's signal", () => leavesNoListener(context)];
  yield ["AbortSignal.timeout ends a call", () => takesTimeoutSignal(context)];
}

const act = (alloy, options) => alloy.executeAction("notion", "post-search", {}, options);

async function sendsNothing(context) {
  for (const reason of [undefined, "enough", null, new Error("mine")]) {
    const { fetch, requests } = recorder();
    const controller = new AbortController();
    controller.abort(reason);
    const { signal } = controller;
    const error = await context.rejects(
      () => act(context.faulty("mirror/200", { fetch }), { signal }),
      "AlloyAbortError",
      { code: "ABORTED", attempts: 0 },
    );
    equal(error.cause, signal.reason, "cause");
    equal(requests.length, 0, "requests");
  }
}

async function endsTheCall(context, fault, reason) {
  const controller = new AbortController();
  const alloy = context.faulty(fault, {
    async fetch(url, init) {
      const answer = fetch(url, init);
      // At once for an answer that never comes, else when its body is being read.
      if (fault === "stall") await answer;
      setTimeout(() => controller.abort(reason), 20);
      return answer;
    },
  });
  const { signal } = controller;
  const error = await context.rejects(() => act(alloy, { signal }), "AlloyAbortError", {
    ...{ code: "ABORTED", attempts: 1, connectorId: "notion", actionId: "post-search" },
  });
  equal(error.cause, signal.reason, "cause");
}

async function leavesOthersAlone(context) {
  const controller = new AbortController();
  const alloy = context.faulty("late/150");
  const ended = context.rejects(() => act(alloy, { signal: controller.signal }), "AlloyAbortError");
  const other = act(alloy);
  await pause(20);
  controller.abort();
  await ended;
  equal((await other).method, "POST", "method");
}

async function leavesNoListener(context) {
  const { signal } = new AbortController();
  const listeners = new Set();
  signal.addEventListener = (...args) => {
    listeners.add(args[1]);
    AbortSignal.prototype.addEventListener.apply(signal, args);
  };
  signal.removeEventListener = (...args) => {
    listeners.delete(args[1]);
    AbortSignal.prototype.removeEventListener.apply(signal, args);
  };
  let most = 0;
  const fetch = (...request) => {
    most = Math.max(most, listeners.size);
    return globalThis.fetch(...request);
  };
  for (const fault of ["mirror/200", "status/500", "reset", "stall"]) {
    const alloy = context.faulty(fault, { fetch, timeoutMs: fault === "stall" ? 60 : 30_000 });
    await act(alloy, { signal }).catch(() => {});
    equal(listeners.size, 0, `listeners after ${fault}`);
  }
  ok(most > 0, "the signal was never listened to");
}

async function takesTimeoutSignal(context) {
  const signal = AbortSignal.timeout(60);
  const error = await context.rejects(
    () => act(context.faulty("hang"), { signal }),
    "AlloyAbortError",
  );
  equal(error.cause.name, "TimeoutError", "the cause's name");
}
