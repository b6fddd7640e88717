// What each file of this suite stands on: `npm start`, Chromium, and visitors of the page.
import assert from "node:assert/strict";
import { after, before } from "node:test";
import { LIMIT_MS, openBrowser } from "../connect/browser.mjs";
import { startServing } from "../start/npm-start.mjs";
import { WIDE } from "./look.mjs";
import { Workbench } from "./workbench.mjs";

/** Chromium says so of each answer that is an error; whether one was due, the tests say. */
const BAD_ANSWER = /^Failed to load resource: the server responded with a status of/;

/**
 * Serves the page for a file's tests.
 *
 * @param {() => Promise<object>} variables of its environment
 */
export function openStage(variables = async () => ({})) {
  const stage = {};
  before(async () => {
    stage.served = await startServing(await variables());
    stage.browser = await openBrowser();
  });
  after(async () => {
    await stage.browser?.close();
    const code = await stage.served?.interrupt();
    assert.equal(code, 0, stage.served?.output());
  });

  /**
   * For one test: a visitor with a sandbox of his own. What his pages complain of, fails the test.
   *
   * @param {{ path?: string, expects?: RegExp, prepare?: Function, [option: string]: unknown }} options `expects`
   * are the complaints that belong to the test, `prepare(context)` comes before the page; the rest is the browser's
   */
  async function visit(test, { path = "/", expects = BAD_ANSWER, prepare, ...options } = {}) {
    const context = await stage.browser.newContext({ ...WIDE, ...options });
    context.setDefaultTimeout(LIMIT_MS);
    const complaints = [];
    context.on("weberror", (error) => complaints.push(String(error.error())));
    context.on("console", (message) => {
      const text = message.text();
      if (["error", "warning"].includes(message.type()) && !expects.test(text))
        complaints.push(text);
    });
    const { origin } = new URL(stage.served.url);
    context.on("request", (request) => {
      const url = new URL(request.url());
      if (url.origin !== origin) complaints.push(`asked another host: ${url.origin}`);
    });
    test.after(async () => {
      await context.close();
      assert.deepEqual(complaints, []);
    });
    await prepare?.(context);
    const page = await context.newPage();
    await page.goto(new URL(path, stage.served.url).href);
    return new Workbench(page);
  }

  return { visit, stage };
}
