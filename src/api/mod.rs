//! What Alloy's HTTP API is: which requests an operation may be made of, and what its answers mean.
//!
//! Nothing here sends anything. An [`Operation`] lists the routes that lead to its goal, the guide's
//! first; [`crate::core`] chooses among them.

pub mod actions;
pub mod callback;
pub mod catalogue;
pub mod connections;
pub mod contacts;
pub mod endpoint;
pub mod failure;
pub mod files;
pub mod oauth;
pub mod records;
pub mod users;

use crate::config::Dialect;
use crate::text::split;
use crate::url::encode;

/// Something to be done, and the routes that do it.
pub struct Operation<V> {
    /// Its name: what the client remembers a proven route under.
    pub name: &'static str,
    /// The routes, in the order in which they are tried.
    pub routes: Vec<Route<V>>,
}

impl<V> Operation<V> {
    fn new(name: &'static str, routes: Vec<Route<V>>) -> Self {
        Operation { name, routes }
    }
}

/// One request that would do it.
pub struct Route<V> {
    /// The dialect it belongs to. None: both have it.
    pub dialect: Option<Dialect>,
    /// The HTTP method.
    pub method: &'static str,
    /// The path with its parameters' names, such as `/credentials/{credentialId}`.
    pub template: &'static str,
    /// The path with its parameters' values.
    pub path: String,
    /// What follows the question mark; empty for nothing.
    pub query: String,
    /// The body.
    pub body: Body<V>,
    /// Where it goes.
    pub host: Host,
}

/// Where a request goes.
#[derive(Clone, Debug, PartialEq)]
pub enum Host {
    /// To Alloy.
    Alloy,
    /// To the host of the guide's data routes.
    Data,
    /// To this URL, which is nobody's business but Alloy's storage's: no key travels there.
    Storage(String),
}

/// What a request carries.
pub enum Body<V> {
    /// Nothing.
    None,
    /// JSON, already written.
    Json(V),
    /// The call of an action in the reference's words. It takes the action's schema to write them.
    Action(Box<actions::Call<V>>),
    /// A file's bytes, and their headers.
    File {
        /// A Blob or an array of bytes.
        content: V,
        /// An object.
        headers: V,
    },
}

impl<V> Route<V> {
    fn new(method: &'static str, template: &'static str, values: &[&str], body: Body<V>) -> Self {
        let path = fill(template, values);
        let (query, host) = (String::new(), Host::Alloy);
        Route { dialect: None, method, template, path, query, body, host }
    }

    /// `GET template`, with `values` for its parameters.
    pub fn get(template: &'static str, values: &[&str]) -> Self {
        Route::new("GET", template, values, Body::None)
    }

    /// `POST template`, with `values` for its parameters.
    pub fn post(template: &'static str, values: &[&str], body: Body<V>) -> Self {
        Route::new("POST", template, values, body)
    }

    /// The same, of one dialect alone.
    pub fn only(mut self, dialect: Dialect) -> Self {
        self.dialect = Some(dialect);
        self
    }
}

/// Puts each value, encoded, into its own segment of the template.
fn fill(template: &str, values: &[&str]) -> String {
    let mut values = values.iter();
    fill_by(template, |_| values.next().map(|value| (*value).to_owned())).unwrap_or_default()
}

/// The same, with the values by their names. None where one is missing.
fn fill_by(template: &str, mut value_of: impl FnMut(&str) -> Option<String>) -> Option<String> {
    let mut path = String::new();
    for (at, segment) in split(template, b'/').enumerate() {
        if at > 0 {
            path.push('/');
        }
        match parameter(segment) {
            Some(name) => path.push_str(&encode(&value_of(name)?)),
            None => path.push_str(segment),
        }
    }
    Some(path)
}

/// The name in `{name}`.
fn parameter(segment: &str) -> Option<&str> {
    segment.strip_prefix('{')?.strip_suffix('}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_template_takes_its_values_in_order_each_in_its_own_segment() {
        assert_eq!(
            fill("/connectors/{c}/actions/{a}/execute", &["a/b", "x y"]),
            "/connectors/a%2Fb/actions/x%20y/execute"
        );
        assert_eq!(fill("/credentials", &[]), "/credentials");
    }
}
