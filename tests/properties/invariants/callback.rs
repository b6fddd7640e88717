//! Callbacks: what a server's or a page's code has in hand when the user comes back.

use alloy_connectivity::api::callback::{Callback, query};
use std::collections::HashMap;
use url::{Url, form_urlencoded};

pub fn holds(data: &[u8]) {
    let text = super::text(data);
    a_query_is_a_part_of_its_text(&text);
    a_url_has_the_query_that_browsers_see(&text);
    only_oauths_parameters_are_taken(&pairs(query(&text)));
}

pub fn a_query_is_a_part_of_its_text(text: &str) {
    let found = query(text);
    assert!(text.contains(found) && !found.contains('#'), "{text:?}");
    assert_eq!(query(&format!("?{found}")), found.trim_ascii_end(), "{text:?}");
}

pub fn a_url_has_the_query_that_browsers_see(text: &str) {
    let text = text.trim_matches(' ');
    // Browsers mend what has control characters in it, or no slash after the scheme.
    let mended = text.contains(|c: char| c.is_ascii_control())
        || text.split_once(':').is_none_or(|(_, rest)| !rest.starts_with('/'));
    if let (false, Ok(theirs)) = (mended, Url::parse(text)) {
        assert_eq!(pairs(query(text)), pairs(theirs.query().unwrap_or_default()), "{text:?}");
    }
}

/// In whichever form the query of a redirect is handed over, it is found.
pub fn a_query_is_found_in_every_form(found: &str) {
    for text in [
        found.to_owned(),
        format!("?{found}"),
        format!("/oauth/callback?{found}"),
        format!("oauth/callback?{found}"),
        format!("https://app.example/oauth/callback?{found}"),
        format!("http://127.0.0.1:3000?{found}#fragment?code=no"),
        format!(" http://[::1]/a=b?{found} "),
    ] {
        assert_eq!(query(&text), found, "{text:?}");
    }
}

pub fn only_oauths_parameters_are_taken(pairs: &[(String, String)]) {
    let given: HashMap<&str, &str> =
        pairs.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let callback = Callback::read(|name| given.get(name).map(|value| (*value).to_owned()));
    let read = serde_json::to_value(callback).unwrap();
    let names = [
        ("code", "code"),
        ("state", "state"),
        ("error", "error"),
        ("error_description", "errorDescription"),
    ];
    let expected: serde_json::Map<_, _> = names
        .iter()
        .filter_map(|(theirs, ours)| Some((ours, given.get(theirs)?)))
        .filter(|(_, value)| !value.is_empty())
        .map(|(name, value)| ((*name).to_owned(), (*value).into()))
        .collect();
    assert_eq!(read, serde_json::Value::Object(expected));
}

fn pairs(query: &str) -> Vec<(String, String)> {
    form_urlencoded::parse(query.as_bytes()).into_owned().collect()
}
