/**
 * @typedef {object} Verdict
 * @property {string} title  what is asked of the run
 * @property {string} seen
 * @property {string[]} violations  what speaks against it; none where it is as it should be
 */

/** @returns {Verdict} */
export const verdict = (title, seen, violations) => ({ title, seen, violations });

export const count = (number) => number.toLocaleString("en");

/** `[["a", 2], ["b", 1]]`: how often each is there, the most frequent first. */
export function tally(names) {
  const counts = new Map();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].sort(([, one], [, other]) => other - one);
}

export const listed = (tallied) =>
  tallied.map(([name, times]) => `${count(times)} ${name}`).join(", ");
