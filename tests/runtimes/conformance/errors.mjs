// Every class of error, and what each carries.
import { equal, matches, ok, same } from "./assert.mjs";
import { answering, FAULT_KEY } from "./context.mjs";

const STATUSES = [
  [400, "AlloyBadRequestError"],
  [401, "AlloyAuthenticationError"],
  [403, "AlloyPermissionError"],
  [404, "AlloyNotFoundError"],
  [409, "AlloyConflictError"],
  [418, "AlloyApiError"],
  [422, "AlloyBadRequestError"],
  [429, "AlloyRateLimitError"],
  [500, "AlloyServerError"],
  [502, "AlloyServerError"],
  [503, "AlloyServerError"],
];

const FAMILY = {
  AlloyError: "Error",
  AlloyConfigError: "AlloyError",
  AlloyValidationError: "AlloyError",
  AlloyNetworkError: "AlloyError",
  AlloyTimeoutError: "AlloyError",
  AlloyAbortError: "AlloyError",
  AlloyProtocolError: "AlloyError",
  AlloyOAuthError: "AlloyError",
  AlloyApiError: "AlloyError",
  AlloyBadRequestError: "AlloyApiError",
  AlloyAuthenticationError: "AlloyApiError",
  AlloyPermissionError: "AlloyApiError",
  AlloyNotFoundError: "AlloyApiError",
  AlloyConflictError: "AlloyApiError",
  AlloyRateLimitError: "AlloyApiError",
  AlloyServerError: "AlloyApiError",
};

export function* errors(context) {
  const { sdk } = context;
  yield [
    "the classes descend from each other",
    () => {
      for (const [name, parent] of Object.entries(FAMILY)) {
        const above = parent === "Error" ? Error : sdk[parent];
        equal(Object.getPrototypeOf(sdk[name]), above, `the parent of ${name}`);
        equal(sdk[name].prototype.name, name, "name");
      }
    },
  ];
  for (const [status, className] of STATUSES) {
    yield [`${status} is ${className}`, () => hasItsClass(context, status, className)];
    yield [
      `${status} without a word of Alloy's`,
      () => speaksForItself(context, status, className),
    ];
  }
  for (const [status, ms] of [
    [429, 7000],
    [503, 7000],
  ]) {
    yield [
      `${status} says how long to wait`,
      () =>
        context.rejects(() => act(context.faulty(`status/${status}`)), classOf(status), {
          retryAfterMs: ms,
        }),
    ];
  }
  yield ["an error body is read in each of its shapes", () => readsBodies(context)];
  yield ["a wrong key is refused, with advice", () => refusesWrongKey(context)];
  yield [
    "a user id of another form is refused, with advice",
    () =>
      context.rejects(
        () => context.inSandbox("both", { userId: "not-an-id" }).listConnections(),
        "AlloyBadRequestError",
        { status: 400, hint: /^Invalid userId format/ },
      ),
  ];
  yield ["no connection, no request", () => needsConnection(context)];
  yield ["a refused port is a network error", () => isNetworkError(context, context.world.refused)];
  yield [
    "a reset connection is a network error",
    () => isNetworkError(context, `${context.world.faults}/reset`),
  ];
  yield [
    "an answer that breaks off is a network error",
    () => isNetworkError(context, `${context.world.faults}/cut`),
  ];
  yield ["toJSON is safe to log", () => isSafeToLog(context)];
}

const act = (alloy, options) =>
  alloy.executeAction("notion", "post-search", { query: "x" }, options);

const classOf = (status) => STATUSES.find(([known]) => known === status)[1];

