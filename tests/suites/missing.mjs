// A test whose runtime is not on this machine.
import assert from "node:assert/strict";
import { it } from "node:test";

/** Skipped, with its reason; and where everything must be there, failed. */
export function reportMissing(name, why) {
  it(name, { skip: process.env.CI ? false : why }, () => assert.fail(why));
}
