// The handler has no log of its own: what it has to say goes to onError.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { it } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

it("nothing is printed, whatever happens", async () => {
  const program = fileURLToPath(new URL("programs/quiet.mjs", import.meta.url));
  const { stdout, stderr } = await promisify(execFile)(process.execPath, [program], {
    timeout: 60_000,
  });
  assert.deepEqual({ stdout, stderr }, { stdout: "", stderr: "" });
});
