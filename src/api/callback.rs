//! What the redirect at the end of an OAuth flow says.

use crate::url::decode_form;
use serde::Serialize;

/// The parameters of a redirect. The guide reads `code` and `error`; Alloy's own redirects have
/// been seen to carry none at all.
#[derive(Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Callback {
    /// The authorization code.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// The caller's own state.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub state: Option<String>,
    /// OAuth's error code.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
    /// OAuth's description of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error_description: Option<String>,
}

impl Callback {
    /// Takes `name=value`, unless it has that name already: a parameter of OAuth's must not be
    /// repeated, and a second one appended by somebody must not win. An empty value is none.
    pub fn take(&mut self, name: &str, value: String) {
        let field = match name {
            "code" => &mut self.code,
            "state" => &mut self.state,
            "error" => &mut self.error,
            "error_description" => &mut self.error_description,
            _ => return,
        };
        if field.is_none() && !value.is_empty() {
            *field = Some(value);
        }
    }
}

/// Reads a whole URL, or only its query, with or without the `?`.
pub fn parse(url_or_query: &str) -> Callback {
    let text = url_or_query.trim();
    let text = text.split_once('#').map_or(text, |(before, _)| before);
    let query = match text.split_once('?') {
        Some((_, query)) => query,
        None if text.contains("://") || text.starts_with('/') => "",
        None => text,
    };
    let mut callback = Callback::default();
    for pair in query.split('&') {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        callback.take(&decode_form(name), decode_form(value));
    }
    callback
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn urls_and_queries_read_alike() {
        let expected =
            Callback { code: Some("a/b c".into()), state: Some("s".into()), ..Callback::default() };
        for text in [
            "http://localhost:3000/oauth/callback?code=a%2Fb+c&state=s#x=1",
            "?code=a%2Fb+c&state=s",
            "code=a%2Fb%20c&state=s",
            "/oauth/callback?state=s&code=a%2Fb+c",
        ] {
            assert_eq!(parse(text), expected, "{text}");
        }
    }

    #[test]
    fn a_refusal_is_read() {
        let callback = parse("?error=access_denied&error_description=The+user+said+no");
        assert_eq!(callback.error.as_deref(), Some("access_denied"));
        assert_eq!(callback.error_description.as_deref(), Some("The user said no"));
    }

    #[test]
    fn nothing_is_made_of_nothing() {
        for text in ["", "http://localhost/callback", "/callback", "?", "&&=", "code", "code="] {
            assert_eq!(parse(text), Callback::default(), "{text}");
        }
    }

    #[test]
    fn the_first_code_wins() {
        assert_eq!(parse("?code=first&code=second").code.as_deref(), Some("first"));
    }
}
