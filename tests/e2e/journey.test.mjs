import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { MIDDLE, NARROW, WIDE, WIDEST, inDark, inLight } from "./look.mjs";
import { openStage } from "./stage.mjs";

describe("from the first look to an answer", { concurrency: 2 }, () => {
  const { visit } = openStage();

  test("leads who comes first through it, in three steps", async (t) => {
    const bench = await visit(t);
    const { page } = bench;
    await page.getByRole("heading", { name: "alloy-connectivity" }).waitFor();
    await page.getByText("Sandbox", { exact: true }).waitFor();
    await bench.panel("Connections").getByText("None yet").waitFor();
    await bench
      .panel("Connectors")
      .getByRole("button", { name: /Notion/ })
      .waitFor();
    const every = [WIDE, inDark(WIDE), MIDDLE, inDark(MIDDLE), inLight(NARROW), NARROW];
    await bench.look("first-run", every);

    const steps = page.getByRole("region", { name: /^Three steps/ });
    await steps.getByRole("button", { name: "Choose Notion" }).click();
    await bench.button("Connectors", "Connect Notion").waitFor();
    await bench.look("chosen");
    await bench.connect();
    await steps.getByText("(done)").waitFor();
    await bench.look("connected");
    await bench.run();
    await bench.tree.waitFor();
    await steps.getByText("(done)").nth(1).waitFor();
  });

  test("finds a connector of the catalogue by its name, and says so where there is none", async (t) => {
    const bench = await visit(t);
    const search = bench.panel("Connectors").getByRole("searchbox", { name: "Search connectors" });
    const names = bench.panel("Connectors").getByRole("listitem");
    await names.nth(3).waitFor();
    await search.fill("sla");
    await names.nth(1).waitFor({ state: "detached" });
    assert.match(await names.textContent(), /^Slack/);
    await search.fill("nobody has this");
    await bench.panel("Connectors").getByText("No connector is called").waitFor();
    await bench.look("no-such-connector");
  });

  test("runs an action with a form of its schema, and shows the answer as a tree and as JSON", async (t) => {
    const bench = await visit(t);
    await bench.connect();
    await bench.chooseAction("post-search");
    await bench
      .panel("Action")
      .getByRole("textbox", { name: /^query/i })
      .fill("Task");
    await bench.look("form");
    await bench.run();
    await bench.tree.waitFor();
    await bench.look("answer-tree", [WIDE, WIDEST, NARROW]);

    const answer = bench.panel("Answer");
    const fold = bench.tree.getByRole("button", { name: "Fold" }).first();
    await fold.press("Enter");
    await bench.tree.getByRole("button", { name: "Unfold" }).first().waitFor();

    await answer.getByRole("tab", { name: "Tree" }).press("ArrowRight");
    const json = answer.getByRole("tabpanel", { name: "JSON" });
    const { results } = JSON.parse(await json.locator("pre").textContent());
    assert.ok(results.length > 0);
    await bench.look("answer-json");
  });

  test("pages through results to the last page", async (t) => {
    const bench = await visit(t);
    await bench.connect();
    await bench.chooseAction("post-search");
    await bench.run();
    await bench.tree.waitFor();
    const next = bench.button("Answer", "Next page");
    const pages = [];
    const answer = bench.panel("Answer");
    await answer.getByRole("tab", { name: "JSON" }).click();
    const ids = async () =>
      JSON.parse(await answer.locator("pre").textContent()).results.map(({ id }) => id);
    pages.push(await ids());
    for (let page = 2; (await next.count()) > 0; page += 1) {
      await next.click();
      await answer.getByText(`page ${page}`).waitFor();
      if (page === 2) await bench.look("next-page");
      pages.push(await ids());
    }
    assert.ok(pages.length > 1);
    const all = pages.flat();
    assert.equal(new Set(all).size, all.length, "no result is there twice");
    await answer.getByText("That was the last page").waitFor();
  });

  test("says what is wrong with a field beside it", async (t) => {
    const bench = await visit(t);
    await bench.connect("Slack");
    await bench.chooseAction("chat_postMessage");
    await bench.run();
    const field = bench.panel("Action").getByRole("textbox", { name: /^text/i });
    await bench
      .panel("Action")
      .getByText(/required/i)
      .first()
      .waitFor();
    assert.equal(await field.inputValue(), "");
    await bench.look("field-error");
    await field.fill("Hello");
    await bench.run();
    await bench.tree.waitFor();
  });

  test("says why a connector that takes a key is not connected here", async (t) => {
    const bench = await visit(t);
    await bench.choose("Mailgun");
    await bench.panel("Connectors").getByText("takes a key").waitFor();
    assert.equal(await bench.button("Connectors", /^Connect/).count(), 0);
    await bench.look("takes-a-key");
  });

  test("has the choice back after a reload", async (t) => {
    const bench = await visit(t);
    await bench.connect();
    await bench.chooseAction("post-page");
    await bench.page.reload();
    const chosen = bench.panel("Connectors").getByRole("button", { name: /^Notion/ });
    await chosen.and(bench.page.locator("[aria-pressed=true]")).waitFor();
    const select = bench.panel("Action").getByRole("combobox", { name: "Action", exact: true });
    await bench.button("Action", "Run").waitFor();
    assert.equal(await select.inputValue(), "post-page");
    await bench.connections.first().waitFor();
  });

  test("sees in the timeline what happened while the page was loaded anew", async (t) => {
    const bench = await visit(t);
    const { page } = bench;
    const answered = (times) =>
      page.waitForFunction((times) => {
        const cells = [...document.querySelectorAll("td.status")];
        return cells.filter(({ textContent }) => textContent === "200").length === times;
      }, times);
    await answered(4);
    const address = page.url();
    await page.goto("about:blank");
    // The browser asks for something, and no page is there to hear of it.
    await page.context().request.get(new URL("/alloy/connectors/slack/actions", address).href);
    await page.goto(address);
    await answered(4);
    const told = (await bench.requests()).filter(({ who }) => who === "Worker → Alloy");
    assert.deepEqual(
      told.map(({ route }) => route).sort(),
      // The Worker has the catalogue already, and what was before is not told again.
      [
        "listActionsGET /connectors/slack/actions",
        "listConnectionsGET /users/{userId}/credentials",
      ],
    );
  });
});
