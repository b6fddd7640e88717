// What the constructor, fromEnv and forUser refuse, by name.
import { equal, matches, ok, show, thrown } from "./assert.mjs";
import { FAULT_KEY } from "./context.mjs";

const LONG = "x".repeat(5_000_000);

const cycle = {};
cycle.self = cycle;

/** Option, what it is, a value that it cannot have. */
const REFUSED = [
  ["apiKey", "a number", 7],
  ["apiKey", "an empty string", ""],
  ["apiKey", "a blank string", " \t"],
  ["apiKey", "a line break at its end", `${FAULT_KEY}\n`],
  ["apiKey", "a header's line break", `${FAULT_KEY}\r\nx-evil: 1`],
  ["apiKey", "a space", `${FAULT_KEY} x`],
  ["apiKey", "no ASCII", `${FAULT_KEY}é`],
  ["apiKey", "a NUL", `${FAULT_KEY}\0`],
  ["apiKey", "5 MB", LONG],
  ["apiKey", "a String object", new String(FAULT_KEY)],
  ["userId", "a number", 7],
  ["userId", "an empty string", ""],
  ["userId", "..", ".."],
  ["userId", "a NUL", "a\0b"],
  ["userId", "a lone surrogate", "\ud800"],
  ["userId", "5 MB", LONG],
  ["connectionId", "an object", {}],
  ["connectionId", "a blank string", "  "],
  ["connectionId", ".", "."],
  ["baseUrl", "http, not on loopback", "http://production.runalloy.com"],
  ["baseUrl", "http, as a URL", new URL("http://192.0.2.1/")],
  ["baseUrl", "http on what begins like loopback", "http://127.0.0.1.example/"],
  ["baseUrl", "http on what begins like localhost", "http://localhost.example/"],
  ["baseUrl", "loopback as user info", "http://127.0.0.1@host.example/"],
  ["baseUrl", "another scheme", "ftp://127.0.0.1/"],
  ["baseUrl", "no URL", "production.runalloy.com"],
  ["baseUrl", "an empty string", ""],
  ["baseUrl", "user info", "https://user:password@host.example"],
  ["baseUrl", "a query", "https://host.example/?x=1"],
  ["baseUrl", "a fragment", "https://host.example/#x"],
  ["baseUrl", "a dot segment", "https://host.example/a/../b"],
  ["baseUrl", "a line break", "https://host.example/\r\nx"],
  ["baseUrl", "a number", 7],
  ["baseUrl", "5 MB", `https://host.example/${LONG}`],
  ["dataBaseUrl", "http, not on loopback", "http://host.example"],
  ["dataBaseUrl", "an object", {}],
  ["apiVersion", "an empty string", ""],
  ["apiVersion", "a line break", "2025-09\r\nx: y"],
  ["apiVersion", "a number", 2025],
  ["dialect", "an unknown word", "both"],
  ["dialect", "a number", 1],
  ["timeoutMs", "0", 0],
  ["timeoutMs", "-1", -1],
  ["timeoutMs", "a string", "5"],
  ["timeoutMs", "NaN", NaN],
  ["timeoutMs", "Infinity", Infinity],
  ["timeoutMs", "a fraction", 1.5],
  ["timeoutMs", "more than a timer takes", 2 ** 31],
  ["timeoutMs", "a bigint", 5n],
  ["fetch", "a string", "fetch"],
  ["fetch", "an object", {}],
  ["headers", "a string", "x: y"],
  ["headers", "an array", [["x", "y"]]],
  ["headers", "a Headers", new Headers({ x: "y" })],
  ["headers", "a Map", new Map([["x", "y"]])],
  ["headers", "a line break in a value", { x: "a\r\nb: c" }],
  ["headers", "a line break in a name", { "x\r\ny": "a" }],
  ["headers", "a number", { x: 7 }],
  ["headers", "the key's own header", { Authorization: "Bearer mine" }],
  ["headers", "the user's own header", { "X-Alloy-UserId": "mine" }],
  ["headers", "a cycle", cycle],
  ["connectorHeaders", "a string", "x"],
  ["connectorHeaders", "a string for a connector", { notion: "x" }],
  ["connectorHeaders", "numbers", { notion: { x: 7 } }],
  ["connectorHeaders", "a cycle", cycle],
  ["redirectUri", "a path", "/oauth/callback"],
  ["redirectUri", "another scheme", "javascript:alert(1)"],
  ["redirectUri", "a number", 7],
  ["dangerouslyAllowBrowser", "a string", "yes"],
];

