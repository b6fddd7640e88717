//! Reading the options of the client and of a call.

use crate::config::Given;
use crate::config::{Environment, as_config};
use crate::core::Scope;
use crate::error::{Error, Kind};
use crate::js::args::{Fields, id, url};
use crate::js::host;
use crate::value::Value;
use js_sys::{Function, Reflect};
use wasm_bindgen::JsValue;

type Outcome<T> = Result<T, Error<JsValue>>;

/// What a call's options say.
pub struct Call {
    /// For the core.
    pub scope: Scope<JsValue>,
    /// Whether the caller wants the answer beside the result.
    pub with_response: bool,
}

impl Call {
    /// Reads {@link CallOptions}.
    pub fn read(fields: &Fields) -> Outcome<Self> {
        Ok(Call {
            scope: Scope {
                signal: fields.signal("signal")?,
                timeout_ms: fields.ms("timeoutMs")?,
                user_id: fields.read_as("userId", id)?,
                connection_id: fields.read_as("connectionId", id)?,
                headers: fields.headers("headers")?,
            },
            with_response: fields.flag("withResponse")?,
        })
    }
}

/// Reads the constructor's options, and the `fetch` among them.
pub fn read(fields: &Fields) -> Outcome<(Option<Function>, Given<JsValue>)> {
    let fetch = fields.function("fetch").map_err(as_config)?;
    let given = read_given(fields).map_err(as_config)?;
    if given.api_key.is_some()
        && host::is_browser()
        && !fields.flag("dangerouslyAllowBrowser").map_err(as_config)?
    {
        return Err(Kind::config(
            "apiKey must not be in a browser, where anybody can read it: keep it on the edge and set baseUrl to your handler, or set dangerouslyAllowBrowser if you know what you do",
        ));
    }
    Ok((fetch, given))
}

fn read_given(fields: &Fields) -> Outcome<Given<JsValue>> {
    let mut base_url = fields.read_as("baseUrl", url)?;
    let path = base_url.as_deref().filter(|url| url.starts_with('/') && !url.starts_with("//"));
    let same_origin = path.and_then(|path| Some(format!("{}{path}", host::origin()?)));
    if same_origin.is_some() {
        base_url.clone_from(&same_origin);
    }
    Ok(Given {
        api_key: fields.text("apiKey")?,
        user_id: fields.text("userId")?,
        connection_id: fields.text("connectionId")?,
        same_origin: same_origin.is_some(),
        base_url,
        data_base_url: fields.read_as("dataBaseUrl", url)?,
        api_version: fields.text("apiVersion")?,
        dialect: fields.text("dialect")?,
        timeout_ms: fields.ms("timeoutMs")?,
        headers: fields.headers("headers")?,
        connector_headers: connector_headers(fields)?,
        redirect_uri: fields.read_as("redirectUri", url)?,
    })
}

/// `{ notion: { "Notion-Version": "…" } }`
fn connector_headers(fields: &Fields) -> Outcome<Vec<(String, JsValue)>> {
    let entries =
        fields.plain("connectorHeaders")?.and_then(|headers| headers.entries()).unwrap_or_default();
    for (connector, headers) in &entries {
        let strings =
            headers.entries().is_some_and(|all| all.iter().all(|(_, value)| value.is_string()));
        if !strings {
            let name = fields.name(&format!("connectorHeaders.{connector}"));
            return Err(Kind::argument(&name, "must be an object of strings"));
        }
    }
    Ok(entries)
}

/// Reads the environment, and the options that win over it.
pub fn from_env(env: &JsValue, overrides: &Fields) -> Outcome<(Option<Function>, Given<JsValue>)> {
    let (fetch, mut given) = read(overrides)?;
    let env = if env.is_undefined() || env.is_null() {
        host::environment().map_or(JsValue::UNDEFINED, JsValue::from)
    } else if env.is_object() {
        env.clone()
    } else {
        return Err(Kind::config("env must be an object of environment variables"));
    };
    let found = Environment::read(|name| {
        if env.is_undefined() {
            return Ok(None);
        }
        let value = Reflect::get(&env, &name.into()).unwrap_or(JsValue::UNDEFINED);
        if value.is_undefined() || value.is_null() || value.is_string() {
            return Ok(value.as_string());
        }
        Err(Kind::config(format!("{name} must be a string in the environment")))
    })?;
    // Given, and be it as null: then users come with each call.
    let user_given = overrides.has("userId");
    given.api_key = given.api_key.or(found.api_key);
    if given.api_key.is_none() {
        return Err(Kind::config("ALLOY_API_KEY environment variable is required"));
    }
    if !user_given {
        given.user_id = found.user_id;
        if given.user_id.is_none() {
            return Err(Kind::config("ALLOY_USER_ID environment variable is required"));
        }
    }
    given.connection_id = given.connection_id.or(found.connection_id);
    given.base_url = given.base_url.or(found.base_url);
    given.data_base_url = given.data_base_url.or(found.data_base_url);
    given.redirect_uri = given.redirect_uri.or(found.redirect_uri);
    Ok((fetch, given))
}
