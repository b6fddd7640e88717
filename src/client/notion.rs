//! Notion's actions under the guide's names, which are JavaScript's to give.

use super::AlloyConnectivity;
use wasm_bindgen::prelude::*;

#[wasm_bindgen(module = "/src/js/notion.js")]
extern "C" {
    #[wasm_bindgen(reexport)]
    type NotionClient;
    #[wasm_bindgen(constructor, catch)]
    fn new(alloy: AlloyConnectivity, connection_id: &JsValue) -> Result<NotionClient, JsValue>;
}

#[wasm_bindgen]
impl AlloyConnectivity {
    /// The guide's methods for Notion, on the client's connection or on another.
    pub fn notion(&self, connection_id: &JsValue) -> Result<JsValue, JsValue> {
        Ok(NotionClient::new(self.view(), connection_id)?.into())
    }
}
