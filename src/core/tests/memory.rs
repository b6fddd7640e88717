//! What is remembered, and when it is forgotten.

use super::{Script, core, run, search};
use crate::api::catalogue::CONNECTOR;
use crate::api::connections::DELETE;
use crate::core::Task;
use serde_json::{Value as Json, json};

fn row() -> Json {
    json!([{"id": "c9", "type": "notion-oauth2", "createdAt": "2026-01-01"}])
}

fn find() -> Json {
    json!({"connectorId": "notion"})
}

#[test]
fn a_found_connection_is_remembered_for_its_user_alone() {
    let script = Script::default().answer(200, row()).answer(200, row());
    let core = core(&script, json!({}));
    for _ in 0..2 {
        assert_eq!(run(&core, Task::Find, find()).unwrap()["id"], "c9");
    }
    assert_eq!(script.lines().len(), 1);
    run(&core.for_user(json!("u2")), Task::Find, find()).unwrap();
    assert_eq!(script.lines().len(), 2);
    let memory = script.memory.borrow();
    assert_eq!(memory.len(), 2);
    for key in memory.keys() {
        assert!(key.starts_with("https://production.runalloy.com "), "{key}");
        assert!(!key.contains("1234"), "{key}");
    }
}

#[test]
fn that_there_is_none_is_not_remembered() {
    let script = Script::default().answer(200, json!([])).answer(200, row());
    let core = core(&script, json!({}));
    assert_eq!(run(&core, Task::Find, find()).unwrap(), json!(null));
    assert_eq!(run(&core, Task::Find, find()).unwrap()["id"], "c9");
}

#[test]
fn who_wants_the_answer_asks_alloy() {
    let script = Script::default().answer(200, json!({"id": "notion"})).answer(200, json!({}));
    let core = core(&script, json!({}));
    run(&core, Task::Ask(&CONNECTOR), find()).unwrap();
    let mut call = find();
    call["options"] = json!({"withResponse": true});
    run(&core, Task::Ask(&CONNECTOR), call).unwrap();
    assert_eq!(script.lines().len(), 2);
}

#[test]
fn what_changes_connections_makes_it_forgotten() {
    let gone = json!({"error": {"code": "INVALID_INPUT", "message": "Credential not found"}});
    let connected = json!({"connectionId": "c10"});
    let finish = json!({"connectorId": "notion", "code": "x"});
    let created = json!({"connectorId": "mail", "authenticationType": "apiKey"});
    let occasions = [
        (Task::Ask(&DELETE), json!({"credentialId": "c9"}), 200, json!({"success": true})),
        (Task::Execute, search(), 400, gone),
        (Task::Finish, finish, 200, connected.clone()),
        (Task::Credential, created, 200, connected),
    ];
    for (task, arguments, status, answer) in occasions {
        let script =
            Script::default().answer(200, row()).answer(status, answer).answer(200, json!([]));
        let core = core(&script, json!({}));
        assert_eq!(run(&core, Task::Find, find()).unwrap()["id"], "c9");
        assert_eq!(run(&core, task, arguments).is_ok(), status == 200, "{task:?}");
        assert_eq!(run(&core, Task::Find, find()).unwrap(), json!(null), "{task:?}");
    }
}
