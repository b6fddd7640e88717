import { getEventListeners } from "node:events";

/** A signal for any number of calls, and a count of the listeners that they added and removed. */
export function sharedSignal() {
  const { signal } = new AbortController();
  const counts = { added: 0, removed: 0 };
  const counted = (method, count) =>
    Object.defineProperty(signal, method, {
      value(...given) {
        counts[count] += 1;
        return AbortSignal.prototype[method].apply(this, given);
      },
    });
  counted("addEventListener", "added");
  counted("removeEventListener", "removed");
  return {
    signal,
    listeners: () => ({ ...counts, left: getEventListeners(signal, "abort").length }),
  };
}
