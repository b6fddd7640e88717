//! What the redirect at the end of an OAuth flow says.

use crate::text::cut;
use serde::{Serialize, Serializer};

/// The parameters of a redirect. The guide reads `code` and `error`; Alloy's own redirects have
/// been seen to carry none at all.
#[derive(Debug, PartialEq)]
pub struct Callback([(&'static str, Option<String>); 4]);

impl Callback {
    /// Takes from `parameter` what OAuth defines. An empty value is none.
    pub fn read(parameter: impl Fn(&str) -> Option<String>) -> Self {
        let filled = |name| parameter(name).filter(|value| !value.is_empty());
        Callback([
            ("code", filled("code")),
            ("state", filled("state")),
            ("error", filled("error")),
            ("errorDescription", filled("error_description")),
        ])
    }
}

impl Serialize for Callback {
    // By hand: a derived struct brings a table of field names along, a map does not.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer
            .collect_map(self.0.iter().filter_map(|(name, value)| Some((name, value.as_ref()?))))
    }
}

/// The query of a whole URL, or of a query alone, with or without its `?`.
pub fn query(url_or_query: &str) -> &str {
    let text = url_or_query.trim_ascii();
    let text = cut(text, b'#').map_or(text, |(before, _)| before);
    // A query alone begins with a name and its "="; in values "/" and "?" may stand as they are, as
    // they do in Google's codes.
    match text.bytes().find(|byte| matches!(byte, b'=' | b'/' | b'?')) {
        Some(b'/' | b'?') => cut(text, b'?').map_or("", |(_, query)| query),
        _ => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_query_is_found_in_urls_and_on_its_own() {
        for text in [
            "http://localhost:3000/oauth/callback?code=a%2Fb&state=s#x?y",
            "?code=a%2Fb&state=s",
            " code=a%2Fb&state=s ",
            "/oauth/callback?code=a%2Fb&state=s",
        ] {
            assert_eq!(query(text), "code=a%2Fb&state=s", "{text}");
        }
        for text in ["", "http://localhost/callback", "/callback", "?", "#code=x"] {
            assert_eq!(query(text), "", "{text}");
        }
    }

    #[test]
    fn a_query_on_its_own_may_have_slashes_and_question_marks_in_its_values() {
        for text in ["code=4/0AX4XfWh&state=s", "state=https://a.example/b?c=d&code=c", "code=a?b"]
        {
            assert_eq!(query(text), text);
            assert_eq!(query(&format!("http://localhost/a=b?{text}")), text);
        }
    }

    #[test]
    fn only_what_oauth_defines_is_taken_and_nothing_is_no_value() {
        let callback = Callback::read(|name| Some(if name == "state" { "" } else { name }.into()));
        let json = serde_json::to_value(callback).unwrap();
        let expected = serde_json::json!({"code": "code", "error": "error", "errorDescription": "error_description"});
        assert_eq!(json, expected);
    }
}
