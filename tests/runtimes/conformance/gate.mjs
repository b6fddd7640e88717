// The gate: the client's own rate, and what a server's 429 asks of every call of a client.
import { equal, ok, same } from "./assert.mjs";
import { answering, pause } from "./context.mjs";
import { EARLY_MS } from "./retry-waits.mjs";

const numbers = (count) => Array.from({ length: count }, (_, number) => number);

const act = (alloy, number, options) =>
  alloy.executeAction("notion", "a", { number }, { connectionId: "c", ...options });

export function* gate(context) {
  for (const [what, rateLimit, calls] of [
    ["a burst", { requestsPerSecond: 20, burst: 3 }, 10],
    ["a burst of one", { requestsPerSecond: 20, burst: 1 }, 8],
    ["the burst by default", { requestsPerSecond: 5 }, 8],
    ["a rate below one", { requestsPerSecond: 0.8 }, 2],
    ["a fraction", { requestsPerSecond: 12.5, burst: 2 }, 8],
  ]) {
    yield [`a rate, with ${what}`, () => keepsTheRate(context, rateLimit, calls)];
  }
  yield ["no more than a burst is saved up", () => savesOnlyTheBurst(context)];
  yield ["retries pass the gate as well", () => countsRetries(context)];
  yield ["views share the rate", () => sharesTheRate(context)];
  yield ["first come, first served", () => servesInOrder(context)];
  yield ["a line of thousands, behind a rate", () => servesThousands(context)];
  yield ["a line of thousands, behind a 429", () => releasesThousands(context)];
  yield ["aborting while waiting", () => leavesTheLine(context)];
  yield ["a 429 holds every call of the client and its views", () => holdsEverybody(context, 2)];
  yield ["a 429 without retries left holds them too", () => holdsEverybody(context, 0)];
  yield ["a 503 holds nobody else", () => holdsNobodyElse(context, "503~30")];
  yield ["a 429 without Retry-After holds nobody else", () => holdsNobodyElse(context, "429")];
  yield ["a 429 of more than a minute leaves it open", () => staysOpen(context)];
  yield ["a gate that closes while calls wait: all go, in order", () => reopensInOrder(context)];
}

/** So many requests of a bucket that was full at `start` cannot have come sooner. */
function keptRate(log, start, { requestsPerSecond, burst }) {
  const saved = burst ?? Math.max(1, Math.floor(requestsPerSecond));
  for (const [index, { at }] of log.entries()) {
    const least = ((index + 1 - saved) * 1000) / requestsPerSecond;
    ok(at - start >= least - EARLY_MS, `request ${index} came after ${at - start} ms`);
  }
}

async function keepsTheRate(context, rateLimit, calls) {
  const { alloy, seen } = context.sequence("200", { rateLimit });
  const start = await context.serverTime();
  await Promise.all(numbers(calls).map((number) => act(alloy, number)));
  const log = await seen();
  equal(log.length, calls, "requests");
  keptRate(log, start, rateLimit);
}

async function savesOnlyTheBurst(context) {
  const rateLimit = { requestsPerSecond: 20, burst: 2 };
  const { alloy, seen } = context.sequence("200", { rateLimit });
  await act(alloy, 0);
  await pause(400);
  const start = await context.serverTime();
  await Promise.all(numbers(6).map((number) => act(alloy, number)));
  keptRate((await seen()).slice(1), start, rateLimit);
}

async function countsRetries(context) {
  const rateLimit = { requestsPerSecond: 10, burst: 1 };
  const { alloy, seen } = context.sequence("503~0,503~0,503~0,200", { rateLimit, maxRetries: 3 });
  const start = await context.serverTime();
  await alloy.listConnections();
  const log = await seen();
  equal(log.length, 4, "requests");
  keptRate(log, start, rateLimit);
}

async function sharesTheRate(context) {
  const rateLimit = { requestsPerSecond: 20, burst: 2 };
  const { alloy, seen } = context.sequence("200", { rateLimit });
  const clients = [alloy, alloy.forUser("user-2"), alloy.forUser("user-3").forUser("user-4")];
  const start = await context.serverTime();
  await Promise.all(numbers(9).map((number) => act(clients[number % 3], number)));
  const log = await seen();
  equal(log.length, 9, "requests");
  keptRate(log, start, rateLimit);
}

/** A `fetch` that notes which call it is for, and when; two connections may overtake each other on the way. */
function noting(answer = answering({})) {
  const gone = [];
  const fetch = (url, init) => {
    const { number } = JSON.parse(init.body).parameters;
    gone.push({ number, at: Date.now() });
    return answer(number);
  };
  return { fetch, gone, order: () => gone.map(({ number }) => number) };
}

/** By how much a call may be late before the one behind it goes: timers are no more exact than that. */
const GRACE_MS = 10;

/** Asserts that nobody went before one with a lower number, unless that one was late for its turn. */
function wentInOrder(gone, waiting, dueOf) {
  for (const number of waiting) {
    const place = gone.findIndex((call) => call.number === number);
    const ahead = place < 0 ? gone : gone.slice(0, place);
    for (const overtaking of ahead.filter((call) => call.number > number)) {
      const late = overtaking.at - dueOf(number);
      const what = `${overtaking.number} went before ${number}, which was ${late} ms late`;
      ok(late >= GRACE_MS - EARLY_MS, what);
    }
  }
}

