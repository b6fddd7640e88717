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

    /// Methods about one connector, `waitForConnection` among them.
    #[wasm_bindgen(js_name = readConnector, catch)]
    pub fn connector(connector_id: &JsValue, options: &JsValue) -> Result<JsValue, JsValue>;

    /// `listConnections`
    #[wasm_bindgen(js_name = readList, catch)]
    pub fn list(options: &JsValue) -> Result<JsValue, JsValue>;

    /// `getConnection`
    #[wasm_bindgen(js_name = readConnection, catch)]
    pub fn connection(connection_id: &JsValue, options: &JsValue) -> Result<JsValue, JsValue>;

    /// `deleteConnection`
    #[wasm_bindgen(js_name = readDeletion, catch)]
    pub fn deletion(connection_id: &JsValue, options: &JsValue) -> Result<JsValue, JsValue>;

    /// `createCredential`
    #[wasm_bindgen(js_name = readCredential, catch)]
    pub fn credential(
        connector_id: &JsValue,
        credential: &JsValue,
        options: &JsValue,
    ) -> Result<JsValue, JsValue>;

    /// Methods that take options alone.
    #[wasm_bindgen(js_name = readNothing, catch)]
    pub fn nothing(options: &JsValue) -> Result<JsValue, JsValue>;

    /// `getAction`
    #[wasm_bindgen(js_name = readDescribed, catch)]
    pub fn described(
        connector_id: &JsValue,
        action_id: &JsValue,
        options: &JsValue,
    ) -> Result<JsValue, JsValue>;

    /// `createUser`, `ensureUser`
    #[wasm_bindgen(js_name = readUser, catch)]
    pub fn user(user: &JsValue, options: &JsValue) -> Result<JsValue, JsValue>;

    /// `createUsers`
    #[wasm_bindgen(js_name = readUsers, catch)]
    pub fn users(users: &JsValue, options: &JsValue) -> Result<JsValue, JsValue>;

    /// `createUserToken`
    #[wasm_bindgen(js_name = readToken, catch)]
    pub fn token(user_id: &JsValue, options: &JsValue) -> Result<JsValue, JsValue>;

    /// `getUser`, `deleteUser`
    #[wasm_bindgen(js_name = readUserId, catch)]
    pub fn user_id(user_id: &JsValue, options: &JsValue) -> Result<JsValue, JsValue>;

    /// `updateUser`
    #[wasm_bindgen(js_name = readUserChanges, catch)]
    pub fn user_changes(
        user_id: &JsValue,
        changes: &JsValue,
        options: &JsValue,
    ) -> Result<JsValue, JsValue>;

    /// `uploadFile`
    #[wasm_bindgen(js_name = readFile, catch)]
    pub fn file(content: &JsValue, file: &JsValue, options: &JsValue) -> Result<JsValue, JsValue>;

    /// `deleteFile`
    #[wasm_bindgen(js_name = readFileKey, catch)]
    pub fn file_key(s3_key: &JsValue, options: &JsValue) -> Result<JsValue, JsValue>;

    /// `listRecords`
    #[wasm_bindgen(js_name = readRecords, catch)]
    pub fn records(
        integration_id: &JsValue,
        entity: &JsValue,
        query: &JsValue,
        options: &JsValue,
    ) -> Result<JsValue, JsValue>;

    /// `createRecord`
    #[wasm_bindgen(js_name = readNewRecord, catch)]
    pub fn new_record(
        integration_id: &JsValue,
        entity: &JsValue,
        record: &JsValue,
        options: &JsValue,
    ) -> Result<JsValue, JsValue>;

    /// `updateRecord`
    #[wasm_bindgen(js_name = readRecord, catch)]
    pub fn record(
        integration_id: &JsValue,
        entity: &JsValue,
        record_id: &JsValue,
        record: &JsValue,
        options: &JsValue,
    ) -> Result<JsValue, JsValue>;

    /// `executeAction`
    #[wasm_bindgen(js_name = readAction, catch)]
    pub fn action(
        connector_id: &JsValue,
        action_id: &JsValue,
        parameters: &JsValue,
        options: &JsValue,
    ) -> Result<JsValue, JsValue>;
}

#[wasm_bindgen(module = "/src/js/contacts.js")]
extern "C" {
    /// `CRM.listContacts`
    #[wasm_bindgen(js_name = readContacts, catch)]
    pub fn contacts(query: &JsValue, options: &JsValue) -> Result<JsValue, JsValue>;

    /// `CRM.createContact`
    #[wasm_bindgen(js_name = readNewContact, catch)]
    pub fn new_contact(contact: &JsValue, options: &JsValue) -> Result<JsValue, JsValue>;

    /// `CRM.updateContact`
    #[wasm_bindgen(js_name = readContact, catch)]
    pub fn contact(
        contact_id: &JsValue,
        contact: &JsValue,
        options: &JsValue,
    ) -> Result<JsValue, JsValue>;
}
