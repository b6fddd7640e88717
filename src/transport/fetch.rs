//! One attempt over `fetch`.
//!
//! gloo-net gives the method and the query here. Its own `send` panics, and so hangs, on hostile
//! input (an abort reason that is no Error, a response that is a stand-in, no global fetch), and
//! building its `Request` and `Headers` takes a third of a small call's time: `fetch(url, object)`
//! takes neither.

use super::abort::{AbortGuard, Interrupt, aborted};
use super::{Request, Response, Transport};
use crate::error::{Error, Kind};
use crate::js::host::has_fetch;
use crate::redact::Secrets;
use gloo_net::http::QueryParams;
use js_sys::{Array, Function, JsString, Object, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

#[wasm_bindgen]
extern "C" {
    // Looked up at each call, so that a patched global is found; called free, as workerd wants it.
    #[wasm_bindgen(js_name = fetch, catch)]
    fn global_fetch(url: &str, init: &Init) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(extends = Object)]
    type Init;
    #[wasm_bindgen(method, setter, structural)]
    fn set_method(this: &Init, method: &str);
    #[wasm_bindgen(method, setter, structural)]
    fn set_headers(this: &Init, headers: &JsValue);
    #[wasm_bindgen(method, setter, structural)]
    fn set_redirect(this: &Init, redirect: &str);
    #[wasm_bindgen(method, setter, structural)]
    fn set_signal(this: &Init, signal: &JsValue);
    #[wasm_bindgen(method, setter, structural)]
    fn set_body(this: &Init, body: &JsValue);

    /// What a `fetch` resolved with: a Response, one of another realm, or a stand-in for one.
    type Foreign;
    #[wasm_bindgen(method, getter, structural, catch)]
    fn status(this: &Foreign) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, structural, catch)]
    fn text(this: &Foreign) -> Result<JsValue, JsValue>;
}

/// Carries requests by `fetch`: the caller's own, or the host's.
pub struct Fetch {
    injected: Option<Function>,
}

impl Fetch {
    /// With the caller's own `fetch`, if there is one.
    pub fn new(injected: Option<Function>) -> Self {
        Fetch { injected }
    }

    fn call(&self, url: &str, init: &Init) -> Result<JsValue, JsValue> {
        match &self.injected {
            Some(fetch) => fetch.call2(&JsValue::UNDEFINED, &url.into(), init),
            None => global_fetch(url, init),
        }
    }
}

impl Transport for Fetch {
    type Value = JsValue;

    fn header_record(&self, headers: Vec<(String, String)>) -> JsValue {
        let record = Object::new();
        for (name, value) in headers {
            let _ = Reflect::set(&record, &name.into(), &value.into());
        }
        // Shared between calls, and so not a caller's fetch's to change.
        Object::freeze(&record).into()
    }

    fn headers_of(&self, origin: &JsValue) -> Vec<(String, String)> {
        let read = || {
            let headers = Reflect::get(origin, &"headers".into()).ok()?;
            let pairs = Array::from(&Object::entries(&Object::from_entries(&headers).ok()?));
            let pair = |pair: JsValue| {
                let pair: Array = pair.unchecked_into();
                Some((pair.get(0).as_string()?.to_ascii_lowercase(), pair.get(1).as_string()?))
            };
            Some(pairs.iter().filter_map(pair).collect())
        };
        read().unwrap_or_default()
    }

