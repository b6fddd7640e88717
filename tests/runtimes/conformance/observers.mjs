// Observers that misbehave: whatever they do, the call goes on.
import { equal, ok, rejection, same } from "./assert.mjs";
import { answering, pause } from "./context.mjs";

const act = (alloy, options) => alloy.executeAction("notion", "a", {}, options);

export function* observers(context) {
  const bad = {
    throws: () => toss(new Error("observer")),
    "throws undefined": () => toss(undefined),
    rejects: async () => toss(new Error("observer")),
    "gives a thenable that throws": () => ({ then: () => toss(new Error("observer")) }),
    "gives a thenable whose then throws": () =>
      Object.defineProperty({}, "then", { get: () => toss(new Error("observer")) }),
    "never ends": () => new Promise(() => {}),
    "takes the event apart": (event) => {
      for (const name of Object.keys(event)) delete event[name];
      event.type = "response";
      event.call = "stolen";
    },
    "freezes the event": (event) => Object.freeze(event),
  };
  for (const [what, observe] of Object.entries(bad)) {
    yield [`one that ${what}`, () => isHarmless(context, observe)];
  }
  yield ["one that is slow", () => isNotWaitedFor(context)];
  yield ["one that calls the client", () => mayCallTheClient(context)];
  yield ["one that frees the client", () => mayFreeTheClient(context)];
  yield ["one that aborts, at each kind of event", () => mayAbort(context)];
  yield ["is called free, with one event", () => isCalledFree(context)];
  yield ["null is none", () => isOptional(context)];
}

/** Three of each: a success after a retry, a refusal and no answer. */
async function isHarmless(context, observe) {
  const { alloy, seen } = context.sequence("503~0,200", { observe });
  same(await alloy.listConnections(), [], "connections");
  equal((await seen()).length, 2, "requests");
  await context.rejects(
    () => act(context.faulty("status/400", { observe })),
    "AlloyBadRequestError",
    { code: "FAULT_400", attempts: 1 },
  );
  await context.rejects(() => act(context.faulty("reset", { observe })), "AlloyNetworkError");
  const rateLimit = { requestsPerSecond: 50, burst: 1 };
  const limited = context.faulty("unused", { observe, rateLimit, fetch: answering({ a: 1 }) });
  same(await Promise.all([act(limited), act(limited)]), [{ a: 1 }, { a: 1 }], "results");
  // What it rejects with would surface only later.
  await pause(5);
}

async function isNotWaitedFor(context) {
  let finish;
  const slow = new Promise((resolve) => (finish = resolve));
  const observe = () => slow;
  same(await act(context.faulty("unused", { observe, fetch: answering({ a: 1 }) })), { a: 1 });
  finish();
}

async function mayCallTheClient(context) {
  const kinds = new Set();
  const inner = [];
  let depth = 0;
  const rateLimit = { requestsPerSecond: 200, burst: 1 };
  let refusals = 0;
  const fetch = async () => {
    const refuse = (refusals += 1) % 4 === 1;
    return answering({}, refuse ? { status: 429, headers: { "retry-after": "0" } } : {})();
  };
  const alloy = context.faulty("unused", {
    ...{ fetch, rateLimit, maxRetries: 5 },
    observe({ type }) {
      if (kinds.has(type) || depth > 3) return;
      kinds.add(type);
      depth += 1;
      inner.push(
        act(alloy),
        alloy.listConnections().catch((error) => error.code),
      );
    },
  });
  same(await act(alloy), {}, "result");
  // They may begin more.
  for (const call of inner) await call;
  for (const kind of ["request", "response", "retry"]) ok(kinds.has(kind), `no ${kind}`);
}

async function mayFreeTheClient(context) {
  for (const moment of ["request", "response", "retry", "wait"]) {
    const { alloy } = context.sequence("429~0,200", {
      rateLimit: { requestsPerSecond: 50, burst: 1 },
      observe({ type }) {
        if (type === moment) alloy.free();
      },
    });
    // Freed in a call, it ends it as if nothing had happened.
    await act(alloy);
  }
}

async function mayAbort(context) {
  for (const moment of ["request", "retry", "wait"]) {
    const controller = new AbortController();
    const told = [];
    const observe = ({ type }) => {
      told.push(type);
      if (type === moment) controller.abort("enough");
    };
    const rateLimit = { requestsPerSecond: 2, burst: 1 };
    const { alloy } = context.sequence("429~1,200", { observe, rateLimit, maxRetries: 1 });
    const others = moment === "wait" ? [act(alloy)] : [];
    const error = await rejection(() => act(alloy, { signal: controller.signal }));
    equal(context.isError(error, "AlloyAbortError").cause, "enough", `cause at ${moment}`);
    ok(told.includes(moment), `no ${moment} was told`);
    await Promise.all(others);
  }
}

async function isCalledFree(context) {
  const seen = [];
  const observe = function (...given) {
    seen.push([this, given.length]);
  };
  await act(context.faulty("unused", { observe, fetch: answering({}) }));
  same(seen, [
    [undefined, 1],
    [undefined, 1],
  ]);
}

async function isOptional(context) {
  for (const observe of [undefined, null]) {
    same(await act(context.faulty("unused", { observe, fetch: answering({}) })), {}, "result");
  }
}

function toss(value) {
  throw value;
}
