//! What can go wrong, without a word about JavaScript.
//!
//! Messages are whole sentences for the caller's developer, name the argument where there is one,
//! and never hold a value that the caller gave: it might be a secret.

use crate::text::{decimal, join};

/// Why a call failed. `V` is a value of the host's that the error keeps: a cause, an answer's body.
///
/// Boxed, so that a `Result` is a pointer wide: moved about by value, errors took much of the module.
pub type Error<V> = Box<Kind<V>>;

/// What Alloy says of a connection that the user does not have.
pub const CREDENTIAL_NOT_FOUND: &str = "Credential not found";

/// What went wrong.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub enum Kind<V> {
    /// The client was set up in a way that cannot work.
    Config(String),
    /// An argument is not what it must be; nothing was sent.
    Validation {
        /// The argument's name, with the field inside it: `options.timeoutMs`.
        argument: String,
        /// What was expected.
        expectation: String,
    },
    /// `fetch` failed: no answer came, or its body broke off.
    Network {
        /// What the host said, scrubbed.
        message: String,
        /// What the host threw.
        cause: V,
    },
    /// The time given to the attempt, or to the wait, ran out.
    Timeout {
        /// What was being waited for.
        awaited: &'static str,
        /// The time given, in milliseconds.
        ms: u32,
    },
    /// The caller's signal ended the call.
    Abort {
        /// The signal's reason.
        cause: V,
    },
    /// An answer that is no JSON, or lacks what Alloy promises.
    Protocol {
        /// What is wrong with it.
        message: String,
        /// The answer it is about.
        answer: AnswerInfo<V>,
    },
    /// No connection came out of an OAuth flow.
    OAuth {
        /// What happened.
        message: &'static str,
        /// What to do about it.
        hint: &'static str,
    },
    /// Alloy answered with an error.
    Api {
        /// The server's own words, or the status text.
        message: String,
        /// Alloy's error code, when it gave one.
        code: Option<String>,
        /// The answer.
        answer: AnswerInfo<V>,
    },
}

/// The parts of an answer that errors show.
#[derive(Debug, Clone)]
pub struct AnswerInfo<V> {
    /// The HTTP status.
    pub status: u16,
    /// The headers: an object, with lower-case names.
    pub headers: V,
    /// The body, as JSON where it is JSON, as text where it is not.
    pub body: V,
}

/// Which call failed.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct CallSite {
    /// The method of the last request.
    pub method: &'static str,
    /// Its path, as it was sent, without the query.
    pub path: String,
    /// The connector the call is about.
    pub connector_id: Option<String>,
    /// The action the call is about.
    pub action_id: Option<String>,
    /// How many requests were sent.
    pub attempts: u32,
}

/// An error, and the call it ended.
#[derive(Debug, Clone)]
pub struct Failure<V> {
    /// What went wrong.
    pub error: Error<V>,
    /// Where, when a request had been made out.
    pub call: Option<Box<CallSite>>,
    /// What to do about it, where the call knows more than the error.
    pub hint: Option<String>,
}

impl<V> From<Error<V>> for Failure<V> {
    fn from(error: Error<V>) -> Self {
        Failure { error, call: None, hint: None }
    }
}

impl<V> Kind<V> {
    /// A [`Kind::Config`].
    pub fn config(message: &str) -> Error<V> {
        Box::new(Kind::Config(message.to_owned()))
    }

    /// A [`Kind::Validation`].
    pub fn argument(argument: &str, expectation: &str) -> Error<V> {
        let (argument, expectation) = (argument.to_owned(), expectation.to_owned());
        Box::new(Kind::Validation { argument, expectation })
    }

    /// The stable code: Alloy's own where Alloy answered with one, ours elsewhere.
    pub fn code(&self) -> String {
        match self {
            Kind::Api { code: Some(code), .. } => code.clone(),
            Kind::Api { answer, .. } => join(&["HTTP_", &decimal(answer.status.into())]),
            _ => self.own_code().to_owned(),
        }
    }

