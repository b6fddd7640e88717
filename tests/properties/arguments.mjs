// What the package takes: for each argument and option, values that will do. Ids are awkward, but
// allowed; in the place of any of them there may stand something hostile.
import { hostile } from "./hostile.mjs";

/** A key that is found wherever it leaks to. */
export const KEY = "sk-boundary-51c0ffee9d";

export const IDS = [
  ...["notion", "post-search", "6543210fedcba9876543210f", "a/b", "a?b=c", "a#b", "%2e%2e"],
  ...["%2F", "x y", "a\\b", "//host.example", "http://host.example", "...", "a:b@c", "é", "ÿ"],
  ...["漢字", "😀", "\ufeffx", "__proto__", "constructor", "toString", "a;b,c", "'\"<>"],
  "😀".repeat(1024),
];

export const BASES = [
  ...["https://host.example", "https://host.example/behind/a/prefix", "http://127.0.0.1:9/alloy"],
  ...["http://localhost", "https://[::1]:8443/x"],
];

const OBJECTS = [{}, { query: "x" }, { page_id: "p", deep: [{ a: null }] }, { ["__proto__"]: 1 }];
const HEADERS = [{}, { "X-Own": "1" }, { "x-own": "é", traceparent: "00-1-1-01" }];
const REDIRECT_URIS = [
  "http://127.0.0.1:9/oauth/callback",
  new URL("https://app.example/back?x=1"),
];

const among = (choices) => (random) => random.pick(choices);
const id = among(IDS);
const flag = among([true, false]);
const ms = among([1, 500, 30_000]);
const object = among(OBJECTS);
const retries = among([0, 1, 3]);

// What a function of the caller's own throws is the caller's: it is none of the hostile ones.
const callback = (choices) => Object.assign(among(choices), { isOwn: true });

const CALL = {
  signal: () => new AbortController().signal,
  timeoutMs: ms,
  deadlineMs: ms,
  maxRetries: retries,
  idempotent: flag,
  userId: id,
  connectionId: id,
  headers: among(HEADERS),
  withResponse: flag,
};
const ACTION = {
  ...CALL,
  split: (random) => ({ [random.pick(["pathParams", "additionalHeaders"])]: object(random) }),
};
const since = () => ({ connections: { old: "2025-01-01" } });

const call = (random, odds) => ({
  connectorId: perhaps(random, id, odds),
  actionId: perhaps(random, id, odds),
  parameters: perhaps(random, object, odds),
  options: options(random, ACTION, odds),
});

/** Each method's arguments, its options last. */
export const METHODS = {
  initiateOAuthFlow: [id, among(REDIRECT_URIS), { ...CALL, authConfigId: id, data: object }],
  handleOAuthCallback: [id, among(["4/0AX", undefined]), id, { ...CALL, since }],
  snapshotConnections: [id, CALL],
  waitForConnection: [id, { ...CALL, since, pollMs: ms }],
  listConnections: [{ ...CALL, connectorId: id }],
  getConnection: [id, CALL],
  findConnection: [id, CALL],
  executeAction: [id, id, object, ACTION],
  batch: [
    (random, odds) => Array.from({ length: random.whole(0, 4) }, () => call(random, odds)),
    { concurrency: among([1, 2, 6]), stopOnError: flag, signal: CALL.signal },
  ],
  paginate: [
    ...[id, id, object],
    {
      ...ACTION,
      items: callback(["data", "results", (page) => page?.data]),
      cursor: callback([(page) => page?.next]),
      limit: among([1, 4]),
    },
  ],
};

export const CLIENT = {
  apiKey: () => KEY,
  userId: id,
  connectionId: id,
  baseUrl: among(BASES),
  dataBaseUrl: among(BASES),
  apiVersion: () => "2025-09",
  dialect: among(["auto", "guide", "reference"]),
  timeoutMs: ms,
  maxRetries: retries,
  deadlineMs: ms,
  rateLimit: (random) => ({ requestsPerSecond: random.pick([10, 1.5]), burst: random.whole(1, 3) }),
  observe: () => () => {},
  headers: among(HEADERS),
  connectorHeaders: () => ({ notion: { "Notion-Version": "2022-06-28" } }),
  redirectUri: among(REDIRECT_URIS),
  dangerouslyAllowBrowser: flag,
};

export const ENVIRONMENT = {
  ALLOY_API_KEY: () => KEY,
  ALLOY_USER_ID: id,
  CONNECTION_ID: id,
  ALLOY_BASE_URL: among(BASES),
  OAUTH_REDIRECT_URI: () => REDIRECT_URIS[0],
};

/** A value that will do, at these odds. */
export function perhaps(random, valid, odds) {
  const { value } = random.chance(odds) ? { value: valid(random, odds) } : hostile(random);
  return valid.isOwn && typeof value === "function" ? valid(random) : value;
}

/** Options of which some will do, beside those that are given; at times something else altogether. */
export function options(random, known, odds, given = {}) {
  if (!random.chance(Math.sqrt(odds))) return hostile(random).value;
  const drawn = { ...given };
  for (const [name, valid] of Object.entries(known)) {
    if (!(name in given) && random.chance(0.25)) drawn[name] = perhaps(random, valid, odds);
  }
  return drawn;
}
