// The verdicts on calls: each has to see what it is there for, in made-up calls that have one thing
// wrong.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { failuresAtMostOnce, nothingLost, nothingTwice } from "./effects.mjs";
import { tell } from "./histories.mjs";
import { everyAnswerIsTheCallsOwn, everyCallSettled, everyErrorIsTheFaults } from "./outcomes.mjs";
import {
  attemptsAgree,
  readsGetThrough,
  repeatedOnlyWhereAllowed,
  repeatedWhereAllowed,
} from "./retries.mjs";

const MAX_RETRIES = 2;

/** A call that met these faults, one after the other (`null`: none), as it has to be. */
function history(kind, faults, effects, changes = {}) {
  const requests = faults.map((fault, index) => ({ requestId: `r${index}`, fault }));
  const fault = faults.at(-1);
  const hasAnswer = fault !== "reset" && fault !== "truncate";
  const result = {
    attempts: faults.length,
    ...(hasAnswer && { requestId: requests.at(-1).requestId }),
    ...(fault === null ? { isOwnAnswer: true } : { error: { ...ERRORS[fault], isOurs: true } }),
  };
  return { call: "call 1", kind, requests, effects, result: { ...result, ...changes } };
}

const ERRORS = {
  429: { name: "AlloyRateLimitError", message: "", status: 429 },
  500: { name: "AlloyServerError", message: "", status: 500 },
  503: { name: "AlloyServerError", message: "", status: 503 },
  reset: { name: "AlloyNetworkError", message: "" },
  truncate: { name: "AlloyNetworkError", message: "" },
};
const error = (changes) => ({ error: { ...ERRORS[500], isOurs: true, ...changes } });

// Of so many reads a few may fail.
const RIGHT = [
  ...Array(50).fill(history("read", [null], 0)),
  history("write", [null], 1),
  history("write", ["429", null], 1),
  history("write", ["429", "429", "429"], 0),
  history("write", ["500"], 0),
  history("write", ["429", "500"], 1),
  history("write", ["reset"], 1),
  history("write", ["truncate"], 1),
  history("read", [null], 0),
  history("read", ["500", "reset", null], 0),
  history("read", ["truncate", "429", "503"], 0),
];

const VERDICTS = {
  everyCallSettled,
  everyErrorIsTheFaults,
  everyAnswerIsTheCallsOwn,
  nothingTwice,
  nothingLost,
  failuresAtMostOnce,
  attemptsAgree: (histories) => attemptsAgree(histories, []),
  repeatedOnlyWhereAllowed,
  repeatedWhereAllowed: (histories) => repeatedWhereAllowed(histories, MAX_RETRIES),
  readsGetThrough: (histories) => readsGetThrough(histories, MAX_RETRIES, 0.18),
};

