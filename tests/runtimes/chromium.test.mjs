// A page in Chromium, bundled by Vite from the installed package.
import assert from "node:assert/strict";
import { after, describe, it } from "node:test";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { build, preview } from "vite";
import { openConsumer } from "./consumer.mjs";
import { report } from "./report.mjs";
import { openWorld } from "./world.mjs";

const FLAGS = [
  ...["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"],
  ...["--disable-background-networking", "--disable-component-update"],
];

const executablePath = process.env.CHROME;
assert.ok(executablePath, "CHROME must name Chromium's program: run this by `npm test`");

const { folder, installed } = await openConsumer();
const { world, ledgers, close } = await openWorld(installed, { page: true });
after(close);
const project = { root: join(folder, "programs"), configFile: false, logLevel: "error" };
await build({
  ...project,
  // A worker is bundled by itself, and in the old format unless told so.
  worker: { format: "es" },
  build: { rolldownOptions: { input: join(folder, "programs/page.html") } },
});
const server = await preview({ ...project, preview: { host: "127.0.0.1", port: 0 } });
const browser = await chromium.launch({ executablePath, args: FLAGS });
after(() => Promise.all([browser.close(), server.close()]));

const page = await browser.newPage();
const complaints = [];
page.on("pageerror", (error) => complaints.push(String(error)));
const { port } = server.httpServer.address();
await page.goto(`http://127.0.0.1:${port}/page.html`);
await page.waitForFunction(() => globalThis.conformance !== undefined);
const results = await page.evaluate((world) => globalThis.conformance.run(world), world);
const refusals = {
  page: await page.evaluate(() => globalThis.conformance.refusals()),
  "page's worker": await page.evaluate(() => globalThis.conformance.refusalsInWorker()),
};

report({ name: "a page in Chromium", version: browser.version(), bytes: 0, results, ledgers });

for (const [place, outcomes] of Object.entries(refusals)) {
  describe(`a key in a ${place}`, () => {
    for (const [way, outcome] of Object.entries(outcomes)) {
      const allowed = /told yes|no key/.test(way);
      it(`is ${allowed ? "let in" : "kept out"}: ${way}`, () => {
        if (allowed) assert.equal(outcome, null);
        else assert.match(String(outcome), /^AlloyConfigError: apiKey .*dangerouslyAllowBrowser/);
      });
    }
  });
}

describe("the page", () => {
  it("threw nothing", () => assert.deepEqual(complaints, []));
});
