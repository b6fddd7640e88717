// Whether memory stays as it is: each sample is taken when all calls made so far have ended and the
// garbage is gone. What came before the first is warming up.
import { count, listed, verdict } from "./verdict.mjs";

/**
 * @typedef {object} Sample
 * @property {number} calls  made so far
 * @property {number} heapBytes  of JavaScript's heap
 * @property {number} objects  alive on it
 * @property {number} memoryBytes  of the module's memory
 * @property {number} tableEntries  places for the host's values in the module's tables
 */

/**
 * The engine's own part grows for long: code that it compiles once more, and its notes on code. And
 * a connection takes some 10 KB, of which there may be 64 more than before. Over 90,000 calls, one
 * object of the smallest size (24 bytes) kept by each call is more than this.
 */
export const MOST_BYTES = 2_000_000;

/**
 * The engine's own part holds none, so that this sees smaller leaks: over 90,000 calls, one object
 * in 18 calls. A connection takes some 55.
 */
export const MOST_OBJECTS = 5_000;

/** @param {Sample[]} samples */
export function moduleFlat(samples) {
  const title = "the module's memory and tables did not grow";
  const [first, ...rest] = samples;
  if (rest.length === 0) return verdict(title, "nothing", [NOT_MEASURED]);
  const grown = (what, unit) =>
    rest
      .filter((sample) => sample[what] > first[what])
      .map((sample) => `${count(sample[what])} ${unit} after ${count(sample.calls)} calls`);
  return verdict(title, `${count(first.memoryBytes)} bytes, ${count(first.tableEntries)} entries`, [
    ...(first.memoryBytes > 0 ? [] : ["the module's memory was not found"]),
    ...grown("memoryBytes", "bytes"),
    ...grown("tableEntries", "entries"),
  ]);
}

/** @param {Sample[]} samples */
export const heapFlat = (samples) =>
  flat(samples, "heapBytes", MOST_BYTES, "JavaScript's heap did not grow by more than 2 MB");

/** @param {Sample[]} samples */
export const objectsFlat = (samples) =>
  flat(samples, "objects", MOST_OBJECTS, "no more than 5,000 more objects are alive");

// The last is held against the lowest: connections that close midway must not hide a leak.
function flat(samples, what, limit, title) {
  if (samples.length < 2) return verdict(title, "nothing", [NOT_MEASURED]);
  const lowest = samples.reduce((one, other) => (other[what] < one[what] ? other : one));
  const last = samples.at(-1);
  const drift = last[what] - lowest[what];
  return verdict(
    title,
    `${count(drift)} more than at the lowest`,
    drift <= limit
      ? []
      : [`from ${count(lowest[what])} after ${count(lowest.calls)} calls to ${count(last[what])}`],
  );
}

const NOT_MEASURED = "there are no two samples";

/** Everything that can come of a call came, and nothing else did. */
export function everyOutcome({ outcomes, unexpected }) {
  return verdict(
    "the calls met every fault, and ended as they should",
    listed(Object.entries(outcomes)),
    [
      ...unexpected,
      ...Object.entries(outcomes)
        .filter(([, times]) => times === 0)
        .map(([name]) => `${name}: never`),
    ],
  );
}

export function noneHangs(hung, calls) {
  return verdict(
    "every call settled",
    `${count(calls - hung.length)} of ${count(calls)}`,
    hung.map((call) => `${call}: never settled`),
  );
}
