//! What is one request and no more.

use super::memory::copied;
use super::{Call, Core, Next, Stage, Step};
use crate::api::Operation;
use crate::api::endpoint::{Endpoint, Kept};
use crate::api::{connections, files};
use crate::error::{Error, Kind};
use crate::transport::Transport;
use crate::value::Value;

/// The user's name in paths where a handler knows it and the client does not.
pub(super) const WHOEVER: &str = "me";

impl<T: Transport> Core<T> {
    /// Asks the endpoint, unless the answer is remembered.
    pub(super) fn ask(&self, call: &mut Call<T::Value>, endpoint: &Endpoint) -> Next<T::Value> {
        let operation = self.operation(call, endpoint)?;
        let is_fresh = call.with_response() || call.arguments.has("fresh");
        if endpoint.kept != Kept::No && !is_fresh && !call.has_looked {
            call.has_looked = true;
            let path = operation.routes.first().map_or("", |route| route.path.as_str());
            let memory = self.memory_of(call, path, endpoint.kept == Kept::Secret);
            return self.recall(call, memory);
        }
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
        let put = files::put(&call.arguments);
        let operation = put.or_else(|| endpoint.operation(&call.arguments, user_id.as_deref()));
        operation.ok_or_else(|| Kind::config("userId is required: the route names a user"))
    }

    /// What the endpoint answered.
    pub(super) fn told(&self, call: &mut Call<T::Value>, endpoint: &Endpoint) -> Next<T::Value> {
        let body = call.body.clone();
        if *endpoint == connections::DELETE {
            return self.forget_connections(call, body);
        }
        let Some(part) = endpoint.kept.part(&body) else {
            return Ok(Step::Done(body));
        };
        let path = call.route.as_ref().map_or("", |route| route.path.as_str());
        let memory = self.memory_of(call, path, endpoint.kept == Kept::Secret);
        // A copy: what the caller does to his is nobody else's business.
        self.keep(call, memory, copied(&part))
    }
}
