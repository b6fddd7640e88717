// The callback's address, opened when or where it should not be; and what a person reads then.
import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { clickForPopup, decide, openUser, outcomeOn } from "./browser.mjs";
import { openStage } from "./stage.mjs";

const CALLBACK = "**/alloy/callback/**";
const folder = fileURLToPath(new URL("../../target/screenshots/", import.meta.url));
mkdirSync(folder, { recursive: true });

const { signedIn, browser } = await openStage();

for (const dialect of ["guide", "reference"]) {
  describe(`the callback's address, with Alloy's ${dialect}`, () => {
    const user = signedIn({ dialect });

    it("does nothing the second time", async () => {
      const page = await user.open();
      const { url } = await allowed(page);
      await outcomeOn(page);
      const before = requests(user);
      await isRefused(user, page, url, /begun in another browser, or is finished already/);
      assert.equal(requests(user), before);
      assert.equal(user.connected().length, 1);
    });

    it("does nothing the second time, even with the cookie", async () => {
      const page = await user.open();
      await page.locator("#redirect").click();
      await page.getByRole("button", { name: "Allow" }).waitFor();
      const cookies = await user.context.cookies();
      const { url } = await allowed(page, "as it is");
      await outcomeOn(page);
      await user.context.addCookies(cookies);
      const before = requests(user);
      await isRefused(user, page, url, /finished already/);
      assert.equal(requests(user), before);
    });

    it("does nothing in another browser, and then works in its own", async () => {
      const page = await user.open();
      const url = await held(user, page);
      for (const name of ["bob", "ada", null]) {
        const other = await openUser(browser, user.app, name);
        const theirs = await other.open();
        const before = requests(user);
        const answer = await theirs.goto(url);
        assert.equal(answer.status(), 403);
        assert.match(await theirs.locator("body").innerText(), /begun in another browser/);
        assert.equal(requests(user), before);
        await other.context.close();
      }
      await page.goto(url);
      assert.equal((await outcomeOn(page)).status, "connected");
    });
  });
}

describe("the handler's own pages", () => {
  const user = signedIn({});

  it("say to a person why there is no connection", async () => {
    const page = await user.open();
    const { url } = await allowed(page);
    await outcomeOn(page);
    await isRefused(user, page, url, /Go back to the app/);
    await page.setViewportSize({ width: 520, height: 420 });
    await page.screenshot({ path: `${folder}connect-refused.png` });
    await page.emulateMedia({ colorScheme: "dark" });
    await page.screenshot({ path: `${folder}connect-refused-dark.png` });
    assert.equal(await page.locator("html").getAttribute("lang"), "en");
    assert.notEqual(await page.title(), "");
  });

  it("ask a person who is not signed in to do so", async () => {
    const page = await user.open();
    await user.context.clearCookies();
    user.expect(/401 \(Unauthorized\)/);
    await page.getByRole("link", { name: "Connect Notion by a link" }).click();
    await page.getByText("signed in").waitFor();
  });

  it("stay as they are where a window cannot close itself", async () => {
    const page = await user.open();
    // A user's own window, that has been somewhere before.
    const outcome = "alloy_outcome=denied&alloy_connector=notion&alloy_flow=f&alloy_error=e";
    user.expect(/Scripts may close only the windows that were opened by them/);
    await page.goto(`${user.app.origin}/alloy/connected?${outcome}`);
    await page.setViewportSize({ width: 520, height: 420 });
    await page.screenshot({ path: `${folder}connect-connected.png` });
    assert.match(await page.locator("body").innerText(), /close/);
  });

  it("wait in a popup until the page says where to go", async () => {
    const page = await user.open();
    await page.route("**/alloy/connect/**", () => {});
    const popup = await clickForPopup(page);
    await popup.waitForURL(/\/alloy\/connected#ready=/);
    await popup.screenshot({ path: `${folder}connect-waiting.png` });
  });
});

/** Connects by leaving the page, and gives the callback's address on the way. */
async function allowed(page, where = "begin") {
  if (where === "begin") await page.locator("#redirect").click();
  const [request] = await Promise.all([page.waitForRequest(CALLBACK), decide(page, "Allow")]);
  return { url: request.url() };
}

/** The same by the user's hand in the sandbox: the callback's address is not gone to. */
async function held(user, page) {
  await page.locator("#redirect").click();
  await page.getByRole("button", { name: "Allow" }).waitFor();
  return user.app.sandbox.consent(page.url());
}

async function isRefused(user, page, url, text) {
  user.expect(/403 \(Forbidden\)/);
  const answer = await page.goto(url);
  assert.equal(answer.status(), 403);
  assert.match(answer.headers()["content-type"], /^text\/html/);
  assert.match(await page.locator("body").innerText(), text);
}

/** How often Alloy has been asked for anything. */
const requests = (user) => user.app.sandbox.journal.requests.length;
