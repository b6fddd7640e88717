//! What is one request and no more: which routes it may take, what it sends and what it gives.

use super::actions::description;
use super::{
    Body, Host, Operation, Route, catalogue, connections, contacts, files, fill_by, records, users,
};
use crate::config::Dialect;
use crate::value::Value;

/// An entry in the list of what Alloy can do.
#[derive(Debug)]
pub struct Endpoint {
    /// The public method that asks for it.
    pub name: &'static str,
    /// The HTTP method.
    pub method: &'static str,
    /// The paths under which it may be found, in the order in which they are tried. Their parameters
    /// are named as the call's arguments are; `userId` is the acting user's where the call names none.
    pub paths: &'static [Path],
    /// Whether it is on the host of the guide's data routes.
    pub is_data: bool,
    /// Whether its answer is remembered.
    pub kept: Kept,
}

/// One path of an endpoint.
#[derive(Debug)]
pub struct Path {
    /// The dialect that has it. None: both.
    pub dialect: Option<Dialect>,
    /// The path, with its parameters' names.
    pub template: &'static str,
}

/// Whether an answer is remembered.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Kept {
    /// It is not.
    No,
    /// As the client's cache does it, if there is a list in it.
    List,
    /// The same if it is an object, taken out of `action` where it is in that.
    Item,
    /// A token, while it is valid, and in this process alone.
    Secret,
}

impl Kept {
    /// What is remembered of an answer. None where it does not hold what it should.
    pub fn part<V: Value>(self, body: &V) -> Option<V> {
        let is_kept = match self {
            Kept::No => false,
            Kept::List => body.is_list() || body.fields().iter().any(V::is_list),
            Kept::Item => return Some(description(body)).filter(V::is_structure),
            Kept::Secret => !body.get("token").is_null(),
        };
        is_kept.then(|| body.clone())
    }
}

impl PartialEq for Endpoint {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

impl Endpoint {
    /// `method path`, in both dialects.
    pub const fn new(name: &'static str, method: &'static str, paths: &'static [Path]) -> Self {
        Endpoint { name, method, paths, is_data: false, kept: Kept::No }
    }

    /// The same, remembered.
    pub const fn kept(mut self, kept: Kept) -> Self {
        self.kept = kept;
        self
    }

    /// The same, on the host of the guide's data routes.
    pub const fn on_data_host(mut self) -> Self {
        self.is_data = true;
        self
    }

    /// The operation, with the call's arguments: those that the paths name, `body`, written as JSON,
    /// and `query`. None where no path can be filled.
    pub fn operation<V: Value>(
        &self,
        arguments: &V,
        user_id: Option<&str>,
    ) -> Option<Operation<V>> {
        let value_of = |name: &str| {
            let given = arguments.at(name).as_text();
            given.or_else(|| user_id.filter(|_| name == "userId").map(str::to_owned))
        };
        let mut routes = Vec::new();
        for Path { dialect, template } in self.paths {
            if let Some(path) = fill_by(template, value_of) {
                let body = arguments.get("body");
                let carries = self.method != "GET" && !body.is_null();
                let body = if carries { Body::Json(body) } else { Body::None };
                let query = arguments.get_text("query").unwrap_or_default();
                let host = if self.is_data { Host::Data } else { Host::Alloy };
                let (dialect, method) = (*dialect, self.method);
                routes.push(Route { dialect, method, template, path, query, body, host });
            }
        }
        (!routes.is_empty()).then(|| Operation::new(self.name, routes))
    }
}

/// All of them.
pub static ALL: [&Endpoint; 23] = [
    &catalogue::CONNECTORS,
    &catalogue::CONNECTOR,
    &catalogue::RESOURCES,
    &catalogue::ACTIONS,
    &catalogue::ACTION,
    &catalogue::METADATA,
    &connections::DELETE,
    &contacts::LIST,
    &contacts::CREATE,
    &contacts::UPDATE,
    &files::ASK,
    &files::LIST,
    &files::DELETE,
    &records::LIST,
    &records::CREATE,
    &records::UPDATE,
    &users::CREATE,
    &users::LIST,
    &users::GET,
    &users::UPDATE,
    &users::DELETE,
    &users::CREATE_MANY,
    &users::TOKEN,
];

/// A path of both dialects.
pub const fn both(template: &'static str) -> Path {
    Path { dialect: None, template }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn names_are_unique() {
        for (index, endpoint) in ALL.iter().enumerate() {
            assert!(ALL[..index].iter().all(|other| other != endpoint), "{}", endpoint.name);
        }
    }

    #[test]
    fn a_path_that_cannot_be_filled_is_left_out() {
        let only = |arguments| {
            let operation = connections::DELETE.operation(&arguments, None)?;
            Some(operation.routes.iter().map(|route| route.path.clone()).collect::<Vec<_>>())
        };
        assert_eq!(only(json!({"credentialId": "c/1"})), None);
        assert_eq!(
            only(json!({"credentialId": "c/1", "connectorId": "x"})).unwrap(),
            ["/connectors/x/credentials/c%2F1"]
        );
    }

    #[test]
    fn a_get_carries_no_body_and_a_query_is_not_part_of_the_path() {
        let arguments = json!({"userId": "u", "body": "{}", "query": "userId=u"});
        let operation = users::TOKEN.operation(&arguments, None).unwrap();
        let route = &operation.routes[0];
        assert!(matches!(route.body, Body::None));
        assert_eq!((route.path.as_str(), route.query.as_str()), ("/users/u/token", "userId=u"));
    }
}