    async fn send(
        &self,
        request: Request<'_, JsValue>,
    ) -> Result<Response<JsValue>, Error<JsValue>> {
        if let Some(cause) = aborted(request.signal) {
            return Err(Box::new(Kind::Abort { cause }));
        }
        let init: Init = Object::new().unchecked_into();
        init.set_method(request.method.as_str());
        init.set_headers(request.headers);
        // Not "error", which workerd refuses.
        init.set_redirect("manual");
        if let Some(body) = request.body {
            init.set_body(body);
        }
        let guard = AbortGuard::new(request.timeout_ms, request.signal).map_err(no_answer)?;
        init.set_signal(&guard.signal());

        let url = with_query(request.url, request.query);
        let doing = "waiting for Alloy's answer";
        let sent = match self.call(&url, &init) {
            Ok(answer) => JsFuture::from(Promise::resolve(&answer)),
            Err(_) if self.injected.is_none() && !has_fetch() => {
                return Err(Kind::config("There is no fetch here: give one as { fetch }"));
            }
            Err(thrown) => return Err(no_answer(thrown)),
        };
        let ended = |interrupt| match interrupt {
            Interrupt::Timeout => Box::new(Kind::Timeout { doing, ms: request.timeout_ms }),
            Interrupt::Caller(cause) => Box::new(Kind::Abort { cause }),
        };
        let answer = guard.race(sent).await.map_err(ended)?.map_err(no_answer)?;
        let origin: &Foreign = answer.unchecked_ref();
        let (status, text) = read_head(origin).ok_or_else(|| not_a_response(&answer))?;
        let text = guard.race(JsFuture::from(Promise::resolve(&text))).await.map_err(ended)?;
        let text = text.map_err(no_answer)?;
        if !text.is_string() {
            return Err(not_a_response(&text));
        }
        Ok(Response { status, text, origin: answer })
    }

    async fn sleep(&self, ms: u32, signal: Option<&JsValue>) -> Result<(), Error<JsValue>> {
        if let Some(cause) = aborted(signal) {
            return Err(Box::new(Kind::Abort { cause }));
        }
        let guard = AbortGuard::new(ms, signal).map_err(no_answer)?;
        match guard.race(std::future::pending::<()>()).await {
            Err(Interrupt::Caller(cause)) => Err(Box::new(Kind::Abort { cause })),
            _ => Ok(()),
        }
    }

    fn now(&self) -> f64 {
        js_sys::Date::now()
    }

    fn excerpt(&self, text: &JsValue, chars: u32) -> String {
        text.dyn_ref::<JsString>().map_or_else(String::new, |text| text.slice(0, chars).into())
    }

    fn scrub_cause(&self, cause: JsValue, secrets: &Secrets) -> JsValue {
        let shown = [
            &cause,
            &member(&cause, "message"),
            &member(&cause, "stack"),
            &member(&cause, "cause"),
        ]
        .map(|part| JsString::from(part.clone()));
        if shown.iter().any(|text| secrets.found_in(&String::from(text))) {
            let message = secrets.scrub(&describe(&cause));
            return js_sys::Error::new(&message).into();
        }
        cause
    }
}

fn with_query(url: String, query: &[(&'static str, String)]) -> String {
    if query.is_empty() {
        return url;
    }
    let params = QueryParams::new();
    for (name, value) in query {
        params.append(name, value);
    }
    format!("{url}?{params}")
}

/// The status, and what `text()` gave: a promise, or whatever a stand-in gives.
fn read_head(origin: &Foreign) -> Option<(u16, JsValue)> {
    if !origin.is_object() {
        return None;
    }
    let status = origin.status().ok()?.as_f64()?;
    Some((status as u16, origin.text().ok()?))
}

fn not_a_response(given: &JsValue) -> Error<JsValue> {
    let message = "fetch did not give a Response with a status and a text()".to_owned();
    Box::new(Kind::Network { message, cause: given.clone() })
}

fn no_answer(thrown: JsValue) -> Error<JsValue> {
    Box::new(Kind::Network { message: describe(&thrown), cause: thrown })
}

fn member(value: &JsValue, key: &str) -> JsValue {
    if value.is_object() {
        Reflect::get(value, &key.into()).unwrap_or(JsValue::UNDEFINED)
    } else {
        JsValue::UNDEFINED
    }
}

/// What was thrown, in words. Node says "fetch failed" and keeps what happened in the cause.
fn describe(thrown: &JsValue) -> String {
    let text =
        |value: &JsValue, key| member(value, key).as_string().filter(|text| !text.is_empty());
    let message = text(thrown, "message").or_else(|| thrown.as_string());
    let message = message.unwrap_or_else(|| "fetch failed without saying why".to_owned());
    let cause = member(thrown, "cause");
    match text(&cause, "code").or_else(|| text(&cause, "message")) {
        Some(detail) => format!("{message} ({detail})"),
        None => message,
    }
}
