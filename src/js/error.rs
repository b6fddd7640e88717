//! Rust's errors as JavaScript's: instances of the classes in `errors.js`.

use crate::error::{AnswerInfo, CallSite, Error, Failure, Kind};
use crate::value::Value;
use wasm_bindgen::prelude::*;

// One snippet beside one glue, so that there is one identity of each class, whatever loads them.
#[wasm_bindgen(module = "/src/js/errors.js")]
extern "C" {
    #[wasm_bindgen(js_name = createError)]
    fn create_error(
        class: &str,
        code: &str,
        message: &str,
        details: &JsValue,
        cause: Option<&JsValue>,
    ) -> JsValue;

    #[wasm_bindgen(reexport)]
    type AlloyError;
    #[wasm_bindgen(reexport)]
    type AlloyConfigError;
    #[wasm_bindgen(reexport)]
    type AlloyValidationError;
    #[wasm_bindgen(reexport)]
    type AlloyNetworkError;
    #[wasm_bindgen(reexport)]
    type AlloyTimeoutError;
    #[wasm_bindgen(reexport)]
    type AlloyAbortError;
    #[wasm_bindgen(reexport)]
    type AlloyProtocolError;
    #[wasm_bindgen(reexport)]
    type AlloyOAuthError;
    #[wasm_bindgen(reexport)]
    type AlloyApiError;
    #[wasm_bindgen(reexport)]
    type AlloyBadRequestError;
    #[wasm_bindgen(reexport)]
    type AlloyAuthenticationError;
    #[wasm_bindgen(reexport)]
    type AlloyPermissionError;
    #[wasm_bindgen(reexport)]
    type AlloyNotFoundError;
    #[wasm_bindgen(reexport)]
    type AlloyConflictError;
    #[wasm_bindgen(reexport)]
    type AlloyRateLimitError;
    #[wasm_bindgen(reexport)]
    type AlloyServerError;
}

/// Makes the JavaScript error.
fn to_js_error(failure: &Failure<JsValue>) -> JsValue {
    let Failure { error, call, hint } = failure;
    let mut details = JsValue::record();
    note(&mut details, "hint", hint.as_deref().or(error.hint()));
    if let Kind::Validation { argument, .. } = &**error {
        note(&mut details, "argument", Some(argument));
    }
    if let Some(site) = call {
        let CallSite { method, path, connector_id, action_id, attempts } = &**site;
        note(&mut details, "method", Some(method));
        note(&mut details, "path", Some(path));
        note(&mut details, "connectorId", connector_id.as_deref());
        note(&mut details, "actionId", action_id.as_deref());
        details.set("attempts", JsValue::number((*attempts).into()));
    }
    if let Some(AnswerInfo { status, headers, body }) = error.answer() {
        details.set("status", JsValue::number((*status).into()));
        details.set("headers", headers.clone());
        details.set("body", body.clone());
    }
    let cause = error.cause().filter(|cause| !Value::is_null(*cause));
    create_error(error.class(), &error.code(), &error.message(), &details, cause)
}

#[inline(never)]
fn note(details: &mut JsValue, key: &str, text: Option<&str>) {
    if let Some(text) = text {
        details.set(key, JsValue::text(text));
    }
}

impl From<Failure<JsValue>> for JsValue {
    fn from(failure: Failure<JsValue>) -> Self {
        to_js_error(&failure)
    }
}

impl From<Error<JsValue>> for JsValue {
    fn from(error: Error<JsValue>) -> Self {
        Failure::from(error).into()
    }
}
