//! JavaScript's values, as the core sees them.
//!
//! What is missing, be it null or undefined, is always the one constant `JsValue::NULL` in Rust: to
//! tell it takes no question to JavaScript. Whatever brings values in keeps to that.

use crate::value::Value;
use js_sys::{Array, Object};
use std::cell::RefCell;
use wasm_bindgen::convert::IntoWasmAbi;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    // js-sys would copy the text through wasm's memory; payloads stay the engine's own.
    #[wasm_bindgen(js_namespace = JSON, js_name = parse, catch)]
    fn parse_json(text: &JsValue) -> Result<Option<Given>, JsValue>;

    /// Any value but null and undefined. wasm-bindgen tells these two by itself where a type is
    /// imported, and asks JavaScript where it is `JsValue`.
    pub type Given;

    type Record;
    #[wasm_bindgen(method, structural, indexing_setter)]
    fn assign(this: &Record, key: &str, value: &JsValue);

    #[wasm_bindgen(js_namespace = Object, js_name = create)]
    fn create(prototype: &JsValue) -> JsValue;
    #[wasm_bindgen(js_namespace = Object, js_name = hasOwn)]
    fn has_own(object: &JsValue, key: &JsValue) -> bool;
}

#[wasm_bindgen(module = "/src/js/payload.js")]
extern "C" {
    fn between(text: &JsValue, before: &str, after: &str) -> JsValue;
    #[wasm_bindgen(js_name = fieldOf)]
    fn field_of(object: &JsValue, name: &JsValue) -> Option<Given>;
    #[wasm_bindgen(js_name = copyOf)]
    fn copy_of(object: &JsValue, over: &JsValue) -> JsValue;
}

thread_local! {
    /// Constants as JavaScript's strings: to decode a field's name costs more than to read the field.
    static CONSTANTS: RefCell<Vec<(&'static str, JsValue)>> = const { RefCell::new(Vec::new()) };
}

fn interned(text: &'static str) -> JsValue {
    CONSTANTS.with_borrow_mut(|constants| {
        // Told apart by where they stand: each is a constant of the module.
        if let Some((_, name)) = constants.iter().find(|(known, _)| std::ptr::eq(*known, text)) {
            return name.clone();
        }
        let name = JsValue::from_str(text);
        constants.push((text, name.clone()));
        name
    })
}

/// What JavaScript gave, or the constant.
pub fn or_null(given: Option<Given>) -> JsValue {
    given.map_or(JsValue::NULL, JsValue::from)
}

fn is_constant(value: &JsValue, constant: &JsValue) -> bool {
    value.into_abi() == constant.into_abi()
}

fn holds(object: &JsValue, name: &JsValue) -> bool {
    Value::is_structure(object) && has_own(object, name)
}

fn read(object: &JsValue, name: &JsValue) -> JsValue {
    if Value::is_null(object) {
        return JsValue::NULL;
    }
    or_null(field_of(object, name))
}

impl Value for JsValue {
    fn null() -> Self {
        JsValue::NULL
    }

    fn text(text: &str) -> Self {
        JsValue::from_str(text)
    }

    fn constant(text: &'static str) -> Self {
        interned(text)
    }

    fn number(number: f64) -> Self {
        JsValue::from_f64(number)
    }

    fn flag(flag: bool) -> Self {
        JsValue::from_bool(flag)
    }

    fn list(items: Vec<Self>) -> Self {
        items.into_iter().collect::<Array>().into()
    }

    fn record() -> Self {
        // No prototype, so that "__proto__" is a name like any other.
        create(&JsValue::NULL)
    }

    fn set(&mut self, key: &str, value: Self) {
        self.unchecked_ref::<Record>().assign(key, &value);
    }

    fn with(&self, other: &Self) -> Self {
        copy_of(self, other)
    }

    fn as_text(&self) -> Option<String> {
        if Value::is_null(self) { None } else { self.as_string() }
    }

    fn as_f64(&self) -> Option<f64> {
        if Value::is_null(self) { None } else { JsValue::as_f64(self) }
    }

    fn as_bool(&self) -> Option<bool> {
        if Value::is_null(self) { None } else { JsValue::as_bool(self) }
    }

    fn items(&self) -> Option<Vec<Self>> {
        if !self.is_list() {
            return None;
        }
        let missing = |item: &JsValue| JsValue::is_null(item) || item.is_undefined();
        let items = self.unchecked_ref::<Array>().to_vec();
        Some(
            items
                .into_iter()
                .map(|item| if missing(&item) { JsValue::NULL } else { item })
                .collect(),
        )
    }

    fn fields(&self) -> Vec<Self> {
        if !Value::is_structure(self) {
            return Vec::new();
        }
        let fields = Object::values::<JsValue>(self.unchecked_ref());
        Value::items(fields.as_ref()).unwrap_or_default()
    }

    fn holds(&self, name: &str) -> bool {
        holds(self, &name.into())
    }

    fn at(&self, name: &str) -> Self {
        let name = name.into();
        // Not what it inherits: a connector may be called "constructor".
        if holds(self, &name) { read(self, &name) } else { JsValue::NULL }
    }

    fn get(&self, key: &'static str) -> Self {
        read(self, &interned(key))
    }

    fn has(&self, key: &'static str) -> bool {
        holds(self, &interned(key))
    }

    fn is_structure(&self) -> bool {
        !Value::is_null(self) && self.is_object()
    }

    fn is_list(&self) -> bool {
        !Value::is_null(self) && Array::is_array(self)
    }

    fn is_null(&self) -> bool {
        is_constant(self, &JsValue::NULL)
    }

    fn parse(json: &Self) -> Option<Self> {
        Some(or_null(parse_json(json).ok()?))
    }

    fn stringify(&self) -> Self {
        // Only ever given what JSON.parse made, or strings and records of them.
        js_sys::JSON::stringify(self).map_or(JsValue::NULL, JsValue::from)
    }

    fn between(&self, before: &str, after: &str) -> Self {
        between(self, before, after)
    }
}
