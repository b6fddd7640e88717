// Answers that look like an answer and are none: each gives one typed error, and what it shows.
import { equal, matches, ok, same } from "./assert.mjs";
import { rawFault, REDIRECT_URI } from "./context.mjs";

const JSON_TYPE = "application/json; charset=utf-8";
const HTML = "<!doctype html><title>Sign in</title><p>Welcome to the hotel's Wi-Fi.";

const METHODS = {
  executeAction: (alloy) => alloy.executeAction("notion", "post-search", {}),
  listConnections: (alloy) => alloy.listConnections(),
  getConnection: (alloy) => alloy.getConnection("c"),
  findConnection: (alloy) => alloy.findConnection("notion"),
  snapshotConnections: (alloy) => alloy.snapshotConnections("notion"),
  initiateOAuthFlow: (alloy) => alloy.initiateOAuthFlow("notion", REDIRECT_URI),
  handleOAuthCallback: (alloy) => alloy.handleOAuthCallback("notion", "a-code"),
};

/** What it is, its type, its body. */
const NEVER_AN_ANSWER = [
  ["a page of HTML", "text/html", HTML],
  ["a page of HTML that calls itself JSON", JSON_TYPE, HTML],
  ["JSON that breaks off", JSON_TYPE, '{"data":[{"id":"c'],
  ["two values", JSON_TYPE, '{"data":[]}{"data":[]}'],
  ["a number", JSON_TYPE, "3"],
  ["a string", JSON_TYPE, '"done"'],
  ["true", JSON_TYPE, "true"],
  ["plain words", "text/plain", "all is well"],
  ["XML", "application/xml", "<?xml version='1.0'?><ok/>"],
];
const NO_PROMISED_ANSWER = [
  ["null", JSON_TYPE, "null"],
  ["nothing", JSON_TYPE, ""],
  ["blanks", JSON_TYPE, " \n\t "],
  ["an empty object", JSON_TYPE, "{}"],
  ["words in place of rows", JSON_TYPE, '{"data":"none"}'],
  ["rows that are null", JSON_TYPE, '{"data":null}'],
];
/** Method, body. */
const WRONG_FIELDS = [
  ["initiateOAuthFlow", { oauthUrl: 3 }],
  ["initiateOAuthFlow", { oauthUrl: null, credentialId: "c" }],
  ["initiateOAuthFlow", { oauthUrl: ["https://service.example"] }],
  ["initiateOAuthFlow", { oauthUrl: "/relative" }],
  ["initiateOAuthFlow", { oauthUrl: "javascript:alert(1)" }],
  ["handleOAuthCallback", { connectionId: 7 }],
  ["handleOAuthCallback", { connectionId: null, credentialId: null }],
  ["handleOAuthCallback", { connectionId: { id: "c" } }],
  ["handleOAuthCallback", { connectionId: "" }],
  ["getConnection", { id: 7 }],
  ["getConnection", { data: { id: "c" } }],
  ["listConnections", [{ id: 7 }]],
  ["listConnections", { data: [{ id: "c" }, { id: 8 }] }],
  ["listConnections", [null]],
  ["listConnections", ["c"]],
  ["listConnections", [[]]],
  ["findConnection", { data: [{ connectorId: "notion" }] }],
  ["snapshotConnections", { data: [{ id: true }] }],
];

export function* lies(context) {
  for (const [what, type, body] of NEVER_AN_ANSWER) {
    for (const method of Object.keys(METHODS)) {
      yield [`${what}, to ${method}`, () => isRefused(context, method, type, body)];
    }
  }
  for (const [what, type, body] of NO_PROMISED_ANSWER) {
    for (const method of Object.keys(METHODS).filter((method) => method !== "executeAction")) {
      yield [`${what}, to ${method}`, () => isRefused(context, method, type, body)];
    }
  }
  for (const [method, body] of WRONG_FIELDS) {
    const json = JSON.stringify(body);
    yield [`${json}, to ${method}`, () => isRefused(context, method, JSON_TYPE, json)];
  }
  yield ["a credential's id that is none is left out", () => dropsWrongId(context)];
  yield ["a 204 where something is promised", () => needsABody(context)];
  yield ["an action may answer nothing", () => takesNothing(context)];
  for (const status of [400, 429, 502]) {
    for (const fault of ["stall-status", "cut-status"]) {
      yield [`${status}, and ${fault}`, () => hasItsStatus(context, status, fault)];
    }
  }
  yield ["a refusal in HTML", () => showsHtml(context)];
  yield ["a refusal in each of many shapes", () => takesAnyShape(context)];
}

