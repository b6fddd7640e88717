// What the options about retries, rates and observers refuse, by name.
import { equal, matches, ok, rejection, thrown } from "./assert.mjs";
import { FAULT_KEY, recorder } from "./context.mjs";

const NUMBERS = [
  ["-1", -1],
  ["a fraction", 1.5],
  ["NaN", NaN],
  ["Infinity", Infinity],
  ["a string", "2"],
  ["a bigint", 2n],
  ["true", true],
  ["an object", {}],
];

const throwing = Object.defineProperty({}, "requestsPerSecond", {
  get() {
    throw new Error("no");
  },
});

const limited = (values, make) => values.map(([what, value]) => [what, make(value)]);

/** Option of the client, the name in the message, wrong values. */
const OF_CLIENT = [
  ["maxRetries", "maxRetries", [...NUMBERS, ["101", 101]]],
  ["deadlineMs", "deadlineMs", [...NUMBERS, ["0", 0], ["more than a timer takes", 2 ** 31]]],
  [
    "rateLimit",
    "rateLimit",
    [
      ["a number", 10],
      ["a string", "10"],
      ["an array", [10]],
      ["true", true],
    ],
  ],
  [
    "rateLimit",
    "rateLimit.requestsPerSecond",
    [
      ["nothing", {}],
      ["0", { requestsPerSecond: 0 }],
      ["null", { requestsPerSecond: null }],
      ["a getter that throws", throwing],
      ...limited(
        NUMBERS.filter(([what]) => what !== "a fraction"),
        (requestsPerSecond) => ({ requestsPerSecond }),
      ).map(([what, value]) => [what, value]),
    ],
  ],
  [
    "rateLimit",
    "rateLimit.burst",
    [["0", 0], ...NUMBERS].map(([what, burst]) => [what, { requestsPerSecond: 5, burst }]),
  ],
  [
    "observe",
    "observe",
    [
      ["a string", "x"],
      ["an object", {}],
      ["true", true],
    ],
  ],
];

/** Option of a call, wrong values. */
const OF_CALL = [
  ["maxRetries", [...NUMBERS, ["101", 101]]],
  ["deadlineMs", [...NUMBERS, ["0", 0]]],
  [
    "idempotent",
    [
      ["a string", "yes"],
      ["1", 1],
    ],
  ],
];

const METHODS = [
  (alloy, options) => alloy.executeAction("notion", "a", {}, options),
  (alloy, options) => alloy.listConnections(options),
  (alloy, options) => alloy.getConnection("c", options),
  (alloy, options) => alloy.findConnection("notion", options),
  (alloy, options) => alloy.snapshotConnections("notion", options),
  (alloy, options) => alloy.initiateOAuthFlow("notion", "http://127.0.0.1:9/cb", options),
  (alloy, options) => alloy.handleOAuthCallback("notion", "code", null, options),
  (alloy, options) => alloy.waitForConnection("notion", options),
];

export function* policyInput(context) {
  for (const [option, name, values] of OF_CLIENT) {
    for (const [what, value] of values) {
      yield [
        `the client's ${name}: ${what}`,
        () => {
          const options = { ...context.inPage, apiKey: FAULT_KEY, [option]: value };
          const error = thrown(() => new context.sdk.AlloyConnectivity(options));
          context.isError(error, "AlloyConfigError", { code: "CONFIG_INVALID", attempts: 0 });
          matches(error.message, new RegExp(`^${name.replace(".", "\\.")} `), "message");
        },
      ];
    }
  }
  for (const [option, values] of OF_CALL) {
    yield [
      `a call's ${option}`,
      async () => {
        const { fetch, requests } = recorder(() => Promise.reject(new Error("was called")));
        const alloy = context.faulty("unused", { fetch });
        for (const [, value] of values) {
          for (const call of METHODS) {
            const error = await rejection(() => call(alloy, { [option]: value }));
            const argument = `options.${option}`;
            context.isError(error, "AlloyValidationError", { code: "ARGUMENT_INVALID", argument });
            ok(error.message.startsWith(`${argument} `), `${error.message} does not name it`);
          }
        }
        equal(requests.length, 0, "requests");
      },
    ];
  }
  yield [
    "what is allowed",
    () => {
      for (const options of [
        ...[{ maxRetries: 0 }, { maxRetries: 100 }, { maxRetries: null }, { deadlineMs: 1 }],
        ...[{ rateLimit: { requestsPerSecond: 0.1 } }, { rateLimit: null }, { observe: null }],
        ...[{ rateLimit: { requestsPerSecond: 1e6, burst: 1 } }, { observe: () => {} }],
        ...[{ rateLimit: { requestsPerSecond: 5, burst: null } }, { deadlineMs: 2 ** 31 - 1 }],
      ]) {
        context.client({ apiKey: FAULT_KEY, ...options }).free();
      }
    },
  ];
}
