//! Finding connections, and waiting for one.

use super::ask::WHOEVER;
use super::call::{Deadline, Doing};
use super::{Call, Core, Kind, Next, Stage, Step, Task};
use crate::api::connections::{GET, get, is_new, list, newest, read, select, snapshot};
use crate::api::oauth::connected;
use crate::config::Dialect;
use crate::error::CREDENTIAL_NOT_FOUND;
use crate::policy::poll::{APPEARS_WITHIN_MS, DEADLINE_MS, POLL_MS, Poll};
use crate::transport::{Transport, Work};
use crate::value::Value;

/// In place of a route's template: one connection is picked from the list of all.
const PICKED: &str = "picked from the list";

impl<T: Transport> Core<T> {
    /// Finds the newest connection, unless it is remembered.
    pub(super) fn find(&self, call: &mut Call<T::Value>) -> Next<T::Value> {
        if call.with_response() { self.list(call) } else { self.recall_connections(call) }
    }

    /// Lists the connections that the task is about.
    pub(super) fn list(&self, call: &mut Call<T::Value>) -> Next<T::Value> {
        let (mut user_id, connector_id) = (self.user(call), call.connector_id());
        let dialect = self.config().dialect;
        if dialect == Some(Dialect::Reference) && self.config().api_key.is_none() {
            user_id = user_id.or_else(|| Some(WHOEVER.to_owned()));
        }
        let operation = list(user_id.as_deref(), connector_id, dialect);
        match operation {
            Some(operation) => self.start(call, Stage::Listing, operation),
            None => Err(Kind::config(
                "userId is required: the reference's dialect lists by user or by connector",
            )),
        }
    }

    /// What the task makes of the list.
    pub(super) fn listed(&self, call: &mut Call<T::Value>, template: &str) -> Next<T::Value> {
        let (user_id, connector_id) = (self.user(call), call.connector_id());
        let own_only = call.arguments.get("ownOnly").as_bool() == Some(true);
        let (user, connector) = (user_id.as_deref(), connector_id.as_deref());
        let list = select(&call.body, template, user, connector, own_only);
        let Some(mut list) = list else {
            return Err(self.lacks("a list of connections with ids", call));
        };
        Ok(Step::Done(match call.task {
            Task::Get => return self.picked(call, list),
            Task::Find => {
                // That there is none is not remembered: it is what one waits to change.
                let Some(found) = newest(list) else { return Ok(Step::Done(T::Value::null())) };
                return self.keep_connection(call, found);
            }
            Task::Snapshot => {
                let mut value = T::Value::record();
                value.set("connections", snapshot(&list));
                value.copy()
            }
            Task::Wait | Task::Finish => {
                if call.since.is_null() {
                    let given = call.arguments.get("since");
                    call.since = if given.is_null() { snapshot(&list) } else { given };
                }
                list.retain(|connection| is_new(connection, &call.since));
                match newest(list) {
                    None => return self.look_again(call),
                    Some(connection) if call.task == Task::Wait => {
                        return self.forget_connections(call, connection);
                    }
                    Some(connection) => {
                        let id = connection.get_text("id").unwrap_or_default();
                        return self.forget_connections(call, connected(&id, &id));
                    }
                }
            }
            _ => T::Value::list(list),
        }))
    }

    fn look_again(&self, call: &mut Call<T::Value>) -> Next<T::Value> {
        let now = self.transport().now();
        let whole = if call.task == Task::Wait { DEADLINE_MS } else { APPEARS_WITHIN_MS };
        let poll_ms = call.arguments.get("pollMs").as_u32().unwrap_or(POLL_MS);
        let deadline = call.deadline.unwrap_or(Deadline { ms: whole, at: now + f64::from(whole) });
        let poll = call.poll.get_or_insert_with(|| Poll::new(poll_ms, deadline.at));
        match poll.next_pause(now) {
            Some(ms) => call.wait_for(Doing::Polling, Work::Sleep(ms)),
            None => Err(Box::new(Kind::Timeout { awaited: "A new connection", ms: deadline.ms })),
        }
    }

    /// Gets one connection: by the guide's route, or from the list where that is not there.
    pub(super) fn get(&self, call: &mut Call<T::Value>) -> Next<T::Value> {
        let operation = get(&call.arguments.get_text("connectionId").unwrap_or_default());
        match self.config().dialect {
            Some(Dialect::Guide) => self.start(call, Stage::Task, operation),
            None if self.shared().routes.borrow().proven(GET) != Some(PICKED) => {
                self.start(call, Stage::GuideFirst, operation)
            }
            _ => self.list(call),
        }
    }

    /// The connection out of the list of all.
    fn picked(&self, call: &mut Call<T::Value>, list: Vec<T::Value>) -> Next<T::Value> {
        let id = call.arguments.get_text("connectionId");
        if let Some(connection) = list.into_iter().find(|row| row.get_text("id") == id) {
            return Ok(Step::Done(connection));
        }
        let error = Kind::Api {
            message: CREDENTIAL_NOT_FOUND.to_owned(),
            code: Some("NOT_FOUND".to_owned()),
            answer: self.info(404, T::Value::null(), call),
        };
        self.forget_before(call, Box::new(error))
    }

    /// Remembers that there is no route for one connection, and lists.
    pub(super) fn pick(&self, call: &mut Call<T::Value>) -> Next<T::Value> {
        self.shared().routes.borrow_mut().prove(GET, PICKED);
        self.list(call)
    }

    /// The connection that the guide's route gave.
    pub(super) fn got(&self, call: &Call<T::Value>) -> Next<T::Value> {
        match read(&call.body, None) {
            Some(connection) => Ok(Step::Done(connection)),
            None => Err(self.lacks("a connection's id", call)),
        }
    }
}
