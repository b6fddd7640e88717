//! What is one request and no more.

use super::{Call, Core, Next, Stage, Step};
use crate::api::Operation;
use crate::api::connections;
use crate::api::endpoint::{Endpoint, Kept};
use crate::error::{Error, Kind};
use crate::transport::{Memory, Transport};
use crate::value::Value;

/// The user's name in paths where a handler knows it and the client does not.
const WHOEVER: &str = "me";

impl<T: Transport> Core<T> {
    /// Asks the endpoint, unless the answer is remembered.
    pub(super) fn ask(&self, call: &mut Call<T::Value>, endpoint: &Endpoint) -> Next<T::Value> {
        let operation = self.operation(call, endpoint)?;
        let path = operation.routes.first().map_or("", |route| route.path.as_str());
        let memory = self.memory(call, endpoint, path);
        match memory.filter(|_| !call.with_response()) {
            Some(memory) => self.recall(call, memory),
            None => self.start(call, Stage::Task, operation),
        }
    }

    /// The same, whatever is remembered.
    pub(super) fn ask_alloy(
        &self,
        call: &mut Call<T::Value>,
        endpoint: &Endpoint,
    ) -> Next<T::Value> {
        let operation = self.operation(call, endpoint)?;
        self.start(call, Stage::Task, operation)
    }

    /// The operation, with the call's arguments.
    pub(super) fn operation(
        &self,
        call: &Call<T::Value>,
        endpoint: &Endpoint,
    ) -> Result<Operation<T::Value>, Error<T::Value>> {
        let mut user_id = self.user(call);
        if user_id.is_none() && self.config().api_key.is_none() {
            user_id = Some(WHOEVER.to_owned());
        }
        let operation = endpoint.operation(&call.arguments, user_id.as_deref());
        operation.ok_or_else(|| Kind::config("userId is required: the route names a user"))
    }

    /// What the endpoint gave.
    pub(super) fn told(&self, call: &mut Call<T::Value>, endpoint: &Endpoint) -> Next<T::Value> {
        let Some(value) = endpoint.gives.read(&call.body) else {
            return Err(self.lacks(endpoint.gives.promise(), call));
        };
        if *endpoint == connections::DELETE {
            return self.forget_connections(call, value);
        }
        let path = call.route.as_ref().map_or("", |route| route.path.as_str());
        let Some(memory) = self.memory(call, endpoint, path) else {
            return Ok(Step::Done(value));
        };
        if memory.secret {
            let token = self.transport().user_token(&value.get("token"));
            return self.keep(call, memory, token);
        }
        self.keep(call, memory, value)
    }

    /// Where the endpoint's answer is remembered.
    fn memory(&self, call: &Call<T::Value>, endpoint: &Endpoint, path: &str) -> Option<Memory> {
        (endpoint.kept != Kept::No)
            .then(|| self.memory_of(call, path, endpoint.kept == Kept::Secret))
    }
}
