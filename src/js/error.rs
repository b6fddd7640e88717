//! Rust's errors as JavaScript's: instances of the classes in `errors.js`.

use crate::error::{CallSite, Error, Failure, Kind};
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
        hint: Option<&str>,
        cause: Option<&JsValue>,
    ) -> JsValue;
    #[wasm_bindgen(js_name = nameArgument)]
    fn name_argument(error: &JsValue, argument: &str);
    #[wasm_bindgen(js_name = nameCall)]
    fn name_call(
        error: &JsValue,
        method: &str,
        path: &str,
        connector_id: Option<&str>,
        action_id: Option<&str>,
        attempts: u32,
    );
    #[wasm_bindgen(js_name = showAnswer)]
    fn show_answer(error: &JsValue, status: u16, headers: &JsValue, body: &JsValue);

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
    let cause = error.cause().filter(|cause| !Value::is_null(*cause));
    let hint = hint.as_deref().or(error.hint());
    let made = create_error(error.class(), &error.code(), &error.message(), hint, cause);
    if let Kind::Validation { argument, .. } = &**error {
        name_argument(&made, argument);
    }
    if let Some(site) = call {
        let CallSite { method, path, connector_id, action_id, attempts } = &**site;
        name_call(&made, method, path, connector_id.as_deref(), action_id.as_deref(), *attempts);
    }
    if let Some(answer) = error.answer() {
        show_answer(&made, answer.status, &answer.headers, &answer.body);
    }
    made
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
