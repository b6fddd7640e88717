//! JavaScript's values, as the core sees them.

use crate::value::Value;
use js_sys::{Array, Object, Reflect};
use std::cell::RefCell;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    // js-sys would copy the text through wasm's memory; payloads stay the engine's own.
    #[wasm_bindgen(js_namespace = JSON, js_name = parse, catch)]
    fn parse_json(text: &JsValue) -> Result<JsValue, JsValue>;

    type Record;
    #[wasm_bindgen(method, structural, indexing_setter)]
    fn assign(this: &Record, key: &str, value: &JsValue);

    #[wasm_bindgen(js_namespace = Object, js_name = create)]
    fn create(prototype: &JsValue) -> JsValue;
    #[wasm_bindgen(js_namespace = Object, js_name = hasOwn)]
    fn has_own(object: &JsValue, key: &JsValue) -> bool;
}

#[wasm_bindgen(module = "/src/js/between.js")]
extern "C" {
    fn between(text: &JsValue, before: &str, after: &str) -> JsValue;
}

thread_local! {
    /// The names of fields as JavaScript's strings: to decode one costs more than to read the field.
    static KEYS: RefCell<Vec<(&'static str, JsValue)>> = const { RefCell::new(Vec::new()) };
}

fn interned(key: &'static str) -> JsValue {
    KEYS.with_borrow_mut(|keys| {
        // Told apart by where they stand: each is a constant of the module.
        if let Some((_, name)) = keys.iter().find(|(known, _)| std::ptr::eq(*known, key)) {
            return name.clone();
        }
        let name = JsValue::from_str(key);
        keys.push((key, name.clone()));
        name
    })
}

fn holds(object: &JsValue, name: &JsValue) -> bool {
    object.is_object() && has_own(object, name)
}

fn read(object: &JsValue, name: &JsValue) -> JsValue {
    if !object.is_object() {
        return JsValue::NULL;
    }
    Reflect::get(object, name).unwrap_or(JsValue::NULL)
}

impl Value for JsValue {
    fn null() -> Self {
        JsValue::NULL
    }

    fn text(text: &str) -> Self {
        JsValue::from_str(text)
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

    fn copy(&self) -> Self {
        Object::assign(&Object::new(), self.unchecked_ref()).into()
    }

    fn as_text(&self) -> Option<String> {
        self.as_string()
    }

    fn as_u32(&self) -> Option<u32> {
        let number = self.as_f64()?;
        (number == f64::from(number as u32)).then_some(number as u32)
    }

    fn as_bool(&self) -> Option<bool> {
        JsValue::as_bool(self)
    }

    fn items(&self) -> Option<Vec<Self>> {
        Array::is_array(self).then(|| self.unchecked_ref::<Array>().to_vec())
    }

    fn keys(&self) -> Vec<String> {
        if !self.is_object() {
            return Vec::new();
        }
        Object::keys::<JsValue>(self.unchecked_ref())
            .iter()
            .filter_map(|key| key.as_string())
            .collect()
    }

    fn holds(&self, name: &str) -> bool {
        holds(self, &name.into())
    }

    fn at(&self, name: &str) -> Self {
        read(self, &name.into())
    }

    fn get(&self, key: &'static str) -> Self {
        read(self, &interned(key))
    }

    fn has(&self, key: &'static str) -> bool {
        holds(self, &interned(key))
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
        // Only ever given what JSON.parse made, or strings and records of them.
        js_sys::JSON::stringify(self).map_or(JsValue::NULL, JsValue::from)
    }

    fn between(&self, before: &str, after: &str) -> Self {
        between(self, before, after)
    }
}
