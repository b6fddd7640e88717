//! How a client is set up, and what the environment says about it.

use crate::error::{Error, Kind};
use crate::rules;
use crate::value::Value;

/// Where Alloy answers, unless the caller says otherwise.
pub const PRODUCTION: &str = "https://production.runalloy.com";
/// The host that the guide names for its data routes; OAuth and actions are never on it.
const DATA_HOST: &str = "https://api.runalloy.com";
/// The version of Alloy's API that this client was written for.
pub const API_VERSION: &str = "2025-09";
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

/// The settings of one client. No `Debug`: it holds the key.
#[derive(Clone)]
pub struct Config<V> {
    /// The API key. None when `base_url` is a handler that holds it.
    pub api_key: Option<String>,
    /// The user on whose behalf calls are made, unless a call says otherwise.
    pub user_id: Option<String>,
    /// The connection that actions use, unless a call says otherwise.
    pub connection_id: Option<String>,
    /// Scheme, host and path prefix of the API, without a slash at the end.
    pub base_url: String,
    /// The same for the guide's data routes.
    pub data_base_url: String,
    /// The value of `x-api-version`.
    pub api_version: String,
    /// The dialect to keep to. None: the guide's first, then the reference's.
    pub dialect: Option<Dialect>,
    /// The time given to one attempt, body included, in milliseconds.
    pub timeout_ms: u32,
    /// Headers added to every request.
    pub headers: Vec<(String, String)>,
    /// Per connector, headers that Alloy passes on to the service.
    pub connector_headers: Vec<(String, V)>,
    /// The redirect URI to use where a call names none.
    pub redirect_uri: Option<String>,
}

impl<V: Value> Config<V> {
    /// The headers for a call on behalf of `user_id`.
    pub fn headers_for(&self, user_id: Option<&str>, has_body: bool) -> Vec<(String, String)> {
        let mut headers = vec![("Accept".to_owned(), "application/json".to_owned())];
        headers.push(("x-api-version".into(), self.api_version.clone()));
        if let Some(key) = &self.api_key {
            headers.push(("Authorization".into(), format!("Bearer {key}")));
        }
        if let Some(user_id) = user_id {
            // Without it Alloy acts as the owner of the key.
            headers.push(("x-alloy-userid".into(), user_id.to_owned()));
        }
        if has_body {
            headers.push(("Content-Type".into(), "application/json".into()));
        }
        extend_headers(&mut headers, &self.headers);
        headers
    }
}

/// Sets `added` over `headers`, whatever the case of their names.
pub fn extend_headers(headers: &mut Vec<(String, String)>, added: &[(String, String)]) {
    for (name, value) in added {
        headers.retain(|(known, _)| !known.eq_ignore_ascii_case(name));
        headers.push((name.clone(), value.clone()));
    }
}

/// What the environment says. A blank variable counts as one that is not set.
#[derive(Debug, Default, PartialEq)]
pub struct Environment {
    /// `ALLOY_API_KEY`
    pub api_key: Option<String>,
    /// `ALLOY_USER_ID`
    pub user_id: Option<String>,
    /// `CONNECTION_ID`
    pub connection_id: Option<String>,
    /// `ALLOY_BASE_URL`, unless it names the data host
    pub base_url: Option<String>,
    /// `ALLOY_BASE_URL`, where it names the data host
    pub data_base_url: Option<String>,
    /// `OAUTH_REDIRECT_URI`
    pub redirect_uri: Option<String>,
}

