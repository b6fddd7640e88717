//! What is one request and no more.

use super::{Script, core, run};
use crate::api::{files, records, users};
use crate::core::Task;
use serde_json::json;

#[test]
fn records_go_to_the_host_of_the_data_routes_for_the_acting_user() {
    let script = Script::default().answer(200, json!([]));
    let core = core(&script, json!({"dataBaseUrl": "https://data.example"}));
    let call = json!({"integrationId": "notion", "entity": "pages", "query": "limit=2"});
    run(&core, Task::Ask(&records::LIST), call).unwrap();
    let sent = script.sent.borrow();
    let path = "/users/u1/integrations/notion/data/pages?limit=2";
    assert_eq!(sent[0].url, format!("https://data.example{path}"));
}

#[test]
fn a_route_that_names_a_user_needs_one_unless_a_handler_knows_it() {
    let call = json!({"integrationId": "notion", "entity": "pages"});
    let script = Script::default();
    let failure =
        run(&core(&script, json!({"userId": null})), Task::Ask(&records::LIST), call.clone());
    assert!(failure.unwrap_err().error.message().starts_with("userId is required"));
    assert!(script.lines().is_empty());

    let script = Script::default().answer(200, json!([]));
    let handler = json!({"apiKey": null, "userId": null, "baseUrl": "https://app.example/alloy"});
    run(&core(&script, handler), Task::Ask(&records::LIST), call).unwrap();
    assert_eq!(script.lines(), ["GET /alloy/users/me/integrations/notion/data/pages"]);
}

#[test]
fn a_user_that_is_named_is_not_the_acting_one() {
    let script = Script::default().answer(200, json!({"userId": "u7"}));
    run(&core(&script, json!({})), Task::Ask(&users::GET), json!({"userId": "ann"})).unwrap();
    assert_eq!(script.lines(), ["GET /users/ann"]);
    assert_eq!(script.sent.borrow()[0].headers["x-alloy-userid"], "u1");
}

#[test]
fn a_deletion_that_was_sent_again_has_succeeded_when_nothing_is_there() {
    let call = json!({"userId": "u7"});
    let gone = json!({"error": {"code": "NOT_FOUND", "message": "User not found"}});
    let script = Script::default().text(503, "").answer(404, gone.clone());
    assert!(run(&core(&script, json!({})), Task::Ask(&users::DELETE), call.clone()).is_ok());
    let script = Script::default().answer(404, gone);
    assert!(run(&core(&script, json!({})), Task::Ask(&users::DELETE), call).is_err());
}

#[test]
fn bytes_go_to_the_signed_url_with_their_own_headers_alone() {
    let url = "https://storage.example/f?signature=s-5678";
    let call = json!({"url": url, "content": "bytes", "headers": {"content-md5": "m"},
        "secrets": [url], "repeatable": true});
    let script = Script::default().text(503, "").text(200, "<ok/>");
    run(&core(&script, json!({})), Task::Ask(&files::ASK), call.clone()).unwrap();
    {
        let sent = script.sent.borrow();
        assert_eq!(sent.len(), 2, "it may be sent again");
        assert_eq!((sent[1].url.as_str(), &sent[1].headers), (url, &json!({"content-md5": "m"})));
        assert_eq!(sent[1].body, json!("bytes"));
    }
    let script = Script::default().text(403, "<Error>s-5678</Error>");
    let failure = run(&core(&script, json!({})), Task::Ask(&files::ASK), call).unwrap_err();
    assert_eq!(failure.error.message(), "Alloy's storage answered with status 403");
    assert_eq!(failure.call.unwrap().path, "/{presignedUrl}");
    assert_eq!(failure.error.answer().unwrap().body, json!(""));
}

#[test]
fn posts_that_change_nothing_are_sent_again_and_others_are_not() {
    let body = json!("{}");
    let script = Script::default().text(503, "").answer(200, json!({}));
    let call = json!({"body": body, "repeatable": true});
    assert!(run(&core(&script, json!({})), Task::Ask(&files::ASK), call).is_ok());
    let script = Script::default().text(503, "");
    let call = json!({"body": body});
    assert!(run(&core(&script, json!({})), Task::Ask(&users::CREATE), call).is_err());
}
