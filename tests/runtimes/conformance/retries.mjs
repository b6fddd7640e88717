// Which failed requests are sent again, and how often. The server counts.
import { equal, rejection, same } from "./assert.mjs";
import { REDIRECT_URI } from "./context.mjs";

const execute = (alloy, options) => alloy.executeAction("notion", "post-search", {}, options);

/** A call of each kind, and whether sending it twice does no harm. */
const CALLS = [
  ["a GET", true, (alloy, options) => alloy.listConnections(options)],
  ["a POST", false, execute],
  [
    "a POST marked idempotent",
    true,
    (alloy, options) => execute(alloy, { ...options, idempotent: true }),
  ],
];

const STATUSES_WHEN_SAFE = [408, 500, 502, 503, 504];
const STATUSES_NEVER = [400, 401, 403, 404, 405, 409, 410, 418, 422, 425, 451, 501, 505, 507];

export function* retries(context) {
  for (const [what, safe, call] of CALLS) {
    const rows = [
      [429, true],
      ...STATUSES_WHEN_SAFE.map((status) => [status, safe]),
      ...STATUSES_NEVER.map((status) => [status, false]),
    ];
    for (const [status, again] of rows) {
      const hits = again ? 3 : 1;
      yield [
        `${what} that meets ${status} is sent ${again ? "three times" : "once"}`,
        async () => {
          const { alloy, seen } = context.sequence(`${status}~0`);
          const error = await rejection(() => call(alloy));
          same([error.status, error.attempts], [status, hits], "status and attempts");
          equal((await seen()).length, hits, "requests");
        },
      ];
    }
    for (const fault of ["html", "truncated"]) {
      yield [`${what} that meets ${fault} is sent once`, () => isSentOnce(context, call, fault)];
    }
  }
  yield ["without an answer, only what is safe is sent again", () => repeatsWithoutAnswer(context)];
  yield ["what begins or ends an OAuth flow is sent once", () => repeatsNoFlow(context)];
  yield ["a retried call gives what came in the end", () => givesTheLastAnswer(context)];
  yield ["maxRetries, the client's and the call's", () => heedsMaxRetries(context)];
  yield ["retries are counted for each request of a call", () => countsForEachRoute(context)];
  yield ["each attempt sends the same", () => sendsTheSame(context)];
}

async function isSentOnce(context, call, fault) {
  const { alloy, seen } = context.sequence(`${fault},200`);
  await context.rejects(() => call(alloy), "AlloyProtocolError", { attempts: 1 });
  equal((await seen()).length, 1, "requests");
}

/** All at once, as each of the retries waits for half a second. */
async function repeatsWithoutAnswer(context) {
  const cases = ["reset", "cut", "hang"].flatMap((fault) => CALLS.map((row) => [fault, ...row]));
  const logs = await Promise.all(
    cases.map(async ([fault, what, safe, call]) => {
      const timeoutMs = fault === "hang" ? 1_000 : undefined;
      const { alloy, seen } = context.sequence(`${fault},200`, { timeoutMs });
      if (safe) {
        const { attempts } = await call(alloy, { withResponse: true });
        equal(attempts, 2, `attempts of ${what} after ${fault}`);
      } else {
        const expected = fault === "hang" ? "AlloyTimeoutError" : "AlloyNetworkError";
        await context.rejects(() => call(alloy), expected, { attempts: 1 });
      }
      return seen;
    }),
  );
  // Only now: what was not to be sent again would have been.
  for (const [index, [fault, what, safe]] of cases.entries()) {
    equal((await logs[index]()).length, safe ? 2 : 1, `requests of ${what} after ${fault}`);
  }
}

async function repeatsNoFlow(context) {
  const begin = (alloy) => alloy.initiateOAuthFlow("notion", REDIRECT_URI);
  const finish = (alloy) => alloy.handleOAuthCallback("notion", "a-code");
  for (const call of [begin, finish]) {
    for (const step of ["500~0", "503~0", "reset"]) {
      const { alloy, seen } = context.sequence(`${step},200`);
      equal((await rejection(() => call(alloy))).attempts, 1, `attempts at ${step}`);
      equal((await seen()).length, 1, `requests at ${step}`);
    }
    const { alloy, seen } = context.sequence("429~0,200");
    await call(alloy);
    equal((await seen()).length, 2, "requests at 429");
  }
}

async function givesTheLastAnswer(context) {
  const { alloy, seen } = context.sequence("503~0,502~0,200");
  const { data, status, attempts, requestId } = await alloy.listConnections({ withResponse: true });
  same([data, status, attempts], [[], 200, 3], "data, status and attempts");
  equal(requestId.endsWith("-3"), true, "requestId is the last answer's");
  equal((await seen()).length, 3, "requests");

  const other = context.sequence("503~0,400");
  await context.rejects(() => other.alloy.listConnections(), "AlloyBadRequestError", {
    attempts: 2,
  });
}

async function heedsMaxRetries(context) {
  // The client's, the call's, requests.
  const cases = [
    [undefined, undefined, 3],
    [0, undefined, 1],
    [1, undefined, 2],
    [5, undefined, 6],
    [5, 0, 1],
    [0, 1, 2],
    [100, undefined, 101],
  ];
  for (const [ofClient, ofCall, hits] of cases) {
    const { alloy, seen } = context.sequence("503~0", { maxRetries: ofClient });
    const list = () => alloy.listConnections({ maxRetries: ofCall });
    await context.rejects(list, "AlloyServerError", { attempts: hits });
    equal((await seen()).length, hits, `requests with ${ofClient} and ${ofCall}`);
  }
  const { alloy, seen } = context.sequence("429~0", { maxRetries: 1 });
  const view = alloy.forUser("user-2");
  await context.rejects(() => view.listConnections(), "AlloyRateLimitError", { attempts: 2 });
  equal((await seen()).length, 2, "requests of a view");
}

async function countsForEachRoute(context) {
  const { alloy, seen } = context.sequence("429~0,429~0,200", { dialect: "reference" });
  const { attempts } = await alloy.executeAction("notion", "a", { x: 1 }, { withResponse: true });
  equal(attempts, 6, "attempts: the schema's three, and the action's");
  same(
    (await seen()).map(({ method, path }) => `${method} ${path}`),
    [
      ...Array(3).fill("GET /connectors/notion/actions/a"),
      ...Array(3).fill("POST /connectors/notion/actions/a/execute"),
    ],
    "requests",
  );
}

async function sendsTheSame(context) {
  const sent = [];
  const fetch = async (url, { method, headers, body }) => {
    sent.push({ url, method, headers: { ...headers }, body });
    const status = sent.length < 3 ? 429 : 200;
    return new Response("{}", { status, headers: { "retry-after": "0" } });
  };
  const parameters = { text: "as it was" };
  const alloy = context.faulty("unused", { fetch, maxRetries: 2 });
  const call = alloy.executeAction("notion", "a", parameters, { headers: { "x-call": "1" } });
  parameters.text = "changed";
  await call;
  equal(sent.length, 3, "requests");
  same(sent[1], sent[0], "the second request");
  same(sent[2], sent[0], "the third request");
  equal(JSON.parse(sent[2].body).parameters.text, "as it was", "text");
}
