import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { MIDDLE, NARROW, WIDE, inDark } from "./look.mjs";
import { openStage } from "./stage.mjs";

const { visit } = openStage();

/** Holds the answers to a path back until it is released. */
async function hold(context, path) {
  let release;
  const released = new Promise((resolve) => (release = resolve));
  await context.route(path, async (route) => {
    await released;
    await route.continue();
  });
  return release;
}

describe("a panel says", { concurrency: 2 }, () => {
  test("that it loads", async (t) => {
    let release;
    const prepare = async (context) => {
      release = await hold(context, /\/alloy\/(connectors|users\/|credentials)/);
    };
    const bench = await visit(t, { prepare });
    await bench.panel("Connectors").getByText("Loading connectors…").waitFor();
    await bench.panel("Connections").getByText("Loading connections…").waitFor();
    assert.equal(await bench.panel("Connectors").getAttribute("aria-busy"), "true");
    await bench.look("loading");
    release();
    await bench
      .panel("Connectors")
      .getByRole("button", { name: /Notion/ })
      .waitFor();
    await bench.panel("Connections").getByText("None yet").waitFor();
    assert.equal(await bench.panel("Connectors").getAttribute("aria-busy"), "false");
  });

  test("that the answer is awaited, and lets one stop it", async (t) => {
    const bench = await visit(t);
    await bench.connect();
    await bench.chooseAction("post-search");
    await hold(bench.page.context(), "**/post-search/execute");
    await bench.run();
    await bench.panel("Answer").getByText("Loading the answer…").waitFor();
    await bench.look("running");
    await bench.button("Action", "Stop").click();
    await bench.panel("Answer").getByText("Stopped").waitFor();
    await bench.button("Action", "Run").waitFor();
    await bench.look("stopped");
    const [request] = await bench.requestsOfRun("post-search", 1);
    assert.equal(request.status, "aborted");
  });

  test("that there is nothing in an answer", async (t) => {
    const bench = await visit(t);
    await bench.connect();
    await bench.chooseAction("post-search");
    await bench
      .panel("Action")
      .getByRole("textbox", { name: /^query/i })
      .fill("no such page");
    await bench.run();
    await bench.panel("Answer").getByText("0 items").waitFor();
    assert.equal(await bench.button("Answer", "Next page").count(), 0);
  });

  test("what failed, what to do about it, and tries again", async (t) => {
    const fails = (context) =>
      context.route(/\/alloy\/connectors$/, (route) =>
        route.fulfill({
          status: 500,
          headers: { "x-request-id": "req-of-the-test" },
          json: { error: { code: "INTERNAL_ERROR", message: "The catalogue fell down" } },
        }),
      );
    const bench = await visit(t, { prepare: fails });
    const panel = bench.panel("Connectors");
    await panel.getByText("The catalogue fell down").waitFor();
    for (const text of ["AlloyServerError", "INTERNAL_ERROR", "500", "req-of-the-test"]) {
      assert.match(await panel.textContent(), new RegExp(text));
    }
    await bench.look("error", [WIDE, inDark(MIDDLE), NARROW]);
    await bench.page.context().unroute(/\/alloy\/connectors$/);
    await panel.getByRole("button", { name: "Try again" }).click();
    await panel.getByRole("button", { name: /Notion/ }).waitFor();
  });

  test("that Alloy refuses a connection which its user revoked", async (t) => {
    const bench = await visit(t);
    await bench.connect();
    await bench.chooseAction("post-search");
    await bench.connections
      .first()
      .getByRole("button", { name: /^Revoke/ })
      .click();
    await bench.said.filter({ hasText: /revoked/i }).waitFor();
    await bench.run();
    await bench.panel("Answer").getByText("CREDENTIAL_REVOKED").waitFor();
  });
});

describe("the page", () => {
  test("does without movement and with colours of the system's, where its user wants so", async (t) => {
    const bench = await visit(t, { reducedMotion: "reduce", forcedColors: "active" });
    await bench.connect();
    await bench.chooseAction("post-search");
    await bench.run();
    await bench.tree.waitFor();
    const running = await bench.page.evaluate(() => document.getAnimations().length);
    assert.equal(running, 0);
    await bench.look("forced-colors", [WIDE]);
  });

  test("shows its address's connector, or says that there is none", async (t) => {
    const bench = await visit(t, { path: "/#nobody/nothing" });
    await bench
      .panel("Connectors")
      .getByText(/There is no connector “nobody”/)
      .waitFor();
    await bench.look("unknown-connector");
  });
});
