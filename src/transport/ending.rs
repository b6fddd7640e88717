//! How what JavaScript has begun comes to its end, without a promise for each.
//!
//! Awaiting a promise makes two closures that JavaScript must be told to forget. One closure for all,
//! `settle`, is told the ticket of what has ended.

use crate::js::value::{Given, or_null};
use std::cell::RefCell;
use std::future::poll_fn;
use std::task::{Poll, Waker};
use wasm_bindgen::prelude::*;

/// How it ended.
pub struct End {
    /// One of the constants of `attempt.js`.
    pub how: u8,
    /// The HTTP status, where there was an answer.
    pub status: u16,
    /// Its headers.
    pub headers: JsValue,
    /// The text, the rest of a refusal, or the cause.
    pub value: JsValue,
    /// The text read as JSON.
    pub json: JsValue,
}

/// Something that has not been seen to end.
struct Awaited {
    ticket: f64,
    waker: Option<Waker>,
    end: Option<End>,
}

#[derive(Default)]
struct Tickets {
    last: f64,
    /// Oldest first, and so in the order of their tickets.
    awaited: Vec<Awaited>,
}

impl Tickets {
    fn find(&mut self, ticket: f64) -> Option<&mut Awaited> {
        let at = self.awaited.binary_search_by(|awaited| awaited.ticket.total_cmp(&ticket)).ok()?;
        self.awaited.get_mut(at)
    }
}

thread_local! {
    static TICKETS: RefCell<Tickets> = RefCell::default();
    static SETTLE: JsValue = Closure::<Settle>::new(settle).into_js_value();
}

type Settle = dyn Fn(f64, u8, u16, Option<Given>, Option<Given>, Option<Given>);

fn settle(
    ticket: f64,
    how: u8,
    status: u16,
    headers: Option<Given>,
    value: Option<Given>,
    json: Option<Given>,
) {
    let [headers, value, json] = [headers, value, json].map(or_null);
    let waker = TICKETS.with_borrow_mut(|tickets| {
        let awaited = tickets.find(ticket)?;
        awaited.end = Some(End { how, status, headers, value, json });
        awaited.waker.take()
    });
    // Outside of the borrow: it may run anything.
    if let Some(waker) = waker {
        waker.wake();
    }
}

/// Begins something that will call `settle` with its ticket, at once or later, and waits for that.
pub async fn ending(begin: impl FnOnce(&JsValue, f64)) -> End {
    let ticket = TICKETS.with_borrow_mut(|tickets| {
        tickets.last += 1.0;
        tickets.awaited.push(Awaited { ticket: tickets.last, waker: None, end: None });
        tickets.last
    });
    SETTLE.with(|settle| begin(settle, ticket));
    poll_fn(|context| {
        TICKETS.with_borrow_mut(|tickets| {
            let Some(awaited) = tickets.find(ticket) else {
                return Poll::Pending;
            };
            let Some(end) = awaited.end.take() else {
                awaited.waker = Some(context.waker().clone());
                return Poll::Pending;
            };
            tickets.awaited.retain(|awaited| awaited.ticket != ticket);
            Poll::Ready(end)
        })
    })
    .await
}
