//! The routes of every operation: whatever the ids, a route goes where its template says.

use alloy_connectivity::api::{Operation, Route, actions, connections, oauth};
use alloy_connectivity::config::Dialect;
use alloy_connectivity::url::encode;
use serde_json::Value as Json;
use url::Url;

const BASE: &str = "https://host.example/behind/a/prefix";

/// Two ids, one line each.
pub fn holds(data: &[u8]) {
    let text = super::text(data);
    let (first, second) = text.split_once('\n').unwrap_or((&text, "second"));
    routes_keep_to_their_templates(first, second);
}

pub fn routes_keep_to_their_templates(first: &str, second: &str) {
    // No URL can carry these two: `src/js/readers.js` refuses them as ids.
    if [first, second].iter().any(|id| matches!(*id, "." | "..")) {
        return;
    }
    for dialect in [None, Some(Dialect::Guide), Some(Dialect::Reference)] {
        check(connections::list(Some(first), Some(second.to_owned()), dialect), first, second);
        check(connections::list(None, Some(second.to_owned()), dialect), first, second);
        check(
            Some(oauth::begin(second.into(), oauth::OAUTH, Some(""), None, &Json::Null, dialect)),
            first,
            second,
        );
    }
    check(Some(connections::get(first)), first, second);
    check(Some(oauth::exchange(second.into(), first, None, None)), first, second);
    let action = action(first, second);
    let described = actions::describe(&action);
    check_route(&described, &[first, second]);
    for route in actions::execute(action, None).routes {
        check_route(&route, &[first, second]);
    }
}

fn action(connector_id: &str, action_id: &str) -> actions::Call<Json> {
    actions::Call {
        connector_id: connector_id.into(),
        action_id: action_id.into(),
        credential_id: String::new(),
        arguments: actions::Arguments::Flat(Json::String("{}".into())),
        service_headers: Json::Null,
    }
}

/// In these operations users and credentials are the first id, connectors the second.
fn check(operation: Option<Operation<Json>>, first: &str, second: &str) {
    for route in operation.map(|operation| operation.routes).unwrap_or_default() {
        let is_connectors = route.template.contains("{connectorId}");
        check_route(&route, &[if is_connectors { second } else { first }]);
    }
}

fn check_route(route: &Route<Json>, ids: &[&str]) {
    let url = Url::parse(&format!("{BASE}{}", route.path)).unwrap();
    let mut ids = ids.iter();
    let expected: Vec<String> = route
        .template
        .split('/')
        .skip(1)
        .map(|part| match part.strip_prefix('{') {
            Some(_) => encode(ids.next().expect("a template of as many ids")),
            None => part.to_owned(),
        })
        .collect();
    let sent: Vec<_> = url.path_segments().unwrap().skip(3).collect();
    assert_eq!(sent, expected, "{}", route.template);
    assert!(url.as_str().starts_with(BASE), "{url}");
    assert_eq!((url.query(), url.fragment()), (None, None));
}
