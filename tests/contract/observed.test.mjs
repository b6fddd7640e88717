// What stands between a client and a sandbox: it changes nothing, and misses nothing.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { CREDENTIAL, requestOf, USER } from "./exchanges.mjs";
import { ASIDE, Ledger } from "./recording/ledger.mjs";
import { observed } from "./recording/observed.mjs";

const LIST = `GET /users/${USER}/credentials`;
const CALL = "POST /connectors/notion/actions/a/execute";

const json = (body, init) =>
  Response.json(body, { ...init, headers: { "x-request-id": "r1", ...init?.headers } });

/** A server of the reference's that answers this, behind what observes it. */
function observing(answer, journal = { requests: [] }) {
  const ledger = new Ledger("reference");
  const { fetch } = observed(
    { dialect: "reference", journal, fetch: async (it) => answer(it) },
    ledger,
  );
  const send = (route, parts) => {
    const { method, url, headers, body } = requestOf(route, parts);
    return fetch(new Request(url, { method, headers, ...(body !== "" && { body }) }));
  };
  return { ledger, send };
}

describe("an observed server", () => {
  it("gets and gives everything as it was", async () => {
    const { ledger, send } = observing(async (request) => {
      const { credentialId } = await request.json();
      return json({ executionId: "e", status: "completed", responseData: credentialId });
    });
    const answer = await send(CALL, { body: { credentialId: CREDENTIAL } });
    assert.equal((await answer.json()).responseData, CREDENTIAL);
    assert.deepEqual(ledger.checked, { requests: 1, answers: 1 });
    assert.deepEqual(ledger.routes, {
      "POST /connectors/{connectorId}/actions/{actionId}/execute": { 200: 1 },
    });
    assert.deepEqual([...ledger.violations("request"), ...ledger.violations("answer")], []);
  });

  it("is told of what does not keep to the contract, once for each way", async () => {
    const { ledger, send } = observing(() => json({ rows: [] }));
    for (const limit of [1, 2]) await send(`${LIST}?limit=${limit}`);
    const route = "GET /users/{userId}/credentials, reference";
    const times = `(2 times; first at ${LIST} → 200)`;
    assert.deepEqual(ledger.violations("request"), [
      `${route}: query/limit is not a parameter that Alloy knows ${times}`,
    ]);
    assert.deepEqual(ledger.violations("answer"), [
      `${route}: body/data must have required property 'data' ${times}`,
    ]);
  });

  it("is told of a path of nobody's, be it answered or not", async () => {
    for (const status of [200, 404]) {
      const { ledger, send } = observing(() => json({ message: "m" }, { status }));
      await send("GET /nowhere");
      assert.deepEqual(ledger.violations("request"), [
        "GET /nowhere, reference: path is no route of Alloy's " +
          `(1 times; first at GET /nowhere → ${status})`,
      ]);
    }
  });

  it("counts looks for the other dialect's routes apart", async () => {
    const { ledger, send } = observing(() => json({ message: "m" }, { status: 404 }));
    await send("GET /credentials");
    assert.deepEqual([ledger.routes, ledger.probes], [{}, { "GET /credentials": { 404: 1 } }]);
  });

  it("sets aside answers that were made to fail, and not their requests", async () => {
    const journal = { requests: [{ requestId: "r1", fault: "503" }] };
    const { ledger, send } = observing(
      () => new Response("no", { status: 503, headers: { "x-request-id": "r1" } }),
      journal,
    );
    await send(`${LIST}?limit=1`);
    assert.equal(ledger.aside[ASIDE.fault], 1);
    assert.deepEqual(ledger.checked, { requests: 1, answers: 0 });
    assert.equal(ledger.violations("request").length, 1);
    assert.deepEqual(ledger.violations("answer"), []);
  });

  it("sets aside what is not the API's", async () => {
    const { ledger, send } = observing(() => new Response());
    const preflight = { "access-control-request-method": "GET", authorization: undefined };
    await send(`OPTIONS /users/${USER}/credentials`, { headers: preflight });
    const consent = "POST /api/strategy/connector/notion/authorize?token=t";
    await send(consent, { headers: { authorization: undefined } });
    assert.deepEqual(ledger.aside, { [ASIDE.preflight]: 1, [ASIDE.consent]: 1 });
    assert.deepEqual(ledger.checked, { requests: 0, answers: 0 });
  });

  it("lets a failure through, and checks the request that met it", async () => {
    const { ledger, send } = observing(() => Promise.reject(new Error("reset")));
    await assert.rejects(send(`${LIST}?limit=1`), /reset/);
    assert.equal(ledger.aside[ASIDE.unanswered], 1);
    assert.deepEqual(ledger.checked, { requests: 1, answers: 0 });
    assert.equal(ledger.violations("request").length, 1);
  });
});
