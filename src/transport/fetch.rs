//! One attempt over `fetch`.
//!
//! gloo-net gives the method here. Its own `send` panics, and so hangs, on hostile
//! input (an abort reason that is no Error, a response that is a stand-in, no global fetch), and
//! building its `Request` and `Headers` takes a third of a small call's time: `fetch(url, object)`
//! takes neither.

use super::{Request, Response, Transport};
use crate::error::{Error, Kind};
use crate::value::Value;
use js_sys::{Object, Promise};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::AbortSignal;

#[wasm_bindgen(module = "/src/transport/attempt.js")]
extern "C" {
    fn attempt(
        fetch: &JsValue,
        url: &str,
        init: &Init,
        ms: u32,
        signal: Option<&AbortSignal>,
    ) -> Promise;
    fn sleep(ms: u32, signal: Option<&AbortSignal>) -> Promise;

    #[wasm_bindgen(extends = Object)]
    type Init;
    #[wasm_bindgen(method, setter, structural)]
    fn set_method(this: &Init, method: &str);
    #[wasm_bindgen(method, setter, structural)]
    fn set_headers(this: &Init, headers: &JsValue);
    #[wasm_bindgen(method, setter, structural)]
    fn set_redirect(this: &Init, redirect: &str);
    #[wasm_bindgen(method, setter, structural)]
    fn set_body(this: &Init, body: &JsValue);

    /// How an attempt ended.
    type End;
    #[wasm_bindgen(method, getter, structural)]
    fn end(this: &End) -> u8;
    #[wasm_bindgen(method, getter, structural)]
    fn status(this: &End) -> u16;
    #[wasm_bindgen(method, getter, structural)]
    fn text(this: &End) -> JsValue;
    #[wasm_bindgen(method, getter, structural)]
    fn headers(this: &End) -> JsValue;
    #[wasm_bindgen(method, getter, structural)]
    fn cause(this: &End) -> JsValue;
}

const ANSWERED: u8 = 0;
const TIMED_OUT: u8 = 1;
const ABORTED: u8 = 2;

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

    async fn send(&self, request: Request<JsValue>) -> Result<Response<JsValue>, Error<JsValue>> {
        let init: Init = Object::new().unchecked_into();
        init.set_method(request.method);
        init.set_headers(&request.headers);
        // Not "error", which workerd refuses.
        init.set_redirect("manual");
        if let Some(body) = &request.body {
            init.set_body(body);
        }
        let sent =
            attempt(&self.0, &request.url, &init, request.timeout_ms, signal(&request.signal));
        let end = ending(sent).await;
        Err(match end.end() {
            ANSWERED => {
                let (text, headers) = (end.text(), end.headers());
                return Ok(Response { status: end.status(), text, headers });
            }
            TIMED_OUT => {
                Box::new(Kind::Timeout { awaited: "Alloy's answer", ms: request.timeout_ms })
            }
            ABORTED => Box::new(Kind::Abort { cause: end.cause() }),
            _ if self.0.is_undefined() && FETCH.with(JsValue::is_undefined) => {
                Kind::config("There is no fetch here: give one as { fetch }")
            }
            _ => {
                let message = describe(&end.cause(), &request.secrets).unwrap_or_default();
                let cause = scrub_cause(&end.cause(), &request.secrets).unwrap_or_default();
                Box::new(Kind::Network { message, cause })
            }
        })
    }

    async fn sleep(&self, ms: u32, caller: &JsValue) -> Result<(), Error<JsValue>> {
        let end = ending(sleep(ms, signal(caller))).await;
        match end.end() {
            ABORTED => Err(Box::new(Kind::Abort { cause: end.cause() })),
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

fn signal(value: &JsValue) -> Option<&AbortSignal> {
    (!value.is_undefined()).then(|| value.unchecked_ref())
}
