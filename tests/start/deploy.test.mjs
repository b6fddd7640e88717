import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { openBrowser } from "./browser.mjs";
import { wrangler, wranglerDev } from "./wrangler.mjs";

describe("wrangler, in www/", () => {
  let folder;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "alloy-deploy-"));
  });
  after(() => rmSync(folder, { recursive: true }));

  test("deploys it as it is: one module beside the script, and its bindings", async () => {
    const { code, output } = await wrangler("deploy", "--dry-run", "--outdir", folder);
    assert.equal(code, 0, output);
    assert.match(output, /env\.VISITORS \(Visitor\)/);
    assert.match(output, /env\.ALLOY_STATES \(AlloyStateStore\)/);
    assert.match(output, /env\.ASSETS/);
    assert.doesNotMatch(output, /WARNING/i);
    const uploaded = readdirSync(folder);
    const [module, ...others] = uploaded.filter((name) => name.endsWith(".wasm"));
    assert.deepEqual(others, []);
    assert.ok(WebAssembly.validate(readFileSync(join(folder, module))));
    assert.match(readFileSync(join(folder, "worker.js"), "utf8"), new RegExp(`"./${module}"`));
  });

  test("serves it: a page of strict policy, and a connection made through the sandbox", async () => {
    const served = await wranglerDev();
    try {
      const browser = openBrowser(served.url);
      const page = await browser.ask("GET /");
      assert.equal(page.status, 200);
      assert.match(page.headers.get("content-security-policy"), /'wasm-unsafe-eval'/);
      const script = await browser.ask("GET /page.js");
      assert.match(script.headers.get("content-type"), /javascript/);
      const connectionId = await browser.connect("notion");
      const [connection] = await browser.alloy.listConnections();
      assert.equal(connection.id, connectionId);
    } finally {
      await served.stop();
    }
  });
});
