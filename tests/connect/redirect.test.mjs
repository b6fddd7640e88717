// Connecting by leaving the page: a button, and a plain link.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { decide, outcomeOn } from "./browser.mjs";
import { openStage } from "./stage.mjs";

const { signedIn } = await openStage();

const LINK = "Connect Notion by a link";

for (const dialect of ["guide", "reference"]) {
  describe(`leaving the page, with Alloy's ${dialect}`, () => {
    const user = signedIn({ dialect });

    it("ends on the page that was left, and nothing of it stays in the address", async () => {
      const page = await user.open("/?q=a%20b&flag#part");
      await page.locator("#redirect").click();
      await decide(page, "Allow");
      const { flow, connectionId, ...outcome } = await outcomeOn(page);
      assert.deepEqual(outcome, { status: "connected", connectorId: "notion", cameBack: true });
      assert.deepEqual(user.connected(), [connectionId]);
      assert.equal(page.url(), `${user.app.origin}/?q=a%20b&flag#part`);
      await page.reload();
      await page.waitForFunction(() => globalThis.app !== undefined);
      assert.equal(await page.locator("#outcome").textContent(), "");
    });

    it("ends denied when the user denies it", async () => {
      const page = await user.open();
      await page.locator("#redirect").click();
      await decide(page, "Deny");
      const { status, error } = await outcomeOn(page);
      assert.deepEqual([status, error], ["denied", "access_denied"]);
      assert.deepEqual(user.connected(), []);
      assert.equal(page.url(), `${user.app.origin}/`);
    });

    it("may be by a plain link, which names where to return to", async () => {
      const page = await user.open();
      await page.getByRole("link", { name: LINK }).click();
      await decide(page, "Allow");
      assert.equal((await outcomeOn(page)).status, "connected");
      assert.equal(page.url(), `${user.app.origin}/?view=settings#links`);
    });
  });
}

describe("a page that was left", () => {
  const user = signedIn({});

  it("connects nothing more when the user goes back", async () => {
    const page = await user.open();
    await page.locator("#redirect").click();
    await decide(page, "Allow");
    await outcomeOn(page);
    user.expect(/410 \(Gone\)/);
    await page.goBack();
    await page.getByText("already been used").waitFor();
    await page.goBack();
    await page.waitForFunction(() => globalThis.app !== undefined);
    assert.equal(page.url(), `${user.app.origin}/`);
    assert.equal(await page.locator("#outcome").textContent(), "");
    assert.equal(user.connected().length, 1);
  });

  it("is told when it is shown again as it was", async () => {
    const page = await user.open();
    // An answer that changes nothing on the screen: the page stays, as browsers that keep it would show it again.
    await page.route("**/authorize?*", (route) => route.fulfill({ status: 204 }));
    const asked = page.waitForResponse("**/authorize?*");
    await page.locator("#redirect").click();
    await asked;
    const comesBack = (persisted) =>
      page.evaluate((persisted) => {
        dispatchEvent(new PageTransitionEvent("pageshow", { persisted }));
      }, persisted);
    await comesBack(false);
    assert.equal(await page.locator("#outcome").textContent(), "");
    await comesBack(true);
    const { name, code, isOurs } = await outcomeOn(page);
    assert.deepEqual({ name, code, isOurs }, problem("CAME_BACK"));
  });

  it("hears the handler's refusal, and stays", async () => {
    const page = await user.open();
    await page.evaluate(() => {
      globalThis.app.options = { returnTo: "https://elsewhere.example/" };
    });
    user.expect(/403 \(Forbidden\)/);
    await page.locator("#redirect").click();
    const { name, code, isOurs, status } = await outcomeOn(page);
    assert.deepEqual({ name, code, isOurs }, problem("RETURN_TO_REFUSED"));
    assert.equal(status, 403);
    assert.equal(page.url(), `${user.app.origin}/`);
  });

  it("stays when it is given up before the handler has answered", async () => {
    const page = await user.open();
    await page.evaluate(() => {
      globalThis.controller = new AbortController();
      globalThis.app.options = { signal: globalThis.controller.signal };
    });
    await page.route("**/alloy/connect/**", async (route) => {
      await page.evaluate(() => globalThis.controller.abort());
      await route.abort();
    });
    user.expect(/ERR_FAILED/);
    await page.locator("#redirect").click();
    assert.equal((await outcomeOn(page)).name, "AbortError");
    assert.equal(page.url(), `${user.app.origin}/`);
  });

  it("sends the connector's own fields and the app's own headers along", async () => {
    const page = await user.open();
    await user.context.clearCookies();
    await page.evaluate(() => {
      const headers = { authorization: "Bearer bob" };
      const returnTo = "/?x=%20&alloy_error=old&alloy_popup#y";
      globalThis.app.options = { data: { workspace: "ours" }, headers, returnTo };
    });
    const asked = page.waitForRequest("**/alloy/connect/notion");
    await page.locator("#redirect").click();
    const { returnTo } = (await asked).postDataJSON();
    assert.equal(returnTo, `${user.app.origin}/?x=%20#y`, "with no other outcome in it");
    await decide(page, "Allow");
    assert.equal((await outcomeOn(page)).status, "connected");
    const [, bob] = user.app.sandbox.users;
    assert.equal(user.app.sandbox.journal.effects[0].userId, bob);
    const begun = user.app.sandbox.journal.requests.find(({ method }) => method === "POST");
    assert.ok("data" in begun.body);
  });
});

describe("reading an outcome", () => {
  const user = signedIn({});

  it("takes it from an address, and leaves the page's own alone", async () => {
    const page = await user.open("/?alloy_flow=f");
    const read = (url) => page.evaluate((url) => globalThis.app.readConnectOutcome(url), url);
    const shared = "alloy_connector=notion&alloy_flow=f";
    assert.deepEqual(await read(`?alloy_outcome=connected&${shared}&alloy_connection=c`), {
      ...{ status: "connected", connectorId: "notion", connectionId: "c", flow: "f" },
    });
    assert.deepEqual(
      await read(`https://app.example/a?x=1&alloy_outcome=failed&${shared}&alloy_error=TIMEOUT#y`),
      { status: "failed", connectorId: "notion", error: "TIMEOUT", flow: "f" },
    );
    for (const search of [
      "",
      "?alloy_outcome=connected",
      `?alloy_outcome=connected&${shared}`,
      `?alloy_outcome=denied&${shared}`,
      `?alloy_outcome=closed&${shared}&alloy_error=x&alloy_connection=c`,
      "?alloy_outcome=connected&alloy_connector=notion&alloy_connection=c",
    ]) {
      assert.equal(await read(search), null, search);
    }
    assert.equal(page.url(), `${user.app.origin}/?alloy_flow=f`);
  });

  it("keeps the state of the page's router", async () => {
    const page = await user.open();
    const kept = await page.evaluate(() => {
      const outcome = "alloy_outcome=denied&alloy_connector=notion&alloy_flow=f&alloy_error=e";
      history.replaceState({ key: "k" }, "", `/?a=%7E&${outcome}&b#c`);
      globalThis.app.readConnectOutcome();
      return [history.state, location.href, history.length];
    });
    assert.deepEqual(kept.slice(0, 2), [{ key: "k" }, `${user.app.origin}/?a=%7E&b#c`]);
  });
});

const problem = (code) => ({ name: "ConnectError", code, isOurs: true });
