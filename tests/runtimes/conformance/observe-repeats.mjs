// What an observer is told of all that lies between a call's first request and its last answer.
import { equal, matches, ok, same } from "./assert.mjs";
import { answering, pause } from "./context.mjs";
import { connect } from "./flow.mjs";
import { act, ACTION, essence, GUIDE, LIST, listener, split, told } from "./observe.mjs";

export function* observeRepeats(context) {
  yield ["a retry", () => tellsOfRetries(context)];
  yield ["a wait for the rate", () => tellsOfRate(context)];
  yield ["a wait for what a 429 asked for", () => tellsOfClosedGate(context)];
  yield ["a fallback to the other dialect", () => tellsOfFallback(context)];
  yield ["a list's routes", () => tellsOfLists(context)];
  yield ["every request has its response, whatever happens", () => keepsTheGrammar(context)];
}

async function tellsOfRetries(context) {
  const { events, observe } = listener();
  const { alloy } = context.sequence("503~0,reset,200", { observe });
  await alloy.listConnections();
  told(events, [
    { ...LIST, type: "request", attempt: 1 },
    { ...LIST, type: "response", attempt: 1, status: 503 },
    { ...LIST, type: "retry", attempt: 1, status: 503 },
    { ...LIST, type: "request", attempt: 2 },
    { ...LIST, type: "response", attempt: 2, code: "NETWORK_FAILED" },
    { ...LIST, type: "retry", attempt: 2 },
    { ...LIST, type: "request", attempt: 3 },
    { ...LIST, type: "response", attempt: 3, status: 200 },
  ]);
  const [, , first, , , second] = events;
  equal(first.ms, 0, "the wait that Retry-After asked for");
  ok(second.ms >= 750 && second.ms <= 1_000, `the backoff is ${second.ms} ms`);
}

async function tellsOfRate(context) {
  const { events, observe } = listener();
  const rateLimit = { requestsPerSecond: 10, burst: 1 };
  const alloy = context.faulty("unused", { observe, rateLimit, fetch: answering({}) });
  await Promise.all([act(alloy), act(alloy)]);
  const [first, second] = split(events);
  same(first.map(essence), [
    { ...ACTION, type: "request", attempt: 1 },
    { ...ACTION, type: "response", attempt: 1, status: 200 },
  ]);
  same(second.map(essence), [
    { ...ACTION, type: "wait", attempt: 1, reason: "rate_limit" },
    { ...ACTION, type: "request", attempt: 1 },
    { ...ACTION, type: "response", attempt: 1, status: 200 },
  ]);
  ok(second[0].ms > 0 && second[0].ms <= 100, `the wait is ${second[0].ms} ms`);
}

async function tellsOfClosedGate(context) {
  const { events, observe } = listener();
  const { alloy } = context.sequence("429~1,200", { observe, maxRetries: 0 });
  await act(alloy).catch(() => {});
  await act(alloy);
  const [, second] = split(events);
  same(second.map(essence), [
    { ...ACTION, type: "wait", attempt: 1, reason: "retry_after" },
    { ...ACTION, type: "request", attempt: 1 },
    { ...ACTION, type: "response", attempt: 1, status: 200 },
  ]);
  ok(second[0].ms > 0 && second[0].ms <= 1_000, `the wait is ${second[0].ms} ms`);
}

async function tellsOfFallback(context) {
  const { events, observe } = listener();
  const alloy = context.inSandbox("reference", { observe, dialect: "auto" });
  const { connectionId } = await connect(context, alloy, "notion");
  events.length = 0;
  await act(alloy, { connectionId });
  const reference = { ...ACTION, route: `${GUIDE}/execute` };
  const kinds = events.map(({ type, method, route, attempt }) => [type, method, route, attempt]);
  same(kinds, [
    ["request", "POST", GUIDE, 1],
    ["response", "POST", GUIDE, 1],
    ["fallback", "POST", GUIDE, 1],
    ["request", "GET", GUIDE, 2],
    ["response", "GET", GUIDE, 2],
    ["request", "POST", reference.route, 3],
    ["response", "POST", reference.route, 3],
  ]);
  equal(events[2].to, reference.route, "where it falls back to");
  ok([404, 405].includes(events[1].status), `the missing route answers ${events[1].status}`);
  ok(!JSON.stringify(events).includes(connectionId), "tells the connection's id");
}

async function tellsOfLists(context) {
  const { events, observe } = listener();
  const alloy = context.faulty("plain/404", { observe });
  await alloy.listConnections().catch(() => {});
  told(events, [
    { ...LIST, type: "request", attempt: 1 },
    { ...LIST, type: "response", attempt: 1, status: 404 },
    { ...LIST, type: "fallback", attempt: 1, to: "/credentials" },
    { ...LIST, route: "/credentials", type: "request", attempt: 2 },
    { ...LIST, route: "/credentials", type: "response", attempt: 2, status: 404 },
  ]);
  ok(!JSON.stringify(events).includes("user-1"), "tells the user's id");
}

/**
 * One letter an event, the retry of a 429 and what it waits for being two. An action's description is
 * followed by the action itself, without a word.
 */
const GRAMMAR = /^(?:w*qa[rf])*(?:w*qa)?(?:w*qa[rf])*w*(?:qa)?$/;
const LETTERS = { wait: "w", request: "q", response: "a", retry: "r", fallback: "f" };

async function keepsTheGrammar(context) {
  const { events, observe } = listener();
  let requests = 0;
  const fetch = (_, { signal }) => {
    const now = { "retry-after": "0" };
    const outcomes = [
      answering({ data: [] }),
      answering({}, { status: 429, headers: now }),
      answering({}, { status: 503, headers: now }),
      answering({}, { status: 400 }),
      async () => new Response("gone", { status: 404 }),
      async () => new Response("<html>"),
      () =>
        new Promise((_, reject) => {
          signal.addEventListener("abort", () => reject(signal.reason));
        }),
    ];
    return outcomes[(requests += 1) % outcomes.length]();
  };
  const rateLimit = { requestsPerSecond: 1_000, burst: 5 };
  const alloy = context.faulty("unused", {
    ...{ fetch, observe, rateLimit, dialect: "auto", maxRetries: 2, timeoutMs: 100 },
  });
  const calls = Array.from({ length: 120 }, (_, number) => {
    const signal = number % 5 === 0 ? AbortSignal.timeout(number % 40) : undefined;
    return number % 2 === 0 ? act(alloy, { signal }) : alloy.listConnections({ signal });
  });
  await Promise.allSettled(calls);
  await pause(0);
  const kinds = new Set(events.map(({ type }) => type));
  same([...kinds].sort(), Object.keys(LETTERS).sort(), "kinds of events");
  for (const call of split(events)) {
    matches(call.map(({ type }) => LETTERS[type]).join(""), GRAMMAR, "a call's events");
    const attempts = call.filter(({ type }) => type === "request").map(({ attempt }) => attempt);
    same(
      attempts,
      attempts.map((_, index) => index + 1),
      "attempts",
    );
  }
}
