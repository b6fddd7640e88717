//! Rust's errors as JavaScript's: instances of the classes in `errors.js`.

use super::result::{header_object, to_js};
use super::value::set;
use crate::error::{Error, Failure, Kind};
use crate::policy::retry_after::retry_after_ms;
use js_sys::{Date, Object};
use serde::Serialize;
use wasm_bindgen::prelude::*;

// One snippet beside one glue, so that there is one identity of each class, whatever loads them.
#[wasm_bindgen(module = "/src/js/errors.js")]
extern "C" {
    #[wasm_bindgen(js_name = createError)]
    fn create_error(class: &str, message: &str, details: &JsValue, cause: &JsValue) -> JsValue;

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

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Details<'a> {
    code: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    hint: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    argument: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    error_description: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    method: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    path: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    connector_id: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    action_id: Option<&'a str>,
    attempts: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    status: Option<u16>,
    #[serde(skip_serializing_if = "Option::is_none")]
    request_id: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    retry_after_ms: Option<f64>,
}

/// Makes the JavaScript error.
pub fn to_js_error(failure: &Failure<JsValue>) -> JsValue {
    let Failure { error, call } = failure;
    let answer = error.answer();
    let (oauth_error, error_description) = match &**error {
        Kind::OAuth { error, description, .. } => (error.as_deref(), description.as_deref()),
        _ => (None, None),
    };
    let sent = call.as_ref().filter(|site| site.attempts > 0);
    let retry_after = answer.and_then(|answer| answer.header("retry-after"));
    let details = to_js(&Details {
        code: error.code(),
        hint: error.hint(),
        argument: match &**error {
            Kind::Validation { argument, .. } => Some(argument),
            _ => None,
        },
        error: oauth_error,
        error_description,
        method: sent.map(|site| site.method),
        path: sent.map(|site| site.path.as_str()),
        connector_id: call.as_ref().and_then(|site| site.connector_id.as_deref()),
        action_id: call.as_ref().and_then(|site| site.action_id.as_deref()),
        attempts: call.as_ref().map_or(0, |site| site.attempts),
        status: answer.map(|answer| answer.status),
        request_id: answer.and_then(|answer| answer.request_id()),
        retry_after_ms: retry_after.and_then(|header| retry_after_ms(header, Date::now())),
    });
    if let Some(answer) = answer {
        let details: &Object = details.unchecked_ref();
        set(details, "headers", &header_object(&answer.headers));
        set(details, "body", &answer.body);
    }
    let cause = error.cause().cloned().unwrap_or(JsValue::UNDEFINED);
    create_error(error.class(), &error.to_string(), &details, &cause)
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
