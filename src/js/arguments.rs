//! What `options.js` and `arguments.js` give: options and arguments that are what they must be.

use wasm_bindgen::prelude::*;

#[wasm_bindgen(module = "/src/js/options.js")]
extern "C" {
    /// The options of the constructor.
    #[wasm_bindgen(js_name = readClient, catch)]
    pub fn client(options: &JsValue) -> Result<JsValue, JsValue>;
}

#[wasm_bindgen(module = "/src/js/arguments.js")]
extern "C" {
    /// `parseOAuthCallback`: a callback in any of its forms, as a URL or a query.
    #[wasm_bindgen(js_name = readCallback, catch)]
    pub fn callback(callback: &JsValue) -> Result<String, JsValue>;
}

// Other snippets import it, and only what Rust names is put beside the glue.
#[wasm_bindgen(module = "/src/js/readers.js")]
extern "C" {
    #[allow(dead_code)]
    type Readers;
}
