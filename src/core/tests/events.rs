//! What an observer is told.

use super::{Script, core, run, search};
use crate::core::Task;
use serde_json::{Value as Json, json};

const ROUTE: &str = "POST /connectors/{connectorId}/actions/{actionId}";
const EXECUTE: &str = "POST /connectors/{connectorId}/actions/{actionId}/execute";
const DESCRIBE: &str = "GET /connectors/{connectorId}/actions/{actionId}";

/// What is told of one call: the type, the request, the attempt, and the details.
fn told(script: &Script, mut options: Json, arguments: Json) -> Vec<(String, String, u32, Json)> {
    options["observe"] = json!("an observer");
    let _ = run(&core(script, options), Task::Execute, arguments);
    let mut events = script.told.borrow_mut().split_off(0);
    events
        .iter_mut()
        .map(|event| {
            let event = event.as_object_mut().unwrap();
            assert_eq!(event.remove("call"), Some(json!(1.0)));
            assert_eq!(event.remove("operation"), Some(json!("executeAction")));
            let mut text = |key| event.remove(key).unwrap().as_str().unwrap().to_owned();
            let (kind, request) = (text("type"), text("request"));
            let attempt = event.remove("attempt").unwrap().as_u64().unwrap() as u32;
            (kind, request, attempt, Json::Object(event.clone()))
        })
        .collect()
}

fn event(kind: &str, request: &str, attempt: u32, details: Json) -> (String, String, u32, Json) {
    (kind.to_owned(), request.to_owned(), attempt, details)
}

#[test]
fn nobody_is_told_where_nobody_asks() {
    let script = Script::default().answer(200, json!({}));
    run(&core(&script, json!({})), Task::Execute, search()).unwrap();
    assert!(script.told.borrow().is_empty());
}

#[test]
fn a_retry_and_the_wait_for_it() {
    let script = Script::default().wait(429, "1").answer(200, json!({}));
    let expected = [
        event("request", ROUTE, 1, json!({})),
        event("response", ROUTE, 1, json!({"ms": 0.0, "status": 429})),
        event("retry", ROUTE, 1, json!({"ms": 1000.0, "status": 429})),
        event("wait", ROUTE, 2, json!({"ms": 1000.0, "word": "retry_after"})),
        event("request", ROUTE, 2, json!({})),
        event("response", ROUTE, 2, json!({"ms": 0.0, "status": 200})),
    ];
    assert_eq!(told(&script, json!({}), search()), expected);
}

#[test]
fn no_answer_has_a_code() {
    let expected = [
        event("request", ROUTE, 1, json!({"traceparent": "00-a-b-01"})),
        event("response", ROUTE, 1, json!({"ms": 0.0, "word": "NETWORK_FAILED"})),
    ];
    let mut call = search();
    call["options"] = json!({"headers": {"traceparent": "00-a-b-01"}});
    assert_eq!(told(&Script::default().silence(), json!({}), call), expected);
}

#[test]
fn another_route_is_named() {
    let schema = json!({"action": {"parameters": []}});
    let script =
        Script::default().text(404, "").answer(200, schema).answer(200, json!({"responseData": 1}));
    let events = told(&script, json!({}), search());
    let kinds: Vec<_> = events.iter().map(|(kind, request, ..)| (&**kind, &**request)).collect();
    let expected = [
        ("request", ROUTE),
        ("response", ROUTE),
        ("fallback", ROUTE),
        ("request", DESCRIBE),
        ("response", DESCRIBE),
        ("request", EXECUTE),
        ("response", EXECUTE),
    ];
    assert_eq!(kinds, expected);
    assert_eq!(events[2].3, json!({"word": EXECUTE.trim_start_matches("POST ")}));
}
