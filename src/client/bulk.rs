//! Many actions, and actions that answer page by page: how they follow one another is JavaScript's.

use super::AlloyConnectivity;
use js_sys::Promise;
use wasm_bindgen::prelude::*;

#[wasm_bindgen(module = "/src/js/batch.js")]
extern "C" {
    #[wasm_bindgen(js_name = batch)]
    fn settle_all(client: AlloyConnectivity, calls: &JsValue, options: &JsValue) -> Promise;
}

#[wasm_bindgen(module = "/src/js/paginate.js")]
extern "C" {
    #[wasm_bindgen(js_name = paginate)]
    fn walk(
        client: AlloyConnectivity,
        connector_id: &JsValue,
        action_id: &JsValue,
        parameters: &JsValue,
        options: &JsValue,
    ) -> JsValue;
}

#[wasm_bindgen]
impl AlloyConnectivity {
    /// Executes many actions, some at a time, and gives what became of each.
    pub fn batch(&self, calls: &JsValue, options: &JsValue) -> Promise {
        settle_all(self.view(), calls, options)
    }

    /// The items that an action gives page by page, as an async iterable.
    pub fn paginate(
        &self,
        connector_id: &JsValue,
        action_id: &JsValue,
        parameters: &JsValue,
        options: &JsValue,
    ) -> JsValue {
        walk(self.view(), connector_id, action_id, parameters, options)
    }
}
