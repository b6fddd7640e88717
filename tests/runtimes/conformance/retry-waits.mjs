// How long a client waits before it sends a request again: by the server's clock, and at least.
import { equal, ok, same } from "./assert.mjs";
import { answering } from "./context.mjs";
import { longest, withTimersWatched } from "./timers.mjs";

/** By how much a timer may be early, in milliseconds: clocks are read in whole ones. */
export const EARLY_MS = 5;

export function* retryWaits(context) {
  yield ["at least what Retry-After asks for, or the backoff", () => waitsLongEnough(context)];
  yield ["not longer than a minute: the call fails at once", () => refusesToWait(context)];
  yield ["x-should-retry: false fails at once", () => heedsShouldRetry(context)];
  yield ["a Retry-After in the past is no wait", () => waitsForNoPast(context)];
  yield ["a Retry-After without sense is none", () => readsNoNonsense(context)];
  for (const [when, abort] of [
    ["at once", (controller) => controller.abort("enough")],
    ["later", (controller) => setTimeout(() => controller.abort("enough"), 50)],
  ]) {
    yield [`abort ends the wait, ${when}`, () => isAborted(context, abort)];
  }
  yield ["no timer stays behind an aborted wait", () => leavesNoTimer(context)];
}

/** All at once: the longest of them waits for more than two seconds. */
async function waitsLongEnough(context) {
  const GET = (alloy) => alloy.listConnections();
  const POST = (alloy) => alloy.executeAction("notion", "a");
  // What the backoff is at least, where the server asks for nothing.
  const cases = [
    ["503,503,503,200", GET, [375, 750, 1_500]],
    ["429,429,200", POST, [375, 750]],
    ["503~0,503,200", GET, ["asked", 750]],
    ["503~1,200", GET, ["asked"]],
    ["429~1,200", POST, ["asked"]],
    // A date has whole seconds: these wait for one to two.
    ["503~date2,200", GET, ["asked"]],
    ["429~date2,200", POST, ["asked"]],
  ];
  await Promise.all(
    cases.map(async ([steps, call, waits]) => {
      const { alloy, seen } = context.sequence(steps, { maxRetries: 3 });
      await call(alloy);
      const log = await seen();
      equal(log.length, waits.length + 1, `requests at ${steps}`);
      for (const [index, least] of waits.entries()) {
        const [before, after] = log.slice(index, index + 2);
        const due = least === "asked" ? before.due : before.at + least;
        const late = after.at - due;
        ok(late >= -EARLY_MS, `wait ${index} of ${steps} was ${-late} ms too short`);
      }
    }),
  );
}

async function refusesToWait(context) {
  for (const [step, className] of [
    ["429~61", "AlloyRateLimitError"],
    ["429~3600", "AlloyRateLimitError"],
    ["503~61", "AlloyServerError"],
    ["503~3600", "AlloyServerError"],
  ]) {
    const { alloy, seen } = context.sequence(`${step},200`);
    await context.rejects(() => alloy.listConnections(), className, {
      ...{ attempts: 1, retryAfterMs: 1000 * Number(step.split("~")[1]) },
    });
    equal((await seen()).length, 1, "requests");
  }
  const { alloy, seen } = context.sequence("429~date3600,200");
  const list = () => alloy.listConnections();
  const { retryAfterMs } = await context.rejects(list, "AlloyRateLimitError", { attempts: 1 });
  ok(retryAfterMs > 3_500_000 && retryAfterMs <= 3_600_000, `retryAfterMs is ${retryAfterMs}`);
  equal((await seen()).length, 1, "requests");
}

/** The gate stays open: the next call asks. */
async function heedsShouldRetry(context) {
  for (const [step, className] of [
    ["502~never", "AlloyServerError"],
    ["429~never", "AlloyRateLimitError"],
  ]) {
    const { alloy, seen } = context.sequence(`${step},200`);
    const list = () => alloy.listConnections();
    const { retryAfterMs } = await context.rejects(list, className, { attempts: 1 });
    equal(retryAfterMs, undefined, "retryAfterMs");
    await list();
    equal((await seen()).length, 2, "requests");
  }
}

async function waitsForNoPast(context) {
  const { alloy, seen } = context.sequence("503~date-3600,503~date0,200");
  await alloy.listConnections();
  equal((await seen()).length, 3, "requests");
}

/** They count as none, and the backoff is waited for. */
async function readsNoNonsense(context) {
  await Promise.all(
    ["soon", "-1", "1e9", "0x10", "NaN", "Infinity", "99999999999999999999d"].map(async (said) => {
      const { alloy, seen } = context.sequence(`503~${said},200`);
      await alloy.listConnections();
      const [first, second] = await seen();
      ok(second.at - first.at >= 375 - EARLY_MS, `${said}: waited ${second.at - first.at} ms`);
    }),
  );
}

async function isAborted(context, abort) {
  const controller = new AbortController();
  const retries = [];
  const observe = ({ type }) => {
    if (type !== "retry") return;
    retries.push(type);
    abort(controller);
  };
  // It would be a minute.
  const { alloy, seen } = context.sequence("503~60,200", { observe });
  const list = () => alloy.listConnections({ signal: controller.signal });
  const error = await context.rejects(list, "AlloyAbortError", { code: "ABORTED", attempts: 1 });
  equal(error.cause, "enough", "cause");
  same(retries, ["retry"], "retries");
  equal((await seen()).length, 1, "requests");
}

function leavesNoTimer(context) {
  return withTimersWatched(async (running) => {
    const controller = new AbortController();
    const fetch = answering({}, { status: 503, headers: { "retry-after": "60" } });
    const observe = ({ type }) => type === "retry" && controller.abort();
    const alloy = context.faulty("unused", { fetch, maxRetries: 1, observe });
    const list = () => alloy.listConnections({ signal: controller.signal });
    await context.rejects(list, "AlloyAbortError");
    equal(longest(running) < 20_000, true, "no timer is left");
  });
}
