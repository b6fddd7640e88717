// What nobody may find in an error, in an event or on the console: for every class of error, and
// whatever a fetch of the caller's throws.
import { equal, ok, rejection, same, thrown } from "./assert.mjs";
import { answering, rawFault, REDIRECT_URI } from "./context.mjs";
import { consoleOutput, hides } from "./everything.mjs";
import { tellAll, tellingFetches } from "./telling-fetch.mjs";

// A part of a secret is a leak as well: their ends are looked for.
const KEY = "sk-KeyHead7f3a-middle-KeyTail9b1c";
const CODE = "CodeHead5e2d-middle-CodeTail8a4f";
const DATA = "DataHead3c6b-middle-DataTail1d9e";
const TOKEN = "TokenHead2b8c-middle-TokenTail4e7a";
export const MARKS = [KEY, CODE, DATA, TOKEN].flatMap((secret) => secret.split("-middle-"));

const OAUTH_URL = `https://service.example/consent?state=${TOKEN}`;

/** Fields of an answer in which a service hands out what lets others in. */
const TOKENS = {
  oauthUrl: OAUTH_URL,
  ...{ token: TOKEN, accessToken: TOKEN, refreshToken: TOKEN, userToken: TOKEN, idToken: TOKEN },
  ...{ access_token: TOKEN, refresh_token: TOKEN, id_token: TOKEN, client_secret: TOKEN },
  ...{ clientSecret: TOKEN, apiKey: TOKEN, api_key: TOKEN, password: TOKEN, secret: TOKEN },
  data: { fields: [{ password: TOKEN }], nested: { deep: { "x-access-token": TOKEN } } },
};

const execute = (alloy, options) => alloy.executeAction("notion", "a", { x: 1 }, options);
const list = (alloy) => alloy.listConnections();
const begin = (alloy) =>
  alloy.initiateOAuthFlow("shop", REDIRECT_URI, { data: { shop: [{ password: DATA }] } });
const finish = (alloy) => alloy.handleOAuthCallback("notion", CODE, "credential-1");

/** Every method that is given a secret, or may be told one. */
export const CALLS = { execute, list, begin, finish };

const STATUSES = {
  AlloyBadRequestError: 400,
  AlloyAuthenticationError: 401,
  AlloyPermissionError: 403,
  AlloyNotFoundError: 404,
  AlloyConflictError: 409,
  AlloyApiError: 418,
  AlloyRateLimitError: 429,
  AlloyServerError: 500,
};

