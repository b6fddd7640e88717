// What the methods refuse, by the argument's name, before anything is sent.
import { equal, matches, ok, rejection, show } from "./assert.mjs";
import { recorder, REDIRECT_URI } from "./context.mjs";
import { revokedProxy } from "./input-client.mjs";

export const IDS = [
  ["a number", 7],
  ["undefined", undefined],
  ["null", null],
  ["an object", {}],
  ["an array", ["notion"]],
  ["a symbol", Symbol("notion")],
  ["a bigint", 7n],
  ["a String object", new String("notion")],
  ["an empty string", ""],
  ["a blank string", " \t "],
  [".", "."],
  ["..", ".."],
  ["a NUL", "a\0b"],
  ["a line break", "a\r\nb"],
  ["a lone surrogate", "a\ud800"],
  ["1,025 characters", "x".repeat(1025)],
  ["5 MB", "x".repeat(5_000_000)],
];
export const OPTIONAL_IDS = IDS.filter(([, value]) => value !== undefined && value !== null);

const cycle = {};
cycle.self = cycle;

const throwing = Object.defineProperty({}, "x", {
  enumerable: true,
  get() {
    throw new Error("no");
  },
});

export const PLAIN_OBJECTS = [
  ["a string", "x"],
  ["a number", 7],
  ["an array", [1]],
  ["a function", () => {}],
  ["a Map", new Map([["x", 1]])],
  ["a Date", new Date(0)],
  ["an instance", new (class Query {})()],
  ["a cycle", cycle],
  ["a bigint", { x: 1n }],
  ["a getter that throws", throwing],
  ["a toJSON that throws", { toJSON: () => throwing.x }],
  ["a toJSON that gives an array", { toJSON: () => [] }],
  ["a toJSON that gives nothing", { toJSON: () => undefined }],
  ["a revoked proxy", revokedProxy({})],
];

// Made when they are needed: a Worker may make no AbortController at module scope.
export const wrongOptions = () => [
  ["options", "a string", "x"],
  ["options", "a number", 7],
  ["options", "an array", []],
  ["options", "true", true],
  ["options", "a function", () => {}],
  ["options.signal", "an object", { signal: {} }],
  ["options.signal", "a string", { signal: "x" }],
  ["options.signal", "a controller", { signal: new AbortController() }],
  ["options.signal", "only aborted", { signal: { aborted: true } }],
  ["options.timeoutMs", "0", { timeoutMs: 0 }],
  ["options.timeoutMs", "-1", { timeoutMs: -1 }],
  ["options.timeoutMs", "a string", { timeoutMs: "5" }],
  ["options.timeoutMs", "NaN", { timeoutMs: NaN }],
  ["options.timeoutMs", "a fraction", { timeoutMs: 0.5 }],
  ["options.timeoutMs", "more than a timer takes", { timeoutMs: 2 ** 31 }],
  ["options.userId", "..", { userId: ".." }],
  ["options.userId", "a number", { userId: 7 }],
  ["options.connectionId", "an empty string", { connectionId: "" }],
  ["options.connectionId", "a line break", { connectionId: "a\nb" }],
  ["options.headers", "a string", { headers: "x" }],
  ["options.headers", "a Headers", { headers: new Headers() }],
  ["options.headers.x", "a line break", { headers: { x: "a\r\nb: c" } }],
  ["options.headers.x", "no Latin-1", { headers: { x: "漢" } }],
  ["options.headers.x", "a number", { headers: { x: 7 } }],
  ["options.headers", "a name that is none", { headers: { "a b": "x" } }],
  ["options.headers.authorization", "set", { headers: { authorization: "x" } }],
  ["options.headers.Content-Type", "set", { headers: { "Content-Type": "x" } }],
  ["options.withResponse", "a string", { withResponse: "yes" }],
];

const REDIRECTS = [
  ["a number", 7],
  ["an empty string", ""],
  ["a path", "/oauth/callback"],
  ["a host", "127.0.0.1/oauth"],
  ["another scheme", "javascript:alert(1)"],
  ["an object", {}],
  ["5 MB", `https://app.example/${"x".repeat(5_000_000)}`],
];

const SPLITS = [
  ["options.split", "a string", "x"],
  ["options.split", "an array", []],
  ["options.split.body", "an unknown place", { body: {} }],
  ["options.split.requestBody", "a string in a place", { requestBody: "x" }],
];

