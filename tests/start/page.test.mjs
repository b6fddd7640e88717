import assert from "node:assert/strict";
import { after, afterEach, before, beforeEach, describe, test } from "node:test";
import { chromium } from "playwright-core";
import { startServing } from "./npm-start.mjs";

// The last five keep the browser from calling home.
const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

describe("the page of npm start", () => {
  let served;
  let browser;
  let page;
  let problems;

  before(async () => {
    served = await startServing();
    browser = await chromium.launch({ executablePath: process.env.CHROME, args: FLAGS });
  });
  after(async () => {
    await browser?.close();
    const code = await served?.interrupt();
    assert.equal(code, 0, served?.output());
  });
  beforeEach(async () => {
    page = await browser.newPage();
    problems = [];
    page.on("pageerror", (error) => problems.push(error.message));
    page.on("console", (message) => {
      if (/Content Security Policy/.test(message.text())) problems.push(message.text());
    });
    await page.goto(served.url);
  });
  afterEach(async () => {
    await page.close();
    assert.deepEqual(problems, []);
  });

  const outcome = (panel) => page.locator(`#${panel}-outcome .notice:not(.busy)`);
  const rows = (state) => page.locator(`#flow-steps tr.${state}`);
  const connectionIds = () => page.locator("#connections li code").allTextContents();

  async function giveConsent(answer) {
    await page.getByRole("button", { name: "Connect Notion" }).click();
    await page.getByRole("heading", { name: "Allow this app to use Notion?" }).waitFor();
    assert.match(page.url(), new RegExp(`^${served.url}/api/strategy/connector/notion/authorize`));
    await page.getByRole("button", { name: answer }).click();
    await outcome("connect").waitFor();
    assert.equal(page.url(), `${served.url}/callback`, "the code stays in no address");
  }

  test("says which Alloy it is about, under a policy without exceptions", async () => {
    await page.getByText("the package’s own sandbox").waitFor();
    const answer = await fetch(served.url);
    const policy = answer.headers.get("content-security-policy");
    assert.match(policy, /default-src 'none'; script-src 'self'; style-src 'self'/);
    assert.doesNotMatch(policy, /unsafe|\*/);
  });

  test("runs the flow and shows each request with status and milliseconds", async () => {
    await page.getByText("No request yet").waitFor();
    await page.getByRole("button", { name: "Run the flow" }).press("Enter");
    await outcome("flow").waitFor();
    assert.match(
      await outcome("flow").textContent(),
      /^Every step held \(steps: 25, requests: 27, \d+ ms\)$/,
    );
    assert.equal(await rows("held").count(), 30);
    assert.equal(await rows("failed").count(), 0);
    const cells = page.getByRole("row", { name: "Exchange the code" }).getByRole("cell");
    const [, method, path, status, ms] = await cells.allTextContents();
    assert.deepEqual(
      [method, path, status],
      ["POST", "/connectors/notion/credentials/callback", "200"],
    );
    assert.match(ms, /^\d+$/);
  });

  test("connects Notion by hand and lists the connection", async () => {
    await giveConsent("Allow");
    const text = await outcome("connect").innerText();
    const [, id] = text.match(/^Notion is connected\s+([0-9a-f]{24})$/) ?? assert.fail(text);
    await page.locator("#connections li").filter({ hasText: id }).waitFor();

    await page.reload();
    await page.locator("#connections li").filter({ hasText: id }).waitFor();
    assert.equal(await outcome("connect").count(), 0, "an old outcome is not told again");
  });

  test("says so when consent is denied, and connects nothing", async () => {
    await page.locator("#connections :is(li, .empty)").first().waitFor();
    const connected = await connectionIds();
    await giveConsent("Deny");
    assert.match(
      await outcome("connect").innerText(),
      /^Notion is not connected\s+The user denied access$/,
    );
    await page.locator("#connections :is(li, .empty)").first().waitFor();
    assert.deepEqual(await connectionIds(), connected);
  });

  test("takes no callback that it did not ask for", async () => {
    await page.goto(`${served.url}/callback?code=of-somebody-else&state=guessed`);
    await outcome("connect").waitFor();
    assert.match(await outcome("connect").innerText(), /does not belong to a connection/);
  });

  test("shows a step that does not hold, and why", async () => {
    const failed = {
      ...{ dialect: "guide", name: "Search pages", method: "POST", path: "/connectors/notion/x" },
      ...{ status: 429, ms: 3, ok: false, detail: "Too many requests", hint: "Wait a second" },
    };
    const ending = { done: true, ok: false, steps: 1, requests: 1, ms: 3 };
    const body = `${JSON.stringify(failed)}\n${JSON.stringify(ending)}\n`;
    await page.route("**/api/flow", (route) => route.fulfill({ body }));
    await page.getByRole("button", { name: "Run the flow" }).click();
    await outcome("flow").waitFor();
    assert.match(await outcome("flow").innerText(), /^“Search pages” did not hold/);
    assert.match(
      await rows("failed").innerText(),
      /failed\s*Search pages\s+Too many requests\s+Wait a second/,
    );
  });

  test("says so when the Worker is gone, and lets one try again", async () => {
    await page.route("**/api/flow", (route) => route.abort());
    await page.getByRole("button", { name: "Run the flow" }).click();
    await page.getByText("The Worker does not answer.").waitFor();
    await page.unroute("**/api/flow");
    await page.getByRole("button", { name: "Run it again" }).click();
    await page.getByText("Every step held").waitFor();
  });

  test("fits a screen of 360 pixels, in light and dark", async () => {
    await page.setViewportSize({ width: 360, height: 740 });
    await page.getByRole("button", { name: "Run the flow" }).click();
    await page.getByText("Every step held").waitFor();
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 360);
    const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    await page.emulateMedia({ colorScheme: "light" });
    const light = await ground();
    await page.emulateMedia({ colorScheme: "dark" });
    assert.notEqual(await ground(), light);
  });

  test("other sites' pages get nothing done", async () => {
    for (const origin of ["https://evil.example", "null"]) {
      const answer = await fetch(`${served.url}/api/flow`, { method: "POST", headers: { origin } });
      assert.equal(answer.status, 403, origin);
    }
  });
});
