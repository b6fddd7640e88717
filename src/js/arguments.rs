//! What `options.js` and `arguments.js` give: options and arguments that are what they must be, as
//! plain records.

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

    /// `initiateOAuthFlow`
    #[wasm_bindgen(js_name = readInitiate, catch)]
    pub fn initiate(
        connector_id: &JsValue,
        redirect_uri: &JsValue,
        options: &JsValue,
    ) -> Result<JsValue, JsValue>;

    /// `handleOAuthCallback`
    #[wasm_bindgen(js_name = readCallbackArguments, catch)]
    pub fn finish(
        connector_id: &JsValue,
        code: &JsValue,
        credential_id: &JsValue,
        options: &JsValue,
    ) -> Result<JsValue, JsValue>;

    /// `findConnection`, `snapshotConnections`, `waitForConnection`
    #[wasm_bindgen(js_name = readConnector, catch)]
    pub fn connector(connector_id: &JsValue, options: &JsValue) -> Result<JsValue, JsValue>;

    /// `listConnections`
    #[wasm_bindgen(js_name = readList, catch)]
    pub fn list(options: &JsValue) -> Result<JsValue, JsValue>;

    /// `getConnection`
    #[wasm_bindgen(js_name = readConnection, catch)]
    pub fn connection(connection_id: &JsValue, options: &JsValue) -> Result<JsValue, JsValue>;

    /// `executeAction`
    #[wasm_bindgen(js_name = readAction, catch)]
    pub fn action(
        connector_id: &JsValue,
        action_id: &JsValue,
        parameters: &JsValue,
        options: &JsValue,
    ) -> Result<JsValue, JsValue>;
}
