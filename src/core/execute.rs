//! Executing an action, and looking up the description that the reference's dialect needs for it.

use super::{Call, Core, Error, Kind, Next, Route, Stage, Step, is_unknown_action, shows_no_route};
use crate::api::Body;
use crate::api::actions::{self, Arguments, describe, description, reference_body, rename};
use crate::api::catalogue::alias;
use crate::config::Dialect;
use crate::transport::Transport;
use crate::value::Value;

/// The operation that describes an action, and in place of a route of it that there is none.
const DESCRIBE: &str = "describe";
const NOWHERE: &str = "nowhere";

impl<T: Transport> Core<T> {
    /// Executes an action on the call's connection, or on the client's.
    pub(super) fn execute(&self, call: &mut Call<T::Value>) -> Next<T::Value> {
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
        let connector_id = call.connector_id().unwrap_or_default();
        let action_id = call.arguments.get_text("actionId").unwrap_or_default();
        self.execute_action(call, connector_id, action_id, arguments)
    }

    /// The connection of the call, or of the client; it is never guessed.
    pub(super) fn connection_id(&self, call: &Call<T::Value>) -> Result<String, Error<T::Value>> {
        let own = call.option("connectionId").as_text();
        let id = own.or_else(|| self.0.connection_id.as_text());
        id.ok_or_else(|| Kind::config("Connection not yet established"))
    }

    pub(super) fn execute_action(
        &self,
        call: &mut Call<T::Value>,
        connector_id: String,
        action_id: String,
        arguments: Arguments<T::Value>,
    ) -> Next<T::Value> {
        let credential_id = self.connection_id(call)?;
        let service_headers = self.config().connector_headers.at(&connector_id);
        let proven =
            self.shared().routes.borrow().proven(actions::EXECUTE).map(actions::dialect_of);
        let dialect = match arguments {
            // The guide has no place for them, whatever has proven to be there.
            Arguments::Split(_) => Some(Dialect::Reference),
            Arguments::Flat(_) => self.config().dialect.or(proven),
        };
        let action =
            actions::Call { connector_id, action_id, credential_id, arguments, service_headers };
        self.start(call, Stage::Task, actions::execute(action, dialect))
    }

    /// Gets a route ready to be sent. One in the reference's dialect may take the action's
    /// description first.
    pub(super) fn try_route(
        &self,
        call: &mut Call<T::Value>,
        mut route: Route<T::Value>,
    ) -> Next<T::Value> {
        call.retries = 0;
        if let Body::Action(action) = &route.body {
            match &action.arguments {
                Arguments::Split(split) => {
                    route.body = Body::Json(reference_body(action, split));
                }
                Arguments::Flat(_) if self.needs_no_description(call) => {
                    route.body = Body::Json(reference_body(action, &T::Value::null()));
                }
                // No such catalogue here: all that is left is to take everything for the body.
                Arguments::Flat(_) if self.is_proven(DESCRIBE, NOWHERE) => {
                    return self.arrange(call, route, &T::Value::null());
                }
                Arguments::Flat(_) => {
                    call.description = describe(action).path;
                    let memory = self.memory_of(call, &call.description, false);
                    call.held = Some(route);
                    return self.recall(call, memory);
                }
            }
        }
        call.route = Some(route);
        Ok(Step::Send)
    }

    /// Whether there is nothing to be put into its place, nor to be checked.
    fn needs_no_description(&self, call: &Call<T::Value>) -> bool {
        call.arguments.get("bare").as_bool() == Some(true) && !self.validates(call)
    }

    fn is_proven(&self, operation: &str, template: &str) -> bool {
        self.shared().routes.borrow().proven(operation) == Some(template)
    }

    /// Whether the parameters are held against the action's description before they are sent.
    fn validates(&self, call: &Call<T::Value>) -> bool {
        call.arguments.get("validate").as_bool() != Some(false)
    }

    /// Fetches the description that a route waits for.
    pub(super) fn describe(
        &self,
        call: &mut Call<T::Value>,
        held: Route<T::Value>,
    ) -> Next<T::Value> {
        if let Body::Action(action) = &held.body {
            call.route = Some(describe(action));
            call.retries = 0;
        }
        call.held = Some(held);
        Ok(Step::Send)
    }

    /// Takes the description, remembers it, and goes on with the route that waited for it.
    pub(super) fn described(
        &self,
        call: &mut Call<T::Value>,
        mut held: Route<T::Value>,
        outcome: Result<(), Error<T::Value>>,
    ) -> Next<T::Value> {
        let found = match outcome {
            Ok(()) => description(&call.body),
            Err(error) if shows_no_route(&error) => {
                self.shared().routes.borrow_mut().prove(DESCRIBE, NOWHERE);
                return self.arrange(call, held, &T::Value::null());
            }
            Err(error) if is_unknown_action(&error) => {
                if let Body::Action(action) = &held.body
                    && let Some(id) = alias(&action.connector_id, &action.action_id)
                {
                    held = rename(held, id);
                    return self.falling_back(call, |call| self.describe(call, held));
                }
                return self.unknown_action(call, error);
            }
            Err(error) => return Err(error),
        };
        let memory = self.memory_of(call, &call.description, false);
        call.held = Some(held);
        self.keep(call, memory, found)
    }

    /// Puts the parameters where the description says, and sends them.
    pub(super) fn arrange(
        &self,
        call: &mut Call<T::Value>,
        mut held: Route<T::Value>,
        description: &T::Value,
    ) -> Next<T::Value> {
        // It may be remembered under the guide's name, and be of the reference's.
        if let Body::Action(action) = &held.body
            && let Some(id) = alias(&action.connector_id, &action.action_id)
            && description.get_text("id").as_deref() == Some(id)
        {
            held = rename(held, id);
        }
        if let Body::Action(action) = &held.body
            && let Arguments::Flat(json) = &action.arguments
        {
            let arranged = self.transport().arrange(json, description, self.validates(call));
            if let Some(argument) = arranged.get_text("argument") {
                let expectation = arranged.get_text("expectation").unwrap_or_default();
                return Err(Box::new(Kind::Validation { argument, expectation }));
            }
            self.tell_of_ambiguity(call, &arranged.get("ambiguous"));
            held.body = Body::Json(reference_body(action, &arranged.get("split")));
        }
        call.route = Some(held);
        call.retries = 0;
        Ok(Step::Send)
    }
}
