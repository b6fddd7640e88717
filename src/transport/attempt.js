// One attempt: `fetch`, its body, its timer and the caller's signal, all released on every path.
//
// JavaScript, because all of it is the engine's: in Rust every promise, closure and listener of it is
// a crossing, and bytes. How it ends is told once, by `settle(ticket, end, …)`: a promise that Rust
// awaits costs two closures under a FinalizationRegistry (fetch.rs).

/** Rust's, which `engine.js` takes off the class. */
export let settle;

export function settleBy(given) {
  settle = given;
}

export const ANSWERED = 0;
const REFUSED = 1;
const TIMED_OUT = 2;
export const ABORTED = 3;
export const FAILED = 4;
const NO_JSON = 5;
const NO_FETCH = 6;

/** The longest time that a timer knows; past it, it rings at once. */
export const MAX_TIMER_MS = 2 ** 31 - 1;

/**
 * Ends with `ANSWERED, status, headers, text, json`, or `NO_JSON` where the text is none; with
 * `REFUSED, status, headers, rest` where the status is no 2xx: the body has not been read, `rest` is
 * for `readOn` or `discard`; or with `TIMED_OUT`; or with `ABORTED` or
 * `FAILED`, and the reason in a list; or with `NO_FETCH`. The time covers the body too.
 */
export function attempt(ticket, fetch, method, url, headers, body, ms, signal) {
  const race = begin(ticket, ms, signal);
  if (race.ended) return;
  // Not redirect: "error", which workerd refuses. The key must not travel, either way.
  const { signal: abort } = race.controller;
  const init = { method, headers: { ...headers }, redirect: "manual", signal: abort };
  if (body !== null) init.body = body;
  exchange(race, fetch, url, init, Date.now() + ms);
}

async function exchange(race, fetch, url, init, endsAt) {
  try {
    // Called free and by its global name, so that a patched global is found and workerd is content.
    const response = await (fetch ? fetch(url, init) : globalThis.fetch(url, init));
    // Too late, from a fetch that knows nothing of signals.
    if (race.ended) return cancel(response, race);
    const status = response?.status;
    if (typeof status !== "number") noResponse();
    if (status < 200 || status > 299) {
      return race.end(REFUSED, status, response.headers, { response, race, endsAt });
    }
    const text = decoded(await response.text());
    let json;
    try {
      json = JSON.parse(text);
    } catch {
      return race.end(NO_JSON, status, response.headers, text);
    }
    race.end(ANSWERED, status, response.headers, text, json);
  } catch (cause) {
    race.end(fetch || globalThis.fetch !== undefined ? FAILED : NO_FETCH, 0, undefined, [cause]);
  }
}

/** Reads the body of a refusal: ends with `ANSWERED` and the text, or as an attempt does. */
export async function readOn(ticket, { response, race: before, endsAt }, signal) {
  const race = begin(ticket, Math.max(endsAt - Date.now(), 1), signal, before.controller);
  try {
    race.end(ANSWERED, 0, undefined, decoded(await response.text()));
  } catch (cause) {
    race.end(FAILED, 0, undefined, [cause]);
  }
}

/** Lets go of a refusal that nobody will read. */
export function discard({ response, race }) {
  cancel(response, race);
}

/** Why the signal has aborted, in a list; undefined where it has not. */
export function reasonOf(signal) {
  try {
    return signal.aborted ? [signal.reason] : undefined;
  } catch (cause) {
    return [cause];
  }
}

/** Waits. Ends with `TIMED_OUT` when the time has passed. */
export function sleep(ticket, ms, signal) {
  begin(ticket, ms, signal, null);
}

// A `fetch` of the caller's may know nothing of signals: whichever comes first ends it. Whatever of
// the host's throws ends it too: an exception would leave the call waiting in Rust.
export function begin(ticket, ms, signal, controller, tell = settle) {
  const race = { controller, ended: false, end };
  let timer;
  try {
    if (controller === undefined) race.controller = new AbortController();
    timer = setTimeout(() => {
      end(TIMED_OUT);
      race.controller?.abort();
    }, ms);
    if (signal) listen(signal, onAbort);
    if (signal?.aborted) onAbort();
  } catch (cause) {
    end(FAILED, 0, undefined, [cause]);
  }
  return race;

  function onAbort() {
    let reason;
    try {
      ({ reason } = signal);
    } catch {}
    end(ABORTED, 0, undefined, [reason]);
    race.controller?.abort(reason);
  }

  function end(how, status = 0, headers, value, json) {
    if (race.ended) return;
    race.ended = true;
    // A timer left behind would keep Node's process alive, a listener the caller's memory.
    clearTimeout(timer);
    if (signal) unlisten(signal, onAbort);
    tell(ticket, how, status, headers, value, json);
  }
}

// By signal, who wants to know. One listener for all: Node warns of a leak where a signal has more than
// ten, and a signal may well have a thousand calls.
const audiences = new WeakMap();

/** Has `callback` called when the signal aborts. */
export function listen(signal, callback) {
  let audience = audiences.get(signal);
  if (audience === undefined) {
    const callbacks = new Set();
    audience = { callbacks, tell: () => [...callbacks].forEach((callback) => callback()) };
    signal.addEventListener("abort", audience.tell);
    audiences.set(signal, audience);
  }
  audience.callbacks.add(callback);
}

/** No more. */
export function unlisten(signal, callback) {
  const audience = audiences.get(signal);
  if (!audience?.callbacks.delete(callback) || audience.callbacks.size > 0) return;
  audiences.delete(signal);
  try {
    signal.removeEventListener("abort", audience.tell);
  } catch {}
}

function decoded(text) {
  if (typeof text !== "string") noResponse();
  // Left there by stand-ins: a real one decodes it away.
  return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
}

function noResponse() {
  throw new TypeError("fetch did not give a Response with a status and a text()");
}

// A stand-in may have no such body: what it is fetched with is told then.
async function cancel(response, { controller }) {
  try {
    await response.body.cancel();
  } catch {
    controller.abort();
  }
}
