// In workerd, which has no sockets to do harm to: faults are what a caller of fetch sees of them.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { supportedCompatibilityDate } from "miniflare";
import { startWorker } from "../runtimes/workerd.mjs";

const program = `
  import { createSandbox } from "./index.js";
  // At module scope, where Workers forbid timers, input and output, and chance.
  const sandbox = createSandbox();
  sandbox.faults.next("GET /connectors", "reset", "hang", "truncate", { fault: "slow", ms: 50 });
  sandbox.faults.next("GET /connectors", { status: 503, retryAfter: 2 });
  sandbox.faults.random({ seed: 7, rates: { 500: 0.5 } });
  const headers = { authorization: "Bearer " + sandbox.apiKey, "x-api-version": "2025-09" };

  async function outcome(init) {
    try {
      const answer = await sandbox.fetch("https://sandbox.example/connectors", { headers, ...init });
      const { status } = answer;
      const body = answer.text().then(({ length }) => ({ length }), failure);
      return { status, retryAfter: answer.headers.get("retry-after"), ...(await body) };
    } catch (error) {
      return failure(error);
    }
  }
  const failure = ({ name, message, cause }) => ({ name, message, cause: cause?.code });

  export default {
    async fetch() {
      const outcomes = [await outcome()];
      const controller = new AbortController();
      const hanging = outcome({ signal: controller.signal });
      while (sandbox.journal.requests.at(-1).fault !== "hang") await scheduler.wait(1);
      controller.abort(new Error("long enough"));
      outcomes.push(await hanging);
      for (let round = 0; round < 20; round += 1) outcomes.push(await outcome());
      return Response.json(outcomes);
    },
  };
`;

for (const compatibilityDate of ["2023-08-01", supportedCompatibilityDate]) {
  describe(`in workerd of ${compatibilityDate}`, () => {
    let worker;
    let errors;
    before(async () => {
      const resolveDir = fileURLToPath(new URL("../../pkg/sandbox", import.meta.url));
      const { outputFiles } = await build({
        stdin: { contents: program, resolveDir },
        ...{ bundle: true, write: false, format: "esm", target: "es2022" },
        logLevel: "silent",
      });
      const modules = [{ type: "ESModule", path: "worker.js", contents: outputFiles[0].text }];
      ({ worker, errors } = await startWorker(modules, { compatibilityDate }));
    });
    after(() => worker?.dispose());

    it("every fault is what a caller of fetch sees of it", async () => {
      const answer = await worker.dispatchFetch("http://worker/");
      const [reset, hang, truncate, slow, refused, ...random] = await answer.json();
      assert.deepEqual(reset, { name: "TypeError", message: "fetch failed", cause: "ECONNRESET" });
      assert.deepEqual(hang, { name: "Error", message: "long enough" });
      assert.deepEqual(truncate, {
        ...{ status: 200, retryAfter: null },
        ...{ name: "TypeError", message: "terminated", cause: "UND_ERR_SOCKET" },
      });
      assert.equal(slow.status, 200);
      assert.ok(slow.length > 0);
      assert.deepEqual([refused.status, refused.retryAfter], [503, "2"]);
      const statuses = new Set(random.map(({ status }) => status));
      assert.deepEqual([...statuses].sort(), [200, 500]);
      assert.deepEqual(errors, []);
    });
  });
}
