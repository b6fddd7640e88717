//! Connections: listing, getting and finding them.

use super::AlloyConnectivity;
use crate::core::Task;
use js_sys::Promise;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
impl AlloyConnectivity {
    /// Lists the user's connections, of one connector or of all.
    ///
    /// `GET /users/{userId}/credentials`, `GET /credentials` (both the guide's) and
    /// `GET /connectors/{connectorId}/credentials` (the reference's), whichever is there.
    #[wasm_bindgen(js_name = listConnections)]
    pub fn list_connections(&self, options: &JsValue) -> Promise {
        self.call(Task::List, &[options])
    }

    /// Gets one connection.
    ///
    /// `GET /credentials/{credentialId}` in the guide; the reference has no such route, there it is
    /// picked from the list.
    #[wasm_bindgen(js_name = getConnection)]
    pub fn get_connection(&self, connection_id: &JsValue, options: &JsValue) -> Promise {
        self.call(Task::Get, &[connection_id, options])
    }

    /// Finds the user's newest connection of a connector; `null` when there is none.
    ///
    /// Lists as `listConnections` does.
    #[wasm_bindgen(js_name = findConnection)]
    pub fn find_connection(&self, connector_id: &JsValue, options: &JsValue) -> Promise {
        self.call(Task::Find, &[connector_id, options])
    }
}
