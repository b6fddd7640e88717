// What the methods of the catalogue, of credentials and of connections refuse, by the argument's name,
// before anything is sent; and what is no cache.
import { equal } from "./assert.mjs";
import { IDS, OPTIONAL_IDS, PLAIN_OBJECTS, refusesInput, wrongOptions } from "./input-calls.mjs";
import { revokedProxy } from "./input-client.mjs";

const API_KEY = { authenticationType: "apiKey" };

/** Methods, with the ids that they take. */
const METHODS = {
  listConnectors: [],
  getConnector: ["connectorId"],
  listResources: ["connectorId"],
  listActions: ["connectorId"],
  getAction: ["connectorId", "actionId"],
  getCredentialMetadata: ["connectorId"],
  createCredential: ["connectorId"],
  findConnection: ["connectorId"],
  verifyConnection: ["connectionId"],
  deleteConnection: ["connectionId"],
};

/** The method called with good ids, but for those given. */
function call(alloy, method, ids, options) {
  const given = METHODS[method].map((name) => (name in ids ? ids[name] : "good"));
  if (method === "createCredential") given.push(API_KEY);
  return alloy[method](...given, options);
}

const REDIRECTS = [
  ["a number", 7],
  ["an empty string", ""],
  ["a path", "/oauth/callback"],
  ["another scheme", "javascript:alert(1)"],
  ["an object", {}],
];

const CREDENTIALS = [
  ["a string", "apiKey"],
  ["a number", 7],
  ["an array", ["apiKey"]],
  ["a function", () => {}],
];

const throwing = (name) =>
  Object.defineProperty({}, name, {
    get() {
      throw new Error("no");
    },
  });

const CODES = [
  ["a function", () => "a-code", "code"],
  ["a symbol", Symbol("code"), "code"],
  ["true", true, "code"],
  ["a record of a number", { code: 7 }, "code.code"],
  ["a record of a list", { code: ["a", "b"] }, "code.code"],
  ["a record of 5 MB", { code: "x".repeat(5_000_000) }, "code.code"],
  ["a getter that throws", throwing("code"), "code"],
  ["a get that throws", { get: () => throwing("x").x }, "code"],
  ["a revoked proxy", revokedProxy({}), "code"],
];

const CACHES = [
  ["a number", 7],
  ["a string", "kv"],
  ["true", true],
  ["a function", () => {}],
  ["a plain object", {}],
  ["a list", []],
  ["a Set", new Set()],
  ["a WeakMap without a delete", { get() {}, set() {} }],
  ["get and put alone", { get() {}, put() {} }],
  ["put and delete alone", { put() {}, delete() {} }],
  ["methods that are none", { get: 1, put: 2, delete: 3 }],
  ["a getter that throws", throwing("get")],
  ["a revoked proxy", revokedProxy({})],
];

export function* catalogueInput(context) {
  const refuses = (...given) => refusesInput(context, ...given);
  for (const [method, ids] of Object.entries(METHODS)) {
    for (const name of ids) {
      yield [
        `${name} of ${method}`,
        async () => {
          for (const [, value] of IDS) {
            await refuses(name, (alloy) => call(alloy, method, { [name]: value }));
          }
        },
      ];
    }
    yield [
      `options of ${method}`,
      async () => {
        for (const [argument, , options] of wrongOptions()) {
          // Which it has no use for.
          if (method === "verifyConnection" && argument === "options.withResponse") continue;
          await refuses(argument, (alloy) => call(alloy, method, {}, options));
        }
      },
    ];
  }

  const create = (credential) => (alloy) => alloy.createCredential("service", credential);
  for (const [what, value] of CREDENTIALS) {
    yield [`credential: ${what}`, () => refuses("credential", create(value))];
  }
  for (const nothing of [undefined, null, {}, { data: {} }]) {
    yield [
      `credential.authenticationType: ${JSON.stringify(nothing)} has none`,
      () => refuses("credential.authenticationType", create(nothing)),
    ];
  }
  yield ["credential: a revoked proxy", () => refuses(/^credential/, create(revokedProxy({})))];
  yield* table("credential.authenticationType", OPTIONAL_IDS, (authenticationType) =>
    create({ authenticationType }),
  );
  yield* table("credential.data", PLAIN_OBJECTS, (data) => create({ ...API_KEY, data }));
  yield* table("credential.authConfigId", OPTIONAL_IDS, (authConfigId) =>
    create({ ...API_KEY, authConfigId }),
  );
  for (const kind of ["apiKey", "oauth2"]) {
    yield* table(
      "credential.redirectUri",
      REDIRECTS,
      (redirectUri) => create({ authenticationType: kind, redirectUri }),
      ` with ${kind}`,
    );
  }
  for (const [what, code, argument] of CODES) {
    yield [
      `${argument}: ${what}`,
      () => refuses(argument, (alloy) => alloy.handleOAuthCallback("notion", code)),
    ];
  }
  const flags = ["a string", "yes", "a number", 1, "an object", {}];
  for (let at = 0; at < flags.length; at += 2) {
    yield [
      `options.validate: ${flags[at]}`,
      () =>
        refuses("options.validate", (alloy) =>
          alloy.executeAction("notion", "a", {}, { validate: flags[at + 1] }),
        ),
    ];
  }
  yield* table(
    "options.connectorId",
    OPTIONAL_IDS,
    (connectorId) => (alloy) => alloy.deleteConnection("c1", { connectorId }),
  );
  yield [
    "a snapshot is one, and no time",
    async () => {
      for (const since of [Date.now(), "2026-01-01", {}, { connections: [] }]) {
        await refuses("options.since", (alloy) =>
          alloy.handleOAuthCallback("notion", { state: "s" }, null, { since }),
        );
      }
    },
  ];
  for (const [what, cache] of CACHES) {
    yield [
      `cache: ${what}`,
      () => {
        const make = () => context.client({ apiKey: "k-0000", cache });
        const error = context.throws(make, "AlloyConfigError", {
          ...{ code: "CONFIG_INVALID", message: /^cache / },
        });
        equal(error.attempts, 0, "attempts");
      },
    ];
  }

  function* table(argument, values, calling, more = "") {
    for (const [what, value] of values) {
      yield [`${argument}${more}: ${what}`, () => refuses(argument, calling(value))];
    }
  }
}
