// Each fault as somebody sees it who calls fetch: over a socket and in process it is the same.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import vm from "node:vm";
import { setFlagsFromString } from "node:v8";
import { WAYS } from "./calls.mjs";
import { hurryClock } from "./clock.mjs";
import { latest, LIST, openFaulty, POST_ACTION, until } from "./faulty.mjs";

const isReset = (error) => {
  assert.equal(error.constructor, TypeError);
  assert.equal(error.message, "fetch failed");
  assert.equal(error.cause.code, "ECONNRESET");
  return true;
};

const isTerminated = (error) => {
  assert.equal(error.constructor, TypeError);
  assert.equal(error.message, "terminated");
  assert.equal(error.cause.code, "UND_ERR_SOCKET");
  return true;
};

for (const way of Object.keys(WAYS)) {
  describe(`a fault ${way}`, () => {
    it("reset: fetch rejects, and there is no answer", async (test) => {
      const { sandbox, write } = await openFaulty(test, way);
      sandbox.faults.next(POST_ACTION, "reset", { fault: "reset", when: "after" });
      await assert.rejects(write(), isReset);
      assert.deepEqual(latest(sandbox), ["reset", null, 0]);
      await assert.rejects(write(), isReset);
      assert.deepEqual(latest(sandbox), ["reset", null, 1]);
      assert.equal((await write()).status, 200);
    });

    it("hang: nothing comes until the caller gives up", async (test) => {
      const { sandbox, write } = await openFaulty(test, way);
      sandbox.faults.next(POST_ACTION, "hang", { fault: "hang", when: "after" });
      for (const effects of [0, 1]) {
        const controller = new AbortController();
        let settled = false;
        const pending = write("Hello", { signal: controller.signal }).finally(() => {
          settled = true;
        });
        pending.catch(() => {});
        await until(() => sandbox.journal.requests.at(-1)?.fault === "hang");
        await new Promise((resolve) => setTimeout(resolve, 20));
        assert.equal(settled, false);
        const reason = new Error("long enough");
        controller.abort(reason);
        await assert.rejects(pending, reason);
        assert.deepEqual(latest(sandbox), ["hang", null, effects]);
        sandbox.journal.clear();
      }
    });

    it("truncate: half of what the length promises", async (test) => {
      const { sandbox, list, write } = await openFaulty(test, way);
      const whole = await (await list()).text();
      sandbox.faults.next("*", "truncate", "truncate");
      const answer = await list();
      assert.equal(answer.status, 200);
      assert.equal(answer.headers.get("content-length"), String(whole.length));
      assert.match(answer.headers.get("content-type"), /^application\/json/);
      assert.equal(answer.headers.get("x-request-id"), sandbox.journal.requests.at(-1).requestId);
      const reader = answer.body.getReader();
      const { value } = await reader.read();
      assert.equal(new TextDecoder().decode(value), whole.slice(0, whole.length / 2));
      await assert.rejects(reader.read(), isTerminated);
      assert.deepEqual(latest(sandbox), ["truncate", 200, 0]);
      await assert.rejects((await write()).json(), isTerminated);
      assert.deepEqual(latest(sandbox), ["truncate", 200, 1]);
    });

    it("slow: the whole body, bit by bit", async (test) => {
      const { sandbox, list, write } = await openFaulty(test, way);
      const whole = await (await list()).text();
      sandbox.faults.next("*", { fault: "slow", ms: 100 }, { fault: "slow", ms: 0 });
      const answer = await list();
      assert.equal(answer.status, 200);
      const parts = [];
      for await (const part of answer.body) parts.push(Buffer.from(part));
      assert.ok(parts.length > 1, `${parts.length} parts`);
      assert.equal(Buffer.concat(parts).toString(), whole);
      assert.deepEqual(latest(sandbox), ["slow", 200, 0]);
      assert.equal((await (await write()).json()).ok, true);
      assert.deepEqual(latest(sandbox), ["slow", 200, 1]);
    });

    it("slow: an abort ends the body at once", async (test) => {
      const { sandbox, list } = await openFaulty(test, way);
      sandbox.faults.next(LIST, { fault: "slow", ms: 600_000 });
      const controller = new AbortController();
      const answer = await list({ signal: controller.signal });
      const body = answer.text();
      const reason = new Error("changed my mind");
      controller.abort(reason);
      await assert.rejects(body, reason);
    });

    it("a status: an error in Alloy's form", async (test) => {
      const { sandbox, write } = await openFaulty(test, way);
      for (const [status, code, retryAfter] of [
        [408, "REQUEST_TIMEOUT", undefined],
        [429, "RATE_LIMIT_EXCEEDED", 7],
        [500, "INTERNAL_ERROR", undefined],
        [502, "BAD_GATEWAY", undefined],
        [503, "SERVICE_UNAVAILABLE", "Wed, 21 Oct 2026 07:28:00 GMT"],
        [504, "GATEWAY_TIMEOUT", 0.5],
        [418, "FAULT_418", undefined],
      ]) {
        sandbox.faults.next(
          POST_ACTION,
          retryAfter === undefined ? { status } : { status, retryAfter },
        );
        const answer = await write();
        assert.equal(answer.status, status);
        assert.match(answer.headers.get("content-type"), /^application\/json/);
        assert.equal(answer.headers.get("retry-after"), retryAfter?.toString() ?? null);
        assert.equal(answer.headers.get("x-request-id"), sandbox.journal.requests.at(-1).requestId);
        const { error } = await answer.json();
        assert.equal(error.code, code);
        assert.ok(error.message.length > 0);
        assert.deepEqual(latest(sandbox), [String(status), status, 0]);
      }
    });

    it("a status: with a body and headers of one's own", async (test) => {
      const { sandbox, list, write } = await openFaulty(test, way);
      const html = { "content-type": "text/html", "x-from": "a proxy" };
      sandbox.faults.next(
        "*",
        { status: 502, body: "<p>Bad gateway", headers: html },
        { status: 500, body: ["odd", null], when: "after" },
        { status: 200, body: "no JSON" },
        { status: 204, when: "after" },
        { status: 302, headers: { location: "/elsewhere" } },
      );
      const page = await list();
      assert.deepEqual([page.status, await page.text()], [502, "<p>Bad gateway"]);
      assert.equal(page.headers.get("content-type"), "text/html");
      assert.equal(page.headers.get("x-from"), "a proxy");
      const odd = await write();
      assert.deepEqual([odd.status, await odd.json()], [500, ["odd", null]]);
      assert.deepEqual(latest(sandbox), ["500", 500, 1]);
      const words = await write();
      assert.deepEqual([words.status, await words.text()], [200, "no JSON"]);
      assert.match(words.headers.get("content-type"), /^text\/plain/);
      assert.deepEqual(latest(sandbox), ["200", 200, 0]);
      const nothing = await write();
      assert.deepEqual([nothing.status, await nothing.text()], [204, ""]);
      assert.deepEqual(latest(sandbox), ["204", 204, 1]);
      const redirect = await list({ redirect: "manual" });
      assert.deepEqual([redirect.status, await redirect.text()], [302, ""]);
      assert.equal(redirect.headers.get("location"), "/elsewhere");
    });

    it("lets a page read it, where pages may call", async (test) => {
      const { sandbox, list } = await openFaulty(test, way, { cors: true });
      sandbox.faults.next("*", { status: 503 }, { status: 500, when: "after" }, "truncate");
      for (const status of [503, 500, 200]) {
        const answer = await list();
        assert.equal(answer.status, status);
        assert.equal(answer.headers.get("access-control-allow-origin"), "*");
        await answer.body.cancel();
      }
    });
  });
}

describe("slow in process", () => {
  it("takes as long as was asked for", async (test) => {
    const { sandbox, list } = await openFaulty(test);
    sandbox.faults.next(LIST, { fault: "slow", ms: 100 });
    const waited = hurryClock(test);
    await (await list()).text();
    assert.equal(Math.round(waited()), 100);
  });
});

describe("a hang in process", () => {
  it("ends with the signal of a request that nobody holds any more", async (test) => {
    setFlagsFromString("--expose-gc");
    const collectGarbage = vm.runInNewContext("gc");
    const { sandbox, origin } = await openFaulty(test);
    sandbox.faults.next(LIST, "hang");
    const controller = new AbortController();
    const headers = { authorization: `Bearer ${sandbox.apiKey}`, "x-api-version": "2025-09" };
    const hanging = (() => {
      const { signal } = controller;
      return sandbox.fetch(new Request(`${origin}/connectors`, { headers, signal }));
    })();
    hanging.catch(() => {});
    await until(() => sandbox.journal.requests.at(-1)?.fault === "hang");
    sandbox.journal.clear();
    for (let round = 0; round < 3; round += 1) {
      collectGarbage();
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    controller.abort(new Error("long enough"));
    await assert.rejects(hanging, /long enough/);
  });
});
