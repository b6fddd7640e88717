// A page of another origin than the handler's, of the same site, that the handler lists.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { alone, clickForPopup, decide, outcomeOn } from "./browser.mjs";
import { openStage } from "./stage.mjs";

const { signedIn, otherOrigin } = await openStage();

for (const dialect of ["guide", "reference"]) {
  describe(`a page of another origin, with Alloy's ${dialect}`, () => {
    const user = signedIn({ dialect });

    const openOther = async (path = "/") => {
      const page = await user.open(path, otherOrigin);
      await page.evaluate((baseUrl) => {
        globalThis.app.options = { ...globalThis.app.options, baseUrl };
      }, `${user.app.origin}/alloy`);
      return page;
    };

    for (const [answer, status] of [
      ["Allow", "connected"],
      ["Deny", "denied"],
    ]) {
      it(`ends ${status} in a popup`, async () => {
        const page = await openOther("/?q=a%20b#part");
        const popup = await clickForPopup(page);
        await decide(popup, answer);
        const outcome = await outcomeOn(page);
        assert.deepEqual([outcome.status, outcome.cameBack], [status, undefined]);
        await alone(page);
        assert.equal(page.url(), `${otherOrigin}/?q=a%20b#part`);
      });
    }

    it("hears of a popup all the same when it is cut off from it", async () => {
      const page = await openOther("/?coop=1");
      // Under test every page believes that it has the focus.
      await page.evaluate(() => (document.hasFocus = () => false));
      const popup = await clickForPopup(page);
      user.expect(/Scripts may close only the windows that were opened by them/);
      await decide(popup, "Allow");
      const { status, cameBack } = await outcomeOn(page);
      assert.deepEqual([status, cameBack], ["connected", undefined]);
    });

    it("ends closed when the user closes the popup", async () => {
      const page = await openOther();
      const popup = await clickForPopup(page);
      await popup.getByRole("button", { name: "Allow" }).waitFor();
      await popup.close();
      assert.deepEqual(await outcomeOn(page), { status: "closed", connectorId: "notion" });
    });

    it("may be left for the provider's", async () => {
      const page = await openOther("/?q=a%20b#part");
      await page.locator("#redirect").click();
      await decide(page, "Allow");
      const { status, cameBack } = await outcomeOn(page);
      assert.deepEqual([status, cameBack], ["connected", true]);
      assert.equal(page.url(), `${otherOrigin}/?q=a%20b#part`);
    });

    it("uses the client", async () => {
      const page = await openOther();
      const popup = await clickForPopup(page);
      await decide(popup, "Allow");
      const { connectionId } = await outcomeOn(page);
      const listed = await page.evaluate(async () => {
        const { AlloyConnectivity, options } = globalThis.app;
        const { baseUrl } = options;
        const withCookies = (url, init) => fetch(url, { ...init, credentials: "include" });
        return new AlloyConnectivity({ baseUrl, fetch: withCookies }).listConnections();
      });
      assert.deepEqual(
        listed.map(({ id }) => id),
        [connectionId],
      );
    });
  });
}

describe("a page of an origin that is not listed", () => {
  const user = signedIn({});

  it("begins nothing", async () => {
    // The listed page's server by its other name, which makes another origin of it.
    const page = await user.open("/", otherOrigin.replace("127.0.0.1", "localhost"));
    await page.evaluate((baseUrl) => {
      globalThis.app.options = { baseUrl };
    }, `${user.app.origin}/alloy`);
    user.expect(/CORS policy|ERR_FAILED|403/);
    await page.locator("#popup").click();
    assert.equal((await outcomeOn(page)).code, "NETWORK");
    await alone(page);
    assert.deepEqual(user.app.sandbox.journal.requests, []);
  });
});
