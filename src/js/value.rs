//! JavaScript's values, as the core sees them.

use crate::value::Value;
use js_sys::{Array, JsString, Object, Reflect};
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    // js-sys would copy the text through wasm's memory; payloads stay the engine's own.
    #[wasm_bindgen(js_namespace = JSON, js_name = parse, catch)]
    fn parse_json(text: &JsValue) -> Result<JsValue, JsValue>;
}

/// Sets a field of an object of our own making.
pub(super) fn set(object: &Object, key: &str, value: &JsValue) {
    // Defined rather than assigned: assigning to "__proto__" would change the prototype instead.
    let _ = Reflect::define_property(object, &key.into(), &descriptor(value));
}

fn descriptor(value: &JsValue) -> Object {
    let descriptor = Object::new();
    for (key, value) in [
        ("value", value),
        ("enumerable", &JsValue::TRUE),
        ("writable", &JsValue::TRUE),
        ("configurable", &JsValue::TRUE),
    ] {
        let _ = Reflect::set(&descriptor, &key.into(), value);
    }
    descriptor
}

impl Value for JsValue {
    fn null() -> Self {
        JsValue::NULL
    }

    fn text(text: &str) -> Self {
        JsValue::from_str(text)
    }

    fn object(entries: Vec<(String, Self)>) -> Self {
        let object = Object::new();
        for (key, value) in &entries {
            set(&object, key, value);
        }
        object.into()
    }

    fn with(&self, fields: Vec<(&str, Self)>) -> Self {
        let object = Object::new();
        if let Some(own) = self.dyn_ref::<Object>() {
            Object::assign(&object, own);
        }
        for (key, value) in &fields {
            set(&object, key, value);
        }
        object.into()
    }

    fn as_text(&self) -> Option<String> {
        self.as_string()
    }

    fn as_bool(&self) -> Option<bool> {
        JsValue::as_bool(self)
    }

    fn items(&self) -> Option<Vec<Self>> {
        Array::is_array(self).then(|| self.unchecked_ref::<Array>().to_vec())
    }

    fn entries(&self) -> Option<Vec<(String, Self)>> {
        if !self.is_object() || Array::is_array(self) {
            return None;
        }
        let entries = Object::entries(self.unchecked_ref());
        let entry = |entry: JsValue| {
            let entry: Array = entry.unchecked_into();
            Some((entry.get(0).as_string()?, entry.get(1)))
        };
        entries.iter().map(|pair| entry(pair.into())).collect()
    }

    fn get(&self, key: &str) -> Option<Self> {
        if !self.is_object() {
            return None;
        }
        let value = Reflect::get(self, &key.into()).ok()?;
        (!value.is_null() && !value.is_undefined()).then_some(value)
    }

    fn is_structure(&self) -> bool {
        self.is_object()
    }

    fn is_null(&self) -> bool {
        JsValue::is_null(self) || self.is_undefined()
    }

    fn parse(json: &Self) -> Option<Self> {
        parse_json(json).ok()
    }

    fn stringify(&self) -> Self {
        // Only ever given what JSON.parse made, or what was checked to be JSON.
        js_sys::JSON::stringify(self).map_or(JsValue::NULL, JsValue::from)
    }

    fn concat(parts: Vec<Self>) -> Self {
        let empty = JsString::from("");
        parts.iter().fold(empty, |joined, part| joined.concat(part)).into()
    }
}
