// What the verdicts are made of.

export const isTyped = ({ outcome, isTyped, status }, wanted) =>
  outcome === "rejected" && isTyped && (wanted === undefined || status === wanted);

/** A POST that may have happened was not sent again, or under one idempotency key. */
export function isSentOnce({ hits }) {
  const keys = new Set(hits.map(({ headers }) => headers["idempotency-key"]));
  return hits.length === 1 || (hits.length > 1 && keys.size === 1 && !keys.has(undefined));
}

export const isSentAgain = ({ outcome, hits }) => outcome === "resolved" && hits.length > 1;

// A timer may be a moment early.
const EARLY_MS = 50;

/** Whatever followed the first answer came no earlier than its Retry-After allowed. */
export function hasWaited({ hits: [first, ...later] }) {
  const header = first.answer.headers["retry-after"];
  const allowed = /^\d+$/.test(header) ? first.at + Number(header) * 1000 : Date.parse(header);
  return later.every(({ at }) => at >= allowed - EARLY_MS);
}
