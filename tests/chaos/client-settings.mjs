/** What may carry a client's requests: the runtime's own fetch, or alloy-connectivity/node's. */
export const FETCHES = ["global", "node"];

/**
 * How a client goes about its calls.
 *
 * @typedef {object} ClientSettings
 * @property {number} concurrency  calls under way at once
 * @property {"global" | "node"} fetch  what carries its requests
 * @property {number} timeoutMs  for one attempt
 * @property {number} stallMs  after so long without a call that settles, those under way are taken
 *   to hang
 */

/**
 * No fault takes time: on any machine, an attempt that takes so long has gone wrong.
 *
 * @type {ClientSettings}
 */
export const CLIENT_SETTINGS = {
  concurrency: 64,
  fetch: "global",
  timeoutMs: 20_000,
  stallMs: 60_000,
};
