//! What there is to connect to, and what can be done with it.

use super::AlloyConnectivity;
use crate::api::catalogue::{ACTION, ACTIONS, CONNECTOR, CONNECTORS, METADATA, RESOURCES};
use crate::core::Task;
use js_sys::Promise;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
impl AlloyConnectivity {
    /// Lists the connectors. `GET /connectors`
    #[wasm_bindgen(js_name = listConnectors)]
    pub fn list_connectors(&self, options: &JsValue) -> Promise {
        self.call(Task::Ask(&CONNECTORS), &[options])
    }

    /// Gets one of them. `GET /connectors/{connectorId}`
    #[wasm_bindgen(js_name = getConnector)]
    pub fn get_connector(&self, connector_id: &JsValue, options: &JsValue) -> Promise {
        self.call(Task::Ask(&CONNECTOR), &[connector_id, options])
    }

    /// Lists what it has, and what can be done with each. `GET /connectors/{connectorId}/resources`
    #[wasm_bindgen(js_name = listResources)]
    pub fn list_resources(&self, connector_id: &JsValue, options: &JsValue) -> Promise {
        self.call(Task::Ask(&RESOURCES), &[connector_id, options])
    }

    /// Lists what can be done with it. `GET /connectors/{connectorId}/actions`; where that route is
    /// missing, the actions of its resources.
    #[wasm_bindgen(js_name = listActions)]
    pub fn list_actions(&self, connector_id: &JsValue, options: &JsValue) -> Promise {
        self.call(Task::Ask(&ACTIONS), &[connector_id, options])
    }

    /// Describes an action. `GET /connectors/{connectorId}/actions/{actionId}`
    #[wasm_bindgen(js_name = getAction)]
    pub fn get_action(
        &self,
        connector_id: &JsValue,
        action_id: &JsValue,
        options: &JsValue,
    ) -> Promise {
        self.call(Task::Ask(&ACTION), &[connector_id, action_id, options])
    }

    /// What it takes to connect. `GET /connectors/{connectorId}/credentials/metadata`
    #[wasm_bindgen(js_name = getCredentialMetadata)]
    pub fn get_credential_metadata(&self, connector_id: &JsValue, options: &JsValue) -> Promise {
        self.call(Task::Ask(&METADATA), &[connector_id, options])
    }
}
