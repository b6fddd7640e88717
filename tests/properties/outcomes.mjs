// How calls may end.
import assert from "node:assert/strict";
import { mock } from "node:test";
import * as sdk from "../../pkg/node.js";
import { KEY } from "./arguments.mjs";

const { AlloyError } = sdk;

/** Asserts that this is one of the package's own errors, whole, and that it does not tell the key. */
export function checkError(error) {
  if (!(error instanceof AlloyError)) {
    throw new Error("not an error of the package's own", { cause: error });
  }
  assert.equal(error.constructor, sdk[error.name]);
  assert.notEqual(error.constructor, AlloyError);
  const { message, code, attempts } = error;
  assert.ok(typeof message === "string" && message !== "", "no message");
  assert.ok(typeof code === "string" && code !== "", "no code");
  assert.ok(Number.isInteger(attempts) && attempts >= 0, "no number of attempts");
  assert.ok(
    !`${message} ${error.stack} ${JSON.stringify(error)}`.includes(KEY),
    "it tells the key",
  );
}

/** What a function comes to: `{ value }`, or `{ error }`, which has been checked. */
export function tried(act) {
  try {
    return { value: act() };
  } catch (error) {
    checkError(error);
    return { error };
  }
}

/** The same of a promise. The clock, which is a mock, runs as fast as it can. */
export async function outcome(promise) {
  assert.ok(promise instanceof Promise);
  let settled;
  promise.then(
    (value) => (settled = { value }),
    (error) => (settled = { error }),
  );
  for (let second = 0; second < 3_000; second++) {
    await new Promise(setImmediate);
    if (settled?.error !== undefined) checkError(settled.error);
    if (settled) return settled;
    mock.timers.tick(1_000);
  }
  throw new Error("the promise stays pending");
}
