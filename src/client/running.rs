//! Calls under way, driven from event to event.
//!
//! JavaScript does the work that a call waits for and tells its end by [`settle`], which goes on with the
//! call at once: no future, no waker and no queue between them, which in Workers would be calls of the
//! host's, and no closure, of which JavaScript's half is 0.3 KB gzip.

use crate::core::{Call, Core, Progress, Task};
use crate::js::pending::Pending;
use crate::js::result::envelope;
use crate::js::value::{Given, or_null};
use crate::transport::fetch::{Awaited, End, Fetch};
use std::cell::RefCell;
use wasm_bindgen::prelude::*;

/// A call, and the ticket under which it goes on.
struct Waiting {
    ticket: f64,
    /// None once it does.
    running: Option<Running>,
}

struct Running {
    core: Core<Fetch>,
    call: Box<Call<JsValue>>,
    /// What it waits for; at first nothing.
    awaited: Option<Awaited>,
    promise: Pending,
}

struct Tickets {
    last: f64,
    /// Oldest first, and so in the order of their tickets.
    waiting: Vec<Waiting>,
}

thread_local! {
    static TICKETS: RefCell<Tickets> = const { RefCell::new(Tickets { last: 0.0, waiting: Vec::new() }) };
}

/// Takes up a task, and gives its ticket.
pub fn open(core: Core<Fetch>, task: Task, arguments: JsValue, promise: Pending) -> f64 {
    let call = core.open(task, arguments);
    Running { core, call, awaited: None, promise }.wait()
}

/// Begins it.
pub fn go(ticket: f64) {
    if let Some(mut running) = take(ticket) {
        let progress = running.core.begin(&mut running.call);
        running.proceed(progress);
    }
}

/// Goes on with the call whose work has ended, which may be long gone.
pub fn settle(
    ticket: f64,
    how: u8,
    status: u16,
    headers: Option<Given>,
    value: Option<Given>,
    json: Option<Given>,
) {
    let [headers, value, json] = [headers, value, json].map(or_null);
    if let Some(mut running) = take(ticket)
        && let Some(awaited) = running.awaited
    {
        let end = End { how, status, headers, value, json };
        let outcome = running.core.transport().outcome(awaited, end);
        let progress = running.core.go_on(&mut running.call, outcome);
        running.proceed(progress);
    }
}

fn take(ticket: f64) -> Option<Running> {
    TICKETS.with_borrow_mut(|Tickets { waiting, .. }| {
        let at = waiting.binary_search_by(|waiting| waiting.ticket.total_cmp(&ticket)).ok()?;
        let running = waiting.get_mut(at)?.running.take();
        waiting.retain(|waiting| waiting.ticket != ticket);
        running
    })
}

impl Running {
    fn proceed(mut self, progress: Progress<JsValue>) {
        let work = match progress {
            Progress::Await(work) => work,
            Progress::Failed(failure) => return self.promise.reject(&failure.into()),
            Progress::Done(value) if self.call.is_enveloped() => {
                return self.promise.resolve(&envelope(&self.core, &value, &self.call));
            }
            Progress::Done(value) => return self.promise.resolve(&value),
        };
        let (core, signal) = (self.core.clone(), self.call.option("signal"));
        self.awaited = Some(Awaited::of(&work));
        let ticket = self.wait();
        // Outside of any borrow: it may settle at once.
        core.transport().begin(work, &signal, ticket);
    }

    fn wait(self) -> f64 {
        TICKETS.with_borrow_mut(|tickets| {
            tickets.last += 1.0;
            let ticket = tickets.last;
            tickets.waiting.push(Waiting { ticket, running: Some(self) });
            ticket
        })
    }
}
