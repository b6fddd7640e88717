//! What is remembered of earlier answers, and for how long it counts: the client's cache decides the
//! latter, the user whose it is and what makes it void are decided here.

use super::call::Doing;
use super::{Call, Core, Next, Step, Task};
use crate::error::{Error, Kind};
use crate::text::join;
use crate::transport::{Memory, Transport, Work};
use crate::value::Value;

/// How long to wait for what is remembered, in milliseconds: then it is as quick to ask Alloy.
const PATIENCE_MS: u32 = 5_000;
/// Under which name the user's connections are remembered: all of them in one entry, so that one key
/// is forgotten when they change.
const CONNECTIONS: &str = "connections";

impl<T: Transport> Core<T> {
    /// Where `name` is remembered for the call's user.
    pub(super) fn memory_of(&self, call: &Call<T::Value>, name: &str, secret: bool) -> Memory {
        let user_id = self.user(call).unwrap_or_default();
        Memory { key: join(&[&self.shared().realm, &user_id, " ", name]), secret }
    }

    pub(super) fn recall(&self, call: &mut Call<T::Value>, memory: Memory) -> Next<T::Value> {
        if let Some(cause) = self.transport().aborted(&call.option("signal")) {
            return Err(Box::new(Kind::Abort { cause }));
        }
        let left = self.left(call, self.transport().now())?;
        call.wait_for(Doing::Preparing, Work::Recall(memory, left.min(PATIENCE_MS)))
    }

    pub(super) fn recall_connections(&self, call: &mut Call<T::Value>) -> Next<T::Value> {
        let memory = self.memory_of(call, CONNECTIONS, false);
        self.recall(call, memory)
    }

    /// What follows from what is remembered, or is not.
    pub(super) fn recalled(&self, call: &mut Call<T::Value>, value: T::Value) -> Next<T::Value> {
        if let Some(route) = call.held.take() {
            return if value.is_null() || value.is_list() {
                self.describe(call, route)
            } else {
                self.arrange(call, route, &value)
            };
        }
        match call.task {
            Task::Ask(endpoint) if value.is_null() => self.ask(call, endpoint),
            Task::Ask(_) => {
                call.body = copied(&value);
                Ok(Step::Done(T::Value::null()))
            }
            _ => {
                let found = value.at(&call.connector_id().unwrap_or_default());
                call.result = value;
                if found.is_null() { self.list(call) } else { Ok(Step::Done(copied(&found))) }
            }
        }
    }

    /// Remembers the value, and goes on with it.
    pub(super) fn keep(
        &self,
        call: &mut Call<T::Value>,
        memory: Memory,
        value: T::Value,
    ) -> Next<T::Value> {
        call.result = value.clone();
        call.wait_for(Doing::Preparing, Work::Keep(memory, value))
    }

    /// Remembers the newest connection of its connector, beside those of others.
    pub(super) fn keep_connection(
        &self,
        call: &mut Call<T::Value>,
        connection: T::Value,
    ) -> Next<T::Value> {
        let mut found = T::Value::record();
        found.set(&call.connector_id().unwrap_or_default(), connection.clone());
        let all = call.result.with(&found);
        let memory = self.memory_of(call, CONNECTIONS, false);
        call.result = copied(&connection);
        call.wait_for(Doing::Preparing, Work::Keep(memory, all))
    }

    /// Forgets the user's connections, which have changed, and goes on with the result.
    pub(super) fn forget_connections(
        &self,
        call: &mut Call<T::Value>,
        result: T::Value,
    ) -> Next<T::Value> {
        call.result = result;
        let memory = self.memory_of(call, CONNECTIONS, false);
        call.wait_for(Doing::Preparing, Work::Keep(memory, T::Value::null()))
    }

    /// Forgets them because one that was thought to be there is not, and fails.
    pub(super) fn forget_before(
        &self,
        call: &mut Call<T::Value>,
        error: Error<T::Value>,
    ) -> Next<T::Value> {
        call.failing = Some(error);
        self.forget_connections(call, T::Value::null())
    }

    /// What follows when it is remembered, or forgotten.
    pub(super) fn kept(&self, call: &mut Call<T::Value>) -> Next<T::Value> {
        if let Some(error) = call.failing.take() {
            return Err(error);
        }
        let result = std::mem::replace(&mut call.result, T::Value::null());
        match call.held.take() {
            Some(route) => self.arrange(call, route, &result),
            None => Ok(Step::Done(result)),
        }
    }
}

/// A copy all the way down.
pub(super) fn copied<V: Value>(value: &V) -> V {
    V::parse(&value.stringify()).unwrap_or_else(V::null)
}