export function* secrets(context) {
  const covered = new Set();

  /** Asserts what the call's error is, and that neither it nor anything beside it tells a secret. */
  const hidden = async (what, className, options, call) => {
    const events = [];
    const observe = (event) => void events.push(event);
    let error;
    const output = await consoleOutput(async () => {
      error = await rejection(() =>
        call(context.faulty("unused", { apiKey: KEY, observe, ...options })),
      );
    });
    if (className !== null) context.isError(error, className);
    covered.add(error.name);
    hides(MARKS, what, [error, error.cause, events, output], context.world.inspect);
    same(output, [], "what was written to the console");
  };

  for (const [className, status] of Object.entries(STATUSES)) {
    yield [
      `tokens in the body of ${className}`,
      async () => {
        const error = { code: "C", message: "m", ...TOKENS, details: [TOKENS] };
        for (const body of [
          { error, ...TOKENS },
          [{ error }],
          { errors: [error], nested: TOKENS },
        ]) {
          for (const [name, call] of Object.entries(CALLS)) {
            const fetch = answering(body, { status });
            await hidden(`${className} of ${name}`, className, { fetch }, call);
          }
        }
      },
    ];
  }
  yield [
    "tokens in answers that lack what was promised",
    async () => {
      const rows = [{ ...TOKENS, name: "no id" }];
      for (const [call, body] of [
        [begin, { ...TOKENS, oauthUrl: `ftp://service.example/?token=${TOKEN}` }],
        [begin, { ...TOKENS, oauthUrl: [OAUTH_URL] }],
        [begin, [TOKENS]],
        [finish, TOKENS],
        [list, rows],
        [list, { credentials: rows }],
        [(alloy) => alloy.getConnection("c"), TOKENS],
        [(alloy) => alloy.findConnection("shop"), { data: rows }],
      ]) {
        await hidden("a lacking answer", "AlloyProtocolError", { fetch: answering(body) }, call);
      }
    },
  ];
  yield [
    "tokens in answers that break off, or are no JSON",
    async () => {
      const whole = JSON.stringify([TOKENS]);
      for (const length of [40, 60, 75, 90, 150, 400, whole.length - 1]) {
        const fetch = async () => new Response(whole.slice(0, length));
        for (const [name, call] of Object.entries(CALLS)) {
          await hidden(`${name}, cut at ${length}`, "AlloyProtocolError", { fetch }, call);
        }
      }
      const page = `<a href="${OAUTH_URL}">Go on</a><input name="token" value="${TOKEN}">`;
      const fetch = async () => new Response(page, { status: 200 });
      await hidden("a page of consent", "AlloyProtocolError", { fetch }, begin);
    },
  ];
  yield [
    "a redirect to the page of consent",
    async () => {
      // A stand-in: a page is not shown where it is sent.
      const headers = new Headers({ location: OAUTH_URL });
      const fetch = async () => ({ status: 302, headers, text: async () => "" });
      await hidden("a redirect", "AlloyProtocolError", { fetch }, begin);
    },
  ];
  for (const [where, fetch] of tellingFetches()) {
    yield [
      `the key, thrown in ${where}`,
      async () => {
        // One has no secrets but the key, the other has.
        for (const call of [execute, finish]) {
          await hidden(`the key in ${where}`, "AlloyNetworkError", { fetch }, call);
        }
      },
    ];
  }
  for (const [what, call] of Object.entries({ code: finish, data: begin })) {
    const thrown = `the ${what}, thrown in a request`;
    yield [thrown, () => hidden(thrown, "AlloyNetworkError", { fetch: tellAll }, call)];
  }
  yield [
    "the other classes",
    async () => {
      const never = () => new Promise(() => {});
      await hidden("a timeout", "AlloyTimeoutError", { fetch: never, timeoutMs: 20 }, finish);
      await hidden("a deadline", "AlloyTimeoutError", { fetch: never, deadlineMs: 20 }, begin);
      const signal = () => AbortSignal.timeout(20);
      await hidden("an abort", "AlloyAbortError", { fetch: never }, (alloy) =>
        alloy.handleOAuthCallback("notion", CODE, null, { signal: signal() }),
      );
      await hidden("no code", "AlloyOAuthError", {}, (alloy) =>
        alloy.handleOAuthCallback("notion"),
      );
      await hidden("no connection", "AlloyConfigError", { connectionId: null }, execute);
      await hidden("a wrong argument", "AlloyValidationError", {}, (alloy) =>
        alloy.initiateOAuthFlow("shop", "/nowhere", { data: { password: DATA } }),
      );
      await hidden("a code that is too long", "AlloyValidationError", {}, (alloy) =>
        alloy.handleOAuthCallback("notion", `${CODE}${"x".repeat(10_000)}`),
      );
      await hidden("data that is no JSON", "AlloyValidationError", {}, (alloy) =>
        alloy.initiateOAuthFlow("shop", REDIRECT_URI, { data: { password: DATA, count: 1n } }),
      );
    },
  ];
  yield [
    "what a client is refused for",
    () => {
      for (const options of [
        ...[{ apiKey: `${KEY}\n` }, { apiKey: `${KEY} ` }, { apiKey: KEY.repeat(500) }],
        { baseUrl: `https://user:${KEY}@host.example` },
        { baseUrl: `https://host.example/?key=${KEY}` },
        { baseUrl: `http://host.example/${KEY}` },
        { apiVersion: `${KEY}\n` },
        { headers: { authorization: `Bearer ${KEY}` } },
        { headers: { "x-key": `${KEY}\r\n` } },
        ...[{ userId: `${KEY}\0` }, { dialect: KEY }, { maxRetries: KEY }, { timeoutMs: KEY }],
      ]) {
        const error = thrown(() => context.client({ apiKey: KEY, ...options }));
        context.isError(error, "AlloyConfigError");
        covered.add(error.name);
        hides(MARKS, JSON.stringify(options), [error], context.world.inspect);
      }
    },
  ];
  yield [
    "and that was every class",
    () => {
      const every = Object.keys(context.sdk).filter((name) => /Error$/.test(name));
      const missing = every.filter((name) => name !== "AlloyError" && !covered.has(name));
      same(missing, [], "classes without a check");
      ok(every.length >= 16, `only ${every.length} classes`);
    },
  ];
  yield [
    "the client itself shows nothing",
    () => {
      const alloy = context.faulty(rawFault({}), { apiKey: KEY });
      hides(MARKS, "a client", [alloy, alloy.forUser("user-2")], context.world.inspect);
      equal(JSON.stringify(alloy).includes("sk-"), false, "shows the key");
    },
  ];
}
