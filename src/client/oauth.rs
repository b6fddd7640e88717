//! OAuth: beginning a flow, finishing it, and what was connected before.

use super::AlloyConnectivity;
use crate::api::callback::{Callback, query};
use crate::core::Task;
use crate::js::arguments;
use crate::js::result::to_js;
use gloo_net::http::QueryParams;
use js_sys::Promise;
use wasm_bindgen::prelude::*;
use web_sys::UrlSearchParams;

#[wasm_bindgen]
impl AlloyConnectivity {
    /// Reads what the redirect at the end of an OAuth flow carries.
    #[wasm_bindgen(js_name = parseOAuthCallback)]
    pub fn parse_oauth_callback(callback: &JsValue) -> Result<JsValue, JsValue> {
        let text = arguments::callback(callback)?;
        let parameters = QueryParams::from_raw(UrlSearchParams::new_with_str(query(&text))?);
        Ok(to_js(&Callback::read(|name| parameters.get(name))))
    }

    /// Begins an OAuth flow.
    ///
    /// `POST /connectors/{connectorId}/credentials`, the same route in the guide and the reference.
    #[wasm_bindgen(js_name = initiateOAuthFlow)]
    pub fn initiate_oauth_flow(
        &self,
        connector_id: &JsValue,
        redirect_uri: &JsValue,
        options: &JsValue,
    ) -> Promise {
        self.call(Task::Begin, &[connector_id, redirect_uri, options])
    }

    /// Creates a credential of any type: by a key or a password, or by beginning an OAuth flow.
    ///
    /// `POST /connectors/{connectorId}/credentials`, the same route in the guide and the reference.
    #[wasm_bindgen(js_name = createCredential)]
    pub fn create_credential(
        &self,
        connector_id: &JsValue,
        credential: &JsValue,
        options: &JsValue,
    ) -> Promise {
        self.call(Task::Credential, &[connector_id, credential, options])
    }

    /// Finishes an OAuth flow: exchanges the code of the redirect for a connection.
    ///
    /// `POST /connectors/{connectorId}/credentials/callback`, which the guide describes and the
    /// reference does not have. Without a code, or where the exchange is unknown, it takes `since`,
    /// a snapshot from before the flow, and lists.
    #[wasm_bindgen(js_name = handleOAuthCallback)]
    pub fn handle_oauth_callback(
        &self,
        connector_id: &JsValue,
        code: &JsValue,
        credential_id: &JsValue,
        options: &JsValue,
    ) -> Promise {
        self.call(Task::Finish, &[connector_id, code, credential_id, options])
    }

    /// What is connected now: plain data that may be stored, for `since` later on.
    ///
    /// Lists as `listConnections` does.
    #[wasm_bindgen(js_name = snapshotConnections)]
    pub fn snapshot_connections(&self, connector_id: &JsValue, options: &JsValue) -> Promise {
        self.call(Task::Snapshot, &[connector_id, options])
    }

    /// Waits until a connection of the connector is new, or freshly updated, since the snapshot.
    ///
    /// Lists as `listConnections` does: after `pollMs`, then in pauses that grow to 8 seconds.
    #[wasm_bindgen(js_name = waitForConnection)]
    pub fn wait_for_connection(&self, connector_id: &JsValue, options: &JsValue) -> Promise {
        self.call(Task::Wait, &[connector_id, options])
    }
}
