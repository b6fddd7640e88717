mod ask;
mod attempts;
mod events;
mod execute;
mod memory;

use super::scripted::Script;
use super::{Core, Progress, Task};
use crate::config::Config;
use crate::error::{Failure, Kind};
use serde_json::{Value as Json, json};

fn core(script: &Script, options: Json) -> Core<Script> {
    let mut given = json!({"apiKey": "key-1234", "userId": "u1", "connectionId": "c1",
        "headers": {"authorization": "Bearer key-1234"}});
    for (key, value) in options.as_object().unwrap() {
        given[key] = value.clone();
    }
    let config = Config::read(&given).ok().unwrap();
    Core::new(script.clone(), config, &given)
}

fn run(core: &Core<Script>, task: Task, arguments: Json) -> Result<Json, Failure<Json>> {
    let mut call = core.open(task, arguments);
    let mut progress = core.begin(&mut call);
    loop {
        progress = match progress {
            Progress::Await(work) => core.go_on(&mut call, core.transport().run(work)),
            Progress::Done(value) => return Ok(value),
            Progress::Failed(failure) => return Err(failure),
        };
    }
}

fn search() -> Json {
    json!({"connectorId": "notion", "actionId": "post-search", "parameters": "{\"query\":\"x\"}"})
}

const GUIDE: &str = "POST /connectors/notion/actions/post-search";
const SCHEMA: &str = "GET /connectors/notion/actions/post-search";
const REFERENCE: &str = "POST /connectors/notion/actions/post-search/execute";

#[test]
fn the_guides_route_is_tried_first_and_sends_the_guides_body() {
    let script = Script::default().answer(200, json!({"results": []}));
    let value = run(&core(&script, json!({})), Task::Execute, search()).unwrap();
    assert_eq!(value, json!({"results": []}));
    assert_eq!(script.lines(), [GUIDE]);
    assert_eq!(script.last_body(), json!({"credentialId": "c1", "parameters": {"query": "x"}}));
    let sent = script.sent.borrow();
    assert_eq!(sent[0].headers["x-alloy-userid"], "u1");
    assert_eq!(sent[0].headers["content-type"], "application/json");
}

#[test]
fn a_missing_route_leads_to_the_references_which_is_remembered() {
    let script = Script::default()
        .text(404, "Cannot POST")
        .answer(200, json!({"action": {"parameters": [{"name": "query", "in": "path"}]}}))
        .answer(200, json!({"executionId": "e", "status": "completed", "responseData": [1]}))
        .answer(200, json!({"action": {"parameters": [{"name": "query", "in": "path"}]}}))
        .answer(200, json!({"executionId": "e", "status": "completed", "responseData": [2]}));
    let core = core(&script, json!({}));
    assert_eq!(run(&core, Task::Execute, search()).unwrap(), json!([1]));
    assert_eq!(
        run(&core.for_user(json!("u2")), Task::Execute, {
            let mut call = search();
            call["options"] = json!({"connectionId": "c2"});
            call
        })
        .unwrap(),
        json!([2])
    );
    // What an action takes may be another thing to another user.
    assert_eq!(script.lines(), [GUIDE, SCHEMA, REFERENCE, SCHEMA, REFERENCE]);
    let expected = json!({"credentialId": "c2", "pathParams": {"query": "x"}});
    assert_eq!(script.last_body(), expected);
}

#[test]
fn a_coded_404_is_an_answer_and_proves_the_route() {
    let coded = json!({"error": {"code": "NOT_FOUND", "message": "Action not found"}});
    let list = "GET /connectors/notion/actions";
    let actions = json!({"actions": [{"id": "post-searches"}, {"id": "no-such-thing"}]});
    let script = Script::default().answer(404, coded).answer(200, actions).text(404, "");
    let core = core(&script, json!({}));
    let failure = run(&core, Task::Execute, search()).unwrap_err();
    assert_eq!(failure.error.code(), "NOT_FOUND");
    let hint = failure.hint.unwrap();
    assert_eq!(hint, "not \"post-search\" but post-searches");
    assert_eq!(failure.call.unwrap().attempts, 1, "of the call itself");
    assert_eq!(run(&core, Task::Execute, search()).unwrap_err().error.code(), "HTTP_404");
    assert_eq!(script.lines(), [GUIDE, list, GUIDE], "a route once proven never falls back");
}

#[test]
fn what_may_have_happened_is_not_repeated_by_another_route() {
    for script in [Script::default().text(500, "oops"), Script::default().silence()] {
        assert!(run(&core(&script, json!({})), Task::Execute, search()).is_err());
        assert_eq!(script.lines(), [GUIDE]);
    }
}

