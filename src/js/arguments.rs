//! What `options.js` and `arguments.js` give: options and arguments that are what they must be, as
//! plain records.

use crate::value::Value;
use wasm_bindgen::prelude::*;

#[wasm_bindgen(module = "/src/js/options.js")]
extern "C" {
    /// The options of the constructor.
    #[wasm_bindgen(js_name = readClient, catch)]
    pub fn client(options: &JsValue) -> Result<JsValue, JsValue>;

    /// The same, as the environment and the overrides make them.
    #[wasm_bindgen(js_name = readEnvironment, catch)]
    pub fn environment(env: &JsValue, overrides: &JsValue) -> Result<JsValue, JsValue>;
}

#[wasm_bindgen(module = "/src/js/readers.js")]
extern "C" {
    /// An id on its own.
    #[wasm_bindgen(js_name = readId, catch)]
    pub fn id(argument: &str, value: &JsValue) -> Result<JsValue, JsValue>;
}

#[wasm_bindgen(module = "/src/js/arguments.js")]
extern "C" {
    /// `parseOAuthCallback`: a callback in any of its forms, as a URL or a query.
    #[wasm_bindgen(js_name = readCallback, catch)]
    pub fn callback(callback: &JsValue) -> Result<String, JsValue>;

    #[wasm_bindgen(js_name = readArguments, catch)]
    fn read(
        method: &JsValue,
        first: &JsValue,
        second: &JsValue,
        third: &JsValue,
        fourth: &JsValue,
        fifth: &JsValue,
    ) -> Result<JsValue, JsValue>;
}

/// The arguments of the method of that name, its options last, as one record.
pub fn of(method: &'static str, given: &[&JsValue]) -> Result<JsValue, JsValue> {
    // One import for all: each import takes its place in the module and in the glue.
    let missing = JsValue::UNDEFINED;
    let at = |index: usize| given.get(index).copied().unwrap_or(&missing);
    read(&JsValue::constant(method), at(0), at(1), at(2), at(3), at(4))
}
