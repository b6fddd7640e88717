//! Promises that Rust settles.

use js_sys::Promise;
use wasm_bindgen::prelude::*;

#[wasm_bindgen(module = "/src/js/pending.js")]
extern "C" {
    /// A promise, and what settles it.
    pub type Pending;
    #[wasm_bindgen(constructor)]
    pub fn new() -> Pending;
    #[wasm_bindgen(method, getter)]
    pub fn promise(this: &Pending) -> Promise;
    #[wasm_bindgen(method)]
    pub fn resolve(this: &Pending, value: &JsValue);
    #[wasm_bindgen(method)]
    pub fn reject(this: &Pending, error: &JsValue);
}
