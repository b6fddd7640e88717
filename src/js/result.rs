//! Writing results: plain objects of Rust's making, and the envelope of `withResponse`.

use super::value::set;
use crate::core::{Answer, Core};
use crate::error::request_id;
use crate::transport::Transport;
use crate::value::Value;
use js_sys::Object;
use serde::Serialize;
use wasm_bindgen::JsValue;

/// A plain object; what cannot be written is undefined.
pub fn to_js(value: &impl Serialize) -> JsValue {
    // The default would make Maps of maps, and undefined of null.
    let serializer = serde_wasm_bindgen::Serializer::json_compatible();
    value.serialize(&serializer).unwrap_or(JsValue::UNDEFINED)
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Envelope {
    status: u16,
    #[serde(skip_serializing_if = "Option::is_none")]
    request_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    execution_id: Option<String>,
    attempts: u32,
}

/// `{ data, status, headers, requestId, executionId, attempts, raw }`.
pub fn envelope<T: Transport<Value = JsValue>>(
    core: &Core<T>,
    data: &JsValue,
    answer: &Answer<JsValue>,
) -> JsValue {
    let headers = core.headers_of(answer);
    let envelope = to_js(&Envelope {
        status: answer.status,
        request_id: request_id(&headers).map(str::to_owned),
        execution_id: answer.body.get_text("executionId"),
        attempts: answer.site.attempts,
    });
    let object = Object::from(envelope);
    set(&object, "data", data);
    set(&object, "headers", &header_object(&headers));
    set(&object, "raw", &answer.body);
    object.into()
}

/// A plain object of headers.
pub fn header_object(headers: &[(String, String)]) -> JsValue {
    JsValue::object(headers.iter().map(|(name, value)| (name.clone(), value.into())).collect())
}
