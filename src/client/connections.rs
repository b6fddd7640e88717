//! Connections: listing, getting and finding them.

use super::{AlloyConnectivity, call, settle};
use crate::api::connections::Connection;
use crate::js::args::{self, Fields};
use js_sys::{Array, Promise};
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
impl AlloyConnectivity {
    /// Lists the user's connections, of one connector or of all.
    ///
    /// `GET /users/{userId}/credentials`, `GET /credentials` (both the guide's) and
    /// `GET /connectors/{connectorId}/credentials` (the reference's), whichever is there. Rows of
    /// other users are dropped.
    #[wasm_bindgen(js_name = listConnections)]
    pub fn list_connections(&self, options: JsValue) -> Promise {
        let read = |fields: &Fields| fields.read_as("connectorId", args::id);
        call(&self.core, &options, read, |core, connector_id, call| async move {
            let reply = core.list_connections(connector_id.as_deref(), &call.scope).await?;
            settle(&core, &call, reply, |connections| {
                connections.into_iter().map(Connection::into_value).collect::<Array>().into()
            })
        })
    }

    /// Gets one connection.
    ///
    /// `GET /credentials/{credentialId}` in the guide; the reference has no such route, there it is
    /// picked from the list.
    #[wasm_bindgen(js_name = getConnection)]
    pub fn get_connection(&self, connection_id: JsValue, options: JsValue) -> Promise {
        let read = |_: &Fields| args::id("connectionId", &connection_id);
        call(&self.core, &options, read, |core, connection_id, call| async move {
            let reply = core.get_connection(&connection_id, &call.scope).await?;
            settle(&core, &call, reply, |connection| connection.into_value())
        })
    }

    /// Finds the user's newest connection of a connector; `null` when there is none.
    ///
    /// Lists as `listConnections` does.
    #[wasm_bindgen(js_name = findConnection)]
    pub fn find_connection(&self, connector_id: JsValue, options: JsValue) -> Promise {
        let read = |_: &Fields| args::id("connectorId", &connector_id);
        call(&self.core, &options, read, |core, connector_id, call| async move {
            let reply = core.find_connection(&connector_id, &call.scope).await?;
            settle(&core, &call, reply, |found| found.map_or(JsValue::NULL, Connection::into_value))
        })
    }
}
