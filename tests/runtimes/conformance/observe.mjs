// What an observer is told of a call: which events, in which order, with which fields.
import { equal, matches, ok, same } from "./assert.mjs";
import { answering, pause } from "./context.mjs";

export const GUIDE = "/connectors/{connectorId}/actions/{actionId}";
const USERS = "/users/{userId}/credentials";
const TRACEPARENT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

export const act = (alloy, options) => alloy.executeAction("notion", "post-search", {}, options);

export function* observe(context) {
  yield ["a success", () => tellsOfSuccess(context)];
  yield ["a refusal", () => tellsOfRefusal(context)];
  yield ["an answer that is none", () => tellsOfProtocolError(context)];
  yield ["no answer", () => tellsOfFailures(context)];
  yield ["an abort", () => tellsOfAbort(context)];
  yield ["nothing of what was never sent", () => tellsNothing(context)];
  yield ["the caller's traceparent, which is passed on", () => tellsOfTraceparent(context)];
  yield ["calls that overlap are told apart by their number", () => numbersCalls(context)];
  yield ["each method by its name", () => namesMethods(context)];
}

/** An observer, and what it was told. */
export function listener() {
  const events = [];
  return { events, observe: (event) => void events.push(event) };
}

/** Checks what every event has, and gives it without what differs from run to run. */
export function essence(event) {
  const { call, ms, requestId, ...rest } = event;
  equal(Object.getPrototypeOf(event), Object.prototype, "an event's prototype");
  ok(Number.isInteger(call) && call >= 0, `call is ${call}`);
  ok(Number.isInteger(event.attempt) && event.attempt >= 1, `attempt is ${event.attempt}`);
  equal(typeof ms, event.type === "request" || event.type === "fallback" ? "undefined" : "number");
  ok(ms === undefined || (ms >= 0 && Number.isFinite(ms)), `ms is ${ms}`);
  ok(requestId === undefined || typeof requestId === "string", `requestId is ${requestId}`);
  // As a log would have it: what is not known is not there.
  return JSON.parse(JSON.stringify(rest));
}

export const ACTION = {
  ...{ operation: "executeAction", method: "POST", route: GUIDE },
  ...{ connectorId: "notion", actionId: "post-search" },
};
export const LIST = { operation: "listConnections", method: "GET", route: USERS };

export function told(events, expected, what = "events") {
  const calls = new Set(events.map(({ call }) => call));
  ok(calls.size <= 1, `${what} of ${calls.size} calls`);
  same(events.map(essence), expected, what);
}

async function tellsOfSuccess(context) {
  const { events, observe } = listener();
  const headers = { "x-request-id": "seen-1" };
  await act(context.faulty("unused", { observe, fetch: answering({}, { headers }) }));
  told(events, [
    { ...ACTION, type: "request", attempt: 1 },
    { ...ACTION, type: "response", attempt: 1, status: 200 },
  ]);
  equal(events[1].requestId, "seen-1", "requestId");
  ok(!JSON.stringify(events).includes("connection-1"), "tells the connection's id");
}

async function tellsOfRefusal(context) {
  const { events, observe } = listener();
  const error = await act(context.faulty("status/400", { observe })).catch((error) => error);
  told(events, [
    { ...ACTION, type: "request", attempt: 1 },
    { ...ACTION, type: "response", attempt: 1, status: 400 },
  ]);
  equal(events[1].requestId, error.requestId, "requestId");
}

async function tellsOfProtocolError(context) {
  for (const [fault, status] of [
    ["html/200", 200],
    ["truncated", 200],
    ["bare", 200],
  ]) {
    const { events, observe } = listener();
    await act(context.faulty(fault, { observe })).catch(() => {});
    told(events, [
      { ...ACTION, type: "request", attempt: 1 },
      { ...ACTION, type: "response", attempt: 1, status },
    ]);
  }
}

