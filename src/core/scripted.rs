//! A transport that answers from a script, for native tests.

use crate::error::{Error, Kind};
use crate::transport::{Request, Response, Transport};
use serde_json::{Value as Json, json};
use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::rc::Rc;

/// What happened, and what is still to happen. Clones share it.
#[derive(Clone, Default)]
pub struct Script {
    answers: Rc<RefCell<VecDeque<Scripted>>>,
    pub sent: Rc<RefCell<Vec<Sent>>>,
    pub slept: Rc<RefCell<Vec<u32>>>,
    clock: Rc<Cell<f64>>,
}

/// An answer, or none.
type Scripted = Option<(u16, String)>;

/// A request as it went out.
pub struct Sent {
    pub line: String,
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
        self.answers.borrow_mut().push_back(Some((status, text.to_owned())));
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

impl Transport for Script {
    type Value = Json;

    fn headers_of(&self, headers: &Json, _: &Json) -> Json {
        headers.clone()
    }

    fn explain(&self, thrown: &Json, _: &Json) -> (String, Json) {
        (thrown.to_string(), thrown.clone())
    }

    async fn send(&self, request: Request<Json>) -> Result<Response<Json>, Error<Json>> {
        let path = request.url.splitn(4, '/').nth(3).unwrap_or_default();
        let body = request.body.as_str().map(serde_json::from_str::<Json>);
        self.sent.borrow_mut().push(Sent {
            line: format!("{} /{path}", request.method),
            headers: request.headers,
            body: body.transpose().expect("a body of JSON").unwrap_or_default(),
        });
        let answer = self.answers.borrow_mut().pop_front();
        match answer.expect("no more requests than the script foresees") {
            Some((status, text)) => {
                let headers = json!({"x-request-id": "r1"});
                let json = serde_json::from_str(&text).ok();
                Ok(Response { status, headers, text: Json::String(text), json })
            }
            None => {
                Err(Box::new(Kind::Network { message: "refused".into(), cause: json!("cause") }))
            }
        }
    }

    async fn sleep(&self, ms: u32, _: &Json) -> Result<(), Error<Json>> {
        self.slept.borrow_mut().push(ms);
        self.clock.set(self.clock.get() + f64::from(ms));
        Ok(())
    }

    fn now(&self) -> f64 {
        self.clock.get()
    }

    fn excerpt(&self, text: &Json, chars: u32, secrets: &Json) -> Json {
        let mut text = text.as_str().unwrap_or_default().to_owned();
        for secret in secrets.as_array().into_iter().flatten().filter_map(Json::as_str) {
            text = text.replace(secret, "[redacted]");
        }
        Json::String(text.chars().take(chars as usize).collect())
    }
}
