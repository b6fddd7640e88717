/** `text` between two others: joined where it lives, as it may be megabytes. */
export function between(text, before, after) {
  return before + text + after;
}
