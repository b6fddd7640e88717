import assert from "node:assert/strict";
import { after, describe, test } from "node:test";
import { AlloyConnectivity } from "../../pkg/node.js";
import { createSandbox } from "../../pkg/sandbox/index.js";
import { serve } from "../../pkg/sandbox/node.js";
import { openStage } from "./stage.mjs";

describe("with a key of one's own", () => {
  const sandbox = createSandbox({ dialect: "reference" });
  let server;
  const { visit } = openStage(async () => {
    server = await serve(sandbox);
    const alloy = new AlloyConnectivity({
      apiKey: sandbox.apiKey,
      userId: sandbox.userId,
      fetch: sandbox.fetch,
    });
    const { oauthUrl } = await alloy.initiateOAuthFlow("notion", "http://127.0.0.1/callback");
    await sandbox.consent(oauthUrl);
    return {
      ALLOY_API_KEY: sandbox.apiKey,
      ALLOY_USER_ID: sandbox.userId,
      ALLOY_BASE_URL: server.url,
    };
  });
  after(() => server?.close());

  test("the page works on Alloy's own connections, and has no faults to set", async (t) => {
    const bench = await visit(t);
    await bench.page.getByText("Live: Alloy itself").waitFor();
    await bench.connections.first().waitFor();
    await bench.panel("Faults").getByText("no faults to be set").waitFor();
    assert.equal(await bench.panel("Faults").getByRole("slider").count(), 0);
    await bench.look("live");
    await bench.choose("Notion");
    await bench.chooseAction("post-search");
    await bench.run();
    await bench.tree.waitFor();
    const executed = sandbox.journal.requests.find(({ route }) => route?.endsWith("/execute"));
    assert.deepEqual([executed.status, executed.userId], [200, sandbox.userId]);
    for (const path of ["faults", "reset", "revoke"]) {
      assert.equal((await bench.ask(`POST /demo/${path}`)).status, 404, path);
    }
  });

  test("nothing that the page is given has the key", async (t) => {
    const bench = await visit(t);
    const texts = [];
    bench.page.on("response", (response) => {
      if (!response.headers()["content-type"]?.includes("event-stream")) {
        texts.push(response.text().catch(() => ""));
      }
    });
    await bench.page.reload();
    await bench.connections.first().waitFor();
    assert.ok(texts.length > 3);
    for (const text of await Promise.all(texts)) assert.ok(!text.includes(sandbox.apiKey));
  });
});
