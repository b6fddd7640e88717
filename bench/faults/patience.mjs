import { setTimeout as sleep } from "node:timers/promises";

const STEP_MS = 100;

/**
 * Waits so long and in steps: the event loop turns between them, so that on a machine too busy for
 * us whoever is waited for gets as many turns as on an idle one.
 *
 * @param {number} milliseconds
 * @param {AbortSignal} [signal]  ends the wait
 */
export async function patience(milliseconds, signal) {
  for (let waited = 0; waited < milliseconds && !signal?.aborted; waited += STEP_MS) {
    await sleep(STEP_MS);
  }
}
