import { equal, ok, same } from "./assert.mjs";
import { recorder } from "./context.mjs";

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
  yield [
    "the signal of a finished attempt stays quiet",
    async () => {
      const { fetch, requests } = recorder();
      await act(context.faulty("mirror/200", { fetch, timeoutMs: 200 }));
      await new Promise((resolve) => setTimeout(resolve, 300));
      ok(!requests[0].init.signal.aborted, "was aborted by a timer left behind");
    },
  ];
}

const act = (alloy, options) => alloy.executeAction("notion", "post-search", {}, options);
