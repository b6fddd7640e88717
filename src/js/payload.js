// What Rust asks of payloads, which stay where they are.

/** `text` between two others: joined where it lives, as it may be megabytes. */
export function between(text, before, after) {
  return before + text + after;
}

/** A field of what JSON.parse, or a reader, has made: no getter is among them. */
export function fieldOf(object, name) {
  return typeof object === "object" ? object[name] : undefined;
}

/** A copy of an object, with another's fields over its own. To assign them would set a "__proto__". */
export const copyOf = (object, over) => ({ ...object, ...over });
