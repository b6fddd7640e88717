//! Executing an action in the reference's dialect.

use super::{GUIDE, REFERENCE, SCHEMA, Script, core, run, search};
use crate::core::Task;
use crate::error::Kind;
use serde_json::{Value as Json, json};

fn reference() -> Json {
    json!({"dialect": "reference"})
}

fn described(description: Json) -> Script {
    Script::default().answer(200, json!({"action": description}))
}

#[test]
fn the_description_is_fetched_once() {
    let script = described(json!({"id": "post-search"}))
        .answer(200, json!({"responseData": 1}))
        .answer(200, json!({"responseData": 2}));
    let core = core(&script, reference());
    assert_eq!(run(&core, Task::Execute, search()).unwrap(), json!(1));
    assert_eq!(run(&core, Task::Execute, search()).unwrap(), json!(2));
    assert_eq!(script.lines(), [SCHEMA, REFERENCE, REFERENCE]);
}

#[test]
fn a_mistake_is_told_before_the_action_is_sent() {
    let script = described(json!({})).answer(200, json!({"responseData": 1}));
    let core = core(&script, reference());
    let mut call = search();
    call["parameters"] = json!("{\"wrong\":1}");
    let error = run(&core, Task::Execute, call.clone()).unwrap_err().error;
    let Kind::Validation { argument, expectation } = *error else { panic!("another error") };
    assert_eq!((argument.as_str(), expectation.as_str()), ("parameters.wrong", "is wrong"));
    assert_eq!(script.lines(), [SCHEMA]);

    call["validate"] = json!(false);
    assert_eq!(run(&core, Task::Execute, call).unwrap(), json!(1));
    assert_eq!(script.last_body()["requestBody"], json!({"wrong": 1}));
}

#[test]
fn nothing_is_looked_up_where_there_is_nothing_to_place_or_to_check() {
    let script = Script::default().answer(200, json!({"responseData": 1}));
    let mut call = search();
    call["parameters"] = json!("{}");
    call["bare"] = json!(true);
    call["validate"] = json!(false);
    run(&core(&script, reference()), Task::Execute, call).unwrap();
    assert_eq!(script.lines(), [REFERENCE]);
}

#[test]
fn split_arguments_take_the_references_route_where_the_guides_has_proven_to_be_there() {
    let script = Script::default().answer(200, json!([1])).answer(200, json!({"responseData": 2}));
    let core = core(&script, json!({}));
    assert_eq!(run(&core, Task::Execute, search()).unwrap(), json!([1]));
    let mut call = search();
    call["split"] = json!({"requestBody": {"query": "Plans"}});
    assert_eq!(run(&core, Task::Execute, call).unwrap(), json!(2));
    assert_eq!(script.lines(), [GUIDE, REFERENCE]);
}

#[test]
fn the_guides_name_leads_to_the_references_action_and_is_remembered() {
    let unknown = json!({"error": {"code": "NOT_FOUND", "message": "Action not found"}});
    let script = Script::default()
        .answer(404, unknown)
        .answer(
            200,
            json!({"action": {"id": "retrieve-a-page", "parameters": [{"name": "page_id"}]}}),
        )
        .answer(200, json!({"responseData": 1}))
        .answer(200, json!({"responseData": 2}));
    let core = core(&script, reference());
    let call = json!({"connectorId": "notion", "actionId": "get-page", "parameters": "{\"page_id\":\"p\"}"});
    assert_eq!(run(&core, Task::Execute, call.clone()).unwrap(), json!(1));
    assert_eq!(run(&core, Task::Execute, call).unwrap(), json!(2));
    let action = "/connectors/notion/actions/retrieve-a-page";
    let lines = [
        "GET /connectors/notion/actions/get-page".to_owned(),
        format!("GET {action}"),
        format!("POST {action}/execute"),
        format!("POST {action}/execute"),
    ];
    assert_eq!(script.lines(), lines);
    assert_eq!(script.last_body()["pathParams"], json!({"page_id": "p"}));
}

#[test]
fn an_unknown_action_is_told_even_where_nothing_can_be_suggested() {
    let unknown = json!({"error": {"code": "NOT_FOUND", "message": "Action not found"}});
    for script in [Script::default().answer(404, unknown.clone()).text(501, ""), {
        Script::default()
            .answer(404, unknown)
            .answer(200, json!({"resources": [{"actions": [{"id": "zzzz"}]}]}))
    }] {
        let failure = run(&core(&script, reference()), Task::Execute, search()).unwrap_err();
        assert_eq!(failure.error.message(), "Action not found");
        assert_eq!(failure.hint, None);
        assert_eq!(script.lines().len(), 2);
    }
}
