// Many actions at once: how many, and in which order.
import { equal, ok, same } from "./assert.mjs";
import { answering, pause } from "./context.mjs";
import { connect } from "./flow.mjs";

const numbers = (count) => Array.from({ length: count }, (_, number) => number);

export const call = (number, more) => ({
  ...{ connectorId: "notion", actionId: `a${number}`, parameters: { number } },
  ...more,
});

export const calls = (count) => numbers(count).map((number) => call(number));

/** A `fetch` under which calls are held until told to answer; and how many there were at most. */
export function held() {
  const state = { waiting: new Map(), running: 0, most: 0, sent: [] };
  const fetch = (_, { body, signal }) =>
    new Promise((resolve, reject) => {
      const { number } = JSON.parse(body).parameters;
      state.sent.push(number);
      state.most = Math.max(state.most, (state.running += 1));
      const end = (settle, value) => {
        if (state.waiting.delete(number)) state.running -= 1;
        settle(value);
      };
      signal.addEventListener("abort", () => end(reject, signal.reason));
      state.waiting.set(number, (status = 200) =>
        end(resolve, new Response(JSON.stringify({ number }), { status })),
      );
    });
  const arrived = async (count) => {
    while (state.sent.length < count) await pause(1);
  };
  return {
    ...{ fetch, state, arrived },
    answer: (number, ...status) => state.waiting.get(number)(...status),
  };
}

export function* batch(context) {
  yield ["gives every result, in the order of the calls", () => keepsTheOrder(context)];
  yield ["runs six at once, or as many as told", () => limitsConcurrency(context)];
  yield ["none at all", () => takesNone(context)];
  yield ["settles what fails, and goes on", () => settlesFailures(context)];
  yield ["tells of its progress", () => tellsProgress(context)];
  yield ["a progress that throws harms nothing", () => survivesProgress(context)];
  yield ["a call's own options", () => takesOwnOptions(context)];
  yield ["waits once for a 429, not once a call", () => waitsOnce(context)];
  yield ["against a sandbox", () => worksInSandbox(context)];
}

async function keepsTheOrder(context) {
  const { fetch, answer, arrived } = held();
  const alloy = context.faulty("unused", { fetch });
  const given = calls(5);
  const results = alloy.batch(given);
  given.length = 0;
  await arrived(5);
  for (const number of [3, 0, 4, 1, 2]) answer(number);
  same(
    await results,
    numbers(5).map((number) => ({ status: "fulfilled", value: { number } })),
    "results",
  );
}

async function limitsConcurrency(context) {
  for (const [concurrency, most] of [
    [undefined, 6],
    [1, 1],
    [3, 3],
    [100, 20],
  ]) {
    const { fetch, state, arrived, answer } = held();
    const alloy = context.faulty("unused", { fetch });
    const results = alloy.batch(calls(20), { concurrency });
    for (const number of numbers(20)) {
      await arrived(Math.min(20, number + most));
      // Time for one too many.
      await pause(1);
      answer(number);
    }
    equal((await results).length, 20, "results");
    equal(state.most, most, `calls at once with ${concurrency}`);
    same(state.sent, numbers(20), "order");
  }
}

async function takesNone(context) {
  const told = [];
  const onProgress = (progress) => told.push(progress);
  same(await context.faulty("unused").batch([], { onProgress }), [], "results");
  same(told, [], "progress");
}

async function settlesFailures(context) {
  const fetch = (_, { body }) => {
    const { number } = JSON.parse(body).parameters;
    if (number === 1) return Promise.reject(new Error("no way"));
    return answering({ number }, { status: number === 3 ? 400 : 200 })();
  };
  const results = await context.faulty("unused", { fetch }).batch(calls(5));
  same(
    results.map(({ status }) => status),
    ["fulfilled", "rejected", "fulfilled", "rejected", "fulfilled"],
    "statuses",
  );
  context.isError(results[1].reason, "AlloyNetworkError", { actionId: "a1" });
  context.isError(results[3].reason, "AlloyBadRequestError", { actionId: "a3", attempts: 1 });
}

async function tellsProgress(context) {
  const { fetch, answer, arrived } = held();
  const told = [];
  const alloy = context.faulty("unused", { fetch });
  const results = alloy.batch(calls(4), { onProgress: (progress) => told.push(progress) });
  await arrived(4);
  for (const [number, status] of [
    [2, 200],
    [0, 400],
    [3, 200],
    [1, 200],
  ]) {
    answer(number, status);
    const before = told.length;
    while (told.length === before) await pause(1);
  }
  const settled = await results;
  same(
    told.map(({ done, failed, total, index }) => [done, failed, total, index]),
    [
      [1, 0, 4, 2],
      [2, 1, 4, 0],
      [3, 1, 4, 3],
      [4, 1, 4, 1],
    ],
    "progress",
  );
  for (const { index, result } of told) {
    equal(result.status, settled[index].status, "a result's status");
    same(result.value, settled[index].value, "a result's value");
    equal(result.reason, settled[index].reason, "a result's reason");
  }
}

async function survivesProgress(context) {
  for (const onProgress of [
    () => toss(new Error("progress")),
    async () => toss(new Error("progress")),
    () => new Promise(() => {}),
  ]) {
    const alloy = context.faulty("unused", { fetch: answering({ a: 1 }) });
    const results = await alloy.batch(calls(10), { onProgress });
    same(results, Array(10).fill({ status: "fulfilled", value: { a: 1 } }), "results");
  }
  await pause(5);
}

async function takesOwnOptions(context) {
  const controller = new AbortController();
  controller.abort("mine");
  const alloy = context.faulty("mirror/200");
  const [plain, named, ended] = await alloy.batch([
    { connectorId: "notion", actionId: "a" },
    call(1, { options: { headers: { "x-call": "1" }, userId: "user-2", withResponse: true } }),
    call(2, { options: { signal: controller.signal } }),
  ]);
  same(plain.value.body.parameters, {}, "parameters");
  const { data, attempts } = named.value;
  same([data.headers["x-call"], data.headers["x-alloy-userid"]], ["1", "user-2"], "headers");
  equal(attempts, 1, "attempts");
  equal(context.isError(ended.reason, "AlloyAbortError").cause, "mine", "cause");
}

async function waitsOnce(context) {
  const { alloy, seen } = context.sequence("429~1,200", { maxRetries: 1 });
  const same = Array.from({ length: 20 }, () => call(0));
  const settled = await alloy.batch(same, { concurrency: 1 });
  ok(
    settled.every(({ status }) => status === "fulfilled"),
    "some failed",
  );
  equal((await seen()).length, 21, "requests");
}

async function worksInSandbox(context) {
  const alloy = context.inSandbox("both");
  const { connectionId } = await connect(context, alloy, "slack");
  const settled = await alloy.batch(
    numbers(12).map((number) => ({
      ...{ connectorId: "slack", actionId: "chat_postMessage", options: { connectionId } },
      parameters: { channel: "general", text: `message ${number}` },
    })),
  );
  same(
    settled.map(({ value }) => value.message.text),
    numbers(12).map((number) => `message ${number}`),
    "texts",
  );
}

function toss(value) {
  throw value;
}
