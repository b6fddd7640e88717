// What a client remembers: connections and descriptions of actions in the caller's cache, or in a
// store of its own, and tokens in the latter alone.

import { ANSWERED, begin, settle } from "../transport/attempt.js";

const VALID_MS = 300_000;
const MAX_ENTRIES = 1_000;
// A cache that takes longer is no help.
const PATIENCE_MS = 5_000;
// So that a token is still good when it arrives where it is used.
const TOKEN_MARGIN_MS = 60_000;

/** A Map that does not grow for ever: the oldest entry goes first. */
export class Store extends Map {
  set(key, entry) {
    if (this.size >= MAX_ENTRIES) this.delete(this.keys().next().value);
    return super.set(key, entry);
  }
}

export const memoryOf = (cache) => ({ shared: cache ?? new Store(), secrets: new Store() });

/** Looks up a key. Ends with `ANSWERED` and the value, while it is valid. */
export function recall(ticket, memory, key, secret, ms, signal) {
  awaitStore(ticket, ms, signal, () => storeOf(memory, secret).get(key));
}

/** Remembers a value, or forgets it where it is null. Ends with `ANSWERED`. */
export function keep(ticket, memory, key, secret, value, signal) {
  awaitStore(ticket, PATIENCE_MS, signal, () => {
    const store = storeOf(memory, secret);
    if (value === null) return hushed(store.delete(key));
    const validUntil = secret
      ? Date.parse(userToken(value.token).expiresAt) - TOKEN_MARGIN_MS
      : Date.now() + VALID_MS;
    const entry = { validUntil, value };
    if (store.set) return hushed(store.set(key, entry));
    return hushed(store.put(key, JSON.stringify(entry), { expirationTtl: VALID_MS / 1000 }));
  });
}

const storeOf = (memory, secret) => (secret ? memory.secrets : memory.shared);

const hushed = (result) => (isPromise(result) ? result.then(() => {}) : undefined);
const isPromise = (value) => typeof value?.then === "function";

// What a cache does wrong is its own affair: then nothing is remembered.
function awaitStore(ticket, ms, signal, ask) {
  let found;
  try {
    found = ask();
    if (isPromise(found)) {
      const race = begin(ticket, ms, signal, null);
      found.then(
        (entry) => race.end(ANSWERED, 0, undefined, valueOf(entry)),
        () => race.end(ANSWERED),
      );
      return;
    }
  } catch {}
  settle(ticket, ANSWERED, 0, undefined, valueOf(found));
}

function valueOf(entry) {
  try {
    const { validUntil, value } = typeof entry === "string" ? JSON.parse(entry) : entry;
    return validUntil > Date.now() && typeof value === "object" ? value : undefined;
  } catch {
    return undefined;
  }
}

/** A user's token, and until when it is valid, which a JWT tells. */
export function userToken(token) {
  let expiresAt = null;
  try {
    const claims = token.split(".")[1].replace(/-/g, "+").replace(/_/g, "/");
    expiresAt = new Date(JSON.parse(atob(claims)).exp * 1000).toISOString();
  } catch {
    // Another kind of token: it is asked for each time.
  }
  return { token, expiresAt };
}
