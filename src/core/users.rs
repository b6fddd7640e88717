//! Users: one that is to exist, and many at once.

use super::{Call, Core, Error, Kind, Next, Stage, Step};
use crate::api::Body;
use crate::api::users::{CREATE, CREATE_MANY, GET};
use crate::transport::Transport;
use crate::value::Value;

impl<T: Transport> Core<T> {
    /// Looks whether the user is there.
    pub(super) fn ensure_user(&self, call: &mut Call<T::Value>, stage: Stage) -> Next<T::Value> {
        let operation = self.operation(call, &GET)?;
        self.start(call, stage, operation)
    }

    /// The user, however it came to be there.
    pub(super) fn ensured(&self, call: &Call<T::Value>) -> Next<T::Value> {
        match GET.gives.read(&call.body) {
            Some(user) => Ok(Step::Done(user)),
            None => Err(self.lacks(GET.gives.promise(), call)),
        }
    }

    /// Creates the user that is not there; looks again where somebody else was faster.
    pub(super) fn not_ensured(
        &self,
        call: &mut Call<T::Value>,
        error: Error<T::Value>,
    ) -> Next<T::Value> {
        let Kind::Api { answer, .. } = &*error else { return Err(error) };
        match (call.stage, answer.status) {
            (Stage::Looking, 404) => {
                let operation = self.operation(call, &CREATE)?;
                self.start(call, Stage::Task, operation)
            }
            (Stage::Task, 409) => self.ensure_user(call, Stage::Again),
            _ => Err(error),
        }
    }

    /// Creates as many users as one request may carry, after those that have been.
    pub(super) fn create_users(&self, call: &mut Call<T::Value>) -> Next<T::Value> {
        let bodies = call.arguments.get("bodies").items().unwrap_or_default();
        let Some(body) = bodies.into_iter().nth(call.chunk) else {
            let users = std::mem::take(&mut call.rows);
            return Ok(Step::Done(T::Value::list(users)));
        };
        call.chunk += 1;
        let mut operation = self.operation(call, &CREATE_MANY)?;
        for route in &mut operation.routes {
            route.body = Body::Json(body.clone());
        }
        self.start(call, Stage::Task, operation)
    }

    pub(super) fn created_users(&self, call: &mut Call<T::Value>) -> Next<T::Value> {
        let Some(users) = CREATE_MANY.gives.read(&call.body).and_then(|rows| rows.items()) else {
            return Err(self.lacks(CREATE_MANY.gives.promise(), call));
        };
        call.rows.extend(users);
        self.create_users(call)
    }
}
