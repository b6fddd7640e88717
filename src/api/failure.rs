//! What an error answer says.

use crate::value::Value;

/// The server's own words, and its code.
#[derive(Debug, PartialEq)]
pub struct Words {
    /// What went wrong.
    pub message: Option<String>,
    /// Alloy's error code. An answer without one did not come from a route of Alloy's.
    pub code: Option<String>,
}

/// Reads an error's body: `error.message`, `message`, a string `error`, `errors[0].message`, and
/// otherwise the text itself, unless it is a page of HTML.
pub fn words<V: Value>(body: &V) -> Words {
    let error = body.get("error");
    let first = body.get("errors").items().and_then(|errors| errors.into_iter().next());
    let plain = |text: String| {
        let text = text.trim_ascii();
        (!text.is_empty() && !text.starts_with('<')).then(|| text.chars().take(200).collect())
    };
    Words {
        message: error
            .get_text("message")
            .or_else(|| body.get_text("message"))
            .or_else(|| body.get_text("error"))
            .or_else(|| first?.get_text("message"))
            .or_else(|| body.as_text().and_then(plain)),
        code: error.get_text("code").or_else(|| body.get_text("code")),
    }
}

/// Whether the answer proves that the route is not there, as opposed to the thing asked for.
pub fn is_missing_route(status: u16, code: Option<&str>) -> bool {
    matches!(status, 404 | 405) && code.is_none()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn every_known_shape_is_read() {
        let cases = [
            (
                json!({"error": {"code": "INVALID_INPUT", "message": "Credential not found"}}),
                Some("Credential not found"),
                Some("INVALID_INPUT"),
            ),
            (
                json!({"code": "AUTHENTICATION_NOT_FOUND", "message": "m"}),
                Some("m"),
                Some("AUTHENTICATION_NOT_FOUND"),
            ),
            (
                json!({"error": "Unauthorized", "message": "Invalid API key"}),
                Some("Invalid API key"),
                None,
            ),
            (json!({"error": "Not Found"}), Some("Not Found"), None),
            (json!({"errors": [{"message": "first"}, {"message": "second"}]}), Some("first"), None),
            (json!("upstream broke"), Some("upstream broke"), None),
            (json!("<html>no</html>"), None, None),
            (json!({"error": {"code": 7, "message": ""}}), None, None),
            (json!(null), None, None),
            (json!([1]), None, None),
            (json!(3), None, None),
        ];
        for (body, message, code) in cases {
            let words = words(&body);
            assert_eq!(
                (words.message.as_deref(), words.code.as_deref()),
                (message, code),
                "{body}"
            );
        }
    }

    #[test]
    fn a_route_is_missing_only_without_a_code() {
        assert!(is_missing_route(404, None) && is_missing_route(405, None));
        assert!(!is_missing_route(404, Some("NOT_FOUND")));
        assert!(!is_missing_route(400, None) && !is_missing_route(500, None));
    }
}
