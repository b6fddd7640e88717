// The checker itself: what keeps to the contract passes, and whatever does not is found.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { answerOf, complaints, CREDENTIAL, requestOf, USER } from "./exchanges.mjs";

const ACTION = "POST /connectors/notion/actions/post-search";
const CALL = { credentialId: CREDENTIAL, requestBody: { query: "x" } };
const RESULT = { executionId: "e1", status: "completed", responseData: { results: [] } };
const LIST = `GET /users/${USER}/credentials`;
const TIME = "2026-01-02T03:04:05.000Z";
const ROW = {
  ...{ credentialId: CREDENTIAL, name: "Notion", type: "notion-oauth2" },
  ...{ createdAt: TIME, updatedAt: TIME },
};
const NOT_FOUND = answerOf({ error: { code: "NOT_FOUND", message: "gone" } }, { status: 404 });

describe("what keeps to the contract", () => {
  const exchanges = {
    "an action in the guide": [
      ...["guide", requestOf(ACTION, { body: { credentialId: "c", parameters: { a: 1 } } })],
      answerOf({ object: "list" }),
    ],
    "an action in the reference": [
      ...["reference", requestOf(`${ACTION}/execute`, { body: CALL }), answerOf(RESULT)],
    ],
    "rows in the guide": [
      "guide",
      requestOf(LIST),
      answerOf([{ ...ROW, id: "i", connectorId: "c" }]),
    ],
    "rows in the reference": ["reference", requestOf(LIST), answerOf({ data: [ROW] })],
    "either's rows from who speaks both": ["both", requestOf(LIST), answerOf({ data: [ROW] })],
    "members of Alloy's that nobody knows yet": [
      ...["reference", requestOf(LIST), answerOf({ data: [{ ...ROW, scope: ["a"] }], total: 1 })],
    ],
    "an error": ["guide", requestOf("GET /credentials/none"), NOT_FOUND],
    "a query of the caller's own": [
      ...["guide", requestOf(`GET /users/${USER}/integrations/i/data/pages?a=1&b=2`), answerOf([])],
    ],
    "an id that has to be encoded": [
      ...["guide", requestOf("GET /credentials/a%2Fb%3F"), NOT_FOUND],
    ],
  };
  for (const [name, exchange] of Object.entries(exchanges)) {
    it(name, () => assert.deepEqual(complaints(...exchange), []));
  }
});

describe("a request that does not", () => {
  const requests = {
    "an unknown member in the body": [
      ...["reference", `${ACTION}/execute`, { body: { ...CALL, parameters: {} } }],
      "body/parameters is not a member that Alloy knows",
    ],
    "a body without what is required": [
      ...["reference", `${ACTION}/execute`, { body: { requestBody: {} } }],
      "body/credentialId must have required property 'credentialId'",
    ],
    "a member of the wrong type": [
      ...["guide", ACTION, { body: { credentialId: 7 } }, "body/credentialId must be string"],
    ],
    "a body that is no JSON": ["guide", ACTION, { body: "{" }, "body is not JSON"],
    "no body": ["guide", ACTION, {}, "body is required"],
    "a body where none belongs": ["guide", LIST, { body: {} }, "body must not be sent here"],
    "a body of another type": [
      ...[
        "guide",
        ACTION,
        { body: { credentialId: "c" }, headers: { "content-type": "text/plain" } },
      ],
      "header/content-type is text/plain, not application/json",
    ],
    "no key": [
      ...["guide", LIST, { headers: { authorization: undefined } }],
      "header/authorization must be a bearer token",
    ],
    "no version": [
      ...["guide", LIST, { headers: { "x-api-version": undefined } }],
      "header/x-api-version is required",
    ],
    "a version of no form": [
      ...["guide", LIST, { headers: { "x-api-version": "latest" } }],
      'header/x-api-version must match pattern "^\\d{4}-(0[1-9]|1[0-2])$"',
    ],
    "an unknown parameter in the query": [
      ...["guide", `${LIST}?limit=1`, {}, "query/limit is not a parameter that Alloy knows"],
    ],
    "a parameter that is given twice": [
      ...["guide", `${LIST}?connectorId=a&connectorId=b`, {}],
      "query/connectorId is given more than once",
    ],
    "a query without what is required": [
      ...["guide", `GET /users/${USER}/token`, {}, "query/userId is required"],
    ],
    "a path that is badly encoded": [
      ...["guide", "GET /credentials/%E0", {}, "path/credentialId is not percent-encoded"],
    ],
    "a path of nobody's": ["both", "GET /nowhere", {}, "path is no route of Alloy's"],
  };
  for (const [name, [dialect, route, parts, complaint]] of Object.entries(requests)) {
    it(name, () => {
      assert.deepEqual(complaints(dialect, requestOf(route, parts), null), [
        `request: ${complaint}`,
      ]);
    });
  }
});