impl Environment {
    /// Reads the guide's variables through `lookup`.
    pub fn read<V>(
        mut lookup: impl FnMut(&'static str) -> Result<Option<String>, Error<V>>,
    ) -> Result<Self, Error<V>> {
        let mut variable = |name| -> Result<Option<String>, Error<V>> {
            let text = lookup(name)?.map(|text| text.trim().to_owned());
            Ok(text.filter(|text| !text.is_empty()))
        };
        let (base_url, data_base_url) = match variable("ALLOY_BASE_URL")? {
            // One of the guide's two documents sets this host, the other sets production's.
            Some(url) if url.trim_end_matches('/').eq_ignore_ascii_case(DATA_HOST) => {
                (None, Some(url))
            }
            url => (url, None),
        };
        Ok(Environment {
            api_key: variable("ALLOY_API_KEY")?,
            user_id: variable("ALLOY_USER_ID")?,
            connection_id: variable("CONNECTION_ID")?,
            base_url,
            data_base_url,
            redirect_uri: variable("OAUTH_REDIRECT_URI")?,
        })
    }
}

/// The settings as they were given, before they are known to be right.
#[derive(Default)]
pub struct Given<V> {
    /// See [`Config::api_key`].
    pub api_key: Option<String>,
    /// See [`Config::user_id`].
    pub user_id: Option<String>,
    /// See [`Config::connection_id`].
    pub connection_id: Option<String>,
    /// See [`Config::base_url`].
    pub base_url: Option<String>,
    /// Whether `base_url` was given as a path of the page's own origin.
    pub same_origin: bool,
    /// See [`Config::data_base_url`].
    pub data_base_url: Option<String>,
    /// See [`Config::api_version`].
    pub api_version: Option<String>,
    /// See [`Config::dialect`].
    pub dialect: Option<String>,
    /// See [`Config::timeout_ms`].
    pub timeout_ms: Option<u32>,
    /// See [`Config::headers`].
    pub headers: Vec<(String, String)>,
    /// See [`Config::connector_headers`].
    pub connector_headers: Vec<(String, V)>,
    /// See [`Config::redirect_uri`].
    pub redirect_uri: Option<String>,
}

impl<V: Value> Given<V> {
    /// Checks the settings and fills in the defaults.
    pub fn check(self) -> Result<Config<V>, Error<V>> {
        let base_url = match &self.base_url {
            Some(url) => {
                rules::base_url("baseUrl", url, self.same_origin && self.api_key.is_none())?
            }
            None => PRODUCTION.to_owned(),
        };
        match &self.api_key {
            Some(key) => rules::api_key("apiKey", key)?,
            None if is_alloys(&base_url) => {
                return Err(Kind::config(
                    "apiKey is required: give { apiKey }, use AlloyConnectivity.fromEnv(), or set baseUrl to a handler of yours that holds the key",
                ));
            }
            None => {}
        }
        let data_base_url = match &self.data_base_url {
            Some(url) => rules::base_url("dataBaseUrl", url, false)?,
            None => base_url.clone(),
        };
        let dialect = match self.dialect.as_deref() {
            None | Some("auto") => None,
            Some("guide") => Some(Dialect::Guide),
            Some("reference") => Some(Dialect::Reference),
            Some(_) => {
                return Err(Kind::config("dialect must be \"auto\", \"guide\" or \"reference\""));
            }
        };
        for (argument, id) in [("userId", &self.user_id), ("connectionId", &self.connection_id)] {
            if let Some(id) = id {
                rules::id(argument, id).map_err(as_config)?;
            }
        }
        if let Some(version) = &self.api_version {
            rules::api_version("apiVersion", version)?;
        }
        if let Some(uri) = &self.redirect_uri {
            rules::redirect_uri("redirectUri", uri).map_err(as_config)?;
        }
        Ok(Config {
            api_key: self.api_key,
            user_id: self.user_id,
            connection_id: self.connection_id,
            base_url,
            data_base_url,
            api_version: self.api_version.unwrap_or_else(|| API_VERSION.to_owned()),
            dialect,
            timeout_ms: self.timeout_ms.unwrap_or(TIMEOUT_MS),
            headers: self.headers,
            connector_headers: self.connector_headers,
            redirect_uri: self.redirect_uri,
        })
    }
}

/// The same error, of the class that the constructor throws.
pub fn as_config<V>(error: Error<V>) -> Error<V> {
    match *error {
        Kind::Validation { message, cause: None, .. } => Kind::config(message),
        other => Box::new(other),
    }
}

fn is_alloys(base_url: &str) -> bool {
    let host = crate::url::HttpUrl::parse(base_url).map(|url| url.host.to_ascii_lowercase());
    host.is_some_and(|host| host == "runalloy.com" || host.ends_with(".runalloy.com"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::Value as Json;

    fn given() -> Given<Json> {
        Given { api_key: Some("key-1234".into()), ..Given::default() }
    }

    fn refusal(given: Given<Json>) -> String {
        given.check().err().map(|error| error.to_string()).unwrap_or_default()
    }

    #[test]
    fn the_defaults_are_the_guides() {
        let config = given().check().ok().unwrap();
        assert_eq!(config.base_url, PRODUCTION);
        assert_eq!(config.data_base_url, PRODUCTION);
        assert_eq!(config.api_version, "2025-09");
        assert_eq!(config.timeout_ms, 30_000);
        assert_eq!(config.dialect, None);
    }

    #[test]
    fn a_key_is_needed_for_alloy_itself_but_not_for_a_handler() {
        assert!(refusal(Given::default()).starts_with("apiKey is required"));
        let handler =
            Given { base_url: Some("https://app.example/alloy".into()), ..Given::default() };
        assert_eq!(refusal(handler), "");
        let alloy = Given { base_url: Some("https://EU.runalloy.com".into()), ..Given::default() };
        assert!(refusal(alloy).starts_with("apiKey is required"));
    }

    #[test]
    fn a_key_never_travels_over_http_even_to_the_same_origin() {
        let with_key =
            Given { base_url: Some("http://10.0.0.1".into()), same_origin: true, ..given() };
        assert!(refusal(with_key).contains("https"));
    }

    #[test]
    fn bad_settings_are_named() {
        let cases: [(&str, Given<Json>); 5] = [
            ("dialect must", Given { dialect: Some("both".into()), ..given() }),
            ("userId must", Given { user_id: Some("..".into()), ..given() }),
            ("connectionId must", Given { connection_id: Some(" ".into()), ..given() }),
            ("apiVersion must", Given { api_version: Some("a b".into()), ..given() }),
            ("redirectUri must", Given { redirect_uri: Some("x".into()), ..given() }),
        ];
        for (start, given) in cases {
            assert!(refusal(given).starts_with(start), "{start}");
        }
    }

    #[test]
    fn headers_carry_key_version_and_user() {
        let mut config = given().check().ok().unwrap();
        config.headers = vec![("X-API-Version".into(), "2026-01".into())];
        let headers = config.headers_for(Some("u"), true);
        let get = |name: &str| {
            headers
                .iter()
                .find(|(key, _)| key.eq_ignore_ascii_case(name))
                .map(|(_, value)| value.as_str())
        };
        assert_eq!(get("authorization"), Some("Bearer key-1234"));
        assert_eq!(get("x-alloy-userid"), Some("u"));
        assert_eq!(get("x-api-version"), Some("2026-01"));
        assert_eq!(get("content-type"), Some("application/json"));
        assert_eq!(headers.len(), 5);
    }

    #[test]
    fn the_environments_base_url_is_the_data_host_in_one_of_the_guides_documents() {
        let read = |url: &'static str| {
            Environment::read::<()>(|name| Ok((name == "ALLOY_BASE_URL").then(|| url.to_owned())))
                .unwrap()
        };
        assert_eq!(
            read("https://api.runalloy.com/").data_base_url.as_deref(),
            Some("https://api.runalloy.com/")
        );
        assert_eq!(read("https://api.runalloy.com").base_url, None);
        assert_eq!(read(" https://production.runalloy.com ").base_url.as_deref(), Some(PRODUCTION));
        assert_eq!(read("  "), Environment::default());
    }
}
