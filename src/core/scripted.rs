//! A transport that answers from a script, for native tests.

use crate::error::Error;
use crate::redact::Secrets;
use crate::transport::{Request, Response, Transport};
use serde_json::{Value as Json, json};
use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::rc::Rc;

/// What happened, and what is still to happen. Clones share it.
#[derive(Clone, Default)]
pub struct Script {
    answers: Rc<RefCell<VecDeque<Result<(u16, String), Error<Json>>>>>,
    pub sent: Rc<RefCell<Vec<Sent>>>,
    pub slept: Rc<RefCell<Vec<u32>>>,
    clock: Rc<Cell<f64>>,
}

/// A request as it went out.
#[derive(Debug, PartialEq)]
pub struct Sent {
    pub line: String,
    pub headers: Json,
    pub body: Json,
}

impl Script {
    pub fn answer(self, status: u16, body: Json) -> Self {
        self.text(status, &body.to_string())
    }

    pub fn text(self, status: u16, text: &str) -> Self {
        self.answers.borrow_mut().push_back(Ok((status, text.to_owned())));
        self
    }

    pub fn fails(self, error: Error<Json>) -> Self {
        self.answers.borrow_mut().push_back(Err(error));
        self
    }

    pub fn lines(&self) -> Vec<String> {
        self.sent.borrow().iter().map(|sent| sent.line.clone()).collect()
    }
}

impl Transport for Script {
    type Value = Json;

    fn header_record(&self, headers: Vec<(String, String)>) -> Json {
        Json::Object(headers.into_iter().map(|(name, value)| (name, Json::String(value))).collect())
    }

    fn headers_of(&self, origin: &Json) -> Vec<(String, String)> {
        let headers = origin.as_object().cloned().unwrap_or_default();
        headers
            .into_iter()
            .map(|(name, value)| (name, value.as_str().unwrap_or_default().to_owned()))
            .collect()
    }

    async fn send(&self, request: Request<'_, Json>) -> Result<Response<Json>, Error<Json>> {
        let path = request
            .url
            .split_once("//")
            .and_then(|(_, rest)| rest.split_once('/'))
            .map_or("", |(_, path)| path);
        let body = request.body.and_then(|text| serde_json::from_str(text.as_str()?).ok());
        self.sent.borrow_mut().push(Sent {
            line: format!("{} /{path}", request.method),
            headers: request.headers.clone(),
            body: body.unwrap_or(Json::Null),
        });
        let answer = self
            .answers
            .borrow_mut()
            .pop_front()
            .expect("a request that the script does not foresee");
        let (status, text) = answer?;
        Ok(Response { status, text: Json::String(text), origin: json!({"x-request-id": "r1"}) })
    }

    async fn sleep(&self, ms: u32, _: Option<&Json>) -> Result<(), Error<Json>> {
        self.slept.borrow_mut().push(ms);
        self.clock.set(self.clock.get() + f64::from(ms));
        Ok(())
    }

    fn now(&self) -> f64 {
        self.clock.get()
    }

    fn excerpt(&self, text: &Json, chars: u32) -> String {
        text.as_str().unwrap_or_default().chars().take(chars as usize).collect()
    }

    fn scrub_cause(&self, cause: Json, secrets: &Secrets) -> Json {
        Json::String(secrets.scrub(&cause.to_string()))
    }
}