async function tellsOfFailures(context) {
  for (const [fault, code] of [
    ["reset", "NETWORK_FAILED"],
    ["hang", "TIMED_OUT"],
  ]) {
    const { events, observe } = listener();
    const timeoutMs = fault === "hang" ? 60 : undefined;
    await act(context.faulty(fault, { observe, timeoutMs })).catch(() => {});
    told(events, [
      { ...ACTION, type: "request", attempt: 1 },
      { ...ACTION, type: "response", attempt: 1, code },
    ]);
  }
}

async function tellsOfAbort(context) {
  const { events, observe } = listener();
  const controller = new AbortController();
  setTimeout(() => controller.abort(), 30);
  const { signal } = controller;
  await act(context.faulty("hang", { observe }), { signal }).catch(() => {});
  told(events, [
    { ...ACTION, type: "request", attempt: 1 },
    { ...ACTION, type: "response", attempt: 1, code: "ABORTED" },
  ]);
}

async function tellsNothing(context) {
  const { events, observe } = listener();
  const alloy = context.faulty("unused", { observe, connectionId: null });
  const controller = new AbortController();
  controller.abort();
  for (const call of [
    () => act(alloy),
    () => alloy.executeAction(7),
    () => act(alloy, { signal: controller.signal, connectionId: "c" }),
  ]) {
    await call().catch(() => {});
  }
  same(events, [], "events");
}

/** The events of each call, in the order of the calls' first events. */
export function split(events) {
  const calls = [...new Set(events.map(({ call }) => call))];
  return calls.map((number) => events.filter(({ call }) => call === number));
}

async function tellsOfTraceparent(context) {
  for (const name of ["traceparent", "Traceparent"]) {
    const { events, observe } = listener();
    const alloy = context.faulty("mirror/200", { observe });
    const { headers } = await act(alloy, { headers: { [name]: TRACEPARENT } });
    equal(headers.traceparent, TRACEPARENT, "the header that the server got");
    equal(events[0].traceparent, TRACEPARENT, "the request's traceparent");
    await act(alloy);
    equal("traceparent" in events[2], false, "a request without has one");
  }
}

async function numbersCalls(context) {
  const { events, observe } = listener();
  const fetch = async (url, init) => {
    await pause(Math.random() * 10);
    return answering({}, { status: sent(init) % 3 === 0 ? 500 : 200 })();
  };
  const sent = ({ body }) => JSON.parse(body).parameters.number;
  const alloy = context.faulty("unused", { observe, fetch });
  const clients = [alloy, alloy.forUser("user-2")];
  const run = (number) =>
    clients[number % 2].executeAction("notion", "a", { number }, { connectionId: "c" });
  await Promise.allSettled(Array.from({ length: 40 }, (_, number) => run(number)));
  const calls = split(events);
  equal(calls.length, 40, "calls");
  for (const call of calls)
    same(
      call.map(({ type }) => type),
      ["request", "response"],
      "events",
    );
}

async function namesMethods(context) {
  const { AlloyConnectivity } = context.sdk;
  const { events, observe } = listener();
  const waiting = new AbortController();
  const { alloy } = context.sequence("200", {
    observe(event) {
      observe(event);
      if (event.operation === "waitForConnection" && event.type === "response") waiting.abort();
    },
  });
  const { signal } = waiting;
  const calls = {
    executeAction: () => act(alloy),
    listConnections: () => alloy.listConnections(),
    getConnection: () => alloy.getConnection("c"),
    findConnection: () => alloy.findConnection("notion"),
    snapshotConnections: () => alloy.snapshotConnections("notion"),
    initiateOAuthFlow: () => alloy.initiateOAuthFlow("notion", "http://127.0.0.1:9/cb"),
    handleOAuthCallback: () => alloy.handleOAuthCallback("notion", "a-code"),
    waitForConnection: () => alloy.waitForConnection("notion", { pollMs: 1, signal }),
  };
  for (const [name, call] of Object.entries(calls)) {
    equal(typeof AlloyConnectivity.prototype[name], "function", name);
    events.length = 0;
    await call().catch(() => {});
    ok(events.length >= 2, `${name} told ${events.length} events`);
    for (const { operation, route } of events) {
      equal(operation, name, "operation");
      matches(route, /^\/[a-zA-Z{}/]*$/, "route");
    }
  }
}
