//! What the caller's observer is told: what was sent, what came back, and why it takes so long.
//!
//! Routes are told by their templates, answers by status and request id: an event has no secret to
//! give away. Where there is no observer, an event costs a comparison.

use super::{Call, Core, Next};
use crate::error::Error;
use crate::policy::gate::Wait;
use crate::transport::{Event, Transport};
use crate::value::Value;

impl<T: Transport> Core<T> {
    pub(super) fn tell_of_request(&self, call: &mut Call<T::Value>, headers: &T::Value) {
        if self.is_observed() {
            call.sent_at = self.transport().now();
            let event = self.event(call, "request");
            self.tell(Event { headers: headers.clone(), ..event });
        }
    }

    pub(super) fn tell_of_answer(&self, call: &Call<T::Value>) {
        if self.is_observed() {
            let (headers, secrets) = (call.headers.clone(), self.secrets(call));
            let event = Event { status: call.status, headers, secrets, ..self.response(call) };
            self.tell(event);
        }
    }

    pub(super) fn tell_of_no_answer(&self, call: &Call<T::Value>, error: &Error<T::Value>) {
        if self.is_observed() {
            self.tell(Event { word: T::Value::constant(error.own_code()), ..self.response(call) });
        }
    }

    fn response(&self, call: &Call<T::Value>) -> Event<T::Value> {
        Event { ms: self.transport().now() - call.sent_at, ..self.event(call, "response") }
    }

    pub(super) fn tell_of_retry(&self, call: &Call<T::Value>, status: Option<u16>, ms: u32) {
        if self.is_observed() {
            let status = status.unwrap_or_default();
            self.tell(Event { ms: ms.into(), status, ..self.event(call, "retry") });
        }
    }

    pub(super) fn tell_of_wait(&self, call: &Call<T::Value>, wait: &Wait) {
        if self.is_observed() {
            let word = if wait.closed { "retry_after" } else { "rate_limit" };
            let word = T::Value::constant(word);
            let mut event = self.event(call, "wait");
            // What waits has not been sent yet.
            event.attempt += 1;
            self.tell(Event { ms: wait.ms.into(), word, ..event });
        }
    }

    /// Of the parameters that the action takes in two places.
    pub(super) fn tell_of_ambiguity(&self, call: &Call<T::Value>, names: &T::Value) {
        if self.is_observed() {
            for word in names.items().unwrap_or_default() {
                self.tell(Event { word, ..self.event(call, "ambiguity") });
            }
        }
    }

    /// Goes another way, and tells which.
    pub(super) fn falling_back(
        &self,
        call: &mut Call<T::Value>,
        go: impl FnOnce(&mut Call<T::Value>) -> Next<T::Value>,
    ) -> Next<T::Value> {
        let event = self.event(call, "fallback");
        let next = go(call)?;
        if self.is_observed() {
            let route = call.held.as_ref().or(call.route.as_ref());
            let template = route.map_or("", |route| route.template);
            self.tell(Event { word: T::Value::constant(template), ..event });
        }
        Ok(next)
    }

    fn is_observed(&self) -> bool {
        !self.config().observe.is_null()
    }

    fn tell(&self, event: Event<T::Value>) {
        self.transport().tell(&self.config().observe, &event);
    }

    fn event(&self, call: &Call<T::Value>, kind: &'static str) -> Event<T::Value> {
        let route = call.route.as_ref();
        Event {
            kind,
            call: call.number.into(),
            operation: match call.series.get("operation") {
                operation if operation.is_null() => T::Value::constant(call.task.name()),
                operation => operation,
            },
            method: route.map_or("", |route| route.method),
            route: route.map_or("", |route| route.template),
            attempt: call.attempts,
            arguments: call.arguments.clone(),
            ms: -1.0,
            status: 0,
            word: T::Value::null(),
            headers: T::Value::null(),
            secrets: T::Value::null(),
        }
    }
}
