// Connecting in a popup, in Chromium, with the handler in workerd.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { alone, clickForPopup, decide, outcomeOn } from "./browser.mjs";
import { openStage } from "./stage.mjs";

const FLOW = /^[\w-]{22}$/;

const { signedIn } = await openStage();

for (const dialect of ["guide", "reference"]) {
  describe(`a popup, with Alloy's ${dialect}`, () => {
    const user = signedIn({ dialect });

    it("ends connected when the user allows it", async () => {
      const page = await user.open();
      const popup = await clickForPopup(page);
      await decide(popup, "Allow");
      const { flow, connectionId, ...outcome } = await outcomeOn(page);
      assert.deepEqual(outcome, { status: "connected", connectorId: "notion" });
      assert.match(flow, FLOW);
      assert.deepEqual(user.connected(), [connectionId]);
      await alone(page);
      assert.equal(page.url(), `${user.app.origin}/`);
    });

    it("ends denied when the user denies it", async () => {
      const page = await user.open();
      await decide(await clickForPopup(page), "Deny");
      const { flow, ...outcome } = await outcomeOn(page);
      const error = "access_denied";
      assert.deepEqual(outcome, { status: "denied", connectorId: "notion", error });
      assert.match(flow, FLOW);
      assert.deepEqual(user.connected(), []);
      await alone(page);
    });

    it("ends closed when the user closes it", async () => {
      const page = await user.open();
      const popup = await clickForPopup(page);
      await popup.getByRole("button", { name: "Allow" }).waitFor();
      await popup.close();
      assert.deepEqual(await outcomeOn(page), { status: "closed", connectorId: "notion" });
    });

    it("gives each of two tabs its own outcome", async () => {
      const pages = [await user.open(), await user.open()];
      const popups = [];
      for (const page of pages) popups.push(await clickForPopup(page));
      await decide(popups[1], "Allow");
      const second = await outcomeOn(pages[1]);
      assert.equal(await pages[0].locator("#outcome").textContent(), "");
      await decide(popups[0], "Allow");
      const first = await outcomeOn(pages[0]);
      assert.deepEqual([first.status, second.status], ["connected", "connected"]);
      assert.notEqual(first.flow, second.flow);
      assert.deepEqual(user.connected(), [second.connectionId, first.connectionId]);
    });

    it("gives them their own also when they are decided at once", async () => {
      const pages = [await user.open(), await user.open()];
      const popups = [];
      for (const page of pages) popups.push(await clickForPopup(page));
      await Promise.all(popups.map((popup) => decide(popup, "Allow")));
      const outcomes = await Promise.all(pages.map(outcomeOn));
      for (const { status } of outcomes) assert.equal(status, "connected");
      assert.notEqual(outcomes[0].flow, outcomes[1].flow);
      const ids = outcomes.map(({ connectionId }) => connectionId).sort();
      const made = user.connected().sort();
      assert.equal(made.length, 2);
      assert.deepEqual(ids, made);
    });
  });
}

