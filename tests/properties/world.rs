//! A world in which time passes when everybody waits: calls run beside one another, and what a whole
//! hour does to them is seen at once, the same every time.

use alloy_connectivity::core::{Core, Progress, Task};
use alloy_connectivity::error::{Error, Failure, Kind};
use alloy_connectivity::transport::{Content, Event, Outcome, Request, Response, Transport, Work};
use serde_json::{Value as Json, json};
use std::cell::{Cell, RefCell};
use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};

/// What comes of a request.
#[derive(Clone, Copy, Debug)]
pub struct Reply {
    /// None: the connection breaks.
    pub status: Option<u16>,
    /// In seconds.
    pub retry_after: Option<u32>,
    pub latency_ms: u32,
}

/// A request that was sent, and what came of it.
#[derive(Clone, Debug)]
pub struct Sent {
    /// The number of its call.
    pub call: u32,
    pub at: f64,
    pub ended: f64,
    /// As the client saw it.
    pub status: Option<u16>,
    pub retry_after: Option<u32>,
}

#[derive(Default)]
pub struct World {
    now: Cell<f64>,
    /// The first moment at which somebody wants to go on.
    next: Cell<f64>,
    replies: Vec<Reply>,
    pub sent: RefCell<Vec<Sent>>,
    /// The kinds of events, with the numbers of their calls.
    pub told: RefCell<Vec<(u32, &'static str)>>,
}

/// Its time as a transport: there it is shared.
#[derive(Clone)]
pub struct Wire(pub Rc<World>);

impl World {
    /// Requests get these replies, over and over.
    pub fn new(replies: Vec<Reply>) -> Rc<Self> {
        // Not 0, which is long past for a clock.
        Rc::new(World { now: Cell::new(1.79e12), replies, ..World::default() })
    }

    pub fn now(&self) -> f64 {
        self.now.get()
    }

    pub async fn sleep(&self, ms: f64) {
        let end = self.now() + ms;
        poll_fn(|_| {
            if self.now() >= end {
                return Poll::Ready(());
            }
            self.next.set(self.next.get().min(end));
            Poll::Pending
        })
        .await;
    }

    /// Sees all of them to their end.
    pub fn run<'a>(&self, tasks: impl IntoIterator<Item = Pin<Box<dyn Future<Output = ()> + 'a>>>) {
        let mut tasks: Vec<_> = tasks.into_iter().collect();
        let mut context = Context::from_waker(Waker::noop());
        while !tasks.is_empty() {
            self.next.set(f64::INFINITY);
            tasks.retain_mut(|task| task.as_mut().poll(&mut context).is_pending());
            assert!(tasks.is_empty() || self.next.get().is_finite(), "nobody goes on any more");
            self.now.set(self.next.get().min(1e15));
        }
    }

    async fn send(&self, request: Request<Json>) -> Result<Response<Json>, Error<Json>> {
        let (number, at) = (self.sent.borrow().len(), self.now());
        let reply = self.replies[number % self.replies.len()];
        let call = self.told.borrow().last().expect("an event before each request").0;
        let given_ms = reply.latency_ms.min(request.timeout_ms);
        let Reply { retry_after, .. } = reply;
        let status = reply.status.filter(|_| given_ms == reply.latency_ms);
        let ended = at + f64::from(given_ms);
        self.sent.borrow_mut().push(Sent { call, at, ended, status, retry_after });
        self.sleep(given_ms.into()).await;
        let Some(status) = status else {
            return Err(Box::new(if given_ms < reply.latency_ms {
                Kind::Timeout { awaited: "Alloy's answer", ms: given_ms }
            } else {
                Kind::Network { message: String::new(), cause: Json::Null }
            }));
        };
        let body = json!({"id": "c1"});
        let text = Json::String(body.to_string());
        let is_success = (200..300).contains(&status);
        let json = Some(body);
        let content = if is_success { Content::Read { text, json } } else { Content::Unread(text) };
        Ok(Response { status, headers: json!({"retry-after": retry_after}), content })
    }
}

impl Wire {
    /// Sees a call to its end.
    pub async fn perform(
        &self,
        core: &Core<Wire>,
        task: Task,
        arguments: Json,
    ) -> Result<Json, Failure<Json>> {
        let mut call = core.open(task, arguments);
        let mut progress = core.begin(&mut call);
        loop {
            progress = match progress {
                Progress::Await(work) => {
                    let outcome = self.run(work).await;
                    core.go_on(&mut call, outcome)
                }
                Progress::Done(value) => return Ok(value),
                Progress::Failed(failure) => return Err(failure),
            };
        }
    }

    async fn run(&self, work: Work<Json>) -> Result<Outcome<Json>, Error<Json>> {
        match work {
            Work::Send(request) => self.0.send(request).await.map(Outcome::Answered),
            Work::Read(unread) => Ok(Outcome::Read(unread)),
            Work::Sleep(ms) => {
                self.0.sleep(ms.into()).await;
                Ok(Outcome::Slept)
            }
            // Nothing is remembered here.
            Work::Recall(..) => Ok(Outcome::Recalled(Json::Null)),
            Work::Keep(..) => Ok(Outcome::Kept),
        }
    }
}

impl Transport for Wire {
    type Value = Json;

    fn retry_after(&self, headers: &Json) -> Option<f64> {
        headers["retry-after"].as_f64().map(|seconds| seconds * 1_000.0)
    }

    fn headers_of(&self, headers: &Json, _: &Json) -> Json {
        headers.clone()
    }

    fn explain(&self, _: &Json, _: &Json) -> (String, Json) {
        ("reset".to_owned(), Json::Null)
    }

    fn aborted(&self, _: &Json) -> Option<Json> {
        None
    }

    fn discard(&self, _: &Json) {}

    fn now(&self) -> f64 {
        self.0.now()
    }

    fn dice(&self) -> f64 {
        // Another one each time, and the same in each run.
        (self.0.sent.borrow().len() as f64 * 0.618).fract()
    }

    fn tell(&self, _: &Json, event: &Event<Json>) {
        self.0.told.borrow_mut().push((event.call as u32, event.kind));
    }

    fn arrange(&self, parameters: &Json, _: &Json, _: bool) -> Json {
        let flat: Json = serde_json::from_str(parameters.as_str().unwrap_or("{}")).unwrap();
        json!({"split": {"requestBody": flat}})
    }

    fn suggest(&self, _: &Json, _: &Json) -> Option<String> {
        None
    }

    fn excerpt(&self, text: &Json, _: u32, _: &Json) -> Json {
        text.clone()
    }
}
