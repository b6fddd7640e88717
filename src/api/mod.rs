//! What Alloy's HTTP API is: which requests an operation may be made of, and what its answers mean.
//!
//! Nothing here sends anything. An [`Operation`] lists the routes that lead to its goal, the guide's
//! first; [`crate::core`] chooses among them.

pub mod actions;
pub mod callback;
pub mod connections;
pub mod failure;
pub mod oauth;

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
    /// The body.
    pub body: Body<V>,
}

/// What a request carries.
pub enum Body<V> {
    /// Nothing.
    None,
    /// JSON, already written.
    Json(V),
    /// The call of an action in the reference's words. It takes the action's schema to write them.
    Action(Box<actions::Call<V>>),
}

impl<V> Route<V> {
    fn new(method: &'static str, template: &'static str, values: &[&str], body: Body<V>) -> Self {
        let path = fill(template, values);
        Route { dialect: None, method, template, path, body }
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
    let mut path = String::new();
    let mut values = values.iter();
    for (at, segment) in split(template, b'/').enumerate() {
        if at > 0 {
            path.push('/');
        }
        if segment.starts_with('{') {
            path.push_str(&encode(values.next().copied().unwrap_or_default()));
        } else {
            path.push_str(segment);
        }
    }
    path
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
