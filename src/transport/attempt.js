// One attempt: `fetch`, its body, its timer and the caller's signal, all released on every path.
//
// JavaScript, because a Rust future over the same five promises costs a small call a tenth of its
// speed and a Worker two kilobytes.

const ANSWERED = 0;
const TIMED_OUT = 1;
const ABORTED = 2;
const FAILED = 3;

/**
 * Resolves with how it ended, and never rejects: `{ end: ANSWERED, status, text, headers }`, or
 * `{ end, cause }`. The time covers the body too.
 */
export function attempt(fetch, url, init, ms, signal) {
  return race(ms, signal, async (abort) => {
    init.signal = abort;
    // Called free and by its global name, so that a patched global is found and workerd is content.
    const response = await (fetch ? fetch(url, init) : globalThis.fetch(url, init));
    const text = await response.text();
    if (typeof response.status !== "number" || typeof text !== "string") {
      throw new TypeError("fetch did not give a Response with a status and a text()");
    }
    return { end: ANSWERED, status: response.status, text, headers: response.headers };
  });
}

/** Waits. Resolves with `{ end: TIMED_OUT }` when the time has passed. */
export function sleep(ms, signal) {
  return race(ms, signal, () => new Promise(() => {}));
}

// A `fetch` of the caller's may know nothing of signals: whichever comes first ends it.
function race(ms, signal, work) {
  return new Promise((resolve) => {
    if (signal?.aborted) return resolve({ end: ABORTED, cause: signal.reason });
    const controller = new AbortController();
    const settle = (outcome) => {
      // A timer left behind would keep Node's process alive, a listener the caller's memory.
      clearTimeout(timer);
      signal?.removeEventListener("abort", onAbort);
      resolve(outcome);
    };
    const onAbort = () => {
      settle({ end: ABORTED, cause: signal.reason });
      controller.abort(signal.reason);
    };
    const timer = setTimeout(() => {
      settle({ end: TIMED_OUT });
      controller.abort();
    }, ms);
    signal?.addEventListener("abort", onAbort);
    work(controller.signal).then(settle, (cause) => settle({ end: FAILED, cause }));
  });
}
