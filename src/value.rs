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
    /// A string that is known beforehand, and need not be written out each time.
    fn constant(text: &'static str) -> Self {
        Self::text(text)
    }
    /// A number.
    fn number(number: f64) -> Self;
    /// A boolean.
    fn flag(flag: bool) -> Self;

    /// An array.
    fn list(items: Vec<Self>) -> Self;
    /// An empty object, for [`Value::set`].
    fn record() -> Self;
    /// Sets a field of an object that nobody else has seen yet.
    fn set(&mut self, key: &str, value: Self);
    /// A copy of an object, its fields at the first level.
    fn copy(&self) -> Self {
        self.with(&Self::null())
    }
    /// The same, with those of `other` over its own. Either may be `null`.
    fn with(&self, other: &Self) -> Self;

    /// The string, when this is one.
    fn as_text(&self) -> Option<String>;
    /// The number, when this is one.
    fn as_f64(&self) -> Option<f64>;
    /// The same, when it is a whole one that fits.
    fn as_u32(&self) -> Option<u32> {
        let number = self.as_f64()?;
        (number == f64::from(number as u32)).then_some(number as u32)
    }
    /// The boolean, when this is one.
    fn as_bool(&self) -> Option<bool>;
    /// The elements, when this is an array.
    fn items(&self) -> Option<Vec<Self>>;
    /// The fields of an object, without their names; none when it is something else.
    fn fields(&self) -> Vec<Self>;
    /// Whether this is an object that has the field `name`, be it `null`.
    fn holds(&self, name: &str) -> bool;
    /// The field `name`; `null` when this is no object or has no such field.
    fn at(&self, name: &str) -> Self;
    /// The same of a field that is known beforehand, whose name need not be written out each time.
    fn get(&self, key: &'static str) -> Self {
        self.at(key)
    }
    /// The same of [`Value::holds`].
    fn has(&self, key: &'static str) -> bool {
        self.holds(key)
    }
    /// Whether this is an object or an array.
    fn is_structure(&self) -> bool;
    /// Whether this is an array.
    fn is_list(&self) -> bool;

    /// Whether this is `null`, or not there at all.
    fn is_null(&self) -> bool;

    /// Reads a string value as JSON. `None` when it is no JSON.
    fn parse(json: &Self) -> Option<Self>;
    /// Writes this value as JSON, into a string value.
    fn stringify(&self) -> Self;
    /// This string value between two others.
    fn between(&self, before: &str, after: &str) -> Self;

    /// The non-empty string under `key`.
    fn get_text(&self, key: &'static str) -> Option<String> {
        self.get(key).as_text().filter(|text| !text.is_empty())
    }
}

/// A stand-in for JavaScript's values in native tests, those of `tests/` and `fuzz/` among them.
#[cfg(any(test, feature = "native"))]
pub mod native {
    use super::Value;
    use serde_json::Value as Json;

    impl Value for Json {
        fn null() -> Self {
            Json::Null
        }
        fn text(text: &str) -> Self {
            Json::String(text.into())
        }
        fn number(number: f64) -> Self {
            number.into()
        }
        fn flag(flag: bool) -> Self {
            flag.into()
        }

        fn list(items: Vec<Self>) -> Self {
            Json::Array(items)
        }
        fn record() -> Self {
            Json::Object(serde_json::Map::new())
        }
        fn set(&mut self, key: &str, value: Self) {
            self[key] = value;
        }
        fn with(&self, other: &Self) -> Self {
            let both = [self, other].into_iter().filter_map(Json::as_object).flatten();
            Json::Object(both.map(|(name, value)| (name.clone(), value.clone())).collect())
        }
        fn as_text(&self) -> Option<String> {
            self.as_str().map(str::to_owned)
        }
        fn as_f64(&self) -> Option<f64> {
            Json::as_f64(self)
        }
        fn as_bool(&self) -> Option<bool> {
            Json::as_bool(self)
        }
        fn items(&self) -> Option<Vec<Self>> {
            self.as_array().cloned()
        }
        fn fields(&self) -> Vec<Self> {
            self.as_object().map(|object| object.values().cloned().collect()).unwrap_or_default()
        }
        fn holds(&self, name: &str) -> bool {
            Json::get(self, name).is_some()
        }
        fn at(&self, name: &str) -> Self {
            Json::get(self, name).cloned().unwrap_or_default()
        }
        fn is_structure(&self) -> bool {
            self.is_object() || self.is_array()
        }
        fn is_list(&self) -> bool {
            self.is_array()
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
        fn between(&self, before: &str, after: &str) -> Self {
            Json::String([before, self.as_str().unwrap_or_default(), after].concat())
        }
    }
}
