//! How a client is set up.

use crate::error::{Error, Kind};
use crate::policy::retry::MAX_RETRIES;
use crate::text::join;
use crate::url::HttpUrl;
use crate::value::Value;

/// Where Alloy answers, unless the caller says otherwise.
pub const PRODUCTION: &str = "https://production.runalloy.com";
/// The time given to one attempt, body included, in milliseconds.
pub const TIMEOUT_MS: u32 = 30_000;

/// Which of the two descriptions of Alloy's API a request follows.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Dialect {
    /// The guide's.
    Guide,
    /// The public reference's.
    Reference,
}

impl Dialect {
    /// The dialect to keep to. None: the guide's first, then the reference's.
    pub fn pinned(name: Option<&str>) -> Option<Self> {
        match name {
            Some("guide") => Some(Dialect::Guide),
            Some("reference") => Some(Dialect::Reference),
            _ => None,
        }
    }
}

/// The settings of one client. No `Debug`: it holds the key.
pub struct Config<V> {
    /// The API key, a string value. None when `base_url` is a handler that holds it.
    pub api_key: Option<V>,
    /// Scheme, host and path prefix of the API, without a slash at the end.
    pub base_url: String,
    /// The same for the guide's data routes.
    pub data_base_url: String,
    /// The dialect to keep to. None: the guide's first, then the reference's.
    pub dialect: Option<Dialect>,
    /// The time given to one attempt, body included, in milliseconds.
    pub timeout_ms: u32,
    /// The time given to a whole call, waits included, in milliseconds. None: any.
    pub deadline_ms: Option<u32>,
    /// How often a request is sent again.
    pub max_retries: u32,
    /// The caller's function that is told of events, or null.
    pub observe: V,
    /// The headers of every request: an object, with lower-case names.
    pub headers: V,
    /// Per connector, an object of headers that Alloy passes on to the service.
    pub connector_headers: V,
    /// The redirect URI to use where a call names none.
    pub redirect_uri: Option<String>,
}

impl<V: Value> Config<V> {
    /// Reads the client's options, which are of the right types already, and checks the URLs.
    pub fn read(options: &V) -> Result<Self, Error<V>> {
        let key = options.get("apiKey");
        let api_key = (!key.is_null()).then_some(key);
        // The page's own handler: no key goes there, and http is as good as the page's own.
        let lenient = options.has("sameOrigin") && api_key.is_none();
        let given = options.get_text("baseUrl");
        let base = base_url("baseUrl", given.as_deref().unwrap_or(PRODUCTION), lenient)?;
        if api_key.is_none() && is_alloys(base.host) {
            return Err(Kind::config(
                "apiKey is required, unless baseUrl is a handler of yours that holds it",
            ));
        }
        let data = options.get_text("dataBaseUrl");
        let data = base_url("dataBaseUrl", data.as_deref().unwrap_or(base.base), lenient)?;
        let redirect_uri = options.get_text("redirectUri");
        if redirect_uri.as_deref().is_some_and(|uri| !is_redirect_uri(uri)) {
            return Err(Kind::config("redirectUri must be an absolute http or https URL"));
        }
        Ok(Config {
            api_key,
            base_url: base.base.to_owned(),
            data_base_url: data.base.to_owned(),
            dialect: Dialect::pinned(options.get_text("dialect").as_deref()),
            timeout_ms: options.get("timeoutMs").as_u32().unwrap_or(TIMEOUT_MS),
            deadline_ms: options.get("deadlineMs").as_u32(),
            max_retries: options.get("maxRetries").as_u32().unwrap_or(MAX_RETRIES),
            observe: options.get("observe"),
            headers: options.get("headers"),
            connector_headers: options.get("connectorHeaders"),
            redirect_uri,
        })
    }
}