export function* clientInput(context) {
  const { sdk, inPage } = context;
  const { AlloyConnectivity } = sdk;
  const valid = { apiKey: FAULT_KEY, userId: "u", ...inPage };

  for (const [option, what, value] of REFUSED) {
    yield [
      `${option}: ${what}`,
      () => {
        const options = { ...valid, [option]: value };
        refusesByName(
          thrown(() => new AlloyConnectivity(options)),
          option,
        );
        refusesByName(
          thrown(() => AlloyConnectivity.fromEnv({}, options)),
          option,
        );
      },
    ];
  }
  for (const [what, options] of [
    ["undefined", undefined],
    ["null", null],
    ["nothing in them", {}],
  ]) {
    yield [
      `options: ${what}`,
      () =>
        refusesByName(
          thrown(() => new AlloyConnectivity(options)),
          "apiKey",
        ),
    ];
  }
  for (const [what, options] of [
    ["a string", FAULT_KEY],
    ["a number", 7],
    ["an array", [valid]],
    ["a function", () => valid],
    ["a symbol", Symbol("options")],
  ]) {
    yield [
      `options: ${what}`,
      () =>
        refusesByName(
          thrown(() => new AlloyConnectivity(options)),
          "options",
        ),
    ];
  }
  yield [
    "options: a getter that throws",
    () => {
      const options = Object.defineProperty({ ...valid }, "timeoutMs", {
        get() {
          throw new Error("no");
        },
      });
      refusesByName(
        thrown(() => new AlloyConnectivity(options)),
        "timeoutMs",
      );
    },
  ];
  yield [
    "options: a revoked proxy",
    () => isRefusal(thrown(() => new AlloyConnectivity(revokedProxy(valid)))),
  ];
  yield [
    "options may come from another prototype",
    () => {
      class Options {
        apiKey = FAULT_KEY;
        dangerouslyAllowBrowser = true;
      }
      ok(new AlloyConnectivity(new Options()), "an instance");
      ok(new AlloyConnectivity(Object.assign(Object.create(null), valid)), "no prototype");
      ok(new AlloyConnectivity(Object.freeze({ ...valid })), "frozen");
    },
  ];
  for (const userId of [undefined, null, "", "..", 7, {}, "a\0b", "\udc00", LONG]) {
    yield [
      `forUser: ${show(userId).slice(0, 20)}`,
      () => {
        const alloy = new AlloyConnectivity(valid);
        refusesByName(
          thrown(() => alloy.forUser(userId)),
          "userId",
        );
      },
    ];
  }
  for (const callback of [undefined, null, 7, true, Symbol("x"), LONG]) {
    yield [
      `parseOAuthCallback: ${String(callback).slice(0, 20)}`,
      () =>
        refusesByName(
          thrown(() => AlloyConnectivity.parseOAuthCallback(callback)),
          "callback",
        ),
    ];
  }

  function refusesByName(error, name) {
    isRefusal(error);
    matches(error.message, new RegExp(`^${name}\\b`), "message");
    ok(!error.message.includes(FAULT_KEY), "shows the key");
    if (error instanceof sdk.AlloyValidationError) {
      equal(error.argument.split(".")[0], name, "argument");
    }
  }

  function isRefusal(error) {
    const known = [sdk.AlloyConfigError, sdk.AlloyValidationError];
    ok(
      known.some((known) => error instanceof known),
      `refused by ${show(error)}`,
    );
    equal(error.attempts, 0, "attempts");
  }
}

export function revokedProxy(target) {
  const { proxy, revoke } = Proxy.revocable(target, {});
  revoke();
  return proxy;
}
