// One attempt: `fetch`, its body, its timer and the caller's signal, all released on every path.
//
// JavaScript, because all of it is the engine's: in Rust every promise, closure and listener of it is
// a crossing, and bytes. It was not measured to be faster.

const ANSWERED = 0;
const TIMED_OUT = 1;
const ABORTED = 2;
const FAILED = 3;
const NOT_BEGUN = 4;

/**
 * Resolves with how it ended, and never rejects: `{ end: ANSWERED, status, headers, text, json }`,
 * without `json` where the text is none, or `{ end, cause }`. The time covers the body too.
 */
export function attempt(fetch, method, url, headers, body, ms, signal) {
  return race(ms, signal, async (abort) => {
    // Not redirect: "error", which workerd refuses. The key must not travel, either way.
    const init = { method, headers: { ...headers }, redirect: "manual", signal: abort };
    if (body !== null) init.body = body;
    // Called free and by its global name, so that a patched global is found and workerd is content.
    const response = await (fetch ? fetch(url, init) : globalThis.fetch(url, init));
    const text = await response.text();
    if (typeof response.status !== "number" || typeof text !== "string") {
      throw new TypeError("fetch did not give a Response with a status and a text()");
    }
    const answer = { end: ANSWERED, status: response.status, headers: response.headers, text };
    try {
      answer.json = JSON.parse(text);
    } catch {
      // Rust says what it was instead.
    }
    return answer;
  });
}

/** Waits. Resolves with `{ end: TIMED_OUT }` when the time has passed. */
export function sleep(ms, signal) {
  return race(ms, signal);
}

// A `fetch` of the caller's may know nothing of signals: whichever comes first ends it.
function race(ms, signal, work) {
  return new Promise((resolve) => {
    if (signal?.aborted) return resolve({ end: NOT_BEGUN, cause: signal.reason });
    const controller = work && new AbortController();
    const settle = (outcome) => {
      // A timer left behind would keep Node's process alive, a listener the caller's memory.
      clearTimeout(timer);
      signal?.removeEventListener("abort", onAbort);
      resolve(outcome);
    };
    const onAbort = () => {
      settle({ end: ABORTED, cause: signal.reason });
      controller?.abort(signal.reason);
    };
    const timer = setTimeout(() => {
      settle({ end: TIMED_OUT });
      controller?.abort();
    }, ms);
    signal?.addEventListener("abort", onAbort);
    work?.(controller.signal).then(settle, (cause) => settle({ end: FAILED, cause }));
  });
}
