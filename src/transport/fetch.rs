//! One attempt over `fetch`.
//!
//! gloo-net's own `send` panics, and so hangs, on hostile input (an abort reason that is no Error, a
//! response that is a stand-in, no global fetch), and building its `Request` and `Headers` takes a
//! third of a small call's time: `fetch(url, object)`, in `attempt.js`, takes neither.

use super::{Request, Response, Transport};
use crate::error::{Error, Kind};
use crate::value::Value;
use js_sys::Promise;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::AbortSignal;

#[wasm_bindgen(module = "/src/transport/attempt.js")]
extern "C" {
    fn attempt(
        fetch: &JsValue,
        method: &str,
        url: &str,
        headers: &JsValue,
        body: &JsValue,
        ms: u32,
        signal: Option<&AbortSignal>,
    ) -> Promise;
    fn sleep(ms: u32, signal: Option<&AbortSignal>) -> Promise;

    /// How an attempt ended.
    type End;
    #[wasm_bindgen(method, getter)]
    fn end(this: &End) -> u8;
    #[wasm_bindgen(method, getter)]
    fn status(this: &End) -> u16;
    #[wasm_bindgen(method, getter)]
    fn text(this: &End) -> JsValue;
    #[wasm_bindgen(method, getter)]
    fn json(this: &End) -> JsValue;
    #[wasm_bindgen(method, getter)]
    fn headers(this: &End) -> JsValue;
    #[wasm_bindgen(method, getter)]
    fn cause(this: &End) -> JsValue;
}

const ANSWERED: u8 = 0;
const TIMED_OUT: u8 = 1;
const ABORTED: u8 = 2;
const NOT_BEGUN: u8 = 4;

#[wasm_bindgen(module = "/src/js/scrub.js")]
extern "C" {
    fn excerpt(text: &JsValue, length: u32, secrets: &JsValue) -> JsValue;
    #[wasm_bindgen(js_name = plainHeaders, catch)]
    fn plain_headers(headers: &JsValue, secrets: &JsValue) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(catch)]
    fn describe(thrown: &JsValue, secrets: &JsValue) -> Result<String, JsValue>;
    #[wasm_bindgen(js_name = scrubCause, catch)]
    fn scrub_cause(thrown: &JsValue, secrets: &JsValue) -> Result<JsValue, JsValue>;
}

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(thread_local_v2, js_namespace = globalThis, js_name = fetch)]
    static FETCH: JsValue;
}

/// Carries requests by `fetch`: the caller's own, or, where that is undefined, the host's.
pub struct Fetch(pub JsValue);

impl Transport for Fetch {
    type Value = JsValue;

    fn headers_of(&self, headers: &JsValue, secrets: &JsValue) -> JsValue {
        plain_headers(headers, secrets).unwrap_or_else(|_| JsValue::record())
    }

    fn explain(&self, thrown: &JsValue, secrets: &JsValue) -> (String, JsValue) {
        let message = describe(thrown, secrets).unwrap_or_default();
        (message, scrub_cause(thrown, secrets).unwrap_or_default())
    }

    async fn send(&self, request: Request<JsValue>) -> Result<Response<JsValue>, Error<JsValue>> {
        let Request { method, url, headers, body, timeout_ms, signal } = request;
        let sent = attempt(&self.0, method, &url, &headers, &body, timeout_ms, abort(&signal));
        let end = ending(sent).await;
        Err(match end.end() {
            ANSWERED => {
                let json = end.json();
                let json = (!json.is_undefined()).then_some(json);
                let (text, headers) = (end.text(), end.headers());
                return Ok(Response { status: end.status(), headers, text, json });
            }
            TIMED_OUT => Box::new(Kind::Timeout { awaited: "Alloy's answer", ms: timeout_ms }),
            ABORTED => Box::new(Kind::Abort { cause: end.cause(), sent: true }),
            NOT_BEGUN => Box::new(Kind::Abort { cause: end.cause(), sent: false }),
            _ if self.0.is_undefined() && FETCH.with(JsValue::is_undefined) => {
                Kind::config("There is no fetch here: give one as { fetch }")
            }
            _ => Box::new(Kind::Network { message: String::new(), cause: end.cause() }),
        })
    }

    async fn sleep(&self, ms: u32, caller: &JsValue) -> Result<(), Error<JsValue>> {
        let end = ending(sleep(ms, abort(caller))).await;
        match end.end() {
            ABORTED | NOT_BEGUN => Err(Box::new(Kind::Abort { cause: end.cause(), sent: true })),
            _ => Ok(()),
        }
    }

    fn now(&self) -> f64 {
        js_sys::Date::now()
    }

    fn excerpt(&self, text: &JsValue, chars: u32, secrets: &JsValue) -> JsValue {
        excerpt(text, chars, secrets)
    }
}

async fn ending(promise: Promise) -> End {
    // It never rejects.
    JsFuture::from(promise).await.unwrap_or_else(|thrown| thrown).unchecked_into()
}

fn abort(signal: &JsValue) -> Option<&AbortSignal> {
    signal.is_object().then(|| signal.unchecked_ref())
}
