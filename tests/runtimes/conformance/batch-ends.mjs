// What ends a batch before its last call, and what it refuses to begin.
import { equal, ok, rejection, same } from "./assert.mjs";
import { call, calls, held } from "./batch.mjs";
import { answering, pause } from "./context.mjs";

export function* batchEnds(context) {
  yield ["stops on an error, when told to", () => stopsOnError(context)];
  yield ["its signal ends what is under way, and begins nothing more", () => isAborted(context)];
  yield ["its signal ends waits as well", () => isAbortedWaiting(context)];
  yield ["a signal given already begins nothing", () => beginsNothing(context)];
  yield ["its signal keeps no listener", () => keepsNoListener(context)];
  for (const [argument, cases] of Object.entries(wrongInput())) {
    yield [`refuses ${argument}`, () => refuses(context, argument, cases)];
  }
}

async function stopsOnError(context) {
  const { fetch, state, arrived, answer } = held();
  const alloy = context.faulty("unused", { fetch });
  const results = alloy.batch(calls(10), { concurrency: 3, stopOnError: true });
  await arrived(3);
  answer(1, 400);
  await pause(5);
  // What is under way ends.
  answer(0);
  answer(2);
  const settled = await results;
  same(state.sent, [0, 1, 2], "requests");
  same(
    settled.map(({ status }) => status),
    ["fulfilled", "rejected", "fulfilled", ...Array(7).fill("rejected")],
    "statuses",
  );
  context.isError(settled[1].reason, "AlloyBadRequestError");
  for (const { reason } of settled.slice(3)) {
    context.isError(reason, "AlloyAbortError", { code: "ABORTED", attempts: 0 });
  }
}

async function isAborted(context) {
  const { fetch, state, arrived, answer } = held();
  const controller = new AbortController();
  const alloy = context.faulty("unused", { fetch });
  const results = alloy.batch(calls(10), { concurrency: 3, signal: controller.signal });
  await arrived(3);
  answer(0);
  await arrived(4);
  controller.abort("enough");
  const settled = await results;
  same(state.sent, [0, 1, 2, 3], "requests");
  same(settled[0], { status: "fulfilled", value: { number: 0 } }, "what had ended");
  equal(settled.length, 10, "results");
  settled.slice(1).forEach(({ status, reason }, index) => {
    equal(status, "rejected", "status");
    const attempts = index < 3 ? 1 : 0;
    const error = context.isError(reason, "AlloyAbortError", { code: "ABORTED", attempts });
    if (index < 3) equal(error.cause, "enough", "cause");
  });
}

async function isAbortedWaiting(context) {
  const controller = new AbortController();
  const { alloy, seen } = context.sequence("429~50,200");
  const onProgress = () => toss(new Error("nothing can be done"));
  const results = alloy.batch(calls(3), { concurrency: 2, signal: controller.signal, onProgress });
  while ((await seen()).length < 2) await pause(5);
  await pause(20);
  controller.abort();
  for (const { reason } of await results) context.isError(reason, "AlloyAbortError");
}

async function beginsNothing(context) {
  const { fetch, state } = held();
  const controller = new AbortController();
  controller.abort();
  const alloy = context.faulty("unused", { fetch });
  const settled = await alloy.batch(calls(3), { signal: controller.signal });
  equal(settled.length, 3, "results");
  for (const { reason } of settled) context.isError(reason, "AlloyAbortError", { attempts: 0 });
  same(state.sent, [], "requests");
}

async function keepsNoListener(context) {
  const { signal } = new AbortController();
  let listeners = 0;
  signal.addEventListener = () => void (listeners += 1);
  signal.removeEventListener = () => void (listeners -= 1);
  const alloy = context.faulty("unused", { fetch: answering({}) });
  const ended = call(7, { options: { signal: AbortSignal.abort() } });
  await alloy.batch([...calls(5), ended], { signal });
  equal(listeners, 0, "listeners");
}

/** Per argument, calls and options. */
function wrongInput() {
  const good = call(0);
  const without = (change) => ({ ...good, ...change });
  return {
    calls: [undefined, null, "x", 7, {}, new Set([good])].map((given) => [given]),
    "calls[2]": [undefined, null, 7, "x"].map((element) => [[good, good, element]]),
    "calls[3].connectorId": [undefined, null, "", "..", 7].map((connectorId) => [
      [good, good, good, without({ connectorId })],
    ]),
    "calls[1].actionId": [undefined, "", 7].map((actionId) => [[good, without({ actionId })]]),
    "options.concurrency": [0, -1, 1.5, NaN, "6"].map((concurrency) => [[good], { concurrency }]),
    "options.onProgress": [[[good], { onProgress: 7 }]],
    "options.signal": [[[good], { signal: {} }]],
    "options.stopOnError": [[[good], { stopOnError: "yes" }]],
    options: [
      [[good], 7],
      [[good], "x"],
    ],
  };
}

async function refuses(context, argument, cases) {
  for (const [given, options] of cases) {
    let sent = 0;
    const fetch = () => {
      sent += 1;
      return answering({})();
    };
    const alloy = context.faulty("unused", { fetch });
    const error = await rejection(() => alloy.batch(given, options));
    context.isError(error, "AlloyValidationError", { code: "ARGUMENT_INVALID", argument });
    ok(error.message.startsWith(argument), `${error.message} does not name it`);
    equal(sent, 0, "requests");
  }
}

function toss(value) {
  throw value;
}
