// Whether a connection works.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { AlloyConnectivity, AlloyError } from "../../pkg/node.js";
import { DIALECTS, EXECUTE, openSandbox } from "./alloys.mjs";

const NOWHERE = "0".repeat(24);
const refusal = (message, code = "INVALID_INPUT") => ({ error: { code, message } });

for (const dialect of DIALECTS) {
  const inTheEnvelope = (data) =>
    dialect === "guide" ? data : { executionId: "e-1", status: "completed", responseData: data };
  const actions = ({ journal }) =>
    journal.requests.filter(({ method, route }) => EXECUTE[dialect] === `${method} ${route}`);

  describe(`verifying a connection, in the ${dialect}'s dialect`, () => {
    for (const [connectorId, actionId, parameter] of [
      ["notion", "post-search", { page_size: 1 }],
      ["slack", "conversations_list", { limit: 1 }],
    ]) {
      it(`asks ${connectorId} for as little as it can give`, async () => {
        const { sandbox, alloy, connect } = openSandbox({ dialect });
        const id = await connect(connectorId);
        const { ok, connection, probed } = await alloy.verifyConnection(id);
        assert.deepEqual([ok, probed, connection.id], [true, true, id]);
        const [probe, ...others] = actions(sandbox);
        assert.deepEqual([probe.actionId, probe.status, others.length], [actionId, 200, 0]);
        const { credentialId, parameters, requestBody, queryParameters } = probe.body;
        assert.equal(credentialId, id);
        assert.deepEqual(parameters ?? requestBody ?? queryParameters, parameter);
      });
    }

    it("finds a read in the catalogue of any other", async () => {
      const { sandbox, alloy, connect } = openSandbox({ dialect });
      const id = await connect("hubspot");
      const { ok, probed } = await alloy.verifyConnection(id);
      assert.deepEqual([ok, probed], [true, true]);
      assert.deepEqual(
        actions(sandbox).map(({ actionId }) => actionId),
        ["list-contacts"],
      );
      assert.deepEqual(sandbox.journal.effects, []);
    });

    it("knows one that is not there", async () => {
      const { alloy } = openSandbox({ dialect });
      const { ok, reason, error } = await alloy.verifyConnection(NOWHERE);
      assert.deepEqual([ok, reason, error.name], [false, "not_found", "AlloyNotFoundError"]);
    });

    it("gives away nothing of another user's", async () => {
      const { sandbox, alloy, connect } = openSandbox({ dialect });
      const id = await connect("notion", alloy.forUser(sandbox.users[1]));
      const { ok, reason, error } = await alloy.verifyConnection(id);
      // The guide's route shows it with its owner, the reference's lists do not have it.
      assert.deepEqual([ok, reason], [false, dialect === "guide" ? "wrong_user" : "not_found"]);
      assert.ok(error instanceof AlloyError);
      assert.deepEqual(actions(sandbox), []);
      const theirs = await alloy.verifyConnection(id, { userId: sandbox.users[1] });
      assert.equal(theirs.ok, true);
    });

    for (const reason of ["expired", "revoked"]) {
      it(`knows one that is ${reason}`, async () => {
        const { sandbox, alloy, connect } = openSandbox({ dialect });
        const id = await connect("slack");
        sandbox.invalidate(id, reason);
        const found = await alloy.verifyConnection(id);
        assert.deepEqual([found.ok, found.reason], [false, reason]);
        assert.equal(found.error.status, 401);
      });
    }

    for (const [reason, answer] of [
      ["wrong_user", { status: 400, body: refusal("Credential not found") }],
      ["expired", { status: 200, body: inTheEnvelope({ ok: false, error: "token_expired" }) }],
      ["revoked", { status: 200, body: inTheEnvelope({ ok: false, error: "account_inactive" }) }],
      ["revoked", { status: 401, body: refusal("API token is invalid.", "unauthorized") }],
      ["unknown", { status: 200, body: inTheEnvelope({ ok: false }) }],
      ["unknown", { status: 403, body: refusal("missing_scope") }],
    ]) {
      it(`takes ${answer.status} ${JSON.stringify(answer.body)} for ${reason}`, async () => {
        const { sandbox, alloy, connect } = openSandbox({ dialect });
        const id = await connect("slack");
        sandbox.faults.next(EXECUTE[dialect], answer);
        const found = await alloy.verifyConnection(id);
        assert.deepEqual([found.ok, found.reason], [false, reason]);
        assert.equal(found.error.response.status, answer.status);
        assert.equal(found.error.actionId, "conversations_list");
        assert.ok(found.error instanceof AlloyError);
      });
    }

    it("says why it did not look", async () => {
      const { sandbox, alloy, connect } = openSandbox({ dialect });
      const id = await connect("hubspot");
      const list =
        "GET /connectors/{connectorId}/" + (dialect === "guide" ? "actions" : "resources");
      sandbox.faults.next(list, { status: 403, body: refusal("Not for you") });
      const [unreachable] = [await alloy.verifyConnection(id)];
      assert.deepEqual(
        [unreachable.ok, unreachable.probed, unreachable.why],
        [true, false, "the actions of hubspot could not be looked up: Not for you"],
      );
      sandbox.faults.next(list, { status: 200, body: { actions: [], resources: [] } });
      const none = await alloy.verifyConnection(id);
      assert.equal(none.why, "no action was found that reads and needs no parameters");
      assert.equal(none.connection.id, id);

      const slack = await connect("slack");
      sandbox.faults.next(EXECUTE[dialect], { status: 404, body: refusal("Action not found") });
      const missing = await alloy.verifyConnection(slack);
      assert.deepEqual(
        [missing.ok, missing.probed, missing.why],
        [true, false, "there is no action conversations_list"],
      );
    });

    it("tries again what is only read", async () => {
      const { sandbox, alloy, connect } = openSandbox({ dialect });
      const id = await connect("slack");
      sandbox.faults.next(EXECUTE[dialect], ...Array(2).fill({ status: 503, retryAfter: 0 }));
      assert.equal((await alloy.verifyConnection(id)).ok, true);
      assert.equal(actions(sandbox).length, 3);
    });

    it("knows nothing where it could not look the connection up", async () => {
      const { sandbox, alloy, connect } = openSandbox({ dialect });
      const id = await connect("slack");
      sandbox.faults.next("*", { status: 403 });
      await assert.rejects(alloy.verifyConnection(id), { name: "AlloyPermissionError" });
      const input = alloy.verifyConnection(id, { timeoutMs: "soon" });
      await assert.rejects(input, { argument: "options.timeoutMs" });
      await assert.rejects(alloy.verifyConnection(""), { argument: "connectionId" });
    });

    it("ends with its signal, whatever it is at", async () => {
      const { sandbox, connect } = openSandbox({ dialect });
      const id = await connect("slack");
      const controller = new AbortController();
      const { apiKey, userId } = sandbox;
      const fetch = (url, init) => {
        if (url.includes("/actions/")) controller.abort(new Error("enough"));
        return sandbox.fetch(url, init);
      };
      const client = new AlloyConnectivity({ apiKey, userId, fetch });
      await assert.rejects(client.verifyConnection(id, { signal: controller.signal }), (error) => {
        assert.deepEqual([error.name, error.cause.message], ["AlloyAbortError", "enough"]);
        return true;
      });
    });

    it("has one deadline for all that it does", async () => {
      const { sandbox, alloy, connect } = openSandbox({ dialect });
      const id = await connect("hubspot");
      sandbox.faults.next(EXECUTE[dialect], "hang");
      const late = { name: "AlloyTimeoutError" };
      await assert.rejects(alloy.verifyConnection(id, { deadlineMs: 150 }), late);
      const { apiKey, userId, fetch } = sandbox;
      const client = new AlloyConnectivity({ apiKey, userId, fetch, deadlineMs: 150 });
      sandbox.faults.next(EXECUTE[dialect], "hang");
      await assert.rejects(client.verifyConnection(id), late);
    });
  });
}
