// The body of an answer that will not be used is let go, not read.
import { equal, ok } from "./assert.mjs";
import { pause } from "./context.mjs";

export function* cancelledBodies(context) {
  yield ["a 503 whose body never ends delays no retry", () => leavesTheEndless(context)];
  yield ["a body is cancelled before the next attempt", () => cancelsBeforeNext(context)];
  yield ["a body that cannot be cancelled harms nothing", () => survivesCancel(context)];
  for (const end of ["the time", "the caller"]) {
    yield [
      `an answer that comes after ${end} has ended the call is cancelled`,
      () => cancelsLateAnswer(context, end),
    ];
  }
}

async function leavesTheEndless(context) {
  const { alloy, seen } = context.sequence("endless~0,endless~0,200");
  const { attempts } = await alloy.listConnections({ withResponse: true });
  equal(attempts, 3, "attempts");
  // The server sees its connections closed, for nobody reads on.
  while (!(await seen()).every(({ over }) => over)) await pause(20);
  equal((await seen()).length, 3, "requests");
}

/** A Response whose body tells what becomes of it. */
function watched(status, headers) {
  const fate = { pulled: 0, cancelled: 0 };
  const body = new ReadableStream(
    {
      pull(controller) {
        fate.pulled += 1;
        controller.enqueue(new TextEncoder().encode("x"));
      },
      cancel: () => void (fate.cancelled += 1),
    },
    { highWaterMark: 0 },
  );
  return { fate, response: new Response(body, { status, headers }) };
}

async function cancelsBeforeNext(context) {
  for (const [status, idempotent] of [
    [429, false],
    [503, true],
    [408, true],
  ]) {
    const fates = [];
    const atNext = [];
    const fetch = async () => {
      if (fates.length > 0) atNext.push(fates.at(-1).cancelled);
      if (fates.length === 2) return new Response("{}");
      const { fate, response } = watched(status, { "retry-after": "0" });
      fates.push(fate);
      return response;
    };
    const alloy = context.faulty("unused", { fetch, maxRetries: 2 });
    await alloy.executeAction("notion", "a", {}, { idempotent });
    equal(fates.length, 2, "refusals");
    for (const { pulled, cancelled } of fates) {
      equal(pulled, 0, `reads of the ${status}`);
      equal(cancelled, 1, `cancels of the ${status}`);
    }
    equal(Math.min(...atNext), 1, "cancels when the next request was sent");
  }
}

async function survivesCancel(context) {
  const bodies = [
    ["no body", undefined],
    ["null", null],
    ["no cancel()", {}],
    ["a cancel() that throws", { cancel: () => toss("no") }],
    ["a cancel() that rejects", { cancel: async () => toss("no") }],
    ["a cancel() that never ends", { cancel: () => new Promise(() => {}) }],
  ];
  for (const [what, body] of bodies) {
    let requests = 0;
    const headers = new Headers({ "retry-after": "0" });
    const fetch = async () => {
      requests += 1;
      if (requests === 3) return { status: 200, headers, text: async () => "{}" };
      return { status: 429, headers, body, text: () => toss(new Error("must not be read")) };
    };
    const alloy = context.faulty("unused", { fetch, maxRetries: 2 });
    await alloy.executeAction("notion", "a");
    equal(requests, 3, `requests with ${what}`);
  }
}

async function cancelsLateAnswer(context, end) {
  const { fate, response } = watched(200);
  let answer;
  // It knows nothing of signals.
  const fetch = () => new Promise((resolve) => (answer = resolve));
  const controller = new AbortController();
  const alloy = context.faulty("unused", { fetch, timeoutMs: end === "the time" ? 50 : 60_000 });
  if (end === "the caller") setTimeout(() => controller.abort(), 20);
  await context.rejects(
    () => alloy.executeAction("notion", "a", {}, { signal: controller.signal }),
    end === "the time" ? "AlloyTimeoutError" : "AlloyAbortError",
  );
  equal(fate.cancelled, 0, "cancels before the answer came");
  answer(response);
  while (fate.cancelled === 0) await pause(1);
  ok(fate.pulled === 0, "it was read");
}

function toss(value) {
  throw value;
}
