//! One attempt over `fetch`.
//!
//! gloo-net's own `send` panics, and so hangs, on hostile input (an abort reason that is no Error, a
//! response that is a stand-in, no global fetch), and building its `Request` and `Headers` takes a
//! third of a small call's time: `fetch(url, object)`, in `attempt.js`, takes neither.

use super::{Content, Event, Memory, Outcome, Request, Response, Transport, Work};
use crate::error::{Error, Kind};
use crate::value::Value;
use js_sys::Array;
use wasm_bindgen::prelude::*;
use web_sys::AbortSignal;

#[wasm_bindgen(module = "/src/transport/attempt.js")]
extern "C" {
    /// Has this called for `settle`.
    #[wasm_bindgen(js_name = settleBy)]
    pub fn settle_by(settle: &JsValue);
    fn attempt(
        ticket: f64,
        fetch: &JsValue,
        method: &JsValue,
        url: &str,
        headers: &JsValue,
        body: &JsValue,
        ms: u32,
        signal: Option<&AbortSignal>,
    );
    #[wasm_bindgen(js_name = reasonOf)]
    fn reason_of(signal: &AbortSignal) -> Option<Array>;
    #[wasm_bindgen(js_name = readOn)]
    fn read_on(ticket: f64, unread: &JsValue, signal: Option<&AbortSignal>);
    fn discard(unread: &JsValue);
    fn sleep(ticket: f64, ms: u32, signal: Option<&AbortSignal>);
}

#[wasm_bindgen(module = "/src/js/memory.js")]
extern "C" {
    fn recall(
        ticket: f64,
        memory: &JsValue,
        key: &str,
        secret: bool,
        ms: u32,
        signal: Option<&AbortSignal>,
    );
    fn keep(
        ticket: f64,
        memory: &JsValue,
        key: &str,
        secret: bool,
        value: &JsValue,
        signal: Option<&AbortSignal>,
    );
}

#[wasm_bindgen(module = "/src/js/suggest.js")]
extern "C" {
    #[wasm_bindgen(catch)]
    fn advice(wanted: &JsValue, body: &JsValue) -> Result<Option<String>, JsValue>;
}

#[wasm_bindgen(module = "/src/js/schema.js")]
extern "C" {
    fn arrange(parameters: &JsValue, description: &JsValue, validate: bool) -> JsValue;
}

const ANSWERED: u8 = 0;
const REFUSED: u8 = 1;
const TIMED_OUT: u8 = 2;
const ABORTED: u8 = 3;
const NO_JSON: u8 = 5;
const NO_FETCH: u8 = 6;

#[wasm_bindgen(module = "/src/js/scrub.js")]
extern "C" {
    fn excerpt(text: &JsValue, length: u32, secrets: &JsValue) -> JsValue;
    #[wasm_bindgen(catch)]
    fn describe(thrown: &JsValue, secrets: &JsValue) -> Result<String, JsValue>;
    #[wasm_bindgen(js_name = scrubCause, catch)]
    fn scrub_cause(thrown: &JsValue, secrets: &JsValue) -> Result<JsValue, JsValue>;
}

#[wasm_bindgen(module = "/src/js/headers.js")]
extern "C" {
    /// NaN for none.
    #[wasm_bindgen(js_name = retryAfterOf)]
    fn retry_after_of(headers: &JsValue) -> f64;
    #[wasm_bindgen(js_name = plainHeaders, catch)]
    fn plain_headers(headers: &JsValue, secrets: &JsValue) -> Result<JsValue, JsValue>;
}

#[wasm_bindgen(module = "/src/js/observe.js")]
extern "C" {
    fn tell(
        observe: &JsValue,
        kind: &JsValue,
        call: f64,
        operation: &JsValue,
        method: &JsValue,
        route: &JsValue,
        attempt: u32,
        arguments: &JsValue,
        ms: f64,
        status: u16,
        word: &JsValue,
        headers: &JsValue,
        secrets: &JsValue,
    );
}

/// Carries requests by `fetch`, and remembers.
pub struct Fetch {
    /// The caller's own `fetch`; null for the host's.
    pub fetch: JsValue,
    /// What `memory.js` makes of the caller's cache.
    pub memory: JsValue,
}

/// What a call waits for.
#[derive(Clone, Copy)]
pub enum Awaited {
    /// An answer, for so many milliseconds.
    Answer(u32),
    /// The body of a refusal.
    Rest,
    /// The end of a pause.
    Pause,
    /// What is remembered.
    Memory,
    /// That something is.
    Kept,
}

/// How it ended: what `settle` is told.
pub struct End {
    /// One of the constants of `attempt.js`.
    pub how: u8,
    /// The HTTP status, where there was an answer.
    pub status: u16,
    /// Its headers.
    pub headers: JsValue,
    /// The text, the rest of a refusal, what else was asked for, or the cause.
    pub value: JsValue,
    /// The text read as JSON.
    pub json: JsValue,
}

