import { equal, ok, same } from "./assert.mjs";
import { answering, recorder } from "./context.mjs";
import { withTimersWatched } from "./timers.mjs";

export function* timeouts(context) {
  const expected = { code: "TIMED_OUT", message: /60 ms/, attempts: 1, connectorId: "notion" };
  for (const [when, fault] of [
    ["before the headers", "hang"],
    ["within the body", "stall"],
  ]) {
    yield [
      `time runs out ${when}`,
      () =>
        context.rejects(
          () => act(context.faulty(fault, { timeoutMs: 60 })),
          "AlloyTimeoutError",
          expected,
        ),
    ];
    yield [
      `the call's time wins over the client's, ${when}`,
      () =>
        context.rejects(
          () => act(context.faulty(fault, { timeoutMs: 60_000 }), { timeoutMs: 60 }),
          "AlloyTimeoutError",
          expected,
        ),
    ];
  }
  yield [
    "an attempt whose time is out is aborted",
    async () => {
      const { fetch, requests } = recorder();
      await context.rejects(
        () => act(context.faulty("hang", { fetch, timeoutMs: 60 })),
        "AlloyTimeoutError",
      );
      equal(requests[0].init.signal.aborted, true, "aborted");
    },
  ];
  yield [
    "slow headers in time are waited for",
    async () => equal((await act(context.faulty("late/150"))).method, "POST", "method"),
  ];
  yield [
    "a slow body in time arrives whole",
    async () => same((await act(context.faulty("drip"))).parts, [0, 1, 2, 3, 4], "parts"),
  ];
  yield ["no timer stays behind", () => leavesNoTimer(context)];
}

const act = (alloy, options) => alloy.executeAction("notion", "post-search", {}, options);

async function leavesNoTimer(context) {
  const outcomes = {
    success: answering({}),
    refusal: answering({}, { status: 500 }),
    failure: () => Promise.reject(new Error("no")),
    silence: () => new Promise(() => {}),
  };
  // Numbers that no timer of the runtime's own has.
  const times = { success: 31_337, refusal: 31_338, failure: 31_339, silence: 23 };
  await withTimersWatched(async (running, started) => {
    for (const [outcome, fetch] of Object.entries(outcomes)) {
      const alloy = context.faulty("unused", { fetch, timeoutMs: times[outcome] });
      await act(alloy).catch(() => {});
      equal([...running.values()].includes(times[outcome]), false, `a timer after ${outcome}`);
      ok(started.includes(times[outcome]), `no timer was started for ${outcome}`);
    }
  });
}
