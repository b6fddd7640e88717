// The short form of `npm run chaos`.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { runActions } from "./actions.mjs";
import { CLIENT_SETTINGS as settings } from "./client-settings.mjs";
import { runMemory } from "./memory.mjs";

const seed = "1";

async function hold(test, verdicts) {
  for (const { title, seen, violations } of verdicts) {
    await test.test(`${title} (${seen})`, () => assert.deepEqual(violations, []));
  }
}

describe("a service that fails", () => {
  it("2,000 actions", async (test) => {
    const { verdicts } = await runActions({ actions: 2_000, seed, settings }, () => {});
    await hold(test, verdicts);
  });

  it("10,000 further calls", async (test) => {
    const { verdicts } = await runMemory({ calls: 10_000, seed, settings });
    await hold(test, verdicts);
  });
});