describe("where no popup can be had", () => {
  const user = signedIn({});

  it("a blocked one makes the page itself go", async () => {
    const page = await user.context.newPage();
    const asked = page.getByRole("heading", { name: "Allow this app to use Notion?" });
    let letThrough;
    user.context.on("page", (popup) => (letThrough = popup));
    // Now and then Chromium's blocker lets a popup through: then that is closed, and the page visited again.
    for (let visit = 1; visit <= 5; visit += 1) {
      letThrough = undefined;
      const opened = user.context.waitForEvent("page").catch(() => {});
      // It may be gone again before it has loaded.
      await page.goto(`${user.app.origin}/?unasked=redirect&a=1%202`, { waitUntil: "commit" });
      await Promise.race([asked.waitFor(), opened]);
      if (!letThrough) break;
      await letThrough.close();
    }
    await decide(page, "Allow");
    const { cameBack, status, connectionId } = await outcomeOn(page);
    assert.deepEqual([cameBack, status], [true, "connected"]);
    assert.deepEqual(user.connected(), [connectionId]);
    assert.equal(page.url(), `${user.app.origin}/?unasked=redirect&a=1%202`);
    await alone(page);
  });

  it("a blocked one is refused, if that is wished", async () => {
    const page = await user.open("/?unasked=none");
    const { name, code, isOurs } = await outcomeOn(page);
    assert.deepEqual({ name, code, isOurs }, problem("POPUP_BLOCKED"));
    assert.deepEqual(user.app.sandbox.journal.requests, []);
  });

  it("a page that is cut off from its popups goes itself", async () => {
    const page = await user.open("/?coop=1");
    await clickForPopup(page);
    await decide(page, "Allow");
    const { cameBack, status } = await outcomeOn(page);
    assert.deepEqual([cameBack, status], [true, "connected"]);
    assert.equal(page.url(), `${user.app.origin}/?coop=1`);
    await alone(page);
  });

  it("a page that goes itself, and is shown again as it was, ends closed", async () => {
    const page = await user.open("/?coop=1");
    // An answer that changes nothing on the screen: the page stays, as browsers that keep it would show it again.
    await page.route("**/authorize?*", (route) => route.fulfill({ status: 204 }));
    const asked = page.waitForResponse("**/authorize?*");
    await clickForPopup(page);
    await asked;
    await page.evaluate(() => {
      dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true }));
    });
    assert.deepEqual(await outcomeOn(page), { status: "closed", connectorId: "notion" });
  });

  it("a page that may not go says what is so", async () => {
    const page = await user.open("/?coop=1");
    await page.evaluate(() => (globalThis.app.options = { fallback: "none" }));
    await clickForPopup(page);
    assert.equal((await outcomeOn(page)).code, "POPUP_BLOCKED");
    await alone(page);
  });

  it("one that a blocker closes at once counts as blocked", async () => {
    const page = await user.open();
    await page.evaluate(() => {
      const { open } = globalThis;
      globalThis.open = (...given) => {
        const popup = open(...given);
        popup.close();
        return popup;
      };
    });
    await page.locator("#popup").click();
    await decide(page, "Allow");
    assert.equal((await outcomeOn(page)).cameBack, true);
  });
});

describe("a provider that cuts the popup off from the page", () => {
  const user = signedIn({ headers: { "cross-origin-opener-policy": "same-origin" } });

  it("does not end it while the user is there", async () => {
    const page = await user.open();
    // Under test every page believes that it has the focus.
    await page.evaluate(() => (document.hasFocus = () => false));
    await page.clock.install();
    const popup = await clickForPopup(page);
    await popup.getByRole("button", { name: "Allow" }).waitFor();
    await page.clock.runFor(5_000);
    assert.equal(await page.locator("#outcome").textContent(), "");
    await decide(popup, "Allow");
    assert.equal((await outcomeOn(page)).status, "connected");
  });

  it("ends closed when the user is back on the page", async () => {
    const page = await user.open();
    await page.evaluate(() => (document.hasFocus = () => globalThis.isBack === true));
    await (await clickForPopup(page)).getByRole("button", { name: "Allow" }).waitFor();
    await page.evaluate(() => (globalThis.isBack = true));
    assert.deepEqual(await outcomeOn(page), { status: "closed", connectorId: "notion" });
  });
});

describe("a provider that adds a fragment, which browsers carry through redirects", () => {
  // Facebook's.
  const user = signedIn({ fragment: "#_=_" });

  it("does not keep the popup from its end", async () => {
    const page = await user.open();
    await decide(await clickForPopup(page), "Allow");
    assert.equal((await outcomeOn(page)).status, "connected");
    await alone(page);
  });
});

