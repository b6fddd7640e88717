//! Executing an action, and fetching the schema that the reference's dialect needs for it.

use super::{Call, Core, Error, Kind, Next, Route, Stage, Step, shows_no_route};
use crate::api::Body;
use crate::api::actions::{
    self, Arguments, describe, place, places, reference_body, result, unplaced,
};
use crate::config::Dialect;
use crate::transport::Transport;
use crate::value::Value;

/// For how many actions it is kept where they take their parameters; the oldest goes first.
const MAX_PLACES: usize = 256;

impl<T: Transport> Core<T> {
    /// Executes an action on the call's connection, or on the client's.
    pub(super) fn execute(&self, call: &mut Call<T::Value>) -> Next<T::Value> {
        let own = call.option("connectionId").as_text();
        let Some(credential_id) = own.or_else(|| self.0.connection_id.as_text()) else {
            return Err(Kind::config("Connection not yet established"));
        };
        let connector_id = call.connector_id().unwrap_or_default();
        let split = call.arguments.get("split");
        let arguments = if split.is_null() {
            Arguments::Flat(call.arguments.get("parameters"))
        } else if self.config().dialect == Some(Dialect::Guide) {
            let expectation =
                "belongs to the reference's dialect, and this client keeps to the guide's";
            return Err(Kind::argument("options.split", expectation));
        } else {
            Arguments::Split(split)
        };
        let proven =
            self.shared().routes.borrow().proven(actions::EXECUTE).map(actions::dialect_of);
        let described = actions::Call {
            action_id: call.arguments.get_text("actionId").unwrap_or_default(),
            credential_id,
            arguments,
            service_headers: self.config().connector_headers.at(&connector_id),
            connector_id,
        };
        let dialect = self.config().dialect.or(proven);
        self.start(call, Stage::Task, actions::execute(described, dialect))
    }

    /// Gets a route ready to be sent. One in the reference's dialect may take the action's schema
    /// first.
    pub(super) fn try_route(
        &self,
        call: &mut Call<T::Value>,
        mut route: Route<T::Value>,
    ) -> Next<T::Value> {
        call.retries = 0;
        if let Body::Action(action) = &route.body {
            let split = match (&action.arguments, unplaced(action)) {
                (Arguments::Split(split), _) => split.clone(),
                (_, None) => T::Value::null(),
                (_, Some(flat)) => {
                    let schema = describe(action);
                    let known = self.shared().places.borrow();
                    let known = known.iter().find(|(path, _)| *path == schema.path);
                    let Some((_, places)) = known else {
                        call.route = Some(schema);
                        call.held = Some(route);
                        return Ok(Step::Send);
                    };
                    place(&flat, places)
                }
            };
            route.body = Body::Json(reference_body(action, &split));
        }
        call.route = Some(route);
        Ok(Step::Send)
    }

    /// Takes the schema, and goes on with the route that waited for it.
    pub(super) fn described(
        &self,
        call: &mut Call<T::Value>,
        held: Route<T::Value>,
        outcome: Result<(), Error<T::Value>>,
    ) -> Next<T::Value> {
        let found = match outcome {
            Ok(()) => places(&call.body),
            // No such catalogue here: all that is left is to take everything for the body.
            Err(error) if shows_no_route(&error) => T::Value::null(),
            Err(error) => return Err(error),
        };
        let mut known = self.shared().places.borrow_mut();
        if known.len() >= MAX_PLACES {
            let mut oldest = true;
            known.retain(|_| !std::mem::take(&mut oldest));
        }
        known.push((call.route.take().map_or_else(String::new, |route| route.path), found));
        drop(known);
        self.try_route(call, held)
    }

    /// What the provider sent.
    pub(super) fn executed(&self, call: &Call<T::Value>) -> Next<T::Value> {
        Ok(Step::Done(result(&call.body)))
    }
}
