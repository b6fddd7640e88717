//! Contacts: which of the two services that have them is asked depends on whose connection it is.

use super::{Call, Core, Kind, Next, Stage, Step};
use crate::api::actions::{self, Arguments};
use crate::api::contacts::{PAGED, action, of_pages};
use crate::api::endpoint::Endpoint;
use crate::text::join;
use crate::transport::Transport;
use crate::url::encode;
use crate::value::Value;

impl<T: Transport> Core<T> {
    /// Finds out which connector the connection is of.
    pub(super) fn contacts(&self, call: &mut Call<T::Value>) -> Next<T::Value> {
        self.connection_id(call)?;
        self.recall_connections(call)
    }

    pub(super) fn connections_recalled(
        &self,
        call: &mut Call<T::Value>,
        remembered: T::Value,
    ) -> Next<T::Value> {
        let connector_id = remembered.get("connectors").at(&self.connection_id(call)?);
        call.remembered = remembered;
        match call.task {
            super::Task::Contacts(endpoint) if !connector_id.is_null() => {
                self.contacts_of(call, endpoint, &connector_id)
            }
            _ => self.get(call),
        }
    }

    /// Asks for the contacts of a connection of this connector, or for the pages that stand for them.
    pub(super) fn contacts_of(
        &self,
        call: &mut Call<T::Value>,
        endpoint: &'static Endpoint,
        connector_id: &T::Value,
    ) -> Next<T::Value> {
        call.repeatable = endpoint.method == "GET";
        if connector_id.as_text().as_deref() == Some(PAGED) {
            if let Some(refusal) = call.arguments.get_text("refusal") {
                return Err(Kind::argument("contact", &refusal));
            }
            let parameters = Arguments::Flat(call.arguments.get("page"));
            return self.execute_action(
                call,
                PAGED.to_owned(),
                action(endpoint).to_owned(),
                parameters,
            );
        }
        let credential = encode(&self.connection_id(call)?);
        let mut operation = self.operation(call, endpoint)?;
        for route in &mut operation.routes {
            let more = if route.query.is_empty() { "" } else { "&" };
            route.query = join(&["credentialId=", &credential, more, &route.query]);
        }
        self.start(call, Stage::Task, operation)
    }

    /// The contacts, or the pages in their place.
    pub(super) fn contacted(&self, call: &Call<T::Value>, endpoint: &Endpoint) -> Next<T::Value> {
        let value = if call.operation == actions::EXECUTE {
            of_pages(endpoint, &actions::result(&call.body))
        } else {
            endpoint.gives.read(&call.body)
        };
        match value {
            Some(value) => Ok(Step::Done(value)),
            None => Err(self.lacks(endpoint.gives.promise(), call)),
        }
    }
}
