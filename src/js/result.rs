//! Writing results: plain objects of Rust's making, and the envelope of `withResponse`.

use crate::core::{Call, Core};
use crate::transport::Transport;
use serde::Serialize;
use wasm_bindgen::prelude::*;

/// A plain object; what cannot be written is undefined.
pub fn to_js(value: &impl Serialize) -> JsValue {
    // The default would make Maps of maps, and undefined of null.
    let serializer = serde_wasm_bindgen::Serializer::json_compatible();
    value.serialize(&serializer).unwrap_or(JsValue::UNDEFINED)
}

#[wasm_bindgen(module = "/src/js/envelope.js")]
extern "C" {
    #[wasm_bindgen(js_name = envelope)]
    fn enclose(
        data: &JsValue,
        status: u16,
        headers: &JsValue,
        attempts: u32,
        raw: &JsValue,
    ) -> JsValue;
}

/// `{ data, status, headers, requestId, executionId, attempts, raw }`.
pub fn envelope(
    core: &Core<impl Transport<Value = JsValue>>,
    data: &JsValue,
    call: &Call<JsValue>,
) -> JsValue {
    let headers = core.transport().headers_of(&call.headers, &core.secrets(call));
    enclose(data, call.status, &headers, call.attempts, &call.body)
}
