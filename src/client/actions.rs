//! Actions.

use super::AlloyConnectivity;
use crate::core::Task;
use crate::js::arguments;
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
        let arguments = arguments::action(connector_id, action_id, parameters, options);
        self.call(Task::Execute, arguments)
    }
}
