// Pages, many of them, and databases; and what its handlers and helpers make of what goes wrong.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { refuse } from "../runtimes/fault-server.mjs";
import { DIALECTS, EXECUTE, effectsOf, requestsOf } from "./alloys.mjs";
import { openAlloy } from "./running.mjs";

for (const dialect of DIALECTS) {
  const open = async () => {
    const alloy = await openAlloy({ dialect });
    const CONNECTION_ID = await alloy.connect("notion");
    const run = (name, args, variables) =>
      alloy.run(name, { args, variables: { CONNECTION_ID, ...variables } });
    return { ...alloy, run };
  };

  describe(`the scripts for Notion, in the ${dialect}'s dialect`, () => {
    it("read, write and change pages", async () => {
      const { run, sandbox } = await open();
      const { output, errors } = await run("example");
      const [found, created, updated, got] = output.trimEnd().split("\n");
      assert.equal(errors, "");
      assert.match(found, /^found [1-9]\d*, more: (true|false)$/);
      const [, id] = created.match(/^created (\S+) at https:\/\/\S+$/);
      assert.equal(updated, `updated ${id}`);
      assert.equal(got, "got Meeting notes, final");
      assert.deepEqual(effectsOf(sandbox), ["page.created", "page.updated"]);
      const done = requestsOf(sandbox).filter((line) => line === `${EXECUTE[dialect]} 200`);
      assert.equal(done.length, 4);
    });

    it("query databases", async () => {
      const { run } = await open();
      const [counted, all] = (await run("databases")).output.split("\n");
      const [, rows, results] = counted.match(/ has ([1-9]\d*), (\d+) as they come$/);
      assert.deepEqual([rows, all], [results, "true"]);
    });

    it("create many at once, and tell which failed", async () => {
      const { run, sandbox } = await open();
      assert.equal((await run("batch-operations")).output, "created 3, failed 0\n");
      assert.deepEqual(effectsOf(sandbox), Array(3).fill("page.created"));

      sandbox.faults.next(EXECUTE[dialect], { status: 500 });
      const { output, errors } = await run("batch-operations");
      assert.equal(output, "created 2, failed 1\n");
      assert.match(errors, /^(Mon|Tues|Wednes)day: .+\n$/);
      assert.equal(sandbox.journal.effects.length, 5);
    });

    it("without a connection create nothing", async () => {
      const { run, sandbox } = await open();
      const { output, errors } = await run("batch-operations", [], { CONNECTION_ID: "" });
      assert.equal(output, "created 0, failed 3\n");
      assert.equal(errors.match(/day: Connection not yet established/g).length, 3);
      assert.deepEqual(sandbox.journal.requests, []);
    });

    it("handle errors as axios' are handled, branch by branch", async () => {
      const { run, sandbox } = await open();
      const refused = await refuse();
      try {
        const statuses = [400, 403, 500, 418].map((status) => ({ status }));
        const tooMany = { status: 429, retryAfter: 61 };
        sandbox.faults.next(EXECUTE[dialect], ...statuses, "reset", tooMany);
        const operations = [
          ...Array(6).fill("write"),
          ...["unknown connection", "unknown action", "wrong key", "unreachable"],
          ...["no connection", "no id"],
        ];
        const { output } = await run("error-handler", operations, { REFUSED_URL: refused.url });
        assert.deepEqual(output.trimEnd().split("\n"), [
          'write | 400 | bad request | {"error":{"code":"FAULT_400","message":"Fault 400"}} | FAULT_400 | Fault 400',
          "write | 403 | forbidden | FAULT_403 | Fault 403",
          "write | 500 | server error | INTERNAL_ERROR | Internal server error",
          "write | 418 | unexpected | FAULT_418 | Fault 418",
          "write | no answer",
          "write | 429 | too many requests | after 61 | RATE_LIMIT_EXCEEDED | Rate limit exceeded",
          'unknown connection | 400 | bad request | {"error":{"code":"INVALID_INPUT","message":"Credential not found"}} | INVALID_INPUT | Credential not found',
          "unknown action | 404 | not found | NOT_FOUND | Action not found",
          "wrong key | 401 | unauthorized | UNAUTHORIZED | Authentication failed",
          "unreachable | no answer",
          "no connection | not sent | Connection not yet established",
          "no id | not sent | pageId must not be empty",
        ]);
        assert.deepEqual(sandbox.journal.effects, []);
      } finally {
        await refused.close();
      }
    });

    it("try again by their own helpers what was not tried again here", async () => {
      const { run, sandbox } = await open();
      const tooMany = { status: 429, retryAfter: 61 };
      sandbox.faults.next(EXECUTE[dialect], tooMany, { status: 500 }, "reset");
      const first = await run("retry", ["too many"]);
      assert.equal(first.output, "too many, 61\ngave up: Internal server error\n");
      const second = await run("retry", ["anything"]);
      const [again, created] = second.output.split("\n");
      assert.match(again, /^again after /);
      assert.equal(created, "created a page");
      assert.deepEqual(effectsOf(sandbox), ["page.created"]);
    });

    it("give results in place of exceptions, and look a connection up once", async () => {
      const { run, sandbox } = await open();
      const { output } = await run("quick-patterns");
      const [cached, ...results] = output.trimEnd().split("\n");
      assert.equal(cached, "true null");
      const [found, gone, unset] = results.map((line) => JSON.parse(line));
      assert.equal(found.success, true);
      assert.ok(found.data > 0);
      assert.deepEqual(gone, { success: false, error: "Credential not found", status: 400 });
      assert.deepEqual(unset, { success: false, error: "Connection not yet established" });
      const lists = requestsOf(sandbox).filter((line) => line.includes("/credentials"));
      assert.deepEqual(lists, Array(2).fill("GET /users/{userId}/credentials 200"));
    });
  });
}
