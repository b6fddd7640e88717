// What came of a call, as plain facts.
import { patience } from "./patience.mjs";

const BUILT_IN = new Set([
  ...["Error", "TypeError", "SyntaxError", "RangeError", "AggregateError", "DOMException"],
  // What is thrown without being an error; and Node's own, which no module exports.
  ...["Object", "String", "AbortError"],
]);

/**
 * @typedef {object} Observation
 * @property {"resolved" | "rejected" | "pending"} outcome  `pending`: still waiting at the limit
 * @property {unknown} [value]  what it resolved with
 * @property {unknown} [thrown]
 * @property {string} [error]  the name of its class
 * @property {boolean} [isTyped]  whether that is a class of the client's own
 * @property {number} [status]  the HTTP status that it tells
 * @property {import("./scripted-server.mjs").Hit[]} hits
 */

/**
 * Waits for a call, though not for ever.
 *
 * @param {Promise<unknown>} call
 * @param {import("./scripted-server.mjs").Hit[]} hits  of its server
 * @param {number} limitMs
 * @returns {Promise<Observation>}
 */
export async function observe(call, hits, limitMs) {
  const done = new AbortController();
  const limit = patience(limitMs, done.signal).then(() => ({ outcome: "pending" }));
  const settled = call.then(
    (value) => ({ outcome: "resolved", value }),
    (thrown) => ({ outcome: "rejected", thrown, ...describe(thrown) }),
  );
  const observation = await Promise.race([settled, limit]);
  done.abort();
  return { ...observation, hits: [...hits] };
}

function describe(thrown) {
  const constructor = thrown?.constructor?.name ?? typeof thrown;
  const status = thrown?.status ?? thrown?.statusCode ?? thrown?.response?.status;
  return {
    error: constructor === "Error" || constructor === "DOMException" ? thrown.name : constructor,
    isTyped: !BUILT_IN.has(constructor),
    status: Number.isInteger(status) && status > 0 ? status : undefined,
  };
}
