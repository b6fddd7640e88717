//! What is sent again, when, and what waits for whom.

use super::{GUIDE, Script, core, run, search};
use crate::core::Task;
use serde_json::{Value as Json, json};

fn marked(options: Json) -> Json {
    let mut call = search();
    call["options"] = options;
    call
}

fn done() -> Json {
    json!({"results": []})
}

#[test]
fn a_read_is_sent_again_in_growing_pauses() {
    let script = Script::default().text(503, "").silence().answer(200, json!([]));
    let listed = run(&core(&script, json!({"dialect": "guide"})), Task::List, json!({})).unwrap();
    assert_eq!(listed, json!([]));
    assert_eq!(*script.slept.borrow(), [500, 1_000]);
    assert_eq!(script.discarded.get(), 1, "nobody reads the body of what is sent again");
}

#[test]
fn a_write_whose_outcome_is_unknown_is_not() {
    for script in [
        Script::default().text(500, ""),
        Script::default().text(503, ""),
        Script::default().wait(503, "1"),
        Script::default().silence(),
    ] {
        let failure = run(&core(&script, json!({})), Task::Execute, search()).unwrap_err();
        assert_eq!(failure.call.unwrap().attempts, 1);
        assert!(script.slept.borrow().is_empty());
    }
}

#[test]
fn a_write_that_is_marked_is_a_read() {
    let script = Script::default().text(500, "").silence().answer(200, done());
    let call = marked(json!({"idempotent": true}));
    assert_eq!(run(&core(&script, json!({})), Task::Execute, call).unwrap(), done());
    assert_eq!(script.lines(), [GUIDE, GUIDE, GUIDE]);
}

#[test]
fn a_write_that_was_turned_away_is_sent_again() {
    let script = Script::default().wait(429, "2").text(429, "").answer(200, done());
    assert_eq!(run(&core(&script, json!({})), Task::Execute, search()).unwrap(), done());
    assert_eq!(*script.slept.borrow(), [2_000, 1_000]);
}

#[test]
fn retries_end_and_the_last_error_is_told() {
    let told = json!({"error": {"code": "BUSY", "message": "later"}});
    let limited = |retries: Json| {
        let mut script = Script::default();
        for _ in 0..=retries.as_u64().unwrap_or(2) {
            script = script.answer(429, told.clone());
        }
        (script.clone(), core(&script, json!({"maxRetries": retries})))
    };
    for (retries, attempts) in [(json!(null), 3), (json!(0), 1), (json!(5), 6)] {
        let (script, core) = limited(retries);
        let failure = run(&core, Task::Execute, search()).unwrap_err();
        assert_eq!(failure.error.message(), "later");
        assert_eq!(failure.call.unwrap().attempts, attempts);
        assert_eq!(script.lines().len() as u32, attempts);
    }
    let (script, core) = limited(json!(0));
    assert!(run(&core, Task::Execute, marked(json!({"maxRetries": 0}))).is_err());
    assert_eq!(script.lines().len(), 1, "the call's own word counts");
}

#[test]
fn an_hour_is_not_waited_for_and_closes_nothing() {
    let script = Script::default().wait(429, "3600").answer(200, done());
    let core = core(&script, json!({}));
    let failure = run(&core, Task::Execute, search()).unwrap_err();
    assert_eq!(failure.error.class(), "AlloyRateLimitError");
    run(&core, Task::Execute, search()).unwrap();
    assert!(script.slept.borrow().is_empty());
}

#[test]
fn a_429_holds_every_call_of_the_client_and_its_views() {
    let script = Script::default().wait(429, "5").answer(200, done());
    let first = core(&script, json!({"maxRetries": 0}));
    assert!(run(&first, Task::Execute, search()).is_err());
    let view = first.for_user(json!("u2"));
    run(&view, Task::Execute, marked(json!({"connectionId": "c2"}))).unwrap();
    assert_eq!(*script.slept.borrow(), [5_000]);
}

#[test]
fn a_rate_spaces_calls() {
    let mut script = Script::default();
    for _ in 0..4 {
        script = script.answer(200, done());
    }
    let limit = json!({"rateLimit": {"requestsPerSecond": 10, "burst": 2}});
    let core = core(&script, limit);
    for _ in 0..4 {
        run(&core, Task::Execute, search()).unwrap();
    }
    assert_eq!(*script.slept.borrow(), [100, 100]);
}

#[test]
fn a_deadline_covers_attempts_and_waits() {
    let script = Script::default().text(503, "").text(503, "gone");
    let client = core(&script, json!({"deadlineMs": 1_200, "dialect": "guide"}));
    let failure = run(&client, Task::List, json!({})).unwrap_err();
    assert_eq!(failure.error.message(), "gone", "the next pause would have passed it");
    assert_eq!(*script.slept.borrow(), [500]);

    let script = Script::default().wait(429, "30");
    let first = core(&script, json!({"maxRetries": 0}));
    assert!(run(&first, Task::Execute, search()).is_err());
    let failure = run(&first, Task::Execute, marked(json!({"deadlineMs": 700}))).unwrap_err();
    assert_eq!(failure.error.message(), "The result did not come within 700 ms");
    assert_eq!(*script.slept.borrow(), [700]);
    assert_eq!(script.lines().len(), 1);
}

#[test]
fn a_signal_that_has_aborted_sends_nothing() {
    let script = Script::default();
    let call = marked(json!({"signal": {"aborted": true, "reason": "enough"}}));
    let failure = run(&core(&script, json!({})), Task::Execute, call).unwrap_err();
    assert_eq!(failure.error.class(), "AlloyAbortError");
    assert_eq!(failure.error.cause(), Some(&json!("enough")));
    assert!(script.lines().is_empty());
}

#[test]
fn each_route_has_its_own_retries() {
    let script = Script::default()
        .wait(429, "0")
        .text(404, "")
        .wait(429, "0")
        .text(404, "")
        .wait(429, "0")
        .answer(200, json!({"responseData": 1}));
    let core = core(&script, json!({"maxRetries": 1}));
    assert_eq!(run(&core, Task::Execute, search()).unwrap(), json!(1));
}
