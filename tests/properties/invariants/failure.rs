//! Error bodies: any JSON has words, or none; never empty ones.

use super::filled;
use alloy_connectivity::api::failure::{is_missing_route, words};
use serde_json::Value as Json;

pub fn holds(data: &[u8]) {
    words_come_in_the_documented_order(&super::json(data));
}

pub fn words_come_in_the_documented_order(body: &Json) {
    let found = words(body);
    let first = body.get("errors").and_then(|errors| errors.as_array()?.first());
    let expected = body
        .get("error")
        .and_then(|error| filled(error, "message"))
        .or_else(|| filled(body, "message"))
        .or_else(|| filled(body, "error"))
        .or_else(|| first.and_then(|first| filled(first, "message")))
        .map(str::to_owned)
        .or_else(|| body.as_str().and_then(excerpt));
    assert_eq!(found.message, expected, "{body}");
    let code = body.get("error").and_then(|error| filled(error, "code"));
    assert_eq!(found.code.as_deref(), code.or_else(|| filled(body, "code")), "{body}");
    assert!(found.message.is_none_or(|message| !message.is_empty()), "{body}");
    for status in [400, 404, 405, 500] {
        let missing = is_missing_route(status, found.code.as_deref());
        assert_eq!(missing, (status == 404 || status == 405) && found.code.is_none(), "{body}");
    }
}

/// How a text begins that is no page of HTML.
fn excerpt(text: &str) -> Option<String> {
    let text = text.trim_matches(|c: char| c.is_ascii_whitespace());
    let shown = !text.is_empty() && !text.starts_with('<');
    shown.then(|| text.chars().take(200).collect())
}