describe("a popup that is given up", () => {
  const user = signedIn({});

  it("is closed when the signal says so", async () => {
    const page = await user.open();
    await page.evaluate(() => {
      globalThis.controller = new AbortController();
      globalThis.app.options = { signal: globalThis.controller.signal };
    });
    const popup = await clickForPopup(page);
    await popup.getByRole("button", { name: "Allow" }).waitFor();
    await page.evaluate(() => globalThis.controller.abort(new TypeError("enough")));
    const { name, message } = await outcomeOn(page);
    assert.deepEqual([name, message], ["TypeError", "enough"]);
    await alone(page);
  });

  it("is not even opened when it has said so before", async () => {
    const page = await user.open();
    await page.evaluate(() => (globalThis.app.options = { signal: AbortSignal.abort() }));
    await page.locator("#popup").click();
    assert.equal((await outcomeOn(page)).name, "AbortError");
    assert.equal(user.context.pages().length, 1);
  });

  it("is closed after ten minutes", async () => {
    const page = await user.open();
    // It stands still until it is set forward.
    await page.clock.install({ time: 0 });
    await page.clock.pauseAt(1_000);
    const popup = await clickForPopup(page);
    await popup.getByRole("button", { name: "Allow" }).waitFor();
    await page.clock.fastForward(599_000);
    assert.equal(await page.locator("#outcome").textContent(), "");
    await page.clock.fastForward(2_000);
    const { name, code, isOurs } = await outcomeOn(page);
    assert.deepEqual({ name, code, isOurs }, problem("EXPIRED"));
    await alone(page);
  });
});

describe("a popup that the handler has no part in", () => {
  const user = signedIn({});

  it("is closed when it refuses", async () => {
    const page = await user.open();
    await page.evaluate(() => (globalThis.app.connectorId = "hubspot"));
    user.expect(/403 \(Forbidden\)/);
    await page.locator("#popup").click();
    const { name, code, isOurs, status } = await outcomeOn(page);
    assert.deepEqual({ name, code, isOurs }, problem("CONNECTOR_REFUSED"));
    assert.equal(status, 403);
    await alone(page);
  });

  it("is closed when nobody is signed in", async () => {
    const page = await user.open();
    await user.context.clearCookies();
    user.expect(/401 \(Unauthorized\)/);
    await page.locator("#popup").click();
    const { code, status, message } = await outcomeOn(page);
    assert.deepEqual([code, status], ["NOT_SIGNED_IN", 401]);
    assert.match(message, /\w/);
    await alone(page);
  });

  for (const [what, body, code] of [
    ["there is no answer", null, "NETWORK"],
    ["something else answers", "<h1>Hello</h1>", "ANSWER_INVALID"],
    ["it answers null", "null", "ANSWER_INVALID"],
    ["it would lead to code", '{"url":"javascript:alert(1)","flow":"f"}', "ANSWER_INVALID"],
  ]) {
    it(`is closed when ${what}`, async () => {
      const page = await user.open();
      await page.route("**/alloy/connect/**", (route) =>
        body === null ? route.abort() : route.fulfill({ body }),
      );
      user.expect(/ERR_FAILED/);
      await page.locator("#popup").click();
      assert.equal((await outcomeOn(page)).code, code);
      await alone(page);
    });
  }

  it("is not opened for arguments that are wrong", async () => {
    const page = await user.open();
    const refused = await page.evaluate(async () => {
      const { connectWithPopup } = globalThis.app;
      const cases = [
        [undefined],
        [" "],
        [".."],
        ["notion", null],
        ["notion", { baseUrl: "" }],
        ["notion", { baseUrl: "ftp://app.example" }],
        ["notion", { baseUrl: "/alloy?x" }],
        ["notion", { returnTo: "javascript:alert(1)" }],
        ["notion", { returnTo: "http://[" }],
        ["notion", { baseUrl: "https://api.example/alloy", returnTo: "https://app.example/" }],
        ["notion", { data: [] }],
        ["notion", { signal: {} }],
        ["notion", { headers: { a: 1 } }],
        ["notion", { fetch: "fetch" }],
        ["notion", { width: 0 }],
        ["notion", { height: Infinity }],
        ["notion", { fallback: "no" }],
      ];
      const seen = [];
      for (const given of cases) {
        await connectWithPopup(...given).then(
          () => seen.push("none"),
          ({ name, message }) => seen.push(`${name} ${message.split(" ")[0]}`),
        );
      }
      return seen;
    });
    assert.deepEqual(
      refused,
      [
        ...["connectorId", "connectorId", "connectorId", "options", "baseUrl", "baseUrl"],
        ...["baseUrl", "returnTo", "returnTo", "returnTo", "data", "signal", "headers", "fetch"],
        ...["width", "height", "fallback"],
      ].map((argument) => `TypeError ${argument}`),
    );
    assert.equal(user.context.pages().length, 1);
  });
});

const problem = (code) => ({ name: "ConnectError", code, isOurs: true });
