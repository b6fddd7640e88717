//! What the core may ask of a value that belongs to JavaScript.
//!
//! Payloads stay JavaScript's own: Rust holds a handle and reads the few fields it acts on. The
//! trait keeps `api` and `core` free of JavaScript types, so that both run natively under test.

/// A handle to a JSON-like value.
pub trait Value: Clone + 'static {
    /// The value `null`.
    fn null() -> Self;
    /// A string.
    fn text(text: &str) -> Self;
    /// An object made of `entries`, in their order.
    fn object(entries: Vec<(String, Self)>) -> Self;
    /// A copy of this object with `fields` set.
    fn with(&self, fields: Vec<(&str, Self)>) -> Self;

    /// The string, when this is one.
    fn as_text(&self) -> Option<String>;
    /// The boolean, when this is one.
    fn as_bool(&self) -> Option<bool>;
    /// The elements, when this is an array.
    fn items(&self) -> Option<Vec<Self>>;
    /// The entries, when this is an object and no array.
    fn entries(&self) -> Option<Vec<(String, Self)>>;
    /// The field `key`, when this is an object that has it and it is neither `null` nor undefined.
    fn get(&self, key: &str) -> Option<Self>;
    /// Whether this is an object or an array.
    fn is_structure(&self) -> bool;
    /// Whether this is `null`, or not there at all.
    fn is_null(&self) -> bool;

    /// Reads a string value as JSON. `None` when it is no JSON.
    fn parse(json: &Self) -> Option<Self>;
    /// Writes this value as JSON, into a string value.
    fn stringify(&self) -> Self;
    /// Joins string values into one.
    fn concat(parts: Vec<Self>) -> Self;

    /// The non-empty string under `key`.
    fn get_text(&self, key: &str) -> Option<String> {
        self.get(key)?.as_text().filter(|text| !text.is_empty())
    }
}

/// `text` as it stands between the quotes of a JSON string. Control characters are the caller's to
/// keep out.
pub fn escape_json(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        if c == '"' || c == '\\' {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}

/// A stand-in for JavaScript's values in native tests.
#[cfg(test)]
pub(crate) mod native {
    use super::Value;
    use serde_json::Value as Json;

    impl Value for Json {
        fn null() -> Self {
            Json::Null
        }
        fn text(text: &str) -> Self {
            Json::String(text.into())
        }
        fn object(entries: Vec<(String, Self)>) -> Self {
            Json::Object(entries.into_iter().collect())
        }
        fn with(&self, fields: Vec<(&str, Self)>) -> Self {
            let mut object = self.as_object().cloned().unwrap_or_default();
            object.extend(fields.into_iter().map(|(key, value)| (key.into(), value)));
            Json::Object(object)
        }
        fn as_text(&self) -> Option<String> {
            self.as_str().map(str::to_owned)
        }
        fn as_bool(&self) -> Option<bool> {
            Json::as_bool(self)
        }
        fn items(&self) -> Option<Vec<Self>> {
            self.as_array().cloned()
        }
        fn entries(&self) -> Option<Vec<(String, Self)>> {
            let object = self.as_object()?;
            Some(object.iter().map(|(k, v)| (k.clone(), v.clone())).collect())
        }
        fn get(&self, key: &str) -> Option<Self> {
            Json::get(self, key).filter(|value| !value.is_null()).cloned()
        }
        fn is_structure(&self) -> bool {
            self.is_object() || self.is_array()
        }
        fn is_null(&self) -> bool {
            Json::is_null(self)
        }
        fn parse(json: &Self) -> Option<Self> {
            serde_json::from_str(json.as_str()?).ok()
        }
        fn stringify(&self) -> Self {
            Json::String(self.to_string())
        }
        fn concat(parts: Vec<Self>) -> Self {
            Json::String(parts.iter().filter_map(Json::as_str).collect())
        }
    }
}