#[test]
fn a_pinned_dialect_is_kept_to() {
    let script = Script::default().text(404, "");
    assert!(run(&core(&script, json!({"dialect": "guide"})), Task::Execute, search()).is_err());
    assert_eq!(script.lines(), [GUIDE]);
    let script = Script::default().text(404, "").answer(200, json!({"success": true, "result": 1}));
    let reference = core(&script, json!({"dialect": "reference"}));
    assert_eq!(run(&reference, Task::Execute, search()).unwrap(), json!(1));
    assert_eq!(script.lines(), [SCHEMA, REFERENCE]);
    let expected = json!({"credentialId": "c1", "requestBody": {"query": "x"}});
    assert_eq!(script.last_body(), expected, "without a catalogue all goes into the body");
}

#[test]
fn a_schema_that_cannot_be_had_stops_the_action() {
    let script = Script::default().text(501, "");
    let failure = run(&core(&script, json!({"dialect": "reference"})), Task::Execute, search());
    assert_eq!(failure.unwrap_err().error.class(), "AlloyServerError");
    assert_eq!(script.lines(), [SCHEMA]);
}

#[test]
fn without_a_connection_nothing_is_sent() {
    let script = Script::default();
    let failure = run(&core(&script, json!({"connectionId": null})), Task::Execute, search());
    assert_eq!(failure.unwrap_err().error.message(), "Connection not yet established");
    assert!(script.lines().is_empty());
}

#[test]
fn answers_that_lie_are_protocol_errors_that_show_their_beginning() {
    for (status, text, what) in [
        (200, "<html>hello</html>", "not JSON"),
        (200, "{\"results\": [", "not JSON"),
        (200, "\"done\"", "bare string"),
        (200, "7", "bare string"),
        (302, "", "redirect"),
        (0, "", "redirect"),
    ] {
        let script = Script::default().text(status, text);
        let failure = run(&core(&script, json!({})), Task::Execute, search()).unwrap_err();
        let message = failure.error.message();
        assert_eq!(failure.error.class(), "AlloyProtocolError", "{text}");
        assert!(message.contains(what) && message.ends_with(text), "{message}");
        assert_eq!(failure.error.answer().unwrap().headers["x-request-id"], "r1");
    }
}

#[test]
fn an_empty_success_is_null() {
    for (status, text) in [(204, ""), (200, " \n"), (200, "null")] {
        let script = Script::default().text(status, text);
        assert_eq!(run(&core(&script, json!({})), Task::Execute, search()).unwrap(), json!(null));
    }
}

#[test]
fn an_echoed_key_is_scrubbed_from_an_error() {
    let script =
        Script::default().answer(400, json!({"message": "bad key key-1234", "k": ["key-1234"]}));
    let failure = run(&core(&script, json!({})), Task::Execute, search()).unwrap_err();
    assert_eq!(failure.error.message(), "bad key [redacted]");
    assert!(!failure.error.answer().unwrap().body.to_string().contains("1234"));
}

#[test]
fn a_failure_says_where_it_happened() {
    let script = Script::default().text(404, "").text(404, "").text(401, "no");
    let failure = run(&core(&script, json!({})), Task::Execute, search()).unwrap_err();
    let site = failure.call.unwrap();
    assert_eq!((site.method, site.attempts), ("POST", 3));
    assert_eq!(site.path, "/connectors/notion/actions/post-search/execute");
    assert_eq!(site.connector_id.as_deref(), Some("notion"));
    assert_eq!(site.action_id.as_deref(), Some("post-search"));
}

#[test]
fn one_connection_is_picked_from_the_list_where_there_is_no_route_for_it() {
    let list = json!({"data": [{"credentialId": "a"}, {"credentialId": "b", "name": "B"}]});
    let script = Script::default().text(404, "").answer(200, list.clone()).answer(200, list);
    let core = core(&script, json!({}));
    let get = |id: &str| run(&core, Task::Get, json!({"connectionId": id}));
    assert_eq!(get("b").unwrap()["name"], "B");
    let failure = get("z").unwrap_err();
    assert_eq!(failure.error.class(), "AlloyNotFoundError");
    assert_eq!(failure.error.message(), "Credential not found");
    let lines = ["GET /credentials/b", "GET /users/u1/credentials", "GET /users/u1/credentials"];
    assert_eq!(script.lines(), lines);
}

