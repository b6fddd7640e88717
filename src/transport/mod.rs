//! One attempt at one request. What it takes to send it; nothing about what it means.

mod abort;
pub mod fetch;

use crate::error::Error;
use crate::redact::Secrets;
use crate::value::Value;
use gloo_net::http::Method;

/// A request, ready to be sent.
pub struct Request<'a, V> {
    /// The HTTP method.
    pub method: &'a Method,
    /// The URL, without a query.
    pub url: String,
    /// The query.
    pub query: &'a [(&'static str, String)],
    /// The headers, as [`Transport::header_record`] made them.
    pub headers: &'a V,
    /// The body, a string value.
    pub body: Option<&'a V>,
    /// The time for the whole attempt, body included, in milliseconds.
    pub timeout_ms: u32,
    /// The caller's signal.
    pub signal: Option<&'a V>,
}

/// An answer whose body has arrived.
pub struct Response<V> {
    /// The HTTP status; 0 where a browser hides a redirect.
    pub status: u16,
    /// The body, a string value.
    pub text: V,
    /// The host's own response, for [`Transport::headers_of`].
    pub origin: V,
}

/// What carries requests: `fetch`, or a script of answers under test.
pub trait Transport: 'static {
    /// The host's values.
    type Value: Value;

    /// Makes headers into what [`Transport::send`] takes. They may be shared between requests.
    fn header_record(&self, headers: Vec<(String, String)>) -> Self::Value;

    /// The headers of an answer, with lower-case names.
    fn headers_of(&self, origin: &Self::Value) -> Vec<(String, String)>;

    /// Sends the request and reads the answer to its end.
    fn send(
        &self,
        request: Request<'_, Self::Value>,
    ) -> impl Future<Output = Result<Response<Self::Value>, Error<Self::Value>>>;

    /// Waits, unless the caller's signal says to stop.
    fn sleep(
        &self,
        ms: u32,
        signal: Option<&Self::Value>,
    ) -> impl Future<Output = Result<(), Error<Self::Value>>>;

    /// The time, in milliseconds of the host's clock.
    fn now(&self) -> f64;

    /// The first `chars` characters of a string value, without fetching the rest over.
    fn excerpt(&self, text: &Self::Value, chars: u32) -> String;

    /// `cause`, or something in its place that holds none of the secrets.
    fn scrub_cause(&self, cause: Self::Value, secrets: &Secrets) -> Self::Value;
}
