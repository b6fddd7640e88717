import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { createSandbox } from "../../pkg/sandbox/index.js";
import { ORIGIN } from "./calls.mjs";

const cyclic = {};
cyclic.self = cyclic;

describe("a bad argument", () => {
  const { faults } = createSandbox();
  const throws = (work, message) => assert.throws(work, { name: "TypeError", message });

  it("of next is named", () => {
    for (const [fault, message] of [
      [undefined, /^faults\[0\] must be/],
      [null, /^faults\[0\] must be/],
      [503, /^faults\[0\] must be/],
      ["rest", /^faults\[0\] must be "reset", "hang"/],
      [{}, /^faults\[0\] must be/],
      [{ fault: 429 }, /^faults\[0\] must be/],
      [{ fault: "reset", when: "during" }, /^faults\[0\]\.when must be "before" or "after"/],
      [{ fault: "reset", ms: 1 }, /^faults\[0\]\.ms is not known/],
      [{ fault: "truncate", when: "before" }, /^faults\[0\]\.when must be "after"/],
      [{ fault: "slow", when: "before" }, /^faults\[0\]\.when must be "after"/],
      [{ fault: "slow", ms: -1 }, /^faults\[0\]\.ms must be a number of milliseconds/],
      [{ fault: "slow", ms: "1" }, /^faults\[0\]\.ms must be a number of milliseconds/],
      [{ fault: "hang", status: 500 }, /^faults\[0\]\.fault is not known/],
      [{ status: "500" }, /^faults\[0\]\.status must be a whole number from 200 to 599/],
      [{ status: 199 }, /^faults\[0\]\.status/],
      [{ status: 600 }, /^faults\[0\]\.status/],
      [{ status: 429.5 }, /^faults\[0\]\.status/],
      [{ status: 429, when: true }, /^faults\[0\]\.when/],
      [{ status: 429, retryAfter: -1 }, /^faults\[0\]\.retryAfter must be a number of seconds/],
      [{ status: 429, retryAfter: Number.NaN }, /^faults\[0\]\.retryAfter/],
      [{ status: 429, retryAfter: "1\n" }, /^faults\[0\]\.retryAfter/],
      [{ status: 429, retryafter: 1 }, /^faults\[0\]\.retryafter is not known; .* retryAfter/],
      [{ status: 500, headers: [] }, /^faults\[0\]\.headers/],
      [{ status: 500, headers: { a: 1 } }, /^faults\[0\]\.headers/],
      [{ status: 500, headers: { "a b": "1" } }, /^faults\[0\]\.headers/],
      [{ status: 500, body: cyclic }, /^faults\[0\]\.body/],
      [{ status: 500, body: 1n }, /^faults\[0\]\.body/],
      [{ status: 500, body: () => {} }, /^faults\[0\]\.body/],
    ]) {
      throws(() => faults.next("*", fault), message);
    }
    throws(() => faults.next("*", "reset", "hang", "never"), /^faults\[2\] must be/);
  });

  it("of random is named", () => {
    for (const [options, message] of [
      [undefined, /^options must be an object/],
      [{}, /^rates must be an object/],
      [{ rates: [0.5] }, /^rates must be an object/],
      [{ rates: { 418: 0.5 } }, /^rates\.418 is not known; .*429/],
      [{ rates: { rest: 0.5 } }, /^rates\.rest is not known; .*reset/],
      [{ rates: { 429: -0.1 } }, /^rates\.429 must be a number from 0 to 1/],
      [{ rates: { 429: 1.1 } }, /^rates\.429/],
      [{ rates: { hang: "0.1" } }, /^rates\.hang/],
      [{ rates: { slow: Number.NaN } }, /^rates\.slow/],
      [{ rates: { 429: 0.6, reset: 0.5 } }, /^rates must come to 1 at most, not to 1\.1/],
      [{ rates: {}, route: "/nowhere" }, /^route: "\/nowhere" is no route/],
      [{ rates: {}, seed: {} }, /^seed must be a number or a string/],
      [{ rates: {}, retryAfter: -1 }, /^retryAfter must be a number of seconds/],
      [{ rates: {}, slowMs: -1 }, /^slowMs must be a number of milliseconds/],
      [{ rates: {}, rate: 1 }, /^options\.rate is not known/],
    ]) {
      throws(() => faults.random(options), message);
    }
  });

  it("that is no route is answered with those that are close by", () => {
    for (const [route, ...close] of [
      [
        "/connectors/{connectorId}/action/{actionId}",
        "POST /connectors/{connectorId}/actions/{actionId}",
      ],
      [
        "/connectors/notion/actions/post-page",
        "GET /connectors/{connectorId}/actions/{actionId}",
        "POST /connectors/{connectorId}/actions/{actionId}",
      ],
      ["PUT /credentials", "GET /credentials"],
      ["/credential", "GET /credentials"],
      ["POST", "GET /connectors"],
    ]) {
      assert.throws(
        () => faults.next(route, "reset"),
        ({ name, message }) => {
          assert.equal(name, "TypeError");
          assert.match(message, /^route: ".*" is no route of this sandbox\. Close by: /);
          for (const known of close) assert.ok(message.includes(known), message);
          return true;
        },
      );
    }
    throws(() => faults.next(7, "reset"), /^route must be a string/);
    throws(() => faults.next(undefined), /^route must be a string/);
  });

  it("is a route of the dialect that is not spoken, and the consent page", () => {
    const { faults } = createSandbox({ dialect: "reference" });
    throws(() => faults.next("POST /connectors/{connectorId}/actions/{actionId}"), /^route/);
    throws(() => faults.next("/api/strategy/connector/{connectorId}/authorize"), /^route/);
    faults.next("POST /connectors/{connectorId}/actions/{actionId}/execute", "reset");
  });

  it("changes nothing", async () => {
    const sandbox = createSandbox();
    throws(() => sandbox.faults.next("*", { status: 500 }, "never"), /^faults\[1\]/);
    throws(() => sandbox.faults.random({ rates: { 500: 1 }, slowMs: -1 }), /^slowMs/);
    const headers = { authorization: `Bearer ${sandbox.apiKey}`, "x-api-version": "2025-09" };
    assert.equal((await sandbox.fetch(`${ORIGIN}/connectors`, { headers })).status, 200);
  });
});
