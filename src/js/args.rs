//! Typed readers for what JavaScript hands over. Each names the argument in its error.

use crate::config::as_config;
use crate::error::{Error, Kind};
use crate::rules;
use crate::value::Value;
use js_sys::{Array, Function, JsString, Object, Reflect};
use wasm_bindgen::prelude::*;

type Outcome<T> = Result<T, Error<JsValue>>;

/// What a value is, in words.
fn kind(value: &JsValue) -> &'static str {
    if value.is_undefined() {
        "undefined"
    } else if value.is_null() {
        "null"
    } else if Array::is_array(value) {
        "an array"
    } else {
        match value.js_typeof().as_string().as_deref() {
            Some("string") => "a string",
            Some("number") => "a number",
            Some("boolean") => "a boolean",
            Some("bigint") => "a bigint",
            Some("symbol") => "a symbol",
            Some("function") => "a function",
            _ => "an object",
        }
    }
}

fn is_missing(value: &JsValue) -> bool {
    value.is_undefined() || value.is_null()
}

fn wrong(argument: &str, expected: &str, value: &JsValue) -> Error<JsValue> {
    Kind::argument(argument, &["must be ", expected, ", not ", kind(value)].concat())
}

/// A string of at most `max` characters. Measured before it is copied: it may be megabytes.
fn text(argument: &str, value: &JsValue, max: usize) -> Outcome<String> {
    let string = value.dyn_ref::<JsString>().ok_or_else(|| wrong(argument, "a string", value))?;
    if usize::try_from(string.length()).is_ok_and(|length| length <= max) {
        return Ok(String::from(string));
    }
    Err(Kind::argument(argument, &format!("must be at most {max} characters long")))
}

/// An id, such as a connector's.
pub fn id(argument: &str, value: &JsValue) -> Outcome<String> {
    // Twice the length in UTF-16 units is allowed here, so that the rule counts the characters.
    let id = text(argument, value, 2 * rules::MAX_ID)?;
    rules::id(argument, &id)?;
    Ok(id)
}

/// An id, or nothing.
pub fn optional_id(argument: &str, value: &JsValue) -> Outcome<Option<String>> {
    if is_missing(value) { Ok(None) } else { id(argument, value).map(Some) }
}

/// An authorization code, or nothing: a string of the provider's making, so nearly anything goes.
pub fn optional_code(argument: &str, value: &JsValue) -> Outcome<Option<String>> {
    if is_missing(value) {
        return Ok(None);
    }
    let code = text(argument, value, rules::MAX_URL)?;
    if code.trim().is_empty() {
        return Err(Kind::argument(argument, "must not be empty"));
    }
    Ok(Some(code))
}

/// A URL, as a string or as a `URL`.
pub fn url(argument: &str, value: &JsValue) -> Outcome<String> {
    let href = if value.is_object() { Reflect::get(value, &"href".into()).ok() } else { None };
    match href.filter(JsValue::is_string) {
        Some(href) => text(argument, &href, rules::MAX_URL),
        None => text(argument, value, rules::MAX_URL),
    }
}

/// A plain object written as JSON; `{}` for nothing. It is read once, here: what the caller does to
/// it afterwards changes nothing, and a second attempt sends the same bytes.
pub fn json_object(argument: &str, value: &JsValue) -> Outcome<JsValue> {
    if is_missing(value) {
        return Ok("{}".into());
    }
    if !is_plain(value) {
        return Err(wrong(argument, "a plain object", value));
    }
    let thrown = |cause| Kind::Validation {
        argument: argument.to_owned(),
        message: format!(
            "{argument} must be something that JSON can carry: no cycle, no bigint, no getter that throws"
        ),
        cause: Some(cause),
    };
    let json = js_sys::JSON::stringify(value).map_err(thrown)?;
    // A toJSON of its own may have made anything of it.
    if json.is_undefined() || !json.starts_with("{", 0) {
        return Err(Kind::argument(argument, "must be a plain object once it is JSON"));
    }
    Ok(json.into())
}

/// Whether this is `{…}`, of whichever realm, and no instance of a class.
fn is_plain(value: &JsValue) -> bool {
    if !value.is_object() || Array::is_array(value) {
        return false;
    }
    match Reflect::get_prototype_of(value) {
        Ok(prototype) if prototype.is_null() => true,
        Ok(prototype) => Reflect::get_prototype_of(&prototype).is_ok_and(|above| above.is_null()),
        Err(_) => false,
    }
}

/// The fields of an options object.
pub struct Fields {
    /// `options.` for a call's, nothing for the constructor's.
    prefix: &'static str,
    object: Option<Object>,
}