impl Awaited {
    /// What this work is waited for.
    pub fn of(work: &Work<JsValue>) -> Self {
        match work {
            Work::Send(request) => Awaited::Answer(request.timeout_ms),
            Work::Read(_) => Awaited::Rest,
            Work::Sleep(_) => Awaited::Pause,
            Work::Recall(..) => Awaited::Memory,
            Work::Keep(..) => Awaited::Kept,
        }
    }
}

impl Fetch {
    /// Begins the work. It will call `settle` with its ticket, at once or later, and once.
    pub fn begin(&self, work: Work<JsValue>, signal: &JsValue, ticket: f64) {
        let signal = abort(signal);
        match work {
            Work::Send(Request { method, url, headers, body, timeout_ms }) => {
                let method = JsValue::constant(method);
                let fetch = &self.fetch;
                attempt(ticket, fetch, &method, &url, &headers, &body, timeout_ms, signal);
            }
            Work::Read(unread) => read_on(ticket, &unread, signal),
            Work::Sleep(ms) => sleep(ticket, ms, signal),
            Work::Recall(Memory { key, secret }, ms) => {
                recall(ticket, &self.memory, &key, secret, ms, signal);
            }
            Work::Keep(Memory { key, secret }, value) => {
                keep(ticket, &self.memory, &key, secret, &value, signal);
            }
        }
    }

    /// What came of it.
    pub fn outcome(&self, awaited: Awaited, end: End) -> Result<Outcome<JsValue>, Error<JsValue>> {
        let End { how, status, headers, value, json } = end;
        let content = match (how, awaited) {
            (TIMED_OUT, Awaited::Pause) => return Ok(Outcome::Slept),
            (ANSWERED, Awaited::Rest) => return Ok(Outcome::Read(value)),
            (ANSWERED | TIMED_OUT, Awaited::Memory) => return Ok(Outcome::Recalled(value)),
            (ANSWERED | TIMED_OUT, Awaited::Kept) => return Ok(Outcome::Kept),
            (ANSWERED, _) => Content::Read { text: value, json: Some(json) },
            (NO_JSON, _) => Content::Read { text: value, json: None },
            (REFUSED, _) => Content::Unread(value),
            _ => return Err(self.failure(how, &value, awaited)),
        };
        Ok(Outcome::Answered(Response { status, headers, content }))
    }

    /// The error for what ended without an answer.
    fn failure(&self, how: u8, value: &JsValue, awaited: Awaited) -> Error<JsValue> {
        let ms = if let Awaited::Answer(ms) = awaited { ms } else { 0 };
        // In a list, so that null and undefined stay what they are.
        let cause = || value.unchecked_ref::<Array>().get(0);
        match how {
            TIMED_OUT => Box::new(Kind::Timeout { awaited: "Alloy's answer", ms }),
            ABORTED => Box::new(Kind::Abort { cause: cause() }),
            NO_FETCH => Kind::config("There is no fetch here: give one as { fetch }"),
            _ => Box::new(Kind::Network { message: String::new(), cause: cause() }),
        }
    }
}

impl Transport for Fetch {
    type Value = JsValue;

    fn retry_after(&self, headers: &JsValue) -> Option<f64> {
        Some(retry_after_of(headers)).filter(|ms| !ms.is_nan())
    }

    fn headers_of(&self, headers: &JsValue, secrets: &JsValue) -> JsValue {
        plain_headers(headers, secrets).unwrap_or_else(|_| JsValue::record())
    }

    fn explain(&self, thrown: &JsValue, secrets: &JsValue) -> (String, JsValue) {
        let message = describe(thrown, secrets).unwrap_or_default();
        (message, scrub_cause(thrown, secrets).unwrap_or_default())
    }

    fn aborted(&self, signal: &JsValue) -> Option<JsValue> {
        let reason = reason_of(abort(signal)?)?;
        Some(reason.get(0))
    }

    fn discard(&self, unread: &JsValue) {
        discard(unread);
    }

    fn now(&self) -> f64 {
        js_sys::Date::now()
    }

    fn dice(&self) -> f64 {
        js_sys::Math::random()
    }

    fn tell(&self, observe: &JsValue, event: &Event<JsValue>) {
        let Event { call, attempt, ms, status, .. } = *event;
        let [kind, method, route] = [event.kind, event.method, event.route].map(JsValue::constant);
        let Event { operation, arguments, word, headers, secrets, .. } = event;
        tell(
            observe, &kind, call, operation, &method, &route, attempt, arguments, ms, status, word,
            headers, secrets,
        );
    }

    fn arrange(&self, parameters: &JsValue, description: &JsValue, validate: bool) -> JsValue {
        arrange(parameters, description, validate)
    }

    fn suggest(&self, wanted: &JsValue, body: &JsValue) -> Option<String> {
        advice(wanted, body).unwrap_or_default()
    }

    fn excerpt(&self, text: &JsValue, chars: u32, secrets: &JsValue) -> JsValue {
        excerpt(text, chars, secrets)
    }
}

fn abort(signal: &JsValue) -> Option<&AbortSignal> {
    (!Value::is_null(signal)).then(|| signal.unchecked_ref())
}
