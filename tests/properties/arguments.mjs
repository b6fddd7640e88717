// What the methods take: for each argument and option, values that will do. Ids are awkward, but allowed.
import { hostile } from "./hostile.mjs";

export const IDS = [
  ...[
    "notion",
    "post-search",
    "6543210fedcba9876543210f",
    "a/b",
    "a?b=c",
    "a#b",
    "%2e%2e",
    "%2F",
    "x y",
  ],
  ...[
    "a\\b",
    "//host.example",
    "http://host.example",
    "...",
    "a:b@c",
    "é",
    "ÿ",
    "漢字",
    "😀",
    "\ufeffx",
  ],
  ...[
    "__proto__",
    "constructor",
    "toString",
    "a;b,c",
    "'\"<>",
    "x".repeat(1024),
    "😀".repeat(1024),
  ],
];
export const BASES = [
  ...["https://host.example", "https://host.example/behind/a/prefix", "http://127.0.0.1:9/alloy"],
  ...["http://localhost", "https://[::1]:8443/x"],
];

const id = (random) => random.pick(IDS);
const ms = (random) => random.pick([1, 500, 30_000]);
const base = (random) => random.pick(BASES);
const redirectUri = (random) =>
  random.pick(["http://127.0.0.1:9/oauth/callback", new URL("https://app.example/back?x=1")]);
const headers = (random) =>
  random.pick([{ "X-Own": "1" }, { "x-own": "é", traceparent: "00-1-1-01" }, {}]);
const data = (random) =>
  random.pick([
    {},
    { query: "x" },
    { page_id: "p", deep: [{ a: null }] },
    { __proto__: null, a: 1 },
  ]);
const flag = (random) => random.chance(0.5);

const CALL = {
  signal: () => new AbortController().signal,
  timeoutMs: ms,
  deadlineMs: ms,
  maxRetries: (random) => random.whole(0, 3),
  idempotent: flag,
  userId: id,
  connectionId: id,
  headers,
  withResponse: flag,
};
const SINCE = { since: () => ({ connections: { old: "2025-01-01", __proto__: null } }) };

const ACTION = {
  ...CALL,
  split: (random) => ({
    [random.pick(["pathParams", "requestBody", "additionalHeaders"])]: data(random),
  }),
};

const batchCall = (random) => ({
  connectorId: perhaps(random, id),
  actionId: perhaps(random, id),
  parameters: perhaps(random, data),
  options: random.chance(0.5) ? options(random, ACTION) : undefined,
});

/** Each method's arguments, the last of them its options. */
export const METHODS = {
  initiateOAuthFlow: [id, redirectUri, { ...CALL, authConfigId: id, data }],
  handleOAuthCallback: [
    id,
    (random) => random.pick(["4/0AX", undefined, null]),
    id,
    { ...CALL, ...SINCE },
  ],
  snapshotConnections: [id, CALL],
  waitForConnection: [id, { ...CALL, ...SINCE, pollMs: ms }],
  listConnections: [{ ...CALL, connectorId: id }],
  getConnection: [id, CALL],
  findConnection: [id, CALL],
  executeAction: [id, id, data, ACTION],
  batch: [
    (random) => Array.from({ length: random.whole(0, 4) }, () => batchCall(random)),
    { concurrency: (random) => random.whole(1, 3), stopOnError: flag, signal: CALL.signal },
  ],
  paginate: [
    ...[id, id, data],
    {
      ...ACTION,
      items: (random) => random.pick(["data", "results", (page) => page.data]),
      cursor: () => (page) => page.next,
      limit: (random) => random.whole(1, 4),
    },
  ],
};

export const CLIENT = {
  apiKey: () => KEY,
  userId: id,
  connectionId: id,
  baseUrl: base,
  dataBaseUrl: base,
  apiVersion: () => "2025-09",
  dialect: (random) => random.pick(["auto", "guide", "reference"]),
  timeoutMs: ms,
  maxRetries: (random) => random.whole(0, 2),
  deadlineMs: ms,
  rateLimit: (random) => ({ requestsPerSecond: random.pick([10, 1.5]), burst: random.whole(1, 3) }),
  observe: () => () => {},
  headers,
  connectorHeaders: () => ({ notion: { "Notion-Version": "2022-06-28" } }),
  redirectUri,
  dangerouslyAllowBrowser: flag,
};

export const ENVIRONMENT = {
  ALLOY_API_KEY: () => KEY,
  ALLOY_USER_ID: id,
  CONNECTION_ID: id,
  ALLOY_BASE_URL: base,
  OAUTH_REDIRECT_URI: () => "http://127.0.0.1:9/oauth/callback",
};

/** A key that is found wherever it leaks to. */
export const KEY = "sk-boundary-51c0ffee9d";

/** A value that will do, more often than not. */
export function perhaps(random, valid, odds = 0.7) {
  return random.chance(odds) ? valid(random) : hostile(random).value;
}

/** Options of which some will do, beside the caller's own; at times something else in their place. */
export function options(random, known, odds = 0.7, own = {}) {
  if (random.chance(0.15)) return hostile(random).value;
  const given = { ...own };
  for (const [name, valid] of Object.entries(known)) {
    if (!(name in own) && random.chance(0.25)) given[name] = perhaps(random, valid, odds);
  }
  return given;
}