impl Fields {
    /// A call's options; nothing is as good as `{}`.
    pub fn of_call(value: &JsValue) -> Outcome<Self> {
        Fields::read("options", "options.", value)
    }

    /// The constructor's.
    pub fn of_client(value: &JsValue) -> Outcome<Self> {
        Fields::read("options", "", value).map_err(as_config)
    }

    fn read(argument: &str, prefix: &'static str, value: &JsValue) -> Outcome<Self> {
        if is_missing(value) {
            return Ok(Fields { prefix, object: None });
        }
        if !value.is_object() || Array::is_array(value) {
            return Err(wrong(argument, "an object", value));
        }
        Ok(Fields { prefix, object: Some(value.clone().unchecked_into()) })
    }

    /// The name under which a field appears in errors.
    pub fn name(&self, key: &str) -> String {
        [self.prefix, key].concat()
    }

    /// Whether the field is there, be it null.
    pub fn has(&self, key: &str) -> bool {
        self.object
            .as_ref()
            .is_some_and(|object| Reflect::has(object, &key.into()).unwrap_or(false))
    }

    /// A field; undefined and null are nothing.
    pub fn value(&self, key: &str) -> Outcome<Option<JsValue>> {
        let Some(object) = &self.object else { return Ok(None) };
        let value = Reflect::get(object, &key.into()).map_err(|cause| Kind::Validation {
            argument: self.name(key),
            message: format!("{} could not be read: its getter throws", self.name(key)),
            cause: Some(cause),
        })?;
        Ok((!is_missing(&value)).then_some(value))
    }

    /// A field, read by one of the readers above.
    pub fn read_as<T>(
        &self,
        key: &str,
        read: impl FnOnce(&str, &JsValue) -> Outcome<T>,
    ) -> Outcome<Option<T>> {
        self.value(key)?.map(|value| read(&self.name(key), &value)).transpose()
    }

    /// A string.
    pub fn text(&self, key: &str) -> Outcome<Option<String>> {
        self.read_as(key, |name, value| text(name, value, rules::MAX_URL))
    }

    /// A whole number of milliseconds that a timer can wait.
    pub fn ms(&self, key: &str) -> Outcome<Option<u32>> {
        self.read_as(key, |name, value| {
            let expected = "a whole number of milliseconds from 1 to 2147483647";
            let number = value.as_f64().ok_or_else(|| wrong(name, expected, value))?;
            let whole =
                number.fract() == 0.0 && number >= 1.0 && number <= f64::from(rules::MAX_MS);
            if whole {
                Ok(number as u32)
            } else {
                Err(Kind::argument(name, &["must be ", expected].concat()))
            }
        })
    }

    /// A boolean; nothing is false.
    pub fn flag(&self, key: &str) -> Outcome<bool> {
        let flag = self.read_as(key, |name, value| {
            value.as_bool().ok_or_else(|| wrong(name, "a boolean", value))
        })?;
        Ok(flag.unwrap_or(false))
    }

    /// A function.
    pub fn function(&self, key: &str) -> Outcome<Option<Function>> {
        self.read_as(key, |name, value| {
            value.dyn_ref::<Function>().cloned().ok_or_else(|| wrong(name, "a function", value))
        })
    }

    /// An `AbortSignal`, of whichever realm.
    pub fn signal(&self, key: &str) -> Outcome<Option<JsValue>> {
        self.read_as(key, |name, value| {
            let listens = |method: &str| {
                Reflect::get(value, &method.into()).is_ok_and(|member| member.is_function())
            };
            if value.is_object() && listens("addEventListener") && listens("removeEventListener") {
                return Ok(value.clone());
            }
            Err(wrong(name, "an AbortSignal", value))
        })
    }

    /// A plain object, as a copy that JSON could carry.
    pub fn plain(&self, key: &str) -> Outcome<Option<JsValue>> {
        let json = self.read_as(key, json_object)?;
        Ok(json.and_then(|json| JsValue::parse(&json)))
    }

    /// Headers: a plain object of strings.
    pub fn headers(&self, key: &str) -> Outcome<Vec<(String, String)>> {
        let Some(value) = self.plain(key)? else { return Ok(Vec::new()) };
        let name = self.name(key);
        let mut headers = Vec::new();
        for (header, value) in value.entries().unwrap_or_default() {
            let field = format!("{name}.{header}");
            let value = text(&field, &value, rules::MAX_URL)?;
            rules::header(&name, &header, &value)?;
            headers.push((header, value));
        }
        Ok(headers)
    }
}
