// Time in the hands of a test: however slow the machine is, what is waited for is what was asked for.
import assert from "node:assert/strict";

const LIMIT_MS = 60_000;

/** The clock stands still: who waits for a time to pass, waits until the test lets it. */
export function stopClock(test) {
  const waits = [];
  test.mock.method(globalThis, "setTimeout", (end, ms) => void waits.push({ ms, end }));
  return {
    /** Gives for how long somebody waits, as soon as somebody does. */
    async asked() {
      for (const end = Date.now() + LIMIT_MS; waits.length === 0;) {
        assert.ok(Date.now() < end, "nobody waits");
        await new Promise(setImmediate);
      }
      return waits[0].ms;
    },
    pass: () => waits.shift().end(),
  };
}

/** Time flies: whatever is waited for is over in the next turn. Gives how much of it was waited for. */
export function hurryClock(test) {
  let waited = 0;
  test.mock.method(globalThis, "setTimeout", (end, ms) => {
    waited += ms;
    setImmediate(end);
  });
  return () => waited;
}
