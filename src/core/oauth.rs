//! Beginning an OAuth flow and finishing it, with a code or without.

use super::{Call, Core, Error, Kind, Next, Stage, Step, Task};
use crate::api::oauth::{OAUTH, begin, exchange, exchanged, started};
use crate::config::{Dialect, is_redirect_uri};
use crate::error::Failure;
use crate::transport::Transport;
use crate::value::Value;

impl<T: Transport> Core<T> {
    /// Asks where to send the user.
    pub(super) fn begin_flow(&self, call: &mut Call<T::Value>) -> Next<T::Value> {
        let redirect_uri = self.redirect_uri(call)?;
        self.make_credential(call, OAUTH, Some(redirect_uri))
    }

    /// Asks for a credential of any type.
    pub(super) fn create_credential(&self, call: &mut Call<T::Value>) -> Next<T::Value> {
        let kind = call.arguments.get_text("authenticationType").unwrap_or_default();
        // Only a flow in a browser comes back to anywhere.
        let is_given = !call.arguments.get("redirectUri").is_null();
        let redirect_uri =
            if kind == OAUTH || is_given { Some(self.redirect_uri(call)?) } else { None };
        self.make_credential(call, &kind, redirect_uri)
    }

    fn redirect_uri(&self, call: &Call<T::Value>) -> Result<String, Error<T::Value>> {
        let given = call.arguments.get_text("redirectUri");
        let Some(redirect_uri) = given.or_else(|| self.config().redirect_uri.clone()) else {
            let expectation = "is required: give it here, or as the client's redirectUri";
            return Err(Kind::argument("redirectUri", expectation));
        };
        if !is_redirect_uri(&redirect_uri) {
            let name =
                if call.task == Task::Begin { "redirectUri" } else { "credential.redirectUri" };
            return Err(Kind::argument(name, "must be an absolute http or https URL"));
        }
        Ok(redirect_uri)
    }

    fn make_credential(
        &self,
        call: &mut Call<T::Value>,
        kind: &str,
        redirect_uri: Option<String>,
    ) -> Next<T::Value> {
        let user_id = self.acting_user(call)?;
        let connector_id = call.connector_id().unwrap_or_default();
        let (own, dialect) = (&call.arguments, self.config().dialect);
        let operation =
            begin(connector_id, kind, redirect_uri.as_deref(), user_id.as_deref(), own, dialect);
        self.start(call, Stage::Task, operation)
    }

    /// Where to send the user, or the connection that is there already.
    pub(super) fn created(&self, call: &mut Call<T::Value>) -> Next<T::Value> {
        if let Some(value) = started(&call.body) {
            return Ok(Step::Done(value));
        }
        // Where there is consent to be given, nothing is connected yet.
        let is_flow = call.arguments.get_text("authenticationType").as_deref() == Some(OAUTH);
        match exchanged(&call.body) {
            Some(value) if !is_flow && !call.body.has("oauthUrl") => {
                self.forget_connections(call, value)
            }
            _ => Err(self.lacks("oauthUrl or credentialId", call)),
        }
    }

    /// Where to send the user.
    pub(super) fn begun(&self, call: &Call<T::Value>) -> Next<T::Value> {
        match started(&call.body) {
            Some(value) => Ok(Step::Done(value)),
            None => Err(self.lacks("oauthUrl, an absolute URL", call)),
        }
    }

    /// Makes a connection of what the redirect brought: exchanges the code, or looks for the
    /// credential that was not there before. It never gives an old one.
    pub(super) fn finish_flow(&self, call: &mut Call<T::Value>) -> Next<T::Value> {
        let dialect = self.config().dialect;
        let code = call.arguments.get_text("code");
        if let Some(code) = code.filter(|_| dialect != Some(Dialect::Reference)) {
            let user_id = self.acting_user(call)?;
            let connector_id = call.connector_id().unwrap_or_default();
            let credential_id = call.arguments.get_text("credentialId");
            let operation =
                exchange(connector_id, &code, user_id.as_deref(), credential_id.as_deref());
            let stage = if dialect.is_none() { Stage::GuideFirst } else { Stage::Task };
            return self.start(call, stage, operation);
        }
        if call.arguments.get("since").is_null() {
            return Err(Box::new(Kind::OAuth {
                message: "OAuth callback received but no authorization code",
                hint: "Without a code, pass { since }: what snapshotConnections(connectorId) gave before the flow began.",
            }));
        }
        self.list(call)
    }

    /// The connection that the exchange gave.
    pub(super) fn exchanged(&self, call: &mut Call<T::Value>) -> Next<T::Value> {
        match exchanged(&call.body) {
            Some(value) => self.forget_connections(call, value),
            None => Err(self.lacks("connectionId", call)),
        }
    }

    /// Looks for the connection in the list, where the exchange failed because this server knows
    /// none, or not this code.
    pub(super) fn look_for_it(
        &self,
        call: &mut Call<T::Value>,
        error: Error<T::Value>,
    ) -> Next<T::Value> {
        match &*error {
            Kind::Api { answer, .. } if matches!(answer.status, 400 | 404 | 405) => {}
            _ => return Err(error),
        }
        call.refused = Some(Failure { error, call: Some(call.site()), hint: None });
        self.list(call)
    }

    /// The user in whose name a credential is made. A handler that holds the key names the user too.
    fn acting_user(&self, call: &Call<T::Value>) -> Result<Option<String>, Error<T::Value>> {
        let user_id = self.user(call);
        if user_id.is_none() && self.config().api_key.is_some() {
            return Err(Kind::config("userId is required: a credential belongs to a user"));
        }
        Ok(user_id)
    }
}
