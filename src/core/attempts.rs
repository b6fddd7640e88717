//! Sending: when a request may go out, what it carries, and whether it is sent again.

use super::call::Deadline;
use super::{Body, Call, Core, Doing, Host, Kind, Next, Route, Step, Task};
use crate::error::Error;
use crate::policy::retry::{LONGEST_RETRY_AFTER_MS, is_safe, may_repeat, pause_ms};
use crate::text::join;
use crate::transport::{Content, Request, Response, Transport, Work};
use crate::value::Value;

impl<T: Transport> Core<T> {
    /// Counts from now.
    pub(super) fn set_deadline(&self, call: &mut Call<T::Value>) {
        let ms = call.option("deadlineMs").as_u32().or(self.config().deadline_ms);
        call.deadline = ms.map(|ms| Deadline {
            ms: call.series.get("deadlineMs").as_u32().unwrap_or(ms),
            at: self.transport().now() + f64::from(ms),
        });
    }

    /// Lets the call through the gate, or tells it how long to wait.
    pub(super) fn admit(&self, call: &mut Call<T::Value>) -> Next<T::Value> {
        if let Some(cause) = self.transport().aborted(&call.option("signal")) {
            return Err(Box::new(Kind::Abort { cause }));
        }
        if call.deadline.is_none() && self.shared().gate.borrow().is_open() {
            return self.send(call);
        }
        let now = self.transport().now();
        let left = self.left(call, now)?;
        let Some(wait) = self.shared().gate.borrow_mut().ask(call.number, now) else {
            call.waits = false;
            return self.send(call);
        };
        if !call.waits {
            call.waits = true;
            self.tell_of_wait(call, &wait);
        }
        call.wait_for(Doing::Pausing, Work::Sleep(wait.ask_again_ms.min(left)))
    }

    /// The milliseconds until the call must have ended.
    pub(super) fn left(&self, call: &Call<T::Value>, now: f64) -> Result<u32, Error<T::Value>> {
        match call.deadline {
            Some(deadline) if deadline.at <= now => {
                let awaited =
                    if call.task == Task::Wait { "A new connection" } else { "The result" };
                Err(Box::new(Kind::Timeout { awaited, ms: deadline.ms }))
            }
            Some(deadline) => Ok((deadline.at - now).ceil() as u32),
            None => Ok(u32::MAX),
        }
    }

    /// Sends the call's route.
    fn send(&self, call: &mut Call<T::Value>) -> Next<T::Value> {
        let config = self.config();
        let (mut method, mut url, mut body, mut own_headers) = ("GET", String::new(), None, None);
        if let Some(route) = &call.route {
            method = route.method;
            url = self.url_of(route);
            match &route.body {
                Body::Json(json) => body = Some(json.clone()),
                Body::File { content, headers } => {
                    (body, own_headers) = (Some(content.clone()), Some(headers.clone()));
                }
                _ => {}
            }
        }
        call.attempts += 1;
        call.note("attempts", call.attempts);
        let headers = own_headers.unwrap_or_else(|| self.headers(call, body.is_some()));
        self.tell_of_request(call, &headers);
        let mut timeout_ms = call.option("timeoutMs").as_u32().unwrap_or(config.timeout_ms);
        if call.deadline.is_some() {
            timeout_ms = timeout_ms.min(self.left(call, self.transport().now()).unwrap_or(1));
        }
        let body = body.unwrap_or_else(T::Value::null);
        let request = Request { method, url, headers, body, timeout_ms };
        call.wait_for(Doing::Sending, Work::Send(request))
    }

    fn url_of(&self, route: &Route<T::Value>) -> String {
        let base = match &route.host {
            Host::Storage(url) => return url.clone(),
            Host::Alloy => &self.config().base_url,
            Host::Data => &self.config().data_base_url,
        };
        let mark = if route.query.is_empty() { "" } else { "?" };
        join(&[base, &route.path, mark, &route.query])
    }

    fn headers(&self, call: &Call<T::Value>, has_body: bool) -> T::Value {
        let (user_id, own) = (call.option("userId"), call.option("headers"));
        if user_id.is_null() && own.is_null() {
            let [without, with] = &self.0.headers;
            return if has_body { with.clone() } else { without.clone() };
        }
        let user_id = if user_id.is_null() { &self.0.user_id } else { &user_id };
        self.config().headers_for(user_id, has_body, &own)
    }

    /// What follows from an answer.
    pub(super) fn answered(
        &self,
        call: &mut Call<T::Value>,
        response: Response<T::Value>,
    ) -> Next<T::Value> {
        let Response { status, headers, content } = response;
        call.status = status;
        call.headers = headers;
        self.tell_of_answer(call);
        match content {
            Content::Read { text, json } => {
                let outcome = self.read(call, &text, json);
                self.settled(call, outcome)
            }
            Content::Unread(unread) => match self.again(call, Some(status)) {
                Some(next) => {
                    self.transport().discard(&unread);
                    next
                }
                None => call.wait_for(Doing::Reading, Work::Read(unread)),
            },
        }
    }

    /// What follows from there being no answer, or no whole one.
    pub(super) fn interrupted(
        &self,
        call: &mut Call<T::Value>,
        error: Error<T::Value>,
    ) -> Next<T::Value> {
        let is_abort = matches!(*error, Kind::Abort { .. });
        match call.doing {
            // An error whose words never came is still an answer.
            Doing::Reading if !is_abort => self.refused_with(call, &T::Value::text("")),
            Doing::Sending => {
                self.tell_of_no_answer(call, &error);
                let is_lost = matches!(*error, Kind::Network { .. } | Kind::Timeout { .. });
                if is_lost && let Some(next) = self.again(call, None) {
                    return next;
                }
                // The attempt had less time than usual because the call had no more.
                if matches!(*error, Kind::Timeout { .. }) && call.deadline.is_some() {
                    // Timers may be a millisecond early.
                    self.left(call, self.transport().now() + 1.0)?;
                }
                self.settled(call, Err(error))
            }
            _ => Err(error),
        }
    }

    /// How the attempt is made again that ended with this status, or without an answer; none when it
    /// is not.
    fn again(&self, call: &mut Call<T::Value>, status: Option<u16>) -> Option<Next<T::Value>> {
        let now = self.transport().now();
        let asked = status.and_then(|_| self.transport().retry_after(&call.headers));
        let close_ms = asked.filter(|ms| status == Some(429) && *ms <= LONGEST_RETRY_AFTER_MS);
        if let Some(ms) = close_ms {
            // For everybody, whether or not this call comes back.
            self.shared().gate.borrow_mut().close(now, ms);
        }
        let method = call.route.as_ref().map_or("", |route| route.method);
        let is_true = |value: T::Value| value.as_bool() == Some(true);
        let marked =
            is_true(call.option("idempotent")) || is_true(call.arguments.get("repeatable"));
        let safe = is_safe(method, marked);
        let max = call.option("maxRetries").as_u32().unwrap_or(self.config().max_retries);
        if call.retries >= max || !may_repeat(status, safe) {
            return None;
        }
        let ms = pause_ms(call.retries, asked, self.transport().dice())?;
        if call.deadline.is_some_and(|deadline| now + f64::from(ms) >= deadline.at) {
            return None;
        }
        call.retries += 1;
        self.tell_of_retry(call, status, ms);
        // The gate makes it wait, in its place in line.
        Some(if close_ms.is_some() {
            Ok(Step::Send)
        } else {
            call.wait_for(Doing::Pausing, Work::Sleep(ms))
        })
    }
}
