//! What is claimed of each parser, whatever it is given. Each claim panics where it does not hold.
//!
//! The same claims are put to the test by generators (`tests/properties`), by libFuzzer (`fuzz/`) and
//! with the inputs that libFuzzer has found worth keeping (`fuzz/corpus`).

pub mod actions;
pub mod callback;
pub mod config;
pub mod connections;
pub mod edge;
pub mod failure;
pub mod gate;
pub mod oauth;
pub mod routes;
pub mod url;

use serde_json::Value as Json;
use std::borrow::Cow;

/// A claim about any input at all.
pub type Claim = fn(&[u8]);

/// Every subject by its name, which is its fuzz target's and its corpus's too.
pub const SUBJECTS: [(&str, Claim); 10] = [
    ("actions", actions::holds),
    ("callback", callback::holds),
    ("config", config::holds),
    ("connections", connections::holds),
    ("edge", edge::holds),
    ("failure", failure::holds),
    ("gate", gate::holds),
    ("oauth", oauth::holds),
    ("routes", routes::holds),
    ("url", url::holds),
];

/// Bytes as text; what is no UTF-8 becomes U+FFFD, as it does in a body that `fetch` reads.
fn text(data: &[u8]) -> Cow<'_, str> {
    String::from_utf8_lossy(data)
}

/// Bytes as JSON, and otherwise as the text that they are.
fn json(data: &[u8]) -> Json {
    // serde_json reads 128 levels, and some claims put more around what they are given.
    let levels = data.iter().filter(|byte| b"[{".contains(byte)).count();
    let read = (levels < 100).then(|| serde_json::from_slice(data).ok()).flatten();
    read.unwrap_or_else(|| Json::String(text(data).into_owned()))
}

/// A value as it comes back from its text, in which a number may lose its last bit.
fn reread(value: &Json) -> Json {
    serde_json::from_str(&value.to_string()).unwrap()
}

/// A field of a JSON object, when it is a string that is not empty.
fn filled<'a>(object: &'a Json, name: &str) -> Option<&'a str> {
    object.get(name)?.as_str().filter(|text| !text.is_empty())
}

/// The fields of a JSON object; none where it is something else.
fn fields(value: &Json) -> impl Iterator<Item = (&String, &Json)> {
    value.as_object().into_iter().flatten()
}
