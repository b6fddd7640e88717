// A Chromium, and what a user does in it.
import assert from "node:assert/strict";
import { CHROMIUM } from "../runtimes/browsers/launch.mjs";

// What takes a second may take many of them on a busy machine.
export const LIMIT_MS = 60_000;

/** @param options of its launch */
export async function openBrowser(options) {
  const { CHROME } = process.env;
  assert.ok(CHROME, "CHROME must name Chromium's program: run this by `npm test`");
  return CHROMIUM.launch(CHROME, { timeout: LIMIT_MS, ...options });
}

/**
 * A browser of a user's own who is signed in to the app, or who is not. `complaints` are the errors that its pages had.
 */
export async function openUser(browser, app, name = "ada") {
  const context = await browser.newContext();
  context.setDefaultTimeout(LIMIT_MS);
  const complaints = [];
  context.on("weberror", (error) => complaints.push(String(error.error())));
  context.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) complaints.push(message.text());
  });
  await context.addInitScript(countLeftovers);
  if (name !== null) {
    await context.addCookies([{ name: "session", value: name, url: app.origin }]);
  }
  const open = async (path = "/", origin = app.origin) => {
    const page = await context.newPage();
    await page.goto(`${origin}${path}`);
    await page.waitForFunction(() => globalThis.app !== undefined);
    return page;
  };
  return { context, complaints, open };
}

/** Has a page count what it leaves running: channels, timers, and those that listen for an abort. */
function countLeftovers() {
  const left = { channels: 0, timers: 0, listeners: 0 };
  globalThis.leftovers = left;
  const { BroadcastChannel, setInterval, clearInterval } = globalThis;
  globalThis.BroadcastChannel = class extends BroadcastChannel {
    constructor(name) {
      super(name);
      left.channels += 1;
    }
    close() {
      left.channels -= 1;
      super.close();
    }
  };
  globalThis.setInterval = (...given) => {
    left.timers += 1;
    return setInterval(...given);
  };
  globalThis.clearInterval = (timer) => {
    if (timer !== undefined) left.timers -= 1;
    clearInterval(timer);
  };
  const { addEventListener } = AbortSignal.prototype;
  AbortSignal.prototype.addEventListener = function (type, listener, options) {
    addEventListener.call(this, type, listener, options);
    if (!options?.signal) return;
    left.listeners += 1;
    addEventListener.call(options.signal, "abort", () => (left.listeners -= 1));
  };
}

/** Clicks, and gives the window that opens. */
export async function clickForPopup(page) {
  const [popup] = await Promise.all([
    page.context().waitForEvent("page"),
    page.getByRole("button", { name: "Connect Notion", exact: true }).click(),
  ]);
  return popup;
}

/** Answers the sandbox's own question. */
export async function decide(page, answer) {
  await page.getByRole("heading", { name: "Allow this app to use Notion?" }).waitFor();
  await page.getByRole("button", { name: answer }).click();
}

/** What the page shows that has become of it. Nothing is left running then. */
export async function outcomeOn(page) {
  const shown = page.locator("#outcome:not(:empty)");
  const outcome = JSON.parse(await shown.textContent());
  const left = await page.evaluate(() => globalThis.leftovers);
  assert.deepEqual(left, { channels: 0, timers: 0, listeners: 0 });
  return outcome;
}

/** Waits until there is one window left, which is the page. */
export async function alone(page) {
  const others = page
    .context()
    .pages()
    .filter((other) => other !== page);
  await Promise.all(others.map((other) => other.isClosed() || other.waitForEvent("close")));
}
