//! The client's options: whatever they say, a client that comes of them keeps its key to itself.

use super::url::{in_ascii, is_of_the_name, is_this_machine};
use super::{fields, filled};
use alloy_connectivity::config::{Config, PRODUCTION};
use alloy_connectivity::url::HttpUrl;
use serde_json::{Value as Json, json};
use url::Url;

pub fn holds(data: &[u8]) {
    options_make_a_safe_client_or_none(&super::json(data));
}

pub fn options_make_a_safe_client_or_none(options: &Json) {
    let config = match Config::read(options) {
        Ok(config) => config,
        Err(error) => {
            let (class, message) = (error.class(), error.message());
            assert_eq!(class, "AlloyConfigError", "{options}");
            let names = ["apiKey", "baseUrl", "dataBaseUrl", "redirectUri"];
            let named = message.split(' ').next().unwrap_or_default();
            return assert!(names.contains(&named), "{options}: {message}");
        }
    };
    let has_key = options.get("apiKey").is_some_and(|key| !key.is_null());
    assert_eq!(config.api_key.is_some(), has_key, "{options}");
    let may_be_plain = !has_key && options.get("sameOrigin").is_some();
    for base in [&config.base_url, &config.data_base_url] {
        let Some(url) = base_url(base) else { continue };
        let private = url.scheme() == "https" || is_this_machine(&url) || may_be_plain;
        assert!(private, "{options}: {base}");
    }
    let of_alloy = |url: Url| {
        url.domain().is_some_and(|host| host == "runalloy.com" || host.ends_with(".runalloy.com"))
    };
    // Full-width letters and their like make the same host of another text: then Alloy itself refuses.
    if config.base_url.is_ascii() {
        assert!(has_key || !base_url(&config.base_url).is_some_and(of_alloy), "{options}");
    }
    let given = filled(options, "baseUrl").unwrap_or(PRODUCTION);
    assert_eq!(config.base_url, given.trim_end_matches('/'), "{options}");
    if let Some(uri) = &config.redirect_uri {
        assert_eq!(filled(options, "redirectUri"), Some(uri.as_str()));
        assert!(Url::parse(uri).map_or_else(is_of_the_name, |url| url.has_host()), "{options}");
    }
    if config.headers.is_object() {
        the_calls_headers_come_last(&config, &options["userId"]);
    }
}

/// What the URL Standard makes of a base: nothing else than it says. A route put after it stays below
/// its path.
fn base_url(base: &str) -> Option<Url> {
    let (url, longer) = match (Url::parse(base), Url::parse(&format!("{base}/connectors/x"))) {
        (Ok(url), Ok(longer)) => (url, longer),
        (Err(error), Err(_)) => {
            assert!(is_of_the_name(error), "{base}: {error}");
            return None;
        }
        _ => panic!("{base} is a URL with a route after it or without, not both"),
    };
    let written = HttpUrl::parse(base).expect("a base is a URL").path;
    assert_eq!(url.path().trim_end_matches('/'), in_ascii(written), "{base}");
    assert_eq!(
        longer.path(),
        format!("{}/connectors/x", url.path().trim_end_matches('/')),
        "{base}"
    );
    assert_eq!((longer.origin(), longer.query(), longer.fragment()), (url.origin(), None, None));
    assert_eq!((url.username(), url.password()), ("", None), "{base}");
    Some(url)
}

fn the_calls_headers_come_last(config: &Config<Json>, user_id: &Json) {
    let own = json!({"x-own": "1", "accept": "2"});
    for has_body in [false, true] {
        let headers = config.headers_for(user_id, has_body, &own);
        assert_eq!((&headers["x-own"], &headers["accept"]), (&json!("1"), &json!("2")));
        if has_body {
            assert_eq!(headers["content-type"], "application/json");
        }
        let set = ["x-own", "accept", "content-type", "x-alloy-userid"];
        for (name, value) in
            fields(&config.headers).filter(|(name, _)| !set.contains(&name.as_str()))
        {
            assert_eq!(&headers[name], value, "{name}");
        }
    }
}
