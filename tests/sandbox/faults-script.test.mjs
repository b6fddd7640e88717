// Which request meets which scripted fault.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { stopClock } from "./clock.mjs";
import { LIST, MESSAGE, openFaulty, POST_ACTION } from "./faulty.mjs";

const statuses = async (...answers) => {
  const seen = [];
  for (const answer of answers) seen.push((await answer()).status);
  return seen;
};

describe("faults.next", () => {
  it("strikes the requests of a route in order, one each, and others not", async (test) => {
    const { sandbox, list, write } = await openFaulty(test);
    sandbox.faults.next(POST_ACTION, { status: 500 }, { status: 503 });
    sandbox.faults.next(POST_ACTION, { status: 502 });
    sandbox.faults.next(LIST, { status: 504 });
    assert.deepEqual(
      await statuses(write, write, list, write, write, list),
      [500, 503, 504, 502, 200, 200],
    );
    assert.deepEqual(
      sandbox.journal.requests.map(({ fault }) => fault),
      ["500", "503", "504", "502", undefined, undefined],
    );
    assert.equal(Object.hasOwn(sandbox.journal.requests.at(-1), "fault"), false);
  });

  it("knows a route with its method, without, and all of them; the narrower goes first", async (test) => {
    const { sandbox, call, list } = await openFaulty(test);
    const template = "/connectors/{connectorId}/actions/{actionId}";
    const read = () => call("GET", MESSAGE);
    sandbox.faults.next("*", { status: 500 }, { status: 501 });
    sandbox.faults.next(template, { status: 502 });
    sandbox.faults.next(`get ${template}`, { status: 503 });
    assert.deepEqual(await statuses(read, read, list, read, read), [503, 502, 500, 501, 200]);
  });

  it("strikes only what would have been let in, and no page", async (test) => {
    const { sandbox, call, begin, origin } = await openFaulty(test);
    const { oauthUrl } = await begin("notion");
    sandbox.faults.next("*", { status: 500 });
    assert.equal((await sandbox.fetch(oauthUrl)).status, 200);
    const headers = { authorization: "Bearer wrong" };
    assert.equal((await call("GET", "/connectors", undefined, { headers })).status, 401);
    assert.equal((await call("GET", "/connectors", undefined, { userId: "me" })).status, 400);
    assert.equal((await call("GET", "/nowhere")).status, 404);
    assert.equal((await call("PUT", "/credentials")).status, 405);
    assert.equal((await sandbox.fetch(`${origin}/credentials`, { method: "HEAD" })).status, 401);
    await sandbox.consent(oauthUrl);
    assert.ok(sandbox.journal.requests.every(({ fault }) => fault === undefined));
    assert.equal((await call("GET", "/credentials")).status, 500);
  });

  it("leaves the journal as complete as without it", async (test) => {
    const { sandbox, write } = await openFaulty(test);
    sandbox.faults.next(POST_ACTION, { status: 503 });
    await write("Struck");
    await write("Struck");
    const [struck, through] = sandbox.journal.requests;
    const { fault, status, requestId, at, ...rest } = struck;
    assert.deepEqual([fault, status], ["503", 503]);
    assert.notEqual(requestId, through.requestId);
    assert.deepEqual(rest, {
      method: "POST",
      path: MESSAGE,
      query: {},
      route: "/connectors/{connectorId}/actions/{actionId}",
      userId: sandbox.userId,
      connectorId: "slack",
      actionId: "chat_postMessage",
      headers: through.headers,
      body: through.body,
    });
    assert.equal(rest.body.parameters.text, "Struck");
  });

  it("after: an answer that refuses is replaced as well", async (test) => {
    const { sandbox, call } = await openFaulty(test);
    sandbox.faults.next("*", { status: 503, when: "after" });
    assert.equal((await call("GET", "/connectors/nobody")).status, 503);
    assert.equal((await call("GET", "/connectors/nobody")).status, 404);
  });

  it("shows its answer with latency too", async (test) => {
    const { sandbox, list } = await openFaulty(test, "in process", { latencyMs: 20 });
    sandbox.faults.next(LIST, { status: 429 }, { status: 500, when: "after" });
    const clock = stopClock(test);
    for (const status of [429, 500]) {
      const answer = list();
      assert.equal(await clock.asked(), 20);
      clock.pass();
      assert.equal((await answer).status, status);
    }
  });
});

describe("clear and reset", () => {
  for (const [name, end] of [
    ["faults.clear", ({ faults }) => faults.clear()],
    ["reset", (sandbox) => sandbox.reset()],
  ]) {
    it(`${name} takes away what is scripted and what is random`, async (test) => {
      const { sandbox, list } = await openFaulty(test);
      sandbox.faults.next("*", { status: 500 }, { status: 500 });
      sandbox.faults.random({ rates: { 503: 1 } });
      assert.equal((await list()).status, 500);
      end(sandbox);
      assert.equal((await list()).status, 200);
    });
  }

  it("faults.clear leaves the journal and the state", async (test) => {
    const { sandbox, write } = await openFaulty(test);
    sandbox.faults.next("*", { status: 500 });
    await write();
    sandbox.faults.clear();
    assert.equal((await write()).status, 200);
    assert.deepEqual(
      sandbox.journal.requests.map(({ status }) => status),
      [500, 200],
    );
  });
});
