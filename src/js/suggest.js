// What else an action might be called that Alloy does not know.

const SUGGESTED = 3;

/** Advice that names the ids among the listed actions that are nearest to `wanted`; undefined for none. */
export function advice(wanted, body) {
  const lists = [body?.actions, ...[body?.resources].flat().map((resource) => resource?.actions)];
  const near = lists
    .flat()
    .flatMap((action) => (typeof action?.id === "string" ? [action.id] : []))
    .map((id) => ({ id, far: distance(wanted.toLowerCase(), id.toLowerCase()) }))
    // As much as half of it may be wrong.
    .filter(({ id, far }) => far * 2 <= Math.max(id.length, wanted.length))
    .sort((one, other) => one.far - other.far);
  const ids = [...new Set(near.map(({ id }) => `"${id}"`))].slice(0, SUGGESTED);
  return ids.length > 0
    ? `Did you mean ${ids.join(" or ")}? listActions() has all of them.`
    : undefined;
}

// How many letters must be put in, left out or changed to make one of the other: Levenshtein's, row by row.
function distance(from, to) {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (const [index, letter] of [...from].entries()) {
    const next = [index + 1];
    for (let at = 0; at < to.length; at++) {
      next.push(Math.min(row[at] + (letter !== to[at]), row[at + 1] + 1, next[at] + 1));
    }
    row = next;
  }
  return row[to.length];
}
