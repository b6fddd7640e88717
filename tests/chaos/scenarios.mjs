// What goes wrong in a run, how often, and which calls meet it.

/**
 * Shares of the requests. A 429 and a 503 had no effect, a cut answer had; with the others it is
 * left to chance.
 */
export const RATES = { 429: 0.1, 500: 0.025, 503: 0.025, reset: 0.02, truncate: 0.01 };

export const MAX_RETRIES = 2;

// A Retry-After of a second holds every call back, so that most of the time is spent waiting: a few
// calls show what there is to see.
const HELD_SHARE = 0.01;
const HELD_LEAST = 50;

/**
 * The actions, shared out over what a 429 says about coming back.
 *
 * @returns {{ name: string, retryAfter?: number, actions: number }[]}
 */
export function scenarios(actions) {
  const held = Math.min(actions, Math.max(HELD_LEAST, Math.round(actions * HELD_SHARE)));
  const free = Math.floor((actions - held) / 2);
  return [
    { name: "no Retry-After", actions: free },
    { name: "Retry-After: 0", retryAfter: 0, actions: actions - held - free },
    { name: "Retry-After: 1", retryAfter: 1, actions: held },
  ].filter(({ actions }) => actions > 0);
}

/**
 * The calls of a scenario: of five, four write, and one reads and says so. The name is sent along,
 * and tells in the sandbox's journal whose request it was.
 *
 * @returns {{ call: string, kind: "write" | "read" }[]}
 */
export function plan({ name, actions }) {
  return Array.from({ length: actions }, (_, index) => ({
    call: `${name}, call ${index + 1}`,
    kind: index % 5 === 4 ? "read" : "write",
  }));
}
