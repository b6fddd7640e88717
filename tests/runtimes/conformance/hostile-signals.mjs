// The caller's signals: any reason, any make, and some that misbehave.
import { equal, ok, rejection } from "./assert.mjs";
import { answering } from "./context.mjs";

const act = (alloy, options) => alloy.executeAction("notion", "post-search", {}, options);

export function* hostileSignals(context) {
  for (const [when, fault] of [
    ["while nothing comes", "hang"],
    ["while a body comes", "stall"],
  ]) {
    for (const reason of ["a string", 7, null, Symbol("enough"), { mine: true }]) {
      const shown = typeof reason === "object" ? JSON.stringify(reason) : String(reason);
      yield [`abort(${shown}) ${when}`, () => keepsReason(context, fault, reason)];
    }
  }
  yield ["a signal of another make", () => takesForeignSignal(context)];
  yield ["a signal that throws", () => survivesBadSignal(context)];
  yield ["a fetch that aborts the call", () => isAbortedByFetch(context)];
}

async function keepsReason(context, fault, reason) {
  const controller = new AbortController();
  const fetch = async (url, init) => {
    const answer = globalThis.fetch(url, init);
    if (fault === "stall") await answer;
    setTimeout(() => controller.abort(reason), 10);
    return answer;
  };
  const { signal } = controller;
  const alloy = context.faulty(fault, { fetch });
  const error = await context.rejects(() => act(alloy, { signal }), "AlloyAbortError", {
    code: "ABORTED",
  });
  equal(error.cause, reason, "cause");
}

async function takesForeignSignal(context) {
  const listeners = new Set();
  const signal = {
    aborted: false,
    reason: undefined,
    addEventListener: (type, listener) => listeners.add(listener),
    removeEventListener: (type, listener) => listeners.delete(listener),
  };
  const { method } = await act(context.faulty("mirror/200"), { signal });
  equal(method, "POST", "method");
  equal(listeners.size, 0, "listeners after an answer");

  const call = rejection(() => act(context.faulty("hang"), { signal }));
  Object.assign(signal, { aborted: true, reason: "enough" });
  for (const listener of listeners) {
    if (typeof listener === "function") listener.call(signal, { type: "abort", target: signal });
    else listener.handleEvent({ type: "abort", target: signal });
  }
  equal(context.isError(await call, "AlloyAbortError").cause, "enough", "cause");
  equal(listeners.size, 0, "listeners after the abort");
}

async function survivesBadSignal(context) {
  const good = { aborted: false, addEventListener() {}, removeEventListener() {} };
  const signals = [
    { ...good, addEventListener: () => toss(new Error("no listening")) },
    { ...good, removeEventListener: () => toss(new Error("no forgetting")) },
    Object.defineProperty({ ...good }, "aborted", { get: () => toss(new Error("no telling")) }),
  ];
  for (const signal of signals) {
    // A result or an error of ours, but no promise that hangs, and nothing thrown past it.
    const outcome = await act(context.faulty("mirror/200"), { signal }).catch((error) => error);
    const typed = outcome instanceof context.sdk.AlloyError;
    ok(typed || outcome?.method === "POST", `gave ${outcome}`);
  }
}

async function isAbortedByFetch(context) {
  for (const late of [false, true]) {
    const controller = new AbortController();
    const { signal } = controller;
    const fetch = async () => {
      if (late) await null;
      controller.abort("enough");
      return answering({})();
    };
    const alloy = context.faulty("unused", { fetch });
    const error = await context.rejects(() => act(alloy, { signal }), "AlloyAbortError");
    equal(error.cause, "enough", "cause");
  }
}

function toss(value) {
  throw value;
}
