//! Writing results: plain objects of Rust's making, and the envelope of `withResponse`.

use crate::core::{Call, Core};
use crate::error::request_id;
use crate::transport::Transport;
use crate::value::Value;
use serde::Serialize;
use wasm_bindgen::JsValue;

/// A plain object; what cannot be written is undefined.
pub fn to_js(value: &impl Serialize) -> JsValue {
    // The default would make Maps of maps, and undefined of null.
    let serializer = serde_wasm_bindgen::Serializer::json_compatible();
    value.serialize(&serializer).unwrap_or(JsValue::UNDEFINED)
}

/// `{ data, status, headers, requestId, executionId, attempts, raw }`.
pub fn envelope(
    core: &Core<impl Transport<Value = JsValue>>,
    data: JsValue,
    call: Call<JsValue>,
) -> JsValue {
    let headers = core.transport().headers_of(&call.headers, &core.secrets(&call));
    let mut envelope = JsValue::record();
    envelope.set("data", data);
    envelope.set("status", call.status.into());
    for (key, id) in
        [("requestId", request_id(&headers)), ("executionId", call.body.get_text("executionId"))]
    {
        if let Some(id) = id {
            envelope.set(key, id.into());
        }
    }
    envelope.set("headers", headers);
    envelope.set("attempts", call.site.attempts.into());
    envelope.set("raw", call.body);
    envelope.copy()
}
