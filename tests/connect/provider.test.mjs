// Once through a provider's own OAuth server: its login, its consent, its code and its token, behind Alloy.
import assert from "node:assert/strict";
import { after, before, beforeEach, describe, it } from "node:test";
import { openOidcServer } from "../sandbox/oidc-server.mjs";
import { alone, clickForPopup, outcomeOn } from "./browser.mjs";
import { openStage } from "./stage.mjs";

const { signedIn } = await openStage();

for (const dialect of ["guide", "reference"]) {
  describe(`a provider's own OAuth server behind Alloy's ${dialect}`, () => {
    let oidc;
    const user = signedIn(async () => {
      oidc = await openOidcServer();
      return { dialect, providers: { notion: oidc.endpoints } };
    });
    before(() => oidc.open([`${user.app.alloy}/api/strategy/connector/notion/callback`]));
    after(() => oidc.close());
    beforeEach(async () => {
      // Its pages would have a font from the internet.
      await user.context.route("https://fonts.googleapis.com/**", (route) =>
        route.fulfill({ contentType: "text/css", body: "" }),
      );
    });

    it("lets the user log in and allow it, in a popup", async () => {
      const page = await user.open();
      const popup = await clickForPopup(page);
      await logIn(popup);
      assert.ok(popup.url().startsWith(oidc.origin));
      await popup.getByRole("button", { name: "Continue" }).click();
      const { status, connectionId } = await outcomeOn(page);
      assert.equal(status, "connected");
      assert.deepEqual(user.connected(), [connectionId]);
      assert.deepEqual(oidc.tokens.splice(0), [200], "the token endpoint's answers");
      await alone(page);
      const results = await page.evaluate(async (connectionId) => {
        const alloy = new globalThis.app.AlloyConnectivity({ baseUrl: "/alloy", connectionId });
        return (await alloy.executeAction("notion", "post-search", {})).results.length;
      }, connectionId);
      assert.ok(results > 0);
    });

    it("lets the user log in and go back, in the page itself", async () => {
      const page = await user.open();
      await page.locator("#redirect").click();
      await logIn(page);
      await page.getByRole("link", { name: "Cancel" }).click();
      const { status, error } = await outcomeOn(page);
      assert.deepEqual([status, error], ["denied", "access_denied"]);
      assert.deepEqual(user.connected(), []);
      assert.deepEqual(oidc.tokens, []);
    });
  });
}

async function logIn(page) {
  await page.getByPlaceholder("Enter any login").fill("ada");
  await page.getByPlaceholder("and password").fill("a password");
  await page.getByRole("button", { name: "Sign-in" }).click();
  await page.getByRole("button", { name: "Continue" }).waitFor();
}
