//! Actions.

use super::{AlloyConnectivity, call, settle};
use crate::api::actions::{Arguments, PLACES};
use crate::config::Dialect;
use crate::error::{Error, Kind};
use crate::js::args::{self, Fields};
use crate::value::Value;
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
        connector_id: JsValue,
        action_id: JsValue,
        parameters: JsValue,
        options: JsValue,
    ) -> Promise {
        let read = |fields: &Fields| {
            let connector_id = args::id("connectorId", &connector_id)?;
            let action_id = args::id("actionId", &action_id)?;
            let flat = args::json_object("parameters", &parameters)?;
            let arguments = match fields.plain("split")? {
                None => Arguments::Flat(flat),
                Some(split) => {
                    if self.core.config().dialect == Some(Dialect::Guide) {
                        return Err(Kind::argument(
                            &fields.name("split"),
                            "belongs to the reference's dialect, and this client keeps to the guide's",
                        ));
                    }
                    if !parameters.is_undefined() && !parameters.is_null() {
                        return Err(Kind::argument(
                            "parameters",
                            "must be left out where options.split is given",
                        ));
                    }
                    Arguments::Split(read_split(&fields.name("split"), &split)?)
                }
            };
            Ok((connector_id, action_id, arguments))
        };
        call(
            &self.core,
            &options,
            read,
            |core, (connector_id, action_id, arguments), call| async move {
                let reply =
                    core.execute_action(connector_id, action_id, arguments, &call.scope).await?;
                settle(&core, &call, reply, |data| data)
            },
        )
    }
}

fn read_split(argument: &str, split: &JsValue) -> Result<Vec<(String, JsValue)>, Error<JsValue>> {
    let places = split.entries().unwrap_or_default();
    for (place, value) in &places {
        let field = format!("{argument}.{place}");
        if !PLACES.contains(&place.as_str()) {
            return Err(Kind::argument(&field, &["is not one of ", &PLACES.join(", ")].concat()));
        }
        if value.entries().is_none() {
            return Err(Kind::argument(&field, "must be an object"));
        }
    }
    Ok(places)
}
