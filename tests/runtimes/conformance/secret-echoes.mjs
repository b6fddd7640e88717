// A server that tells everything that it was told, in whichever spelling and place.
import { rejection } from "./assert.mjs";
import { REDIRECT_URI } from "./context.mjs";
import { consoleOutput, hides } from "./everything.mjs";

// With what each way of writing spells in its own way, between two ends that none of them changes.
const KEY = `sk-KeyHead7f3a"\\/%+<&>'=KeyTail9b1c`;
const CODE = `CodeHead5e2d/"\\ é东&<CodeTail8a4f`;
const DATA = `DataHead3c6b/"\\\n\té东&<DataTail1d9e`;
const MARKS = [
  ...["KeyHead7f3a", "KeyTail9b1c", "CodeHead5e2d", "CodeTail8a4f"],
  ...["DataHead3c6b", "DataTail1d9e"],
];

const escaped = (text) => JSON.stringify(text).slice(1, -1);
const percent = (text) => encodeURIComponent(text);
const unicode = (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
const HTML = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

const SPELLINGS = {
  "as it is": (text) => text,
  "as in JSON": escaped,
  "as in JSON, with slashes escaped": (text) => escaped(text).replaceAll("/", "\\/"),
  "as in JSON, with markup escaped": (text) => escaped(text).replace(/[<>&']/g, unicode),
  "as in JSON, in ASCII": (text) => escaped(text).replace(/[^\x20-\x7e]/g, unicode),
  "as in JSON within JSON": (text) => escaped(escaped(text)),
  "as in a URL": percent,
  "as in a URL, in lower case": (text) =>
    percent(text).replace(/%[0-9A-F]{2}/g, (escape) => escape.toLowerCase()),
  "as in a form": (text) => new URLSearchParams({ x: text }).toString().slice(2),
  "as in HTML": (text) => text.replace(/[&<>"']/g, (character) => HTML[character]),
};

const CALLS = {
  executeAction: [KEY, (alloy) => alloy.executeAction("notion", "a", { x: 1 })],
  listConnections: [KEY, (alloy) => alloy.listConnections()],
  handleOAuthCallback: [CODE, (alloy) => alloy.handleOAuthCallback("notion", CODE)],
  initiateOAuthFlow: [
    DATA,
    (alloy) => alloy.initiateOAuthFlow("s", REDIRECT_URI, { data: { a: [{ b: DATA }] } }),
  ],
};

const json = { "content-type": "application/json" };

/** Status, headers and body of an answer that tells `secret`, which can be part of JSON as it is. */
const PLACES = {
  "a message": (secret) => [400, json, `{"error":{"code":"C","message":"Not ${secret}."}}`],
  "a code": (secret) => [400, json, `{"error":{"code":"${secret}","message":"m"}}`],
  "a member": (secret) => [500, json, `{"message":"m","request":{"all":["x","${secret}"]}}`],
  "a member's name": (secret) => [422, json, `{"message":"m","${secret}":1}`],
  "a list's message": (secret) => [403, json, `{"errors":[{"message":"${secret}"}]}`],
  "a lacking answer": (secret) => [200, json, `{"unexpected":["${secret}"]}`],
};
/** The same, of which the body is no JSON. */
const TEXTS = {
  words: (secret) => [400, {}, `Bad key: ${secret}`],
  "a page": (secret) => [502, { "content-type": "text/html" }, `<p>Bad ${secret}</p>`],
  "words of success": (secret) => [200, {}, `Welcome, ${secret}`],
};
/** The same, in headers, which are of one line and of Latin letters. */
const HEADERS = {
  "a header": (secret) => [400, { ...json, "x-echo": secret }, "{}"],
  "x-request-id": (secret) => [500, { ...json, "x-request-id": secret }, "{}"],
  "a redirect": (secret) => [302, { location: `/?key=${secret}` }, ""],
};

export function* secretEchoes(context) {
  for (const [what, spell] of Object.entries(SPELLINGS)) {
    for (const [place, answer] of Object.entries({ ...PLACES, ...TEXTS, ...HEADERS })) {
      yield [`${what}, in ${place}`, () => hidesEcho(context, place, spell, answer)];
    }
  }
  for (const fault of [
    ...["echo-json/400", "echo-json/401", "echo-json/500", "echo-text/400", "echo-text/502"],
    ...["echo-text/200", "echo-redirect/302"],
  ]) {
    yield [`over HTTP, by ${fault}`, () => hidesFault(context, fault)];
  }
  yield ["in the status text", () => hidesStatusText(context)];
  yield ["cut by the end of what an error keeps", () => hidesHalves(context)];
}

async function hidesEcho(context, place, spell, answer) {
  for (const [method, [secret, call]] of Object.entries(CALLS)) {
    const text = spell(secret);
    // Not everything can stand everywhere.
    if (place in PLACES && !isJson(`"${text}"`)) continue;
    // An action may answer anything.
    if (place === "a lacking answer" && method === "executeAction") continue;
    if (place in HEADERS && !/^[\x20-\x7e]*$/.test(text)) continue;
    const [status, headers, body] = answer(text);
    await tellsNothing(context, `${method}, by ${place}`, call, {
      status,
      headers: new Headers(headers),
      text: async () => body,
    });
  }
}

function isJson(text) {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** As a stand-in: a Response takes fewer statuses and texts than servers send. */
const tellsNothing = (context, what, call, response) =>
  search(context, what, call, { fetch: async () => response });

/** Searches the call's error, and whatever else came out of it. */
async function search(context, what, call, options) {
  const events = [];
  const told = { apiKey: KEY, observe: (event) => void events.push(event), ...options };
  let error;
  const output = await consoleOutput(async () => {
    error = await rejection(() => call(context.faulty("unused", told)));
  });
  context.isError(error, error.name);
  hides(MARKS, what, [error, error.cause, events, output], context.world.inspect);
}

async function hidesFault(context, fault) {
  for (const [method, [, call]] of Object.entries(CALLS)) {
    await search(context, `${method} by ${fault}`, call, {
      baseUrl: `${context.world.faults}/${fault}`,
    });
  }
}

async function hidesStatusText(context) {
  for (const status of [200, 302, 400, 500]) {
    const response = {
      ...{ status, statusText: `No ${KEY}`, headers: new Headers() },
      text: async () => "",
    };
    await tellsNothing(context, "the status text", CALLS.listConnections[1], response);
  }
}

async function hidesHalves(context) {
  const long = `${CODE}${"&/é".repeat(900)}CodeTail8a4f`;
  const finish = (alloy) => alloy.handleOAuthCallback("notion", long);
  const [, execute] = CALLS.executeAction;
  const around = (end) => Array.from({ length: 20 }, (_, step) => end - 3 * step);
  for (const [call, secret, paddings] of [
    [execute, KEY, [...around(205), ...around(65_540)]],
    [finish, long, [0, 150, 199, 60_000, 65_530]],
  ]) {
    for (const spell of [SPELLINGS["as it is"], SPELLINGS["as in a URL"]]) {
      for (const padding of paddings) {
        const text = `${"x".repeat(padding)}${spell(secret)}${"y".repeat(500)}`;
        for (const status of [200, 500]) {
          const response = { status, headers: new Headers(), text: async () => text };
          await tellsNothing(context, `${padding} before it`, call, response);
        }
      }
    }
  }
}
