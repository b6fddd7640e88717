// The time that a whole call may take, its waits included.
import { equal, ok } from "./assert.mjs";
import { answering } from "./context.mjs";
import { longest, withTimersWatched } from "./timers.mjs";

const act = (alloy, options) => alloy.executeAction("notion", "post-search", {}, options);

export function* deadlines(context) {
  for (const [when, fault] of [
    ["before the headers", "hang"],
    ["within the body", "stall"],
  ]) {
    for (const [whose, ofClient, ofCall] of [
      ["the client's", 80, undefined],
      ["the call's", undefined, 80],
      ["the call's, over the client's", 60_000, 80],
    ]) {
      yield [
        `${whose}, ${when}`,
        () =>
          isOver(
            () => act(context.faulty(fault, { deadlineMs: ofClient }), { deadlineMs: ofCall }),
            {
              attempts: 1,
              connectorId: "notion",
            },
          ),
      ];
    }
  }
  yield ["over all attempts", () => coversAttempts(context)];
  yield ["in every method", () => coversMethods(context)];
  yield ["that a wait would pass: the call fails at once", () => passesNoDeadline(context)];
  yield ["at the gate, behind a rate", () => coversTheRate(context)];
  yield ["at the gate, closed by a 429", () => coversTheClosedGate(context)];
  yield ["is no time for one attempt", () => leavesTimeouts(context)];
  yield ["that is far away disturbs nothing, and leaves no timer", () => leavesNoTimer(context)];

  function isOver(call, expected) {
    const message = "The result did not come within 80 ms";
    return context.rejects(call, "AlloyTimeoutError", { code: "TIMED_OUT", message, ...expected });
  }

  async function coversTheRate() {
    const rateLimit = { requestsPerSecond: 0.01, burst: 1 };
    const { alloy, seen } = context.sequence("200", { rateLimit });
    await act(alloy);
    await isOver(() => act(alloy, { deadlineMs: 80 }), { attempts: 0 });
    equal((await seen()).length, 1, "requests");
  }

  async function coversTheClosedGate() {
    const { alloy, seen } = context.sequence("429~50,200", { maxRetries: 0 });
    await context.rejects(() => act(alloy), "AlloyRateLimitError");
    await isOver(() => act(alloy, { deadlineMs: 80 }), { attempts: 0 });
    equal((await seen()).length, 1, "requests");
  }
}

async function coversAttempts(context) {
  const { alloy, seen } = context.sequence("hang", { timeoutMs: 300, maxRetries: 100 });
  const list = () => alloy.listConnections({ deadlineMs: 1_500 });
  const error = await context.rejects(list, "AlloyTimeoutError", { code: "TIMED_OUT" });
  ok(error.attempts >= 1 && error.attempts <= 3, `attempts: ${error.attempts}`);
  equal((await seen()).length, error.attempts, "requests");
}

async function coversMethods(context) {
  const message = /\b80 ms/;
  const hanging = () => context.faulty("hang", { deadlineMs: 80 });
  await Promise.all(
    [
      (alloy) => alloy.initiateOAuthFlow("notion", "http://127.0.0.1:9/cb"),
      (alloy) => alloy.handleOAuthCallback("notion", "a-code"),
      (alloy) => alloy.listConnections(),
      (alloy) => alloy.getConnection("c"),
      (alloy) => alloy.findConnection("notion"),
      (alloy) => alloy.snapshotConnections("notion"),
    ].map((call) => context.rejects(() => call(hanging()), "AlloyTimeoutError", { message })),
  );
}

/** With the error of its last attempt, which says more than that time ran out. */
async function passesNoDeadline(context) {
  for (const [step, deadlineMs, className] of [
    ["503~30", 10_000, "AlloyServerError"],
    ["429~30", 10_000, "AlloyRateLimitError"],
    // The backoff is longer than that.
    ["503", 370, "AlloyServerError"],
  ]) {
    const { alloy, seen } = context.sequence(`${step},200`);
    const [, seconds] = step.split("~");
    await context.rejects(() => alloy.listConnections({ deadlineMs }), className, {
      ...{ attempts: 1, retryAfterMs: seconds && 1000 * Number(seconds) },
    });
    equal((await seen()).length, 1, `requests at ${step}`);
  }
}

async function leavesTimeouts(context) {
  const timeoutMs = 60;
  await context.rejects(
    () => act(context.faulty("hang", { timeoutMs, deadlineMs: 60_000 })),
    "AlloyTimeoutError",
    { message: /\b60 ms/, attempts: 1 },
  );
}

function leavesNoTimer(context) {
  return withTimersWatched(async (running) => {
    const failing = () => Promise.reject(new Error("no"));
    for (const fetch of [answering({}), answering({}, { status: 500 }), failing]) {
      const alloy = context.faulty("unused", { fetch, deadlineMs: 600_000 });
      await act(alloy).catch(() => {});
      equal(longest(running) < 20_000, true, "no timer is left");
    }
  });
}
