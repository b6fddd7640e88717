//! A transport that answers from a script, for native tests.

use crate::error::{Error, Kind};
use crate::transport::{Content, Event, Memory, Outcome, Request, Response, Transport, Work};
use crate::value::Value;
use serde_json::{Value as Json, json};
use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, VecDeque};
use std::rc::Rc;

/// What happened, and what is still to happen. Clones share it.
#[derive(Clone, Default)]
pub struct Script {
    answers: Rc<RefCell<VecDeque<Scripted>>>,
    pub sent: Rc<RefCell<Vec<Sent>>>,
    pub slept: Rc<RefCell<Vec<u32>>>,
    pub told: Rc<RefCell<Vec<Json>>>,
    pub discarded: Rc<Cell<u32>>,
    pub memory: Rc<RefCell<BTreeMap<String, Json>>>,
    clock: Rc<Cell<f64>>,
}

/// An answer: its status, its headers and its text. Or none.
type Scripted = Option<(u16, Json, String)>;

/// A request as it went out.
pub struct Sent {
    pub line: String,
    pub url: String,
    pub headers: Json,
    pub body: Json,
}

impl Script {
    /// Next comes an answer.
    pub fn answer(self, status: u16, body: Json) -> Self {
        self.text(status, &body.to_string())
    }

    /// Next comes an answer of this text.
    pub fn text(self, status: u16, text: &str) -> Self {
        self.with(status, json!({}), text)
    }

    /// Next comes an answer that asks to wait.
    pub fn wait(self, status: u16, retry_after: &str) -> Self {
        self.with(status, json!({"retry-after": retry_after}), "")
    }

    fn with(self, status: u16, mut headers: Json, text: &str) -> Self {
        headers["x-request-id"] = json!("r1");
        self.answers.borrow_mut().push_back(Some((status, headers, text.to_owned())));
        self
    }

    /// Next, nobody answers.
    pub fn silence(self) -> Self {
        self.answers.borrow_mut().push_back(None);
        self
    }

    /// Method and path of each request.
    pub fn lines(&self) -> Vec<String> {
        self.sent.borrow().iter().map(|sent| sent.line.clone()).collect()
    }

    /// The body of the last request.
    pub fn last_body(&self) -> Json {
        self.sent.borrow().last().map(|sent| sent.body.clone()).unwrap_or_default()
    }
}

impl Script {
    fn send(&self, request: Request<Json>) -> Result<Response<Json>, Error<Json>> {
        let path = request.url.splitn(4, '/').nth(3).unwrap_or_default();
        // JSON, but for the bytes of a file.
        let body = Json::parse(&request.body).unwrap_or(request.body);
        let line = format!("{} /{path}", request.method);
        let Request { url, headers, .. } = request;
        self.sent.borrow_mut().push(Sent { line, url, headers, body });
        let answer = self.answers.borrow_mut().pop_front();
        let Some((status, headers, text)) =
            answer.expect("no more requests than the script foresees")
        else {
            let (message, cause) = ("refused".to_owned(), json!("cause"));
            return Err(Box::new(Kind::Network { message, cause }));
        };
        let json = serde_json::from_str(&text).ok();
        let text = Json::String(text);
        let is_success = (200..300).contains(&status);
        let content = if is_success { Content::Read { text, json } } else { Content::Unread(text) };
        Ok(Response { status, headers, content })
    }
}

impl Script {
    /// Does the work at once.
    pub fn run(&self, work: Work<Json>) -> Result<Outcome<Json>, Error<Json>> {
        match work {
            Work::Send(request) => self.send(request).map(Outcome::Answered),
            Work::Read(unread) => Ok(Outcome::Read(unread)),
            Work::Sleep(ms) => {
                self.slept.borrow_mut().push(ms);
                self.clock.set(self.clock.get() + f64::from(ms));
                Ok(Outcome::Slept)
            }
            Work::Recall(Memory { key, .. }, _) => {
                Ok(Outcome::Recalled(self.memory.borrow().get(&key).cloned().unwrap_or_default()))
            }
            Work::Keep(Memory { key, .. }, value) => {
                self.memory.borrow_mut().insert(key, value);
                Ok(Outcome::Kept)
            }
        }
    }
}

impl Transport for Script {
    type Value = Json;

    fn retry_after(&self, headers: &Json) -> Option<f64> {
        let seconds: f64 = headers["retry-after"].as_str()?.parse().ok()?;
        Some(seconds * 1_000.0)
    }

    fn headers_of(&self, headers: &Json, _: &Json) -> Json {
        headers.clone()
    }

    fn explain(&self, thrown: &Json, _: &Json) -> (String, Json) {
        (thrown.to_string(), thrown.clone())
    }

    /// Everything for the body but what is listed as a path's, and one mistake: a `wrong` parameter.
    fn arrange(&self, parameters: &Json, description: &Json, validate: bool) -> Json {
        let flat = Json::parse(parameters).unwrap_or_default();
        if validate && flat.get("wrong").is_some() {
            return json!({"argument": "parameters.wrong", "expectation": "is wrong"});
        }
        let listed = description["parameters"].as_array().into_iter().flatten();
        let paths: Vec<_> = listed.filter_map(|parameter| parameter["name"].as_str()).collect();
        let mut split = json!({});
        for (name, value) in flat.as_object().into_iter().flatten() {
            let place = if paths.contains(&name.as_str()) { "pathParams" } else { "requestBody" };
            split[place][name] = value.clone();
        }
        json!({"split": split, "ambiguous": description["twice"]})
    }

    fn discard(&self, _: &Json) {
        self.discarded.set(self.discarded.get() + 1);
    }

    fn now(&self) -> f64 {
        self.clock.get()
    }

    fn dice(&self) -> f64 {
        0.0
    }

    fn aborted(&self, signal: &Json) -> Option<Json> {
        (signal["aborted"] == true).then(|| signal["reason"].clone())
    }

    fn tell(&self, _: &Json, event: &Event<Json>) {
        let Event { kind, operation, method, route, attempt, ms, status, word, headers, .. } =
            event;
        let mut told = json!({"type": kind, "call": event.call, "operation": operation,
            "request": format!("{method} {route}"), "attempt": attempt});
        for (key, value) in [
            ("ms", json!(ms)),
            ("status", json!(status)),
            ("word", json!(word)),
            ("traceparent", headers["traceparent"].clone()),
        ] {
            if ![json!(-1.0), json!(0), json!(""), json!(null)].contains(&value) {
                told[key] = value;
            }
        }
        self.told.borrow_mut().push(told);
    }

    fn suggest(&self, wanted: &Json, body: &Json) -> Option<String> {
        let first = body["actions"][0]["id"].as_str()?;
        Some(format!("not {wanted} but {first}"))
    }

    fn excerpt(&self, text: &Json, chars: u32, secrets: &Json) -> Json {
        let mut text = text.as_str().unwrap_or_default().to_owned();
        for secret in secrets.as_array().into_iter().flatten().filter_map(Json::as_str) {
            text = text.replace(secret, "[redacted]");
        }
        Json::String(text.chars().take(chars as usize).collect())
    }
}
