//! Records: the guide's data endpoints.

use super::AlloyConnectivity;
use crate::api::records::{CREATE, LIST, UPDATE};
use crate::core::Task;
use js_sys::Promise;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
impl AlloyConnectivity {
    /// Lists records. `GET /users/{userId}/integrations/{integrationId}/data/{entity}`
    #[wasm_bindgen(js_name = listRecords)]
    pub fn list_records(
        &self,
        integration_id: &JsValue,
        entity: &JsValue,
        query: &JsValue,
        options: &JsValue,
    ) -> Promise {
        self.call(Task::Ask(&LIST), &[integration_id, entity, query, options])
    }

    /// Creates a record. `POST /users/{userId}/integrations/{integrationId}/data/{entity}`
    #[wasm_bindgen(js_name = createRecord)]
    pub fn create_record(
        &self,
        integration_id: &JsValue,
        entity: &JsValue,
        record: &JsValue,
        options: &JsValue,
    ) -> Promise {
        self.call(Task::Ask(&CREATE), &[integration_id, entity, record, options])
    }

    /// Changes a record.
    /// `PUT /users/{userId}/integrations/{integrationId}/data/{entity}/{recordId}`
    #[wasm_bindgen(js_name = updateRecord)]
    pub fn update_record(
        &self,
        integration_id: &JsValue,
        entity: &JsValue,
        record_id: &JsValue,
        record: &JsValue,
        options: &JsValue,
    ) -> Promise {
        self.call(Task::Ask(&UPDATE), &[integration_id, entity, record_id, record, options])
    }
}
