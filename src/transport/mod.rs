//! One attempt at one request. What it takes to send it; nothing about what it means.

pub mod fetch;

use crate::error::Error;
use crate::value::Value;

/// A request, ready to be sent.
pub struct Request<V> {
    /// The HTTP method.
    pub method: &'static str,
    /// The URL.
    pub url: String,
    /// The headers: an object.
    pub headers: V,
    /// The body, a string value; undefined for none.
    pub body: V,
    /// The time for the whole attempt, body included, in milliseconds.
    pub timeout_ms: u32,
    /// The caller's signal; undefined for none.
    pub signal: V,
}

/// An answer whose body has arrived.
pub struct Response<V> {
    /// The HTTP status; 0 where a browser hides a redirect.
    pub status: u16,
    /// The body, a string value.
    pub text: V,
    /// The body read as JSON, where it is JSON.
    pub json: Option<V>,
    /// The host's own headers, for [`Transport::headers_of`].
    pub headers: V,
}

/// What carries requests: `fetch`, or a script of answers under test.
pub trait Transport: 'static {
    /// The host's values.
    type Value: Value;

    /// The headers of an answer: an object, with lower-case names and without secrets.
    fn headers_of(&self, headers: &Self::Value, secrets: &Self::Value) -> Self::Value;

    /// What was thrown, in words and itself, without secrets.
    fn explain(&self, thrown: &Self::Value, secrets: &Self::Value) -> (String, Self::Value);

    /// Sends the request and reads the answer to its end.
    fn send(
        &self,
        request: Request<Self::Value>,
    ) -> impl Future<Output = Result<Response<Self::Value>, Error<Self::Value>>>;

    /// Waits, unless the caller's signal says to stop.
    fn sleep(
        &self,
        ms: u32,
        signal: &Self::Value,
    ) -> impl Future<Output = Result<(), Error<Self::Value>>>;

    /// The time, in milliseconds of the host's clock.
    fn now(&self) -> f64;

    /// The first `chars` characters of a string value, without what is secret in it.
    fn excerpt(&self, text: &Self::Value, chars: u32, secrets: &Self::Value) -> Self::Value;
}
