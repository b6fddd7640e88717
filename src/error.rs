//! What can go wrong, without a word about JavaScript.
//!
//! Messages are whole sentences for the caller's developer, name the argument where there is one,
//! and never hold a value that the caller gave: it might be a secret.

use std::fmt;

/// Why a call failed. `V` is a value of the host's that the error keeps: a cause, an answer's body.
///
/// Boxed, so that a `Result` is a pointer wide: moved by value, errors took a third of the module.
pub type Error<V> = Box<Kind<V>>;

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
        message: String,
        /// What reading the argument threw, if it threw.
        cause: Option<V>,
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
        /// What was being done.
        doing: &'static str,
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
    /// The user, or the service, refused the connection.
    OAuth {
        /// What happened.
        message: String,
        /// OAuth's own error code, such as `access_denied`.
        error: Option<String>,
        /// OAuth's own description.
        description: Option<String>,
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

/// The parts of an answer that errors and `withResponse` show.
#[derive(Debug, Clone)]
pub struct AnswerInfo<V> {
    /// The HTTP status.
    pub status: u16,
    /// The headers, with lower-case names.
    pub headers: Vec<(String, String)>,
    /// The body, as JSON where it is JSON, as text where it is not.
    pub body: V,
}

impl<V> AnswerInfo<V> {
    /// The value of the header `name`, given in lower case.
    pub fn header(&self, name: &str) -> Option<&str> {
        header(&self.headers, name)
    }

    /// The id under which the server knows the request.
    pub fn request_id(&self) -> Option<&str> {
        request_id(&self.headers)
    }
}

/// The value of the header `name`, given in lower case.
pub fn header<'a>(headers: &'a [(String, String)], name: &str) -> Option<&'a str> {
    headers.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
}

/// The id under which the server knows the request. Alloy documents no header for it; these are
/// the usual names.
pub fn request_id(headers: &[(String, String)]) -> Option<&str> {
    ["x-request-id", "request-id", "x-amzn-requestid", "cf-ray"]
        .into_iter()
        .find_map(|name| header(headers, name))
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
}

impl<V> From<Error<V>> for Failure<V> {
    fn from(error: Error<V>) -> Self {
        Failure { error, call: None }
    }
}

impl<V> Kind<V> {
    /// An [`Kind::Config`].
    pub fn config(message: impl Into<String>) -> Error<V> {
        Box::new(Kind::Config(message.into()))
    }

    /// An [`Kind::Validation`] whose message is `{argument} {expectation}`.
    pub fn argument(argument: &str, expectation: &str) -> Error<V> {
        let message = [argument, " ", expectation].concat();
        Box::new(Kind::Validation { argument: argument.to_owned(), message, cause: None })
    }

    /// The stable code: Alloy's own where Alloy answered with one, ours elsewhere.
    pub fn code(&self) -> String {
        match self {
            Kind::Config(_) => "CONFIG_INVALID".into(),
            Kind::Validation { .. } => "ARGUMENT_INVALID".into(),
            Kind::Network { .. } => "NETWORK_FAILED".into(),
            Kind::Timeout { .. } => "TIMED_OUT".into(),
            Kind::Abort { .. } => "ABORTED".into(),
            Kind::Protocol { .. } => "ANSWER_INVALID".into(),
            Kind::OAuth { .. } => "OAUTH_FAILED".into(),
            Kind::Api { code: Some(code), .. } => code.clone(),
            Kind::Api { answer, .. } => format!("HTTP_{}", answer.status),
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
            Kind::Network { cause, .. } | Kind::Abort { cause } => Some(cause),
            Kind::Validation { cause, .. } => cause.as_ref(),
            _ => None,
        }
    }

    /// What to do about it. The advice for statuses is the guide's.
    pub fn hint(&self) -> Option<&'static str> {
        Some(match self {
            Kind::Network { .. } => "Check the connection to Alloy, and baseUrl.",
            Kind::Timeout { .. } => "Raise timeoutMs, or find out what takes the service so long.",
            Kind::Protocol { .. } => {
                "Something between you and Alloy may have answered in its place: check baseUrl and proxies."
            }
            Kind::OAuth { error: Some(error), .. } if error == "access_denied" => {
                "The user declined. Start again with initiateOAuthFlow when they are ready."
            }
            Kind::OAuth { .. } => "Check the redirect URI and the connector's OAuth configuration.",
            Kind::Api { message, answer, .. } => api_hint(answer.status, message)?,
            Kind::Config(_) | Kind::Validation { .. } | Kind::Abort { .. } => return None,
        })
    }
}

fn api_hint(status: u16, message: &str) -> Option<&'static str> {
    let about = |what: &str| message.to_ascii_lowercase().contains(what);
    if about("credential not found") {
        return Some(
            "Look at listConnections(): the connection must exist and belong to the userId of the call. If it is gone, connect again.",
        );
    }
    if about("userid") && matches!(status, 400 | 422) {
        return Some(
            "Invalid userId format: take the user id from Alloy's dashboard, Settings, API Keys.",
        );
    }
    Some(match status {
        400 | 422 => "Check the parameters and their format.",
        401 => "Authentication failed: check ALLOY_API_KEY against the key in Alloy's dashboard.",
        403 => "Check what the API key is permitted to do.",
        404 => "Check the ids: connector, action, connection and user. They are case-sensitive.",
        405 => "This route does not take that method: check baseUrl and dialect.",
        429 => "Too many requests: wait for retryAfterMs, then go on more slowly.",
        500..=599 => {
            "Alloy or the service behind it failed. Try again later, or ask Alloy's support with the requestId."
        }
        _ => return None,
    })
}

impl<V> fmt::Display for Kind<V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Kind::Config(message)
            | Kind::Validation { message, .. }
            | Kind::Protocol { message, .. }
            | Kind::OAuth { message, .. }
            | Kind::Api { message, .. } => f.write_str(message),
            Kind::Network { message, .. } => write!(f, "No answer from Alloy: {message}"),
            Kind::Timeout { doing, ms } => write!(f, "Timed out after {ms} ms {doing}"),
            Kind::Abort { .. } => f.write_str("The call was aborted"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn api(status: u16, message: &str, code: Option<&str>) -> Error<()> {
        Box::new(Kind::Api {
            message: message.into(),
            code: code.map(Into::into),
            answer: AnswerInfo { status, headers: vec![], body: () },
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
    }

    #[test]
    fn request_ids_are_found_under_the_usual_names() {
        let headers = vec![
            ("cf-ray".to_owned(), "1".to_owned()),
            ("x-request-id".to_owned(), "2".to_owned()),
        ];
        assert_eq!(request_id(&headers), Some("2"));
        assert_eq!(request_id(&[]), None);
    }
}