export function* callInput(context) {
  const refuses = (...given) => refusesInput(context, ...given);
  yield* table("connectorId", IDS, (alloy, id) => alloy.executeAction(id, "post-search", {}));
  yield* table("actionId", IDS, (alloy, id) => alloy.executeAction("notion", id, {}));
  yield* table("connectionId", IDS, (alloy, id) => alloy.getConnection(id));
  yield* table("parameters", PLAIN_OBJECTS, (alloy, parameters) =>
    alloy.executeAction("notion", "post-search", parameters),
  );
  yield* table("redirectUri", [["nothing", undefined], ...REDIRECTS], (alloy, uri) =>
    alloy.initiateOAuthFlow("notion", uri),
  );
  yield* table("options.data", PLAIN_OBJECTS, (alloy, data) =>
    alloy.initiateOAuthFlow("notion", REDIRECT_URI, { data }),
  );
  yield* table("options.authConfigId", OPTIONAL_IDS, (alloy, authConfigId) =>
    alloy.initiateOAuthFlow("notion", REDIRECT_URI, { authConfigId }),
  );
  yield* table(
    "code",
    [
      ["a number", 7],
      ["an empty string", ""],
      ["5 MB", "x".repeat(5_000_000)],
    ],
    (alloy, code) => alloy.handleOAuthCallback("notion", code),
  );
  yield* table("credentialId", OPTIONAL_IDS, (alloy, id) =>
    alloy.handleOAuthCallback("notion", "code", id),
  );
  yield* table(
    "options.since",
    [
      ["a time", Date.now()],
      ["a Date", new Date()],
      ["a string", "2024-01-01"],
      ["an empty object", {}],
      ["connections that are none", { connections: 7 }],
    ],
    (alloy, since) => alloy.handleOAuthCallback("notion", null, null, { since }),
  );
  for (const name of ["pollMs", "deadlineMs"]) {
    const times = [0, -1, "5", NaN, 1.5].map((time) => [String(time), time]);
    yield* table(`options.${name}`, times, (alloy, time) =>
      alloy.waitForConnection("notion", { [name]: time }),
    );
  }

  for (const [argument, what, split] of SPLITS) {
    yield [
      `${argument}: ${what}`,
      () =>
        refuses(argument, (alloy) => alloy.executeAction("notion", "a", undefined, { split }), {
          dialect: "reference",
        }),
    ];
  }
  yield [
    "options.split: in the guide's dialect",
    () =>
      refuses("options.split", (alloy) =>
        alloy.executeAction("notion", "a", undefined, { split: { requestBody: {} } }),
      ),
  ];
  yield [
    "parameters: beside options.split",
    () =>
      refuses(
        "parameters",
        (alloy) => alloy.executeAction("notion", "a", {}, { split: { requestBody: {} } }),
        { dialect: "reference" },
      ),
  ];

  for (const [argument, what, options] of wrongOptions()) {
    yield [
      `${argument}: ${what}`,
      async () => {
        for (const [, call] of EVERY_METHOD) {
          await refuses(argument, (alloy) => call(alloy, "notion", options));
        }
      },
    ];
  }
  yield [
    "options: a getter that throws",
    async () => {
      const options = Object.defineProperty(
        {},
        "timeoutMs",
        Object.getOwnPropertyDescriptor(throwing, "x"),
      );
      await refuses("options.timeoutMs", (alloy) => alloy.listConnections(options));
    },
  ];
  yield [
    "options: a revoked proxy",
    () => refuses(/^options/, (alloy) => alloy.listConnections(revokedProxy({}))),
  ];
  for (const [method, call] of EVERY_METHOD) {
    yield [
      `${method} checks its first argument`,
      () =>
        refuses(/^connect(or|ion)Id$|^options\.connectorId$/, (alloy) =>
          call(alloy, 7, NAMES_CONNECTOR.get(method)),
        ),
    ];
  }

  function* table(argument, values, call) {
    for (const [what, value] of values) {
      yield [`${argument}: ${what}`, () => refuses(argument, (alloy) => call(alloy, value))];
    }
  }
}

/** Asserts that the call names the argument as wrong, and that nothing was sent. */
export async function refusesInput(context, argument, call, options) {
  const { fetch, requests } = recorder(() => Promise.reject(new Error("must not be called")));
  const alloy = context.faulty("unused", { fetch, ...options });
  const error = await rejection(() => call(alloy));
  context.isError(error, "AlloyValidationError", { code: "ARGUMENT_INVALID", attempts: 0 });
  if (argument instanceof RegExp) matches(error.argument, argument, "argument");
  else equal(error.argument, argument, "argument");
  ok(error.message.startsWith(error.argument), `${show(error.message)} does not name it`);
  ok(error.message.length < 300, "the message repeats what was given");
  equal(requests.length, 0, "requests");
}

const EVERY_METHOD = [
  ["initiateOAuthFlow", (alloy, id, options) => alloy.initiateOAuthFlow(id, REDIRECT_URI, options)],
  [
    "handleOAuthCallback",
    (alloy, id, options) => alloy.handleOAuthCallback(id, "c", null, options),
  ],
  ["snapshotConnections", (alloy, id, options) => alloy.snapshotConnections(id, options)],
  ["waitForConnection", (alloy, id, options) => alloy.waitForConnection(id, options)],
  ["listConnections", (alloy, _, options) => alloy.listConnections(options)],
  ["getConnection", (alloy, id, options) => alloy.getConnection(id, options)],
  ["findConnection", (alloy, id, options) => alloy.findConnection(id, options)],
  ["executeAction", (alloy, id, options) => alloy.executeAction(id, "a", {}, options)],
];
// The one method whose connector is an option.
const NAMES_CONNECTOR = new Map([["listConnections", { connectorId: 7 }]]);
