//! Promises that Rust settles.

use js_sys::Promise;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;

#[wasm_bindgen(module = "/src/js/pending.js")]
extern "C" {
    type Pending;
    #[wasm_bindgen(constructor)]
    fn new() -> Pending;
    #[wasm_bindgen(method, getter)]
    fn promise(this: &Pending) -> Promise;
    #[wasm_bindgen(method)]
    fn resolve(this: &Pending, value: &JsValue);
    #[wasm_bindgen(method)]
    fn reject(this: &Pending, error: &JsValue);
}

/// A promise of what the future comes to.
pub fn promise_of(future: impl Future<Output = Result<JsValue, JsValue>> + 'static) -> Promise {
    let pending = Pending::new();
    let promise = pending.promise();
    spawn_local(async move {
        match future.await {
            Ok(value) => pending.resolve(&value),
            Err(error) => pending.reject(&error),
        }
    });
    promise
}