async function servesInOrder(context) {
  const { fetch, gone, order } = noting();
  const rateLimit = { requestsPerSecond: 100, burst: 1 };
  const alloy = context.faulty("unused", { fetch, rateLimit });
  const clients = [alloy, alloy.forUser("user-2")];
  const since = Date.now();
  await Promise.all(numbers(30).map((number) => act(clients[number % 2], number)));
  same(sorted(order()), numbers(30), "calls");
  wentInOrder(gone, numbers(30), (number) => since + 10 * number);
}

/** Their timers may be late, and who is late is overtaken: but all go, and soon. */
async function servesThousands(context) {
  const { fetch, order } = noting();
  const rateLimit = { requestsPerSecond: 6_000, burst: 60 };
  const alloy = context.faulty("unused", { fetch, rateLimit });
  await Promise.all(numbers(6_000).map((number) => act(alloy, number)));
  same(sorted(order()), numbers(6_000), "calls");
}

async function releasesThousands(context) {
  let requests = 0;
  const headers = { "retry-after": "1" };
  const { fetch, order } = noting(() =>
    answering({}, (requests += 1) === 1 ? { status: 429, headers } : {})(),
  );
  const alloy = context.faulty("unused", { fetch, maxRetries: 1 });
  const first = act(alloy, 0);
  await pause(50);
  await Promise.all([first, ...numbers(6_000).map((number) => act(alloy, number + 1))]);
  same(sorted(order()), [0, ...numbers(6_001)], "calls");
}

const sorted = (numbers) => numbers.toSorted((one, other) => one - other);

async function leavesTheLine(context) {
  const { fetch, order } = noting();
  const rateLimit = { requestsPerSecond: 4, burst: 1 };
  const alloy = context.faulty("unused", { fetch, rateLimit });
  const controller = new AbortController();
  const settled = [];
  const calls = numbers(4).map((number) => {
    // Those in the middle, and at the end.
    const { signal } = number % 2 === 1 ? controller : {};
    return act(alloy, number, { signal }).finally(() => settled.push(number));
  });
  setTimeout(() => controller.abort("enough"), 20);
  await Promise.all(
    [1, 3].map(async (number) => {
      const expected = { code: "ABORTED", attempts: 0, actionId: "a" };
      const error = await context.rejects(() => calls[number], "AlloyAbortError", expected);
      equal(error.cause, "enough", "cause");
    }),
  );
  await Promise.all([calls[0], calls[2]]);
  same(order(), [0, 2], "requests");
  same(settled, [0, 1, 3, 2], "who settled when");
}

async function holdsEverybody(context, maxRetries) {
  let refused;
  const refusal = new Promise((resolve) => (refused = resolve));
  const { alloy, seen } = context.sequence("429~1,200", {
    ...{ maxRetries, observe: ({ type }) => type === "response" && refused() },
  });
  const first = act(alloy, 0).catch((error) => error);
  await refusal;
  await pause(20);
  const others = [alloy, alloy.forUser("user-2"), alloy.forUser("user-3")];
  await Promise.all([first, ...others.map((client, index) => act(client, index))]);
  if (maxRetries === 0) context.isError(await first, "AlloyRateLimitError", { attempts: 1 });

  const [before, ...after] = await seen();
  equal(after.length, others.length + Math.min(maxRetries, 1), "requests after the first");
  for (const { at } of after) {
    ok(at >= before.due - EARLY_MS, `one came ${before.due - at} ms too soon`);
  }
}

async function holdsNobodyElse(context, refusal) {
  const events = [];
  let refused;
  const waiting = new Promise((resolve) => (refused = resolve));
  const controller = new AbortController();
  const { alloy, seen } = context.sequence(`${refusal},200`, {
    observe: ({ type }) => {
      events.push(type);
      if (type === "retry") refused();
    },
  });
  const options = { idempotent: true, signal: controller.signal };
  const first = act(alloy, 0, options).catch((error) => error);
  await waiting;
  await act(alloy, 1);
  controller.abort();
  await first;
  equal(events.includes("wait"), false, "somebody waited");
  ok((await seen()).length >= 2, "requests");
}

async function staysOpen(context) {
  const { alloy, seen } = context.sequence("429~61,200");
  const expected = { attempts: 1, retryAfterMs: 61_000 };
  await context.rejects(() => act(alloy, 0), "AlloyRateLimitError", expected);
  await act(alloy, 1);
  equal((await seen()).length, 2, "requests");
}

async function reopensInOrder(context) {
  const REFUSED = 3;
  const CLOSED_MS = 1_000;
  let refusals = 0;
  const { fetch, gone, order } = noting((number) => {
    const refuse = number === REFUSED && (refusals += 1) === 1;
    const init = refuse ? { status: 429, headers: { "retry-after": "1" } } : {};
    return answering({}, init)();
  });
  const rateLimit = { requestsPerSecond: 50, burst: 1 };
  const alloy = context.faulty("unused", { fetch, rateLimit, maxRetries: 1 });
  const since = Date.now();
  await Promise.all(numbers(20).map((number) => act(alloy, number)));
  equal(refusals, 2, "requests of the refused call");

  same(sorted(order()), sorted([REFUSED, ...numbers(20)]), "calls");

  const reopens = gone.find(({ number }) => number === REFUSED).at + CLOSED_MS;
  const before = gone.filter(({ at }) => at < reopens - EARLY_MS);
  const after = gone.slice(before.length);
  wentInOrder(before, numbers(20), (number) => since + 20 * number);
  // All turns have moved by as long as the gate was closed, and by one: it came before the others, and
  // goes again before them.
  const left = after.map(({ number }) => number);
  wentInOrder(after, left, (number) => since + CLOSED_MS + 20 * (number + 1));
}
