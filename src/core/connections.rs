//! Finding connections, and waiting for one.

use super::{Core, Reply, Scope, shows_no_route};
use crate::api::connections::{Connection, GET, Snapshot, get, list, newest, select};
use crate::config::Dialect;
use crate::error::{AnswerInfo, Failure, Kind};
use crate::policy::poll::Poll;
use crate::transport::Transport;
use crate::value::Value;

/// In place of a route's template: one connection is picked from the list of all.
const PICKED: &str = "picked from the list";

type Connections<V> = Vec<Connection<V>>;

/// How to wait for a connection.
pub struct Wait {
    /// What was there before. None: what is there when the wait begins.
    pub since: Option<Snapshot>,
    /// The first pause between two looks, in milliseconds.
    pub poll_ms: u32,
    /// When to give up, in milliseconds.
    pub deadline_ms: u32,
}

impl<T: Transport> Core<T> {
    /// The connections of the call's user, of one connector or of all.
    pub async fn list_connections(
        &self,
        connector_id: Option<&str>,
        scope: &Scope<T::Value>,
    ) -> Result<Reply<T::Value, Connections<T::Value>>, Failure<T::Value>> {
        let user_id = self.user(scope);
        let secrets = self.secrets(&[]);
        let Some(operation) = list(user_id, connector_id, self.config.dialect) else {
            return Err(Kind::config("userId is required: the reference's dialect lists connections by user or by connector").into());
        };
        let answer = self.run(operation, scope, &secrets).await?;
        match select(&answer.body, answer.template, user_id, connector_id) {
            Some(value) => Ok(Reply { value, answer }),
            None => Err(self.lacking("a list of connections, each with its id", &answer, &secrets)),
        }
    }

    /// One connection: by the guide's route, or picked from the list where that is not there.
    pub async fn get_connection(
        &self,
        connection_id: &str,
        scope: &Scope<T::Value>,
    ) -> Result<Reply<T::Value, Connection<T::Value>>, Failure<T::Value>> {
        let secrets = self.secrets(&[]);
        if self.has_route_for_one() {
            match self.run(get(connection_id), scope, &secrets).await {
                Ok(answer) => {
                    return match Connection::read(answer.body.clone(), None) {
                        Some(value) => Ok(Reply { value, answer }),
                        None => Err(self.lacking("a connection with its id", &answer, &secrets)),
                    };
                }
                Err(failure) if self.config.dialect.is_none() && shows_no_route(&failure.error) => {
                    self.memory.routes.borrow_mut().prove(GET, PICKED);
                }
                Err(failure) => return Err(failure),
            }
        }
        let Reply { value, answer } = self.list_connections(None, scope).await?;
        match value.into_iter().find(|connection| connection.id == connection_id) {
            Some(value) => Ok(Reply { value, answer }),
            None => {
                let info = AnswerInfo {
                    status: 404,
                    headers: self.headers_of(&answer),
                    body: T::Value::null(),
                };
                let error = Box::new(Kind::Api {
                    message: "Credential not found".into(),
                    code: Some("NOT_FOUND".into()),
                    answer: info,
                });
                Err(Failure { error, call: Some(Box::new(answer.site)) })
            }
        }
    }

    /// Whether the server may have a route for one connection: the guide says so, and it has not
    /// been seen to be missing.
    fn has_route_for_one(&self) -> bool {
        match self.config.dialect {
            Some(dialect) => dialect == Dialect::Guide,
            None => self.memory.routes.borrow().proven(GET) != Some(PICKED),
        }
    }

    /// The newest connection of a connector.
    pub async fn find_connection(
        &self,
        connector_id: &str,
        scope: &Scope<T::Value>,
    ) -> Result<Reply<T::Value, Option<Connection<T::Value>>>, Failure<T::Value>> {
        let Reply { value, answer } = self.list_connections(Some(connector_id), scope).await?;
        Ok(Reply { value: newest(value), answer })
    }

    /// Waits until a connection of the connector is new, or freshly updated.
    pub async fn wait_for_connection(
        &self,
        connector_id: &str,
        wait: Wait,
        scope: &Scope<T::Value>,
    ) -> Result<Reply<T::Value, Connection<T::Value>>, Failure<T::Value>> {
        let mut poll = Poll::new(self.transport.now(), wait.poll_ms, wait.deadline_ms);
        let mut since = wait.since;
        loop {
            let Reply { value, answer } = self.list_connections(Some(connector_id), scope).await?;
            match &since {
                None => since = Some(Snapshot::of(&value)),
                Some(since) => {
                    let fresh =
                        value.into_iter().filter(|connection| since.is_new(connection)).collect();
                    if let Some(value) = newest(fresh) {
                        return Ok(Reply { value, answer });
                    }
                }
            }
            let Some(pause) = poll.next_pause(self.transport.now()) else {
                let doing = "waiting for a new connection to appear";
                let error = Box::new(Kind::Timeout { doing, ms: wait.deadline_ms });
                return Err(Failure { error, call: Some(Box::new(answer.site)) });
            };
            let slept = self.transport.sleep(pause, scope.signal.as_ref()).await;
            slept.map_err(|error| Failure { error, call: Some(Box::new(answer.site)) })?;
        }
    }
}
