//! Actions.

use super::AlloyConnectivity;
use crate::core::Task;
use js_sys::Promise;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
impl AlloyConnectivity {
    /// Executes an action of a connector, and gives what the provider sent.
    ///
    /// `POST /connectors/{connectorId}/actions/{actionId}` in the guide,
    /// `POST /connectors/{connectorId}/actions/{actionId}/execute` in the reference.
    #[wasm_bindgen(js_name = executeAction)]
    pub fn execute_action(
        &self,
        connector_id: &JsValue,
        action_id: &JsValue,
        parameters: &JsValue,
        options: &JsValue,
    ) -> Promise {
        self.call(Task::Execute, &[connector_id, action_id, parameters, options])
    }
}
