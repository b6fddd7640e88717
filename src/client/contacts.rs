//! Contacts, under the name that they have in the guide's older SDK: `alloy.CRM`.

use super::AlloyConnectivity;
use crate::api::contacts::{CREATE, LIST, UPDATE};
use crate::core::Task;
use js_sys::Promise;
use wasm_bindgen::prelude::*;

/// The contacts of a connection.
#[wasm_bindgen(skip_typescript)]
pub struct Contacts {
    client: AlloyConnectivity,
}

#[wasm_bindgen]
impl AlloyConnectivity {
    /// The contacts of the client's connection, or of the one that a call names.
    #[wasm_bindgen(getter, js_name = CRM)]
    pub fn crm(&self) -> Contacts {
        Contacts { client: self.view() }
    }
}

#[wasm_bindgen]
impl Contacts {
    /// Lists contacts. `GET /one/crm/contacts`; Notion's pages with a Notion connection.
    #[wasm_bindgen(js_name = listContacts)]
    pub fn list(&self, query: &JsValue, options: &JsValue) -> Promise {
        self.client.call(Task::Contacts(&LIST), &[query, options])
    }

    /// Creates a contact. `POST /one/crm/contacts`; a page with a Notion connection.
    #[wasm_bindgen(js_name = createContact)]
    pub fn create(&self, contact: &JsValue, options: &JsValue) -> Promise {
        self.client.call(Task::Contacts(&CREATE), &[contact, options])
    }

    /// Changes a contact. `PUT /one/crm/contacts/{contactId}`; a page with a Notion connection.
    #[wasm_bindgen(js_name = updateContact)]
    pub fn update(&self, contact_id: &JsValue, contact: &JsValue, options: &JsValue) -> Promise {
        self.client.call(Task::Contacts(&UPDATE), &[contact_id, contact, options])
    }
}
