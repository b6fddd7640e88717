//! Connections: listing, getting and finding them.

use super::AlloyConnectivity;
use crate::api::connections::DELETE;
use crate::core::Task;
use js_sys::Promise;
use wasm_bindgen::prelude::*;

#[wasm_bindgen(module = "/src/js/verify.js")]
extern "C" {
    #[wasm_bindgen(js_name = verifyConnection)]
    fn verify(
        client: AlloyConnectivity,
        connection_id: &JsValue,
        options: &JsValue,
        user_id: &JsValue,
        deadline_ms: Option<u32>,
    ) -> Promise;
}

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

    /// Deletes a connection.
    ///
    /// `DELETE /users/{userId}/credentials/{credentialId}`; where that route is missing,
    /// `DELETE /connectors/{connectorId}/credentials/{credentialId}`, if the connector is named.
    #[wasm_bindgen(js_name = deleteConnection)]
    pub fn delete_connection(&self, connection_id: &JsValue, options: &JsValue) -> Promise {
        self.call(Task::Ask(&DELETE), &[connection_id, options])
    }

    /// Finds out whether a connection works. It takes the methods above, and a harmless action.
    #[wasm_bindgen(js_name = verifyConnection)]
    pub fn verify_connection(&self, connection_id: &JsValue, options: &JsValue) -> Promise {
        let (user_id, deadline_ms) = self.core.defaults();
        verify(self.view(), connection_id, options, &user_id, deadline_ms)
    }
}
