//! One attempt at one request. What it takes to send it; nothing about what it means.

pub mod fetch;

use crate::value::Value;

/// A request, ready to be sent.
pub struct Request<V> {
    /// The HTTP method.
    pub method: &'static str,
    /// The URL.
    pub url: String,
    /// The headers: an object.
    pub headers: V,
    /// The body: a string value, or a file's bytes; null for none.
    pub body: V,
    /// The time for the whole attempt, body included, in milliseconds.
    pub timeout_ms: u32,
}

/// An answer.
pub struct Response<V> {
    /// The HTTP status; 0 where a browser hides a redirect.
    pub status: u16,
    /// The host's own headers, for [`Transport::retry_after`] and [`Transport::headers_of`].
    pub headers: V,
    /// What came with it.
    pub content: Content<V>,
}

/// The body of an answer.
pub enum Content<V> {
    /// That of a success has arrived.
    Read {
        /// As it came: a string value.
        text: V,
        /// The same as JSON, where it is JSON.
        json: Option<V>,
    },
    /// That of everything else is still to come, for [`Work::Read`] or [`Transport::discard`].
    Unread(V),
}

/// Something that takes time.
pub enum Work<V> {
    /// Sending a request, and reading the answer to its end if it is a success.
    Send(Request<V>),
    /// Reading what [`Content::Unread`] holds, in the time that its attempt has left.
    Read(V),
    /// Letting so many milliseconds pass.
    Sleep(u32),
    /// Looking up what is remembered, for so many milliseconds.
    Recall(Memory, u32),
    /// Remembering a value; forgetting, where it is null.
    Keep(Memory, V),
}

/// Where something is remembered.
pub struct Memory {
    /// Under which key.
    pub key: String,
    /// Whether it is a secret, which does not leave the process.
    pub secret: bool,
}

/// What came of it.
pub enum Outcome<V> {
    /// Of [`Work::Send`].
    Answered(Response<V>),
    /// Of [`Work::Read`]: a string value.
    Read(V),
    /// Of [`Work::Sleep`].
    Slept,
    /// Of [`Work::Recall`]: null for nothing.
    Recalled(V),
    /// Of [`Work::Keep`].
    Kept,
}

/// Something that the caller's observer is told.
pub struct Event<V> {
    /// What kind: `request`, `response`, `retry`, `wait`, `fallback` or `ambiguity`.
    pub kind: &'static str,
    /// The call's number.
    pub call: f64,
    /// The public method that was called.
    pub operation: V,
    /// The method of the request.
    pub method: &'static str,
    /// The template of its path.
    pub route: &'static str,
    /// Which request of the call.
    pub attempt: u32,
    /// The arguments of the call, `connectorId` and `actionId` among them.
    pub arguments: V,
    /// How long it took, or will; negative where that is not what the event is about.
    pub ms: f64,
    /// The status of the answer; 0 for none.
    pub status: u16,
    /// The code of the error, the reason for a wait, the route that is tried next, or the parameter
    /// that has two places; null for none.
    pub word: V,
    /// The headers that were sent, or the host's own that came back; null for none.
    pub headers: V,
    /// What the observer must not see.
    pub secrets: V,
}

/// What a core asks of its host while it decides. What takes time it leaves to whoever drives the call.
pub trait Transport: 'static {
    /// The host's values.
    type Value: Value;

    /// How long an answer asks everybody to wait, in milliseconds.
    fn retry_after(&self, headers: &Self::Value) -> Option<f64>;

    /// The headers of an answer: an object, with lower-case names and without secrets.
    fn headers_of(&self, headers: &Self::Value, secrets: &Self::Value) -> Self::Value;

    /// What was thrown, in words and itself, without secrets.
    fn explain(&self, thrown: &Self::Value, secrets: &Self::Value) -> (String, Self::Value);

    /// Why the caller's signal has aborted. None: it has not, or there is none.
    fn aborted(&self, signal: &Self::Value) -> Option<Self::Value>;

    /// Lets go of what [`Content::Unread`] holds.
    fn discard(&self, unread: &Self::Value);

    /// The time, in milliseconds of the host's clock.
    fn now(&self) -> f64;

    /// A number from 0 up to 1, at random.
    fn dice(&self) -> f64;

    /// Tells the observer, whatever comes of it.
    fn tell(&self, observe: &Self::Value, event: &Event<Self::Value>);

    /// An action's flat parameters, written as JSON, in the places where its description wants them:
    /// `split`, by place; `ambiguous`, the names that have two of them. Where `validate` finds a
    /// mistake, `argument` and `expectation` in their place.
    fn arrange(
        &self,
        parameters: &Self::Value,
        description: &Self::Value,
        validate: bool,
    ) -> Self::Value;

    /// Advice that names those of the listed actions that an unknown one may have been meant for.
    fn suggest(&self, wanted: &Self::Value, body: &Self::Value) -> Option<String>;

    /// The first `chars` characters of a string value, without what is secret in it.
    fn excerpt(&self, text: &Self::Value, chars: u32, secrets: &Self::Value) -> Self::Value;
}