async function isRefused(context, method, type, body) {
  const headers = { "content-type": type, "x-request-id": "lie-1" };
  const alloy = context.faulty(rawFault({ headers, body }));
  const error = await context.rejects(() => METHODS[method](alloy), "AlloyProtocolError", {
    ...{ code: "ANSWER_INVALID", status: 200, requestId: "lie-1", attempts: 1 },
  });
  ok(error.hint?.length > 0, "no hint");
  equal(error.headers["content-type"], type, "content-type");
  matches(error.message, /status 200/, "message");
  // Where an OAuth flow begins, an answer may hold a token anywhere.
  const shown = method === "initiateOAuthFlow" ? "" : body.trim().slice(0, 12);
  ok(typeof error.body === "string" && error.body.trim().startsWith(shown), "the body's beginning");
}

async function dropsWrongId(context) {
  for (const credentialId of [7, {}, null, true]) {
    const body = JSON.stringify({ oauthUrl: "https://service.example/", credentialId });
    const started = await METHODS.initiateOAuthFlow(context.faulty(rawFault({ body })));
    same(started, { oauthUrl: "https://service.example/" }, "result");
  }
}

async function needsABody(context) {
  for (const method of Object.keys(METHODS).filter((method) => method !== "executeAction")) {
    const alloy = context.faulty(rawFault({ status: 204, headers: { "x-request-id": "lie-2" } }));
    await context.rejects(() => METHODS[method](alloy), "AlloyProtocolError", {
      ...{ status: 204, requestId: "lie-2" },
    });
  }
}

async function takesNothing(context) {
  for (const [status, body] of [
    [200, ""],
    [200, "  \n"],
    [200, "null"],
    [201, ""],
    [202, ""],
    [204, ""],
    [205, ""],
  ]) {
    const alloy = context.faulty(rawFault({ status, body }));
    equal(await METHODS.executeAction(alloy), null, `what ${status} and "${body}" give`);
  }
}

/** However its body ends, a refusal is one. */
async function hasItsStatus(context, status, fault) {
  const options = fault === "stall-status" ? { timeoutMs: 300 } : {};
  const alloy = context.faulty(`${fault}/${status}`, options);
  const error = await context.rejects(() => METHODS.executeAction(alloy), classOf(status), {
    ...{ status, code: `HTTP_${status}`, requestId: "fault-request", attempts: 1 },
    // Firefox takes what there is of a refusal that breaks off for the whole of it.
    message: new RegExp(`\\b${status}\\b|^{"error":{$`),
  });
  equal(error.response.status, status, "response.status");
}

const classOf = (status) =>
  ({ 400: "AlloyBadRequestError", 429: "AlloyRateLimitError", 502: "AlloyServerError" })[status];

async function showsHtml(context) {
  const headers = { "content-type": "text/html", "x-request-id": "lie-3" };
  for (const method of Object.keys(METHODS)) {
    const alloy = context.faulty(rawFault({ status: 502, headers, body: HTML }));
    const error = await context.rejects(() => METHODS[method](alloy), "AlloyServerError", {
      ...{ status: 502, code: "HTTP_502", requestId: "lie-3", message: /\b502\b/ },
    });
    ok(!error.message.includes("<"), "the message is HTML");
    if (method !== "initiateOAuthFlow") matches(error.body, /^<!doctype html>/, "body");
  }
}

async function takesAnyShape(context) {
  const shapes = [
    ...["", " ", "null", "0", "false", "[]", "{}", '""', '"words"', "[[[]]]", '{"error":null}'],
    ...['{"error":[]}', '{"error":{"message":{}}}', '{"error":{"code":7,"message":9}}'],
    ...['{"errors":[]}', '{"errors":[null]}', '{"errors":{"0":"x"}}', '{"message":["a"]}'],
    ...['{"message":""}', '{"code":null,"message":null}', '{"error":"', "\0\0\0", "\xff\xfe\xfd"],
    ...['{"__proto__":{"code":"x"}}', '{"constructor":1,"toString":2,"error":{"code":"C"}}'],
    ...[`{"error":{"code":"${"C".repeat(1000)}","message":"${"m".repeat(1000)}"}}`],
    "x".repeat(4_000),
  ];
  for (const body of shapes) {
    for (const status of [400, 500]) {
      const alloy = context.faulty(rawFault({ status, headers: { "x-request-id": "l" }, body }));
      const error = await METHODS.executeAction(alloy).catch((error) => error);
      ok(error instanceof context.sdk.AlloyApiError, `${body.slice(0, 40)}: ${error}`);
      same([error.status, error.requestId], [status, "l"], "status and requestId");
      for (const member of ["code", "message"]) {
        ok(typeof error[member] === "string" && error[member] !== "", `${member} of ${body}`);
        ok(error[member].length <= 10_000, `${member} has ${error[member].length} characters`);
      }
      JSON.stringify(error);
    }
  }
}
