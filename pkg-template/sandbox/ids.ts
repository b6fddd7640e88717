const OBJECT_ID = /^[0-9a-f]{24}$/i;

/** Alloy's ids of users and credentials are MongoDB ObjectIds. */
export function isObjectId(value: unknown): value is string {
  return typeof value === "string" && OBJECT_ID.test(value);
}

/**
 * A seeded source of ids. Workers forbid random values at module scope, and tests want the same ids every time,
 * so nothing here is random; none of it is fit to guard a real secret.
 */
export class Ids {
  readonly #seed: string;
  #state: number;

  constructor(seed: string) {
    this.#seed = seed;
    this.#state = fnv1a(seed);
  }

  /** A source of its own, whose ids do not depend on how many were drawn here. */
  fork(label: string): Ids {
    return new Ids(`${this.#seed}/${label}`);
  }

  objectId(): string {
    return this.#hex(24);
  }

  /** For what is left to chance: 0 or more, and less than 1. */
  fraction(): number {
    return this.#word() / 2 ** 32;
  }

  /** For tokens and authorization codes. */
  secret(): string {
    return this.#hex(48);
  }

  uuid(): string {
    const hex = this.#hex(32);
    const variant = ((parseInt(hex.charAt(16), 16) & 0x3) | 0x8).toString(16);
    return [
      hex.slice(0, 8),
      hex.slice(8, 12),
      `4${hex.slice(13, 16)}`,
      `${variant}${hex.slice(17, 20)}`,
      hex.slice(20),
    ].join("-");
  }

  /** Upper-case letters and digits, as Slack's ids have them. */
  alphanumeric(length: number): string {
    let text = "";
    while (text.length < length) text += this.#word().toString(36).padStart(7, "0").slice(-5);
    return text.slice(0, length).toUpperCase();
  }

  #hex(length: number): string {
    let text = "";
    while (text.length < length) text += this.#word().toString(16).padStart(8, "0");
    return text.slice(0, length);
  }

  /** mulberry32: 32 bits from 32 bits of state. */
  #word(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let word = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1);
    word ^= word + Math.imul(word ^ (word >>> 7), word | 61);
    return (word ^ (word >>> 14)) >>> 0;
  }
}

function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return hash;
}
