//! Beginning an OAuth flow and finishing it, with a code or without.

use super::{Core, Reply, Scope, Wait};
use crate::api::connections::Snapshot;
use crate::api::oauth::{Begin, Connected, Started, begin, connected, exchange, started};
use crate::config::Dialect;
use crate::error::{Error, Failure, Kind};
use crate::policy::poll::POLL_MS;
use crate::transport::Transport;

/// How long to look for a credential whose user has been sent back already, in milliseconds.
const APPEARS_WITHIN_MS: u32 = 30_000;

/// What is known at the end of a flow.
pub struct Finish {
    /// Which service.
    pub connector_id: String,
    /// The code that the redirect carried.
    pub code: Option<String>,
    /// The credential that the flow's start named.
    pub credential_id: Option<String>,
    /// What was connected before the flow began.
    pub since: Option<Snapshot>,
}

impl<T: Transport> Core<T> {
    /// Asks where to send the user.
    pub async fn initiate_oauth_flow(
        &self,
        mut request: Begin<T::Value>,
        scope: &Scope<T::Value>,
        secrets: &[&str],
    ) -> Result<Reply<T::Value, Started>, Failure<T::Value>> {
        request.user_id = self.acting_user(scope)?;
        let secrets = self.secrets(secrets);
        let answer = self.run(begin(&request, self.config.dialect), scope, &secrets).await?;
        match started(&answer.body) {
            Some(value) => Ok(Reply { value, answer }),
            None => Err(self.lacking("oauthUrl, an absolute http(s) URL", &answer, &secrets)),
        }
    }

    /// Makes a connection of what the redirect brought: exchanges the code, or looks for the
    /// credential that was not there before. It never gives an old one.
    pub async fn handle_oauth_callback(
        &self,
        finish: Finish,
        scope: &Scope<T::Value>,
    ) -> Result<Reply<T::Value, Connected>, Failure<T::Value>> {
        let Finish { connector_id, code, credential_id, since } = finish;
        let exchangeable = self.config.dialect != Some(Dialect::Reference);
        let refused = match code.filter(|_| exchangeable) {
            None => None,
            Some(code) => {
                let secrets = self.secrets(&[&code]);
                let user_id = self.acting_user(scope)?;
                let operation =
                    exchange(&connector_id, &code, user_id.as_deref(), credential_id.as_deref());
                match self.run(operation, scope, &secrets).await {
                    Ok(answer) => {
                        return match connected(&answer.body) {
                            Some(value) => Ok(Reply { value, answer }),
                            None => Err(self.lacking("connectionId", &answer, &secrets)),
                        };
                    }
                    Err(failure) if self.may_resolve_by_difference(&failure) => Some(failure),
                    Err(failure) => return Err(failure),
                }
            }
        };
        let Some(since) = since else {
            return Err(refused.unwrap_or_else(|| no_code().into()));
        };
        let wait = Wait { since: Some(since), poll_ms: POLL_MS, deadline_ms: APPEARS_WITHIN_MS };
        match self.wait_for_connection(&connector_id, wait, scope).await {
            Ok(Reply { value, answer }) => {
                let value = Connected { connection_id: value.id.clone(), credential_id: value.id };
                Ok(Reply { value, answer })
            }
            // What was refused says more than that nothing came of the wait either.
            Err(Failure { error, call }) if matches!(*error, Kind::Timeout { .. }) => {
                Err(refused.unwrap_or(Failure { error: no_connection(), call }))
            }
            Err(failure) => Err(failure),
        }
    }

    /// Whether the exchange failed because this server knows none, or not this code.
    fn may_resolve_by_difference(&self, failure: &Failure<T::Value>) -> bool {
        let status = failure.error.answer().map(|answer| answer.status);
        let refused = matches!(*failure.error, Kind::Api { .. });
        self.config.dialect.is_none() && refused && matches!(status, Some(400 | 404 | 405))
    }

    /// The user in whose name a credential is made. A handler that holds the key names the user too.
    fn acting_user(&self, scope: &Scope<T::Value>) -> Result<Option<String>, Failure<T::Value>> {
        match self.user(scope) {
            Some(user_id) => Ok(Some(user_id.to_owned())),
            None if self.config.api_key.is_none() => Ok(None),
            None => Err(Kind::config("userId is required: a credential belongs to a user").into()),
        }
    }
}

fn no_code<V>() -> Error<V> {
    Box::new(Kind::OAuth {
        message: "OAuth callback received but no authorization code".into(),
        error: None,
        description: Some("Without a code, pass { since: await snapshotConnections(connectorId) } taken before the flow began".into()),
    })
}

fn no_connection<V>() -> Error<V> {
    Box::new(Kind::OAuth {
        message: "The user came back, but no new connection appeared".into(),
        error: None,
        description: None,
    })
}