describe("an answer that does not", () => {
  const answers = {
    "an unknown shape": [
      ...["reference", answerOf({ rows: [ROW] }), "body/data must have required property 'data'"],
    ],
    "the other dialect's shape": ["reference", answerOf([ROW]), "body must be object"],
    "a member of the wrong type": [
      ...[
        "reference",
        answerOf({ data: [{ ...ROW, name: null }] }),
        "body/data/0/name must be string",
      ],
    ],
    "a time of no form": [
      ...["reference", answerOf({ data: [{ ...ROW, createdAt: "yesterday" }] })],
      'body/data/0/createdAt must match format "date-time"',
    ],
    "an undocumented status": [
      ...["reference", answerOf({ data: [] }, { status: 206 }), "status 206 is not documented"],
    ],
    "an undocumented error": [
      ...["guide", answerOf({ message: "no" }, { status: 418 }), "status 418 is not documented"],
    ],
    words: [
      ...["reference", answerOf("<p>", { headers: { "content-type": "text/html" } })],
      "header/content-type is text/html, not application/json",
    ],
    "half an answer": ["reference", answerOf('{"data":['), "body is not JSON"],
  };
  for (const [name, [dialect, answer, complaint]] of Object.entries(answers)) {
    it(name, () => {
      assert.deepEqual(complaints(dialect, requestOf(LIST), answer), [`answer: ${complaint}`]);
    });
  }

  it("an error of no form", () => {
    const answer = answerOf({ problem: "no" }, { status: 404 });
    const found = complaints("guide", requestOf(LIST), answer);
    assert.ok(found.includes("answer: body must match a schema in anyOf"), found.join("\n"));
  });
});

describe("a route of the other dialect", () => {
  const execute = requestOf(`${ACTION}/execute`, { body: CALL });
  const missing = answerOf({ message: "Cannot POST" }, { status: 404 });

  it("may be looked for", () => {
    assert.deepEqual(complaints("guide", execute, missing), []);
  });

  it("may not be there", () => {
    assert.deepEqual(complaints("guide", execute, answerOf(RESULT)), [
      "answer: status 200 from a route that the dialect does not have",
    ]);
  });

  it("is to be asked as that dialect does", () => {
    const wrong = requestOf(`${ACTION}/execute`, { body: { ...CALL, parameters: {} } });
    assert.deepEqual(complaints("guide", wrong, missing), [
      "request: body/parameters is not a member that Alloy knows",
    ]);
  });
});

describe("an id that Alloy never gives", () => {
  const request = requestOf(`${ACTION}/execute`, { body: { credentialId: "c" } });
  const complaint = 'request: body/credentialId must match format "object-id"';

  it("is the caller's affair when it is refused", () => {
    for (const status of [400, 404]) {
      const refused = answerOf({ error: { message: "Credential not found" } }, { status });
      assert.deepEqual(complaints("reference", request, refused), []);
    }
  });

  it("is not when it is taken", () => {
    assert.deepEqual(complaints("reference", request, answerOf(RESULT)), [complaint]);
  });

  it("excuses nothing else", () => {
    const refused = answerOf({ message: "no" }, { status: 400 });
    const more = requestOf(`${ACTION}/execute`, { body: { credentialId: "c", parameters: {} } });
    assert.equal(complaints("reference", more, refused).length, 2);
  });
});
