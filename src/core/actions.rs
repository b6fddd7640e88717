//! Executing an action, and the schemas that the reference's dialect needs for it.

use super::{Core, Reply, Scope, shows_no_route};
use crate::api::actions::{
    Arguments, Call, Schema, describe, execute, needs_schema, reference_body, result,
};
use crate::error::{CallSite, Error, Failure, Kind};
use crate::redact::Secrets;
use crate::transport::Transport;
use crate::value::Value;
use std::rc::Rc;

/// How many schemas are kept; the oldest goes first.
const MAX_SCHEMAS: usize = 256;

/// The schemas that were fetched, per connector and action.
#[derive(Default)]
pub(super) struct Schemas(Vec<(String, String, Rc<Schema>)>);

impl Schemas {
    fn get(&self, connector_id: &str, action_id: &str) -> Option<Rc<Schema>> {
        let known = self
            .0
            .iter()
            .find(|(connector, action, _)| connector == connector_id && action == action_id);
        known.map(|(_, _, schema)| schema.clone())
    }

    fn put(&mut self, connector_id: &str, action_id: &str, schema: Rc<Schema>) {
        if self.0.len() >= MAX_SCHEMAS {
            self.0.remove(0);
        }
        self.0.push((connector_id.to_owned(), action_id.to_owned(), schema));
    }
}

impl<T: Transport> Core<T> {
    /// Executes an action on the call's connection, or on the client's.
    pub async fn execute_action(
        &self,
        connector_id: String,
        action_id: String,
        arguments: Arguments<T::Value>,
        scope: &Scope<T::Value>,
    ) -> Result<Reply<T::Value, T::Value>, Failure<T::Value>> {
        let connection = scope.connection_id.as_ref().or(self.config.connection_id.as_ref());
        let Some(credential_id) = connection.cloned() else {
            return Err(Kind::config("Connection not yet established").into());
        };
        let service_headers =
            self.config.connector_headers.iter().find(|(known, _)| *known == connector_id);
        let service_headers = service_headers.map(|(_, headers)| headers.clone());
        let secrets = self.secrets(&[]);
        let call = Call { connector_id, action_id, credential_id, arguments, service_headers };
        let answer = self.run(execute(call), scope, &secrets).await?;
        Ok(Reply { value: result(&answer.body), answer })
    }

    /// Writes a call in the reference's dialect, with the action's schema where that is needed.
    pub(super) async fn reference_body(
        &self,
        call: &Call<T::Value>,
        scope: &Scope<T::Value>,
        secrets: &Secrets,
        site: &mut CallSite,
    ) -> Result<T::Value, Error<T::Value>> {
        if !needs_schema(call) {
            return Ok(reference_body(call, &Schema::default()));
        }
        let known = self.memory.schemas.borrow().get(&call.connector_id, &call.action_id);
        let schema = match known {
            Some(schema) => schema,
            None => self.fetch_schema(call, scope, secrets, site).await?,
        };
        Ok(reference_body(call, &schema))
    }

    async fn fetch_schema(
        &self,
        call: &Call<T::Value>,
        scope: &Scope<T::Value>,
        secrets: &Secrets,
        site: &mut CallSite,
    ) -> Result<Rc<Schema>, Error<T::Value>> {
        let operation = describe(&call.connector_id, &call.action_id);
        let mut schema = Schema::default();
        for route in &operation.routes {
            // Boxed: an attempt may need a schema, and this is one.
            match Box::pin(self.attempt(route, scope, secrets, site)).await {
                Ok((_, body))
                    if body.get("action").or_else(|| body.get("parameters")).is_some() =>
                {
                    schema = Schema::read(&body);
                }
                // No such catalogue here: all that is left is to take everything for the body.
                Ok(_) => {}
                Err(error) if shows_no_route(&error) => {}
                Err(error) => return Err(error),
            }
        }
        let schema = Rc::new(schema);
        self.memory.schemas.borrow_mut().put(&call.connector_id, &call.action_id, schema.clone());
        Ok(schema)
    }
}
