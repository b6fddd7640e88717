import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { openStage } from "./stage.mjs";
import { look } from "./look.mjs";

describe("connections", { concurrency: 2 }, () => {
  const { visit } = openStage();

  test("are made with the user's consent, which the sandbox asks for in a popup", async (t) => {
    const bench = await visit(t);
    await bench.choose("Notion");
    const popup = await bench.beginConnecting("Notion");
    await look(popup, "consent");
    await bench.button("Connectors", "Waiting for consent…").waitFor();
    await bench.look("waiting-for-consent");
    const closed = popup.waitForEvent("close");
    await popup.getByRole("button", { name: "Allow" }).click();
    await closed;
    await bench.said.filter({ hasText: "Notion is connected" }).waitFor();
    await bench.connections.first().waitFor();
    assert.equal(await bench.connections.count(), 1);
    assert.match(await bench.connectionId(), /^[0-9a-f]{24}$/);

    await bench.connect("Notion");
    await bench.connections.nth(1).waitFor();
    assert.doesNotMatch(bench.page.url(), /code|state|alloy_/);
  });

  test("are not made where the user denies it", async (t) => {
    const bench = await visit(t);
    await bench.choose("Slack");
    const popup = await bench.beginConnecting("Slack");
    await popup.getByRole("button", { name: "Deny" }).click();
    await bench.said.filter({ hasText: "Slack is not connected" }).waitFor();
    await bench.look("denied");
    assert.equal(await bench.connections.count(), 0);
    await bench.connect("Slack");
  });

  test("are not made where the window is closed before an answer", async (t) => {
    const bench = await visit(t);
    await bench.choose("HubSpot");
    const popup = await bench.beginConnecting("HubSpot");
    await popup.close();
    await bench.said.filter({ hasText: "The window was closed" }).waitFor();
    await bench.look("window-closed");
    assert.equal(await bench.connections.count(), 0);
    await bench.button("Connectors", "Connect HubSpot").waitFor();
  });

  test("are made also where no popup is to be had: the page is left, and comes back", async (t) => {
    const prepare = (context) => context.addInitScript(() => (window.open = () => null));
    const bench = await visit(t, { prepare });
    await bench.choose("Notion");
    await bench.button("Connectors", "Connect Notion").click();
    await bench.page.getByRole("heading", { name: "Allow this app to use Notion?" }).waitFor();
    await bench.page.getByRole("button", { name: "Allow" }).click();
    await bench.connections.first().waitFor();
    await bench.said.filter({ hasText: /notion.*connected/i }).waitFor();
    assert.doesNotMatch(bench.page.url(), /code|state|alloy_/);
    await bench.look("came-back");
  });

  test("are verified: one that works, and one that its user revoked at the service", async (t) => {
    const bench = await visit(t);
    await bench.connect();
    const item = bench.connections.first();
    await item.getByRole("button", { name: /^Verify/ }).click();
    await item.getByText("Works", { exact: true }).waitFor();
    await bench.look("verified");

    await item.getByRole("button", { name: /^Revoke/ }).click();
    await bench.said.filter({ hasText: /revoked/i }).waitFor();
    await item.getByRole("button", { name: /^Verify/ }).click();
    await item.getByText("Revoked", { exact: true }).waitFor();
    await bench.look("revoked");
  });

  test("are deleted when the user says so twice", async (t) => {
    const bench = await visit(t);
    await bench.connect();
    const remove = bench.connections.first().getByRole("button", { name: /^Delete/ });
    const dialog = bench.page.getByRole("dialog", { name: "Delete this connection?" });
    await remove.click();
    await dialog.waitFor();
    await bench.look("delete-question");
    await dialog.getByRole("button", { name: "Keep" }).click();
    await dialog.waitFor({ state: "detached" });
    assert.equal(await bench.connections.count(), 1);

    await remove.click();
    await dialog.waitFor();
    await bench.page.keyboard.press("Escape");
    await dialog.waitFor({ state: "detached" });
    assert.equal(await bench.connections.count(), 1, "Escape keeps it");

    await remove.click();
    await dialog.getByRole("button", { name: "Delete" }).click();
    await bench.said.filter({ hasText: "is deleted" }).waitFor();
    await bench.panel("Connections").getByText("None yet").waitFor();
    assert.equal(await bench.panel("Connectors").getByText("Notion is connected.").count(), 0);
    await bench.look("deleted");
    await bench.page.reload();
    await bench.panel("Connections").getByText("None yet").waitFor();
  });

  test("are another visitor's own", async (t) => {
    const [ada, bob] = [await visit(t), await visit(t)];
    await ada.connect();
    await bob.page.reload();
    await bob.panel("Connections").getByText("None yet").waitFor();
  });
});
