import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { openStage } from "./stage.mjs";

describe("by keyboard alone", () => {
  const { visit } = openStage();

  /** Presses Tab until something is focused, as one without a mouse does. */
  async function tabTo(page, locator, key = "Tab") {
    await locator.waitFor();
    for (let presses = 0; presses < 200; presses += 1) {
      if (await locator.evaluate((element) => element === document.activeElement)) return;
      await page.keyboard.press(key);
    }
    assert.fail(`${locator} is not reached`);
  }

  test("one connects, verifies, runs, reads, pages and deletes", async (t) => {
    const bench = await visit(t);
    const { page } = bench;
    const press = async (locator, key = "Enter") => {
      await tabTo(page, locator);
      await page.keyboard.press(key);
    };
    await press(bench.panel("Connectors").getByRole("button", { name: /^Notion/ }));
    const connect = bench.button("Connectors", "Connect Notion");
    await tabTo(page, connect);
    assert.ok(await isFocusSeen(connect), "the focus is to be seen");
    const [popup] = await Promise.all([page.waitForEvent("popup"), page.keyboard.press("Enter")]);
    await tabTo(popup, popup.getByRole("button", { name: "Allow" }));
    await popup.keyboard.press("Enter");
    const item = bench.connections.first();
    await item.waitFor();

    await press(item.getByRole("button", { name: /^Verify/ }));
    await item.getByText("Works", { exact: true }).waitFor();

    const select = bench.panel("Action").getByRole("combobox", { name: "Action", exact: true });
    await tabTo(page, select);
    await page.keyboard.press("ArrowDown");
    assert.equal(await select.inputValue(), "post-page");
    await page.keyboard.press("ArrowUp");
    await bench.button("Action", "Run").waitFor();
    assert.equal(await select.inputValue(), "post-search");
    await press(bench.panel("Action").getByRole("textbox", { name: /^query/i }), "Enter");
    await bench.tree.waitFor();

    await tabTo(page, bench.panel("Answer").getByRole("tab", { name: "Tree" }));
    await page.keyboard.press("ArrowRight");
    await bench.panel("Answer").getByRole("tabpanel", { name: "JSON" }).waitFor();
    await page.keyboard.press("ArrowLeft");
    const node = bench.tree.getByRole("button", { name: "Fold" }).first();
    await tabTo(page, node);
    await page.keyboard.press("ArrowLeft");
    await bench.tree.getByRole("button", { name: "Unfold" }).first().waitFor();
    await press(bench.button("Answer", "Next page"));
    await bench.panel("Answer").getByText("page 2").waitFor();

    const slider = bench.panel("Faults").getByRole("slider", { name: "429" });
    await tabTo(page, slider);
    await page.keyboard.press("ArrowRight");
    await page.waitForFunction(async () => {
      const { rates } = await (await fetch("/demo/faults")).json();
      return rates[429] === 0.01;
    });

    await press(item.getByRole("button", { name: /^Delete/ }));
    const dialog = page.getByRole("dialog");
    await dialog.waitFor();
    const remove = dialog.getByRole("button", { name: "Delete" });
    await tabTo(page, remove);
    await page.keyboard.press("Enter");
    await bench.panel("Connections").getByText("None yet").waitFor();
  });

  const isFocusSeen = (locator) =>
    locator.evaluate((element) => {
      const { outlineStyle, outlineWidth } = getComputedStyle(element);
      return outlineStyle !== "none" && parseFloat(outlineWidth) >= 2;
    });
});