/** By what is wrong: a history, and the verdicts that have to see it. */
const WRONG = {
  "a call that hangs": [{ ...history("write", [null], 1), result: undefined }, "everyCallSettled"],
  "an engine's error": [
    history("write", ["500"], 0, error({ isOurs: false, name: "TypeError" })),
    "everyErrorIsTheFaults",
  ],
  "another class": [
    history("write", ["500"], 0, error({ name: "AlloyTimeoutError" })),
    "everyErrorIsTheFaults",
  ],
  "another status": [history("write", ["500"], 0, error({ status: 503 })), "everyErrorIsTheFaults"],
  "an API error for a reset": [
    history("write", ["reset"], 0, { requestId: "r0", ...error({ name: "AlloyNetworkError" }) }),
    "everyErrorIsTheFaults",
  ],
  "an error without a fault": [history("read", [null], 0, error({})), "everyErrorIsTheFaults"],
  "an error without a request": [
    { ...history("read", ["500"], 0, { attempts: 0 }), requests: [] },
    "everyErrorIsTheFaults",
    "everyAnswerIsTheCallsOwn",
  ],
  "another's answer": [
    history("write", [null], 1, { isOwnAnswer: false }),
    "everyAnswerIsTheCallsOwn",
  ],
  "another's request id": [
    history("read", [null], 0, { requestId: "r9" }),
    "everyAnswerIsTheCallsOwn",
  ],
  "an error of another's request": [
    history("write", ["500"], 0, { requestId: "r9" }),
    "everyAnswerIsTheCallsOwn",
  ],
  "half an answer as success": [
    history("read", ["truncate"], 0, { requestId: "r0", isOwnAnswer: true, error: undefined }),
    "everyAnswerIsTheCallsOwn",
  ],
  "a write done twice": [history("write", ["429", null], 2), "nothingTwice"],
  "a read that writes": [history("read", [null], 1), "nothingTwice"],
  "a success that was not done": [history("write", [null], 0), "nothingLost"],
  "a failure done twice": [
    history("write", ["429", "500"], 2),
    "nothingTwice",
    "failuresAtMostOnce",
  ],
  "a request the client keeps to itself": [
    history("write", ["429", null], 1, { attempts: 1 }),
    "attemptsAgree",
  ],
  "a request that the sandbox never saw": [
    history("write", [null], 1, { attempts: 2 }),
    "attemptsAgree",
  ],
  ...Object.fromEntries(
    ["500", "503", "reset", "truncate", null].map((fault) => [
      `a write sent again after ${fault}`,
      [history("write", [fault, null], 1), "repeatedOnlyWhereAllowed"],
    ]),
  ),
  "a read sent again after success": [history("read", [null, null], 0), "repeatedOnlyWhereAllowed"],
  "a 429 given up on": [history("write", ["429"], 0), "repeatedWhereAllowed"],
  "a read given up on": [history("read", ["503", "reset"], 0), "repeatedWhereAllowed"],
  "one request too many": [history("read", ["500", "500", "500", null], 0), "repeatedWhereAllowed"],
};

const violated = (histories) =>
  Object.keys(VERDICTS).filter((name) => VERDICTS[name](histories).violations.length > 0);

describe("the verdicts on calls", () => {
  it("find nothing wrong with what is right", () => assert.deepEqual(violated(RIGHT), []));

  for (const [what, [wrong, ...expected]] of Object.entries(WRONG)) {
    it(`see ${what}`, () => assert.deepEqual(violated([...RIGHT, wrong]), expected));
  }

  it("see reads that fail more often than chance has it", () => {
    const reads = (failed) => [
      ...Array(1_000 - failed).fill(history("read", [null], 0)),
      ...Array(failed).fill(history("read", ["500", "500", "500"], 0)),
    ];
    assert.deepEqual(violated(reads(21)), []);
    assert.deepEqual(violated(reads(22)), ["readsGetThrough"]);
  });

  it("say what was done although it failed, and how often", () => {
    assert.equal(
      failuresAtMostOnce(RIGHT).seen,
      "5 writes failed, 3 of them were done all the same",
    );
    assert.equal(nothingTwice(RIGHT).seen, "5 effects of 7 writes");
  });
});

describe("a call's history", () => {
  const planned = [{ call: "a", kind: "write" }];
  const nothing = { results: [], requests: [], effects: [] };

  it("is what was said and what was seen of it", () => {
    const request = { call: "a", requestId: "r", fault: null };
    const record = {
      results: [{ call: "a", attempts: 1 }],
      requests: [request],
      effects: [{ call: "a" }],
    };
    assert.deepEqual(tell(planned, record), {
      histories: [
        {
          ...planned[0],
          result: { attempts: 1 },
          requests: [{ requestId: "r", fault: null }],
          effects: 1,
        },
      ],
      strays: [],
    });
  });

  it("is nobody's where nobody is named", () => {
    const record = {
      results: [{ call: "a" }, { call: "a" }, { call: "b" }],
      requests: [{ call: null }],
      effects: [{ call: null }],
    };
    const { histories, strays } = tell(planned, record);
    assert.deepEqual(strays, [
      ...["a second result of a", "a result of b", "a request of no call"],
      "an effect of no call",
    ]);
    assert.deepEqual(attemptsAgree([], strays).violations, strays);
    assert.equal(histories.length, 1);
    assert.deepEqual(everyCallSettled(tell(planned, nothing).histories).violations, [
      "a: never settled, after 0 requests",
    ]);
  });
});
