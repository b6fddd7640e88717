// The site, as `npm run docs` builds it: complete, without a warning, and without another host.
import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { pathToFileURL } from "node:url";
import { buildSite } from "../../scripts/docs/site.mjs";
import { fromRoot, pkgDir } from "../../scripts/paths.mjs";
import { LIMIT_MS, openBrowser } from "../connect/browser.mjs";
import { serveFolder } from "./serving.mjs";

const AXE = readFileSync(fromRoot("node_modules/axe-core/axe.min.js"), "utf8");
// The theme's own: links within the summaries of its tree, and its headings of examples.
const OF_THE_THEME = ["nested-interactive", "heading-order"];
const CLASS = "classes/alloy-connectivity.AlloyConnectivity.html";

const out = mkdtempSync(join(tmpdir(), "alloy-docs-"));
after(() => rmSync(out, { recursive: true, force: true }));
// It throws when there is a warning.
await buildSite(out);

const files = readdirSync(out, { recursive: true });
const pages = files.filter((path) => path.endsWith(".html"));
const { exports } = JSON.parse(readFileSync(join(pkgDir, "package.json"), "utf8"));
const entries = Object.entries(exports).filter(([, { types }]) => types);
const moduleOf = (path) => path.replace(".", "alloy-connectivity").replaceAll("/", "_");
const read = (path) => readFileSync(join(out, path), "utf8");

it("has a page for each entry point of the package", () => {
  assert.ok(entries.length > 1);
  for (const [path] of entries) assert.ok(pages.includes(`modules/${moduleOf(path)}.html`), path);
});

it("has a page for each thing that an entry point exports", async () => {
  for (const [path, { types, default: file }] of entries) {
    // What exists at run time is what can be asked for; `./web` repeats the client's.
    const names = Object.keys(await import(pathToFileURL(join(pkgDir, file ?? "node.js")).href));
    assert.ok(names.length > 0, types);
    for (const name of names) {
      const own = `${moduleOf(path)}.${name}.html`;
      const known = pages.some(
        (page) => page.endsWith(`/${own}`) || page.endsWith(`/${moduleOf(".")}.${name}.html`),
      );
      assert.ok(known, `${name} of ${path}`);
    }
  }
});

it("leaves out what is internal", () => {
  assert.ok(pages.every((path) => !path.includes("clientOf")));
});

it("has the client's members by what they are about", () => {
  const headings = read(CLASS).matchAll(/<h3 class="tsd-index-heading[^>]*>([^<]+)/g);
  const topics = [...headings].map(([, topic]) => topic);
  assert.deepEqual(topics.slice(0, 4), ["The client", "Connecting", "Connections", "Actions"]);
  assert.ok(!topics.includes("Other"));
});

it("links to nothing that is not there", () => {
  const ids = new Map(pages.map((path) => [path, idsOf(read(path))]));
  const broken = [];
  for (const page of pages) {
    for (const [, href] of read(page).matchAll(/ (?:href|src)="([^"]*)"/g)) {
      if (/^(https?|mailto):|^$/.test(href)) continue;
      const { pathname, hash } = new URL(href, pathToFileURL(join(out, page)));
      const target = decodeURIComponent(pathname).slice(out.length + 1);
      const id = decodeURIComponent(hash.slice(1));
      const hasId = !id || !target.endsWith(".html") || ids.get(target)?.has(id);
      if (!files.includes(target) || !hasId) broken.push(`${page}: ${href}`);
    }
  }
  assert.deepEqual(broken, []);
});

const idsOf = (html) => new Set([...html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id));

describe("in a browser", () => {
  let browser;
  let server;
  before(async () => {
    server = await serveFolder(out);
    browser = await openBrowser();
  });
  after(async () => {
    await browser?.close();
    await server?.close();
  });

  /** Opens a page, and gives it with what it asked of other hosts. */
  async function open(path, options) {
    const context = await browser.newContext(options);
    context.setDefaultTimeout(LIMIT_MS);
    const page = await context.newPage();
    const elsewhere = [];
    page.on("request", (request) => {
      if (!request.url().startsWith(server.url)) elsewhere.push(request.url());
    });
    const complaints = [];
    page.on("pageerror", ({ message }) => complaints.push(message));
    page.on("console", (message) => {
      if (message.type() === "error") complaints.push(message.text());
    });
    await page.goto(`${server.url}/${path}`);
    await page.locator("#tsd-nav-container a").first().waitFor({ state: "attached" });
    return { page, elsewhere, complaints, close: () => context.close() };
  }

  it("has every guide in its navigation, under its title", async () => {
    const { page, close } = await open("index.html");
    const named = await page.locator("#tsd-nav-container a").allTextContents();
    const guides = readdirSync(fromRoot("docs")).filter((path) => /^(?!README).*\.md$/.test(path));
    assert.ok(guides.length > 1);
    for (const guide of guides) {
      const [, title] =
        /^title: (.*)$/m.exec(readFileSync(fromRoot(`docs/${guide}`), "utf8")) ?? [];
      assert.ok(named.includes(title), guide);
    }
    await close();
  });

  it("finds a method by its name", async () => {
    const { page, close } = await open("index.html");
    await page.locator("#tsd-search-trigger").click();
    await page.locator("#tsd-search-input").fill("waitForConnection");
    await page.locator("#tsd-search-results a").first().click();
    await page.waitForURL(/#waitforconnection$/);
    await close();
  });

  it("finds a guide before what mentions its subject, and what many inherit once", async () => {
    const { page, close } = await open("index.html");
    await page.locator("#tsd-search-trigger").click();
    const found = page.locator("#tsd-search-results a");
    await page.locator("#tsd-search-input").fill("retries");
    await found.filter({ hasText: "Errors and retries" }).waitFor();
    assert.match(await found.first().textContent(), /Errors and retries/);
    await page.locator("#tsd-search-input").fill("retryAfterMs");
    const members = found.filter({ hasText: ".retryAfterMs" });
    await members.first().waitFor();
    assert.deepEqual(
      (await members.allInnerTexts()).map((name) => name.trim()),
      ["alloy-connectivity.AlloyApiError.retryAfterMs"],
    );
    await close();
  });

  const [guide] = readdirSync(join(out, "documents"));
  for (const path of ["index.html", CLASS, `documents/${guide}`]) {
    for (const [colorScheme, width] of [
      ["light", 360],
      ["dark", 1280],
    ]) {
      it(`${path} can be used by everybody and asks no other host, ${colorScheme}, ${width} px`, async () => {
        const viewport = { width, height: 900 };
        const { page, elsewhere, complaints, close } = await open(path, { colorScheme, viewport });
        await page.evaluate(AXE);
        const { violations } = await page.evaluate(() => globalThis.axe.run());
        const faults = violations.filter(({ id }) => !OF_THE_THEME.includes(id));
        assert.deepEqual(
          faults.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html)}`),
          [],
        );
        assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), width);
        assert.deepEqual({ elsewhere, complaints }, { elsewhere: [], complaints: [] });
        await close();
      });
    }
  }
});
