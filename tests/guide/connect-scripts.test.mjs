// Connecting, and listing what is connected.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, it } from "node:test";
import { DIALECTS, effectsOf, requestsOf } from "./alloys.mjs";
import { openAlloy, run } from "./running.mjs";

const CALLBACK = "POST /connectors/{connectorId}/credentials/callback";

for (const dialect of DIALECTS) {
  describe(`the script that connects, in the ${dialect}'s dialect`, () => {
    it("says which connection it has become", async () => {
      const { sandbox, start } = await openAlloy({ dialect });
      const { ended, printed } = start("connect");
      const [, oauthUrl] = await printed(/^Open (\S+)\n/m);
      const cameBackTo = await sandbox.consent(oauthUrl);
      assert.equal(new URL(cameBackTo).searchParams.has("code"), dialect === "guide");

      const page = await fetch(cameBackTo);
      const { code, output, errors } = await ended;
      assert.deepEqual([code, errors, page.status], [0, "", 200]);
      const [, connectionId] = output.match(/^CONNECTION_ID=([0-9a-f]{24})$/m);
      assert.equal(await page.text(), `Connected: ${connectionId}`);
      const [created] = sandbox.journal.effects;
      assert.deepEqual([created.kind, created.id], ["credential.created", connectionId]);
      assert.equal(requestsOf(sandbox).includes(`${CALLBACK} 200`), dialect === "guide");
    });

    it("tells the new connection from one that was there", async () => {
      const { connect, sandbox, start } = await openAlloy({ dialect });
      const old = await connect("notion");
      const { ended, printed } = start("connect");
      const [, oauthUrl] = await printed(/^Open (\S+)\n/m);
      await fetch(await sandbox.consent(oauthUrl));
      const { output } = await ended;
      const [, connectionId] = output.match(/^CONNECTION_ID=(\w+)$/m);
      assert.notEqual(connectionId, old);
    });

    it("says why the user was not connected", async () => {
      const { sandbox, start } = await openAlloy({ dialect });
      const { ended, printed } = start("connect");
      const [, oauthUrl] = await printed(/^Open (\S+)\n/m);
      const page = await fetch(await sandbox.consent(oauthUrl, "deny"));
      const { output, errors } = await ended;
      assert.equal(page.status, 400);
      assert.equal(errors, "Refused: access_denied\n");
      assert.doesNotMatch(output, /CONNECTION_ID/);
      assert.deepEqual(effectsOf(sandbox), []);
    });

    it("ends where it cannot begin", async () => {
      const { run, sandbox } = await openAlloy({ dialect });
      const variables = { ALLOY_API_KEY: "another-key-than-that" };
      const { output, errors } = await run("connect", { variables, code: 1 });
      assert.deepEqual([output, errors], ["", "Not begun: Authentication failed\n"]);
      assert.equal(sandbox.journal.effects.length, 0);
    });
  });

  describe(`the script that lists, in the ${dialect}'s dialect`, () => {
    it("shows every connection and recommends one to Notion", async () => {
      const { connect, run, sandbox } = await openAlloy({ dialect });
      const slack = await connect("slack");
      const notion = await connect("notion");
      const { output } = await run("list-connections");
      const [count, ...lines] = output.trimEnd().split("\n");
      assert.equal(count, "2 connected");
      assert.equal(lines.pop(), `CONNECTION_ID=${notion}`);
      for (const [id, connectorId] of [
        [notion, "notion"],
        [slack, "slack"],
      ]) {
        const [line] = lines.filter((line) => line.startsWith(id));
        const [, , type, connector, createdAt] = line.split(" | ");
        assert.deepEqual([type, connector], [`${connectorId}-oauth2`, connectorId]);
        assert.equal(new Date(createdAt).toISOString(), createdAt);
      }
      assert.deepEqual(requestsOf(sandbox), ["GET /users/{userId}/credentials 200"]);
    });
  });
}

describe("the environment", () => {
  it("is missed in the guide's words", async () => {
    const alone = await run("list-connections", { code: 1 });
    assert.equal(alone.errors, "failed: ALLOY_API_KEY environment variable is required\n");
    const variables = { ALLOY_API_KEY: "a-key-of-mine" };
    const nobody = await run("list-connections", { variables, code: 1 });
    assert.equal(nobody.errors, "failed: ALLOY_USER_ID environment variable is required\n");
  });

  it("may be in a file", async () => {
    const { environment } = await openAlloy();
    const folder = mkdtempSync(join(tmpdir(), "alloy-guide-"));
    try {
      const lines = Object.entries(environment).map(([name, value]) => `${name}=${value}\n`);
      writeFileSync(join(folder, ".env"), lines.join(""));
      assert.equal((await run("list-connections", { folder })).output, "0 connected\n");
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
