//! Promises that Rust settles.

use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    /// A promise, and what settles it.
    pub type Pending;
    #[wasm_bindgen(method)]
    pub fn resolve(this: &Pending, value: &JsValue);
    #[wasm_bindgen(method)]
    pub fn reject(this: &Pending, error: &JsValue);
}
