// The main path in Firefox: the rest of this suite is Chromium's.
import assert from "node:assert/strict";
import { test } from "node:test";
import { FIREFOX } from "../runtimes/browsers/launch.mjs";
import { startServing } from "../start/npm-start.mjs";
import { FOLDER, WIDE } from "./look.mjs";

const program = process.env[FIREFOX.variable];
// Where everything must be there, that it is not is a failure.
const skip = program || process.env.CI ? false : "Firefox was not found";

test(
  "in Firefox, one connects, acts, watches it, and deletes the connection",
  { skip },
  async (t) => {
    assert.ok(program, "Firefox was not found");
    const served = await startServing({});
    t.after(async () => assert.equal(await served.interrupt(), 0, served.output()));
    const browser = await FIREFOX.launch(program, { defaultViewport: WIDE.viewport });
    t.after(() => browser.close());
    const context = await FIREFOX.context(browser);
    const page = await context.newPage();
    const complaints = [];
    page.on("pageerror", (error) => complaints.push(String(error)));
    page.on("console", (message) => {
      if (["error", "warn"].includes(message.type())) complaints.push(message.text());
    });
    const press = (name, where = page) =>
      where.locator(`::-p-aria([role="button"][name="${name}"])`).click();
    const seen = (text) => page.locator(`::-p-text(${text})`).wait();

    await page.goto(served.url);
    await seen("None yet");
    await press("Choose Notion");
    await press("Connect Notion");
    const popup = await context.waitForTarget((target) => target.url().includes("/api/strategy/"));
    await press("Allow", await popup.page());
    await seen("Notion is connected");

    await page.locator("select").fill("post-search");
    await press("Run");
    await page.locator("[role=tree]").wait();
    const lanes = await page.$$eval("[role=rowheader]", (cells) =>
      cells.map(({ textContent }) => textContent),
    );
    for (const lane of ["Page → Worker", "Worker → Alloy"]) assert.ok(lanes.includes(lane), lane);
    await page.screenshot({ path: `${FOLDER}/firefox-1440-light.png`, fullPage: true });

    await page.locator("::-p-text(Delete)").click();
    await page.locator("dialog[open]").wait();
    await press("Delete");
    await seen("None yet");
    assert.deepEqual(complaints, []);
  },
);
