import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { faultsInOrder } from "./dice.mjs";
import { openStage } from "./stage.mjs";

const WORKER = "Worker → Alloy";
const PAGE = "Page → Worker";

describe("faults", { concurrency: 2 }, () => {
  const { visit } = openStage();

  /** A visitor who has a Notion, and an action to run. */
  async function ready(t, actionId, options) {
    const bench = await visit(t, options);
    await bench.connect();
    await bench.chooseAction(actionId);
    await bench.button("Requests", "Clear").click();
    return bench;
  }

  test("a 429 is waited for, and sent again", async (t) => {
    const bench = await ready(t, "post-search");
    const faults = await faultsInOrder({ 429: 0.5 }, [429, null]);
    await bench.ask("PUT /demo/faults", { ...faults, retryAfter: 1 });
    await bench.run();
    await bench.tree.waitFor();
    const [first, second, own, ...others] = await bench.requestsOfRun("post-search", 3);
    assert.deepEqual(others, []);
    assert.deepEqual(
      [first, second, own].map(({ who, attempt, status }) => [who, attempt, status]),
      [
        [WORKER, "1", "429"],
        [WORKER, "2", "200"],
        // The page saw nothing of it.
        [PAGE, "1", "200"],
      ],
    );
    assert.equal(first.wait, "");
    assert.match(second.wait, /^\d.* Retry-After$/);
    for (const { ms } of [first, second, own]) assert.match(ms, /^[\d,]+$/);
    assert.match(own.route, /^executeAction/);
    await bench.look("waited-for-429");

    await bench.panel("Requests").getByRole("checkbox").check();
    const troubled = await bench.requests();
    assert.ok(troubled.length > 0);
    assert.ok(
      troubled.every(({ who }) => who === WORKER),
      "calls that went well are left out",
    );
    await bench.button("Requests", "Clear").click();
    assert.deepEqual(await bench.requests(), []);
  });

  test("a write that met a 500 is not sent again, and fails", async (t) => {
    const bench = await ready(t, "post-page");
    await bench.ask("PUT /demo/faults", { rates: { 500: 1 } });
    await bench.run();
    await bench.panel("Answer").getByText("AlloyServerError").waitFor();
    assert.deepEqual(
      (await bench.requestsOfRun("post-page", 2)).map(({ who, attempt, status }) => [
        ...[who, attempt, status],
      ]),
      [
        [WORKER, "1", "500"],
        [PAGE, "1", "502"],
      ],
    );
    await bench.look("failed-write");

    await bench.button("Faults", "No faults").click();
    await bench.said.filter({ hasText: /fault/i }).waitFor();
    await bench.button("Answer", "Try again").click();
    await bench.tree.waitFor();
  });

  test("are set by sliders and presets, and are off again", async (t) => {
    const bench = await visit(t);
    const panel = bench.panel("Faults");
    const set = async () => (await bench.ask("GET /demo/faults")).body;
    const isSet = (wanted) =>
      bench.page.waitForFunction(
        async (wanted) => (await (await fetch("/demo/faults")).text()) === wanted,
        JSON.stringify(wanted),
      );
    await panel.getByRole("slider", { name: "429" }).fill("25");
    await panel.getByRole("slider", { name: "500" }).fill("10");
    await panel.getByRole("slider", { name: "Connection resets" }).fill("5");
    await panel.getByRole("slider", { name: "Delay" }).fill("250");
    await bench.page.waitForFunction(async () => {
      const { latencyMs } = await (await fetch("/demo/faults")).json();
      return latencyMs === 250;
    });
    assert.deepEqual(await set(), {
      rates: { 429: 0.25, 500: 0.1, reset: 0.05 },
      retryAfter: 1,
      latencyMs: 250,
    });
    await bench.look("faults-set");

    await bench.page.reload();
    await bench.page.waitForFunction(
      () => document.querySelector("[aria-valuetext^='25 ']") !== null,
    );
    await bench.button("Faults", "No faults").click();
    await isSet({ rates: {}, retryAfter: 1, latencyMs: 0 });
    for (const slider of ["429", "500", "Connection resets", "Delay"]) {
      assert.equal(await panel.getByRole("slider", { name: slider }).inputValue(), "0", slider);
    }
  });

  test("a batch copes with them in front of one's eyes: progress, latencies, and every request", async (t) => {
    const bench = await ready(t, "post-search");
    const batch = bench.panel("Batch");
    await bench.button("Faults", "Busy service").click();
    await bench.said.filter({ hasText: "429" }).waitFor();
    // The same with dice that are known: by chance, forty calls may meet none.
    await bench.ask("PUT /demo/faults", await faultsInOrder({ 429: 0.1 }, [null, null, 429]));
    await batch.getByRole("spinbutton", { name: "Calls" }).fill("40");
    await batch.getByRole("spinbutton", { name: "At once" }).fill("8");
    await batch.getByRole("button", { name: "Run batch" }).click();
    await batch.getByText(/^40 of 40/).waitFor();
    const progress = batch.getByRole("progressbar");
    assert.equal(await progress.evaluate(({ value, max }) => value / max), 1);
    const chart = batch.getByRole("img");
    assert.match(await chart.getAttribute("aria-label"), /^40 calls: median .+ slowest/);
    const requests = bench.panel("Requests").getByRole("row");
    await requests.filter({ hasText: "429" }).first().waitFor();
    await requests.filter({ hasText: "Retry-After" }).first().waitFor();
    await bench.look("batch-done");
  });

  test("a batch is stopped half-way", async (t) => {
    const bench = await ready(t, "post-search");
    const batch = bench.panel("Batch");
    await bench.ask("PUT /demo/faults", { latencyMs: 300 });
    await batch.getByRole("spinbutton", { name: "Calls" }).fill("200");
    await batch.getByRole("spinbutton", { name: "At once" }).fill("2");
    await batch.getByRole("button", { name: "Run batch" }).click();
    await batch.getByText(/^[1-9]\d* of 200/).waitFor();
    // However long it takes to look at it, it is not done by then.
    await bench.ask("PUT /demo/faults", { latencyMs: 10_000 });
    await bench.look("batch-running");
    await batch.getByRole("button", { name: "Stop" }).click();
    await batch.getByText("stopped").waitFor();
    const text = await batch.getByText(/of 200/).textContent();
    assert.ok(Number.parseInt(text) < 200, text);
    await batch.getByRole("button", { name: "Run batch" }).waitFor();
    await bench.look("batch-stopped");
  });

  test("all of it is as new after a reset of the sandbox", async (t) => {
    const bench = await ready(t, "post-search");
    await bench.button("Faults", "Bad day").click();
    await bench.page.waitForFunction(async () => {
      const { rates } = await (await fetch("/demo/faults")).json();
      return rates.reset > 0;
    });
    await bench.button("Faults", "Reset the sandbox").click();
    await bench.panel("Connections").getByText("None yet").waitFor();
    const slider = bench.panel("Faults").getByRole("slider", { name: "429" });
    await slider.and(bench.page.locator("[aria-valuetext^='0 ']")).waitFor();
  });
});
