//! OAuth: beginning a flow, finishing it, and what was connected before.

use super::{AlloyConnectivity, call, settle};
use crate::api::callback::{self, Callback};
use crate::api::connections::Snapshot;
use crate::api::oauth::Begin;
use crate::core::{Finish, Wait};
use crate::error::{Error, Kind};
use crate::js::args::{self, Fields};
use crate::js::result::to_js;
use crate::policy::poll::{DEADLINE_MS, POLL_MS};
use crate::rules;
use crate::value::Value;
use js_sys::{JsString, Promise, Reflect};
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
impl AlloyConnectivity {
    /// Begins an OAuth flow: send the user to the `oauthUrl` that it gives. The URL holds a token;
    /// do not log it.
    ///
    /// `POST /connectors/{connectorId}/credentials`, the same route in the guide and the reference.
    #[wasm_bindgen(js_name = initiateOAuthFlow)]
    pub fn initiate_oauth_flow(
        &self,
        connector_id: JsValue,
        redirect_uri: JsValue,
        options: JsValue,
    ) -> Promise {
        let read = |fields: &Fields| {
            let redirect_uri = if redirect_uri.is_undefined() || redirect_uri.is_null() {
                self.core.config().redirect_uri.clone().ok_or_else(|| {
                    Kind::argument(
                        "redirectUri",
                        "is required: give it here, or as the client's redirectUri",
                    )
                })?
            } else {
                let uri = args::url("redirectUri", &redirect_uri)?;
                rules::redirect_uri("redirectUri", &uri)?;
                uri
            };
            Ok(Begin {
                connector_id: args::id("connectorId", &connector_id)?,
                user_id: None,
                redirect_uri,
                auth_config_id: fields.read_as("authConfigId", args::id)?,
                data: fields.plain("data")?,
            })
        };
        call(&self.core, &options, read, |core, begin, call| async move {
            let fields = begin.data.as_ref().map(leaves).unwrap_or_default();
            let secrets: Vec<&str> = fields.iter().map(String::as_str).collect();
            let reply = core.initiate_oauth_flow(begin, &call.scope, &secrets).await?;
            settle(&core, &call, reply, |started| to_js(&started))
        })
    }

    /// Finishes an OAuth flow: exchanges the code of the redirect for a connection.
    ///
    /// `POST /connectors/{connectorId}/credentials/callback`, which the guide describes and the
    /// reference does not have. Without a code, or where the exchange is unknown (400, 404, 405), it
    /// takes `since`, a snapshot from before the flow, and resolves with the connection that is new
    /// since then; it never gives an old one.
    #[wasm_bindgen(js_name = handleOAuthCallback)]
    pub fn handle_oauth_callback(
        &self,
        connector_id: JsValue,
        code: JsValue,
        credential_id: JsValue,
        options: JsValue,
    ) -> Promise {
        let read = |fields: &Fields| {
            Ok(Finish {
                connector_id: args::id("connectorId", &connector_id)?,
                code: args::optional_code("code", &code)?,
                credential_id: args::optional_id("credentialId", &credential_id)?,
                since: read_since(fields)?,
            })
        };
        call(&self.core, &options, read, |core, finish, call| async move {
            let reply = core.handle_oauth_callback(finish, &call.scope).await?;
            settle(&core, &call, reply, |connected| to_js(&connected))
        })
    }

    /// What is connected now: plain data that may be stored, for `since` later on.
    ///
    /// Lists as `listConnections` does.
    #[wasm_bindgen(js_name = snapshotConnections)]
    pub fn snapshot_connections(&self, connector_id: JsValue, options: JsValue) -> Promise {
        let read = |_: &Fields| args::id("connectorId", &connector_id);
        call(&self.core, &options, read, |core, connector_id, call| async move {
            let reply = core.list_connections(Some(&connector_id), &call.scope).await?;
            settle(&core, &call, reply, |connections| write_snapshot(&Snapshot::of(&connections)))
        })
    }

    /// Waits until a connection of the connector is new, or freshly updated, since the snapshot.
    ///
    /// Lists as `listConnections` does: after `pollMs`, then in pauses that grow to 8 seconds.
    #[wasm_bindgen(js_name = waitForConnection)]
    pub fn wait_for_connection(&self, connector_id: JsValue, options: JsValue) -> Promise {
        let read = |fields: &Fields| {
            let wait = Wait {
                since: read_since(fields)?,
                poll_ms: fields.ms("pollMs")?.unwrap_or(POLL_MS),
                deadline_ms: fields.ms("deadlineMs")?.unwrap_or(DEADLINE_MS),
            };
            Ok((args::id("connectorId", &connector_id)?, wait))
        };
        call(&self.core, &options, read, |core, (connector_id, wait), call| async move {
            let reply = core.wait_for_connection(&connector_id, wait, &call.scope).await?;
            settle(&core, &call, reply, |connection| connection.into_value())
        })
    }
}

/// Reads a callback from any of the forms in which a server or a page has it.
pub(super) fn read_callback(callback: &JsValue) -> Result<Callback, Error<JsValue>> {
    if callback.is_string() || !callback.is_object() {
        return args::url("callback", callback).map(|text| callback::parse(&text));
    }
    if Reflect::get(callback, &"href".into()).is_ok_and(|href| href.is_string()) {
        return args::url("callback", callback).map(|text| callback::parse(&text));
    }
    // URLSearchParams writes itself as its query; a record does not.
    if Reflect::get(callback, &"getAll".into()).is_ok_and(|method| method.is_function()) {
        let query = JsString::from(callback.clone());
        return args::url("callback", &query).map(|text| callback::parse(&text));
    }
    let mut read = Callback::default();
    for name in ["code", "state", "error", "error_description"] {
        let value = Reflect::get(callback, &name.into()).ok().and_then(|value| value.as_string());
        read.take(name, value.unwrap_or_default());
    }
    Ok(read)
}

/// Every string in `data`: they are a service's secrets as likely as not.
fn leaves(data: &JsValue) -> Vec<String> {
    let inner = data
        .items()
        .or_else(|| Some(data.entries()?.into_iter().map(|(_, value)| value).collect()));
    match inner {
        Some(inner) => inner.iter().flat_map(leaves).collect(),
        None => data.as_string().into_iter().collect(),
    }
}

/// `{ connections: { id: updatedAt } }`
fn write_snapshot(snapshot: &Snapshot) -> JsValue {
    let text = |updated: &Option<String>| updated.as_deref().map_or(JsValue::NULL, JsValue::from);
    let connections = snapshot.0.iter().map(|(id, updated)| (id.clone(), text(updated))).collect();
    JsValue::object(vec![("connections".to_owned(), JsValue::object(connections))])
}

fn read_since(fields: &Fields) -> Result<Option<Snapshot>, Error<JsValue>> {
    let Some(value) = fields.value("since")? else { return Ok(None) };
    let snapshot = value.get("connections").and_then(|connections| connections.entries());
    let snapshot = snapshot.ok_or_else(|| {
        Kind::argument(
            &fields.name("since"),
            "must be a snapshot from snapshotConnections(), not a time",
        )
    })?;
    Ok(Some(Snapshot(
        snapshot.into_iter().map(|(id, updated)| (id, updated.as_string())).collect(),
    )))
}