#[test]
fn a_new_connection_is_waited_for_in_growing_pauses() {
    let old = json!({"id": "old", "type": "notion-oauth2", "createdAt": "2026-01-01"});
    let new = json!({"id": "new", "type": "notion-oauth2", "createdAt": "2026-01-02"});
    let script = Script::default()
        .answer(200, json!([old]))
        .answer(200, json!([old]))
        .answer(200, json!([new, old]));
    let found = run(&core(&script, json!({})), Task::Wait, json!({"connectorId": "notion"}));
    assert_eq!(found.unwrap()["connectionId"], "new");
    assert_eq!(*script.slept.borrow(), [1_000, 1_500]);
}

#[test]
fn the_wait_ends_with_its_deadline() {
    let mut script = Script::default();
    for _ in 0..3 {
        script = script.answer(200, json!([]));
    }
    let wait = json!({"connectorId": "notion", "pollMs": 10, "options": {"deadlineMs": 30}});
    let failure = run(&core(&script, json!({})), Task::Wait, wait).unwrap_err();
    assert_eq!(failure.error.code(), "TIMED_OUT");
    assert_eq!(*script.slept.borrow(), [10, 15, 5]);
}

#[test]
fn a_code_is_exchanged_and_never_seen_in_an_error() {
    let finish = json!({"connectorId": "notion", "code": "code-5678", "credentialId": "c9", "secrets": ["code-5678"]});
    let script = Script::default().answer(200, json!({"connectionId": "c9", "credentialId": "c9"}));
    let connected = run(&core(&script, json!({})), Task::Finish, finish.clone()).unwrap();
    assert_eq!(connected, json!({"connectionId": "c9", "credentialId": "c9"}));
    let body = json!({"code": "code-5678", "userId": "u1", "credentialId": "c9"});
    assert_eq!(script.last_body(), body);

    let script = Script::default()
        .answer(400, json!({"error": {"code": "INVALID_INPUT", "message": "code-5678 is spent"}}));
    let failure = run(&core(&script, json!({})), Task::Finish, finish).unwrap_err();
    assert_eq!(failure.error.message(), "[redacted] is spent");
}

#[test]
fn a_refused_exchange_is_resolved_by_difference_and_never_with_an_old_connection() {
    let finish = json!({"connectorId": "notion", "code": "code-5678", "since": {"old": null}, "secrets": []});
    let rows = |ids: &[&str]| {
        Json::Array(ids.iter().map(|id| json!({"id": id, "connectorId": "notion"})).collect())
    };
    let script = Script::default()
        .text(404, "")
        .answer(200, rows(&["old"]))
        .answer(200, rows(&["old", "new"]));
    let connected = run(&core(&script, json!({})), Task::Finish, finish.clone()).unwrap();
    assert_eq!(connected, json!({"connectionId": "new", "credentialId": "new"}));

    let mut script =
        Script::default().answer(400, json!({"error": {"code": "X", "message": "spent"}}));
    for _ in 0..20 {
        script = script.answer(200, rows(&["old"]));
    }
    let failure = run(&core(&script, json!({})), Task::Finish, finish.clone()).unwrap_err();
    assert_eq!(failure.error.message(), "spent", "the refusal says more than the wait");

    let script = Script::default().text(404, "");
    let pinned = core(&script, json!({"dialect": "guide"}));
    assert!(run(&pinned, Task::Finish, finish).is_err());
    assert_eq!(script.lines().len(), 1, "the guide's dialect has no other way");
}

#[test]
fn no_code_and_no_snapshot_is_the_guides_sentence() {
    let script = Script::default();
    let failure = run(&core(&script, json!({})), Task::Finish, json!({"connectorId": "notion"}));
    let error = failure.unwrap_err().error;
    assert_eq!(error.message(), "OAuth callback received but no authorization code");
    assert!(matches!(*error, Kind::OAuth { .. }));
    assert!(script.lines().is_empty());
}

#[test]
fn a_credential_needs_a_user_unless_a_handler_names_it() {
    let begin = json!({"connectorId": "notion", "redirectUri": "http://localhost/cb"});
    let script = Script::default();
    let failure = run(&core(&script, json!({"userId": null})), Task::Begin, begin.clone());
    assert!(failure.unwrap_err().error.message().starts_with("userId is required"));

    let script = Script::default().answer(200, json!({"oauthUrl": "https://x/authorize"}));
    let handler = json!({"apiKey": null, "userId": null, "baseUrl": "https://app.example/alloy"});
    run(&core(&script, handler), Task::Begin, begin).unwrap();
    assert_eq!(script.last_body().get("userId"), None);
}

#[test]
fn a_list_without_ids_is_no_list() {
    let script = Script::default().answer(200, json!({"data": [{"name": "x"}]}));
    let failure = run(&core(&script, json!({})), Task::List, json!({})).unwrap_err();
    assert!(failure.error.message().starts_with("Alloy's answer lacks a list of connections"));
}
