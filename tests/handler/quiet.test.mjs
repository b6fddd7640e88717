// What the handler prints: nothing where there is an onError, else a line for each failure.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { it } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { openApp } from "./app.mjs";

it("nothing is printed where there is an onError, whatever happens", async () => {
  const program = fileURLToPath(new URL("programs/quiet.mjs", import.meta.url));
  const { stdout, stderr } = await promisify(execFile)(process.execPath, [program], {
    timeout: 60_000,
  });
  assert.deepEqual({ stdout, stderr }, { stdout: "", stderr: "" });
});

it("where there is none, each failure is a line for the console, without the key", async (test) => {
  const printed = test.mock.method(console, "error", () => {});
  const app = openApp({ upstream: { maxRetries: 0 } }, { onError: undefined });
  const { apiKey } = app.sandbox;
  for (const route of ["GET /connectors", "GET /nowhere", "GET /users"]) await app.ask(route);
  assert.equal(printed.mock.callCount(), 0);
  const error = { code: "BROKEN", message: `Bad key: ${apiKey}` };
  app.sandbox.faults.next("GET /connectors", { status: 500, body: { error } });
  assert.equal((await app.ask("GET /connectors", { user: app.other })).status, 502);
  const lines = printed.mock.calls.map(({ arguments: words }) => words.join(" "));
  assert.equal(lines.length, 1);
  assert.match(lines[0], /^alloy-connectivity: AlloyServerError: Bad key/);
  assert.ok(!lines[0].includes(apiKey));
});
