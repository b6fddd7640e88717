//! What is one request and no more: which routes it may take, what it sends and what it gives.

use super::{Body, Host, Operation, Route, fill_by};
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
    /// What its answer holds.
    pub gives: Gives,
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

/// What a successful answer holds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Gives {
    /// Nothing that anybody would read.
    Nothing,
    /// A list: under this name, under `data`, or bare.
    Rows(&'static str),
    /// An object: under this name, or bare.
    Item(&'static str),
    /// Actions: a list of them, or of the resources that they belong to.
    Actions,
    /// A user's token.
    Token,
    /// Contacts, which the guide reads as `data`.
    Contacts,
    /// The same of one.
    Contact,
}

/// How long an answer is remembered.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Kept {
    /// Not at all.
    No,
    /// As the client's cache does.
    Shared,
    /// While it is valid, and in this process alone: it is a secret.
    Secret,
}

impl PartialEq for Endpoint {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

impl Endpoint {
    /// `method path`, in both dialects.
    pub const fn new(
        name: &'static str,
        method: &'static str,
        paths: &'static [Path],
        gives: Gives,
    ) -> Self {
        Endpoint { name, method, paths, is_data: false, gives, kept: Kept::No }
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

/// A path of both dialects.
pub const fn both(template: &'static str) -> Path {
    Path { dialect: None, template }
}

/// The list in an answer: under `name`, under `data`, or the answer itself.
pub fn rows_of<V: Value>(body: &V, name: &'static str) -> Option<V> {
    [body.get(name), body.get("data"), body.clone()].into_iter().find(V::is_list)
}

impl Gives {
    /// What the answer holds. None where it lacks it.
    pub fn read<V: Value>(self, body: &V) -> Option<V> {
        let with = |name, value: V| {
            let mut copy = body.copy();
            copy.set("data", value.clone());
            copy.set(name, value);
            copy
        };
        match self {
            Gives::Nothing => Some(V::null()),
            Gives::Rows(name) => rows_of(body, name),
            Gives::Item(name) => item_of(body, name),
            Gives::Actions => actions_of(body),
            Gives::Token => body.get_text("token").map(|_| body.clone()),
            Gives::Contacts => rows_of(body, "contacts").map(|rows| with("contacts", rows)),
            Gives::Contact => item_of(body, "contact").map(|item| with("contact", item)),
        }
    }

    /// What an answer lacks that cannot be read.
    pub fn promise(self) -> &'static str {
        match self {
            Gives::Nothing => "",
            Gives::Rows(_) | Gives::Contacts | Gives::Actions => "a list",
            Gives::Item(_) | Gives::Contact => "an object",
            Gives::Token => "token",
        }
    }
}

fn item_of<V: Value>(body: &V, name: &'static str) -> Option<V> {
    [body.get(name), body.clone()].into_iter().find(|item| item.is_structure() && !item.is_list())
}

/// Actions as they are listed, or out of the resources that they belong to.
fn actions_of<V: Value>(body: &V) -> Option<V> {
    if let Some(resources) = body.get("resources").items() {
        let of = |resource: &V| resource.get("actions").items().unwrap_or_default();
        return Some(V::list(resources.iter().flat_map(of).collect()));
    }
    rows_of(body, "actions")
}