    /// Our own code; empty where Alloy answered with an error.
    pub fn own_code(&self) -> &'static str {
        match self {
            Kind::Config(_) => "CONFIG_INVALID",
            Kind::Validation { .. } => "ARGUMENT_INVALID",
            Kind::Network { .. } => "NETWORK_FAILED",
            Kind::Timeout { .. } => "TIMED_OUT",
            Kind::Abort { .. } => "ABORTED",
            Kind::Protocol { .. } => "ANSWER_INVALID",
            Kind::OAuth { .. } => "OAUTH_FAILED",
            Kind::Api { .. } => "",
        }
    }

    /// The name of the JavaScript class that this error becomes.
    pub fn class(&self) -> &'static str {
        match self {
            Kind::Config(_) => "AlloyConfigError",
            Kind::Validation { .. } => "AlloyValidationError",
            Kind::Network { .. } => "AlloyNetworkError",
            Kind::Timeout { .. } => "AlloyTimeoutError",
            Kind::Abort { .. } => "AlloyAbortError",
            Kind::Protocol { .. } => "AlloyProtocolError",
            Kind::OAuth { .. } => "AlloyOAuthError",
            Kind::Api { answer, .. } => match answer.status {
                400 | 422 => "AlloyBadRequestError",
                401 => "AlloyAuthenticationError",
                403 => "AlloyPermissionError",
                404 => "AlloyNotFoundError",
                409 => "AlloyConflictError",
                429 => "AlloyRateLimitError",
                500..=599 => "AlloyServerError",
                _ => "AlloyApiError",
            },
        }
    }

    /// The sentence for the caller.
    pub fn message(&self) -> String {
        match self {
            Kind::Config(message) | Kind::Protocol { message, .. } | Kind::Api { message, .. } => {
                message.clone()
            }
            Kind::Validation { argument, expectation } => join(&[argument, " ", expectation]),
            Kind::Network { message, .. } => join(&["No answer from Alloy: ", message]),
            Kind::Timeout { awaited, ms } => {
                join(&[awaited, " did not come within ", &decimal(*ms), " ms"])
            }
            Kind::Abort { .. } => "The call was aborted".to_owned(),
            Kind::OAuth { message, .. } => (*message).to_owned(),
        }
    }

    /// The answer that the error is about.
    pub fn answer(&self) -> Option<&AnswerInfo<V>> {
        match self {
            Kind::Protocol { answer, .. } | Kind::Api { answer, .. } => Some(answer),
            _ => None,
        }
    }

    /// What the host threw.
    pub fn cause(&self) -> Option<&V> {
        match self {
            Kind::Network { cause, .. } | Kind::Abort { cause, .. } => Some(cause),
            _ => None,
        }
    }

    /// What to do about it. The advice for statuses is the guide's.
    pub fn hint(&self) -> Option<&'static str> {
        Some(match self {
            Kind::Network { .. } => "Check the connection to Alloy, and baseUrl.",
            Kind::Timeout { .. } => "Raise the time, or find out what takes the service so long.",
            Kind::Protocol { .. } => {
                "Did something answer in Alloy's place? Check baseUrl and proxies."
            }
            Kind::OAuth { hint, .. } => hint,
            Kind::Api { message, code, answer } => {
                return api_hint(answer.status, message, code.as_deref());
            }
            Kind::Config(_) | Kind::Validation { .. } | Kind::Abort { .. } => return None,
        })
    }
}

fn api_hint(status: u16, message: &str, code: Option<&str>) -> Option<&'static str> {
    Some(match status {
        400 | 404 if message == CREDENTIAL_NOT_FOUND => {
            "The connection must be among listConnections() of this userId. If it is gone, connect again."
        }
        400 | 422 if message.starts_with("userId") || message.starts_with("Invalid userId") => {
            "Invalid userId format: take the user id from Alloy's dashboard, Settings, API Keys."
        }
        400 | 422 => "Check the parameters and their format.",
        401 | 403 if code.is_some_and(|code| code.starts_with("CREDENTIAL_")) => {
            "The connection no longer works: have its user connect again."
        }
        401 => "Authentication failed: check ALLOY_API_KEY against the key in Alloy's dashboard.",
        403 => "Check what the API key is permitted to do.",
        404 => "Check the ids of connector, action, connection and user: they are case-sensitive.",
        405 => "This route does not take that method: check baseUrl and dialect.",
        429 => "Too many requests: wait for retryAfterMs, then go on more slowly.",
        500..=599 => "Try again later, or ask Alloy's support, naming the requestId.",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value as Json, json};

    fn api(status: u16, message: &str, code: Option<&str>) -> Error<Json> {
        Box::new(Kind::Api {
            message: message.into(),
            code: code.map(Into::into),
            answer: AnswerInfo { status, headers: json!({}), body: json!(null) },
        })
    }

    #[test]
    fn statuses_have_their_classes() {
        let classes = [
            (400, "AlloyBadRequestError"),
            (401, "AlloyAuthenticationError"),
            (403, "AlloyPermissionError"),
            (404, "AlloyNotFoundError"),
            (409, "AlloyConflictError"),
            (418, "AlloyApiError"),
            (422, "AlloyBadRequestError"),
            (429, "AlloyRateLimitError"),
            (500, "AlloyServerError"),
            (599, "AlloyServerError"),
        ];
        for (status, class) in classes {
            assert_eq!(api(status, "", None).class(), class);
        }
    }

    #[test]
    fn the_code_is_alloys_own_where_there_is_one() {
        assert_eq!(api(400, "", Some("INVALID_INPUT")).code(), "INVALID_INPUT");
        assert_eq!(api(502, "", None).code(), "HTTP_502");
    }

    #[test]
    fn hints_know_the_guides_messages() {
        let hint = |status, message| api(status, message, None).hint().unwrap_or_default();
        assert!(hint(400, "Credential not found").contains("listConnections"));
        assert!(hint(400, "userId must be a valid ID").starts_with("Invalid userId format"));
        assert!(hint(401, "no").starts_with("Authentication failed"));
        for status in [401, 403] {
            let spoilt = api(status, "no", Some("CREDENTIAL_REVOKED"));
            assert!(spoilt.hint().unwrap_or_default().contains("connect again"));
        }
        assert_eq!(api(418, "", None).hint(), None);
    }
}