async function hasItsClass(context, status, className) {
  const error = await context.rejects(() => act(context.faulty(`status/${status}`)), className, {
    ...{ status, code: `FAULT_${status}`, message: `Fault ${status}`, attempts: 1 },
    ...{ method: "POST", path: "/connectors/notion/actions/post-search" },
    ...{ connectorId: "notion", actionId: "post-search", requestId: "fault-request" },
  });
  equal(error.constructor, context.sdk[className], "constructor");
  ok(error instanceof context.sdk.AlloyApiError, "not an AlloyApiError");
  if (status !== 409 && status !== 418) ok(error.hint?.length > 0, "no hint");
  same(error.body, { error: { code: `FAULT_${status}`, message: `Fault ${status}` } }, "body");
  equal(error.response.status, status, "response.status");
  equal(error.response.data, error.body, "response.data");
  equal(error.response.headers, error.headers, "response.headers");
  equal(error.headers["x-request-id"], "fault-request", "header");
  if (stacksHaveMessages()) {
    ok(error.stack.includes(`Fault ${status}`), "the stack does not begin with the message");
  }
}

const stacksHaveMessages = () => new Error("here it is").stack.includes("here it is");

async function speaksForItself(context, status, className) {
  const error = await context.rejects(() => act(context.faulty(`plain/${status}`)), className, {
    ...{ status, code: `HTTP_${status}`, message: `plain words about ${status}` },
  });
  equal(error.body, `plain words about ${status}`, "body");
}

async function readsBodies(context) {
  const shapes = [
    [{ error: { code: "C", message: "m" } }, "m", "C"],
    [{ code: "C", message: "m" }, "m", "C"],
    [{ error: "words" }, "words", "HTTP_400"],
    [{ error: "Bad Request", message: "m" }, "m", "HTTP_400"],
    [{ errors: [{ message: "first" }, { message: "second" }] }, "first", "HTTP_400"],
    [{}, /\b400\b/, "HTTP_400"],
    [[], /\b400\b/, "HTTP_400"],
    [null, /\b400\b/, "HTTP_400"],
    [7, /\b400\b/, "HTTP_400"],
  ];
  for (const [body, message, code] of shapes) {
    const alloy = context.faulty("unused", { fetch: answering(body, { status: 400 }) });
    const error = await context.rejects(() => act(alloy), "AlloyBadRequestError", {
      message,
      code,
    });
    same(error.body, body, "body");
  }
  await context.rejects(() => act(context.faulty("html/502")), "AlloyServerError", {
    ...{ message: /\b502\b/, body: /^<!doctype html>/ },
  });
}

async function refusesWrongKey(context) {
  const alloy = context.inSandbox("both", { apiKey: "wrong-key-0000" });
  await context.rejects(() => alloy.listConnections(), "AlloyAuthenticationError", {
    ...{ status: 401, message: "Authentication failed", hint: /ALLOY_API_KEY/ },
  });
}

async function needsConnection(context) {
  const alloy = context.faulty("status/500", { connectionId: undefined });
  const expected = { code: "CONFIG_INVALID", message: "Connection not yet established" };
  await context.rejects(() => act(alloy), "AlloyConfigError", { ...expected, attempts: 0 });
  // A connection is one user's own.
  const view = context.faulty("status/500").forUser("user-2");
  await context.rejects(() => act(view), "AlloyConfigError", expected);
}

async function isNetworkError(context, baseUrl) {
  const alloy = context.faulty("unused", { baseUrl });
  const error = await context.rejects(() => act(alloy), "AlloyNetworkError", {
    ...{ code: "NETWORK_FAILED", message: /^No answer from Alloy: /, attempts: 1 },
  });
  ok(error.cause !== undefined, "no cause");
  const request = { method: "POST", path: "/connectors/notion/actions/post-search" };
  same(error.request, request, "request");
  equal("response" in error, false, "has a response");
}

async function isSafeToLog(context) {
  const error = await context.rejects(
    () => act(context.faulty("echo-json/400")),
    "AlloyBadRequestError",
  );
  const json = JSON.parse(JSON.stringify(error));
  equal(json.name, "AlloyBadRequestError", "name");
  for (const member of ["code", "message", "hint", "method", "path", "status", "attempts"]) {
    same(json[member], error[member], member);
  }
  for (const member of ["body", "headers", "response", "cause", "stack"]) {
    equal(member in json, false, `has ${member}`);
  }
  ok(!JSON.stringify(json).includes(FAULT_KEY), "the key leaks");
  matches(String(error), /^AlloyBadRequestError: /, "as a string");
}