impl<V: Value> Config<V> {
    /// The headers of a request: the client's, the user's name, and `own` over them.
    pub fn headers_for(&self, user_id: &V, has_body: bool, own: &V) -> V {
        let mut headers = self.headers.copy();
        if !user_id.is_null() {
            // Without it Alloy acts as the owner of the key.
            headers.set("x-alloy-userid", user_id.clone());
        }
        if has_body {
            headers.set("content-type", V::text("application/json"));
        }
        if own.is_null() { headers } else { headers.with(own) }
    }
}

/// Whether a provider can send the user back there.
pub fn is_redirect_uri(text: &str) -> bool {
    HttpUrl::parse(text).is_some()
}

/// A base URL: https, or http on loopback; no user info, query or fragment.
fn base_url<'a, V>(argument: &str, text: &'a str, lenient: bool) -> Result<HttpUrl<'a>, Error<V>> {
    let expectation = match HttpUrl::parse(text) {
        None => "must be an absolute URL, such as https://production.runalloy.com",
        Some(url) if url.has_user_info => "must not hold a user name or password",
        Some(url) if url.has_tail => "must not have a query or a fragment",
        Some(url) if url.has_dot_segment() => "must not have \".\" or \"..\" in its path",
        Some(url) if !url.secure && !url.is_loopback() && !lenient => {
            "must be https; http is for loopback alone"
        }
        Some(url) => return Ok(url),
    };
    Err(Kind::config(&join(&[argument, " ", expectation])))
}

fn is_alloys(host: &str) -> bool {
    let host = host.to_ascii_lowercase();
    host == "runalloy.com" || host.ends_with(".runalloy.com")
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value as Json, json};

    fn read(options: Json) -> Result<Config<Json>, String> {
        Config::read(&options).map_err(|error| error.message())
    }

    fn refusal(options: Json) -> String {
        read(options).err().unwrap_or_default()
    }

    #[test]
    fn base_urls_are_https_or_loopback() {
        let base = |text| read(json!({"apiKey": "k", "baseUrl": text})).unwrap().base_url;
        assert_eq!(base("https://production.runalloy.com/"), PRODUCTION);
        assert_eq!(base("http://127.0.0.1:8787/alloy//"), "http://127.0.0.1:8787/alloy");
        for bad in [
            "http://production.runalloy.com",
            "https://u:p@host",
            "https://host?x",
            "https://host#x",
            "https://host/../x",
            "host",
        ] {
            let options = json!({"apiKey": "k", "baseUrl": bad});
            assert!(refusal(options).starts_with("baseUrl must"), "{bad:?}");
        }
    }

    #[test]
    fn the_defaults_are_the_guides() {
        let config = read(json!({"apiKey": "k"})).unwrap();
        assert_eq!((config.base_url.as_str(), config.timeout_ms), (PRODUCTION, 30_000));
        assert_eq!((config.data_base_url.as_str(), config.dialect), (PRODUCTION, None));
    }

    #[test]
    fn a_key_is_needed_for_alloy_itself_but_not_for_a_handler() {
        assert!(refusal(json!({})).starts_with("apiKey is required"));
        let european = json!({"baseUrl": "https://EU.runalloy.com"});
        assert!(refusal(european).starts_with("apiKey is required"));
        assert_eq!(refusal(json!({"baseUrl": "https://app.example/alloy"})), "");
    }

    #[test]
    fn a_key_never_travels_over_http_even_to_the_same_origin() {
        let options = json!({"baseUrl": "http://10.0.0.1/alloy", "sameOrigin": true});
        assert_eq!(refusal(options.clone()), "");
        let mut with_key = options;
        with_key["apiKey"] = json!("k");
        assert!(refusal(with_key).contains("https"));
    }

    #[test]
    fn redirect_uris_are_absolute() {
        assert!(is_redirect_uri("http://localhost:3000/oauth/callback?x=1"));
        for bad in ["/oauth/callback", "javascript:alert(1)", "http//x"] {
            let refusal = refusal(json!({"apiKey": "k", "redirectUri": bad}));
            assert!(refusal.starts_with("redirectUri must"), "{bad:?}");
        }
    }
}
