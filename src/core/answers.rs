//! Reading answers: the ones that hold what was promised, and the ones that lie.

use super::{Call, Core, Next, Task, shows_no_route};
use crate::api::endpoint::Kept;
use crate::api::failure::words;
use crate::api::files;
use crate::error::{AnswerInfo, Error, Kind};
use crate::text::{decimal, join};
use crate::transport::Transport;
use crate::value::Value;

/// The longest part of an error's body that is kept, in characters.
const MAX_ERROR_BODY: u32 = 65_536;
/// How much of an answer that cannot be read an error shows, in characters.
const SHOWN: u32 = 200;

impl<T: Transport> Core<T> {
    /// Reads the body of a success into the call, or as the error that it is.
    pub(super) fn read(
        &self,
        call: &mut Call<T::Value>,
        text: &T::Value,
        json: Option<T::Value>,
    ) -> Result<(), Error<T::Value>> {
        // Alloy's storage has nothing to say of what it has taken.
        let json = if call.is_upload() { Some(T::Value::null()) } else { json };
        let wrong = match json {
            Some(body) if body.is_structure() || body.is_null() => {
                call.body = body;
                return Ok(());
            }
            Some(_) => "is a bare string, number or boolean",
            None if self.is_blank(text, call) => {
                call.body = T::Value::null();
                return Ok(());
            }
            None => "is not JSON, or was cut short",
        };
        Err(self.unreadable(wrong, text, call))
    }

    /// What follows from an answer that is no success.
    pub(super) fn refused_with(
        &self,
        call: &mut Call<T::Value>,
        text: &T::Value,
    ) -> Next<T::Value> {
        // 0 is what a browser shows of a redirect.
        let error = if matches!(call.status, 0 | 300..=399) {
            let what = "is a redirect, which is never followed: the key must not travel";
            self.unreadable(what, text, call)
        } else {
            self.refusal(text, call)
        };
        if self.is_gone_already(call) && (call.untried.len() == 0 || !shows_no_route(&error)) {
            call.body = T::Value::null();
            return self.settled(call, Ok(()));
        }
        self.settled(call, Err(error))
    }

    /// Whether what was to be deleted is not there any more because the attempt before deleted it.
    fn is_gone_already(&self, call: &Call<T::Value>) -> bool {
        let is_delete = call.route.as_ref().is_some_and(|route| route.method == "DELETE");
        is_delete && call.status == 404 && call.retries > 0
    }

    fn is_blank(&self, text: &T::Value, call: &Call<T::Value>) -> bool {
        let start = self.transport().excerpt(text, SHOWN, &self.secrets(call)).as_text();
        start.is_none_or(|start| start.trim_ascii().is_empty())
    }

    /// The error that an answer is.
    fn refusal(&self, text: &T::Value, call: &Call<T::Value>) -> Error<T::Value> {
        // Storage's errors tell how the URL was signed.
        let (who, kept) =
            if call.is_upload() { ("Alloy's storage", 0) } else { ("Alloy", MAX_ERROR_BODY) };
        // Scrubbed before it is parsed: a server that echoes the key echoes it anywhere.
        let text = self.transport().excerpt(text, kept, &self.secrets(call));
        let body = T::Value::parse(&text).unwrap_or(text);
        let words = words(&body);
        let answer = self.info(call.status, body, call);
        let stated = || join(&[who, " answered with status ", &decimal(call.status.into())]);
        let message = words.message.unwrap_or_else(stated);
        Box::new(Kind::Api { message, code: words.code, answer })
    }

    /// The error for a successful answer that lacks what Alloy promises.
    pub(super) fn lacks(&self, what: &str, call: &Call<T::Value>) -> Error<T::Value> {
        self.unreadable(&join(&["lacks ", what]), &call.body.stringify(), call)
    }

    /// The error for an answer that cannot be read. It shows how the answer begins.
    fn unreadable(&self, what: &str, text: &T::Value, call: &Call<T::Value>) -> Error<T::Value> {
        // What begins an OAuth flow or an upload is a URL with a token in it, and shown to nobody.
        let shown = if self.answers_are_secret(call) { 0 } else { SHOWN };
        let body = self.transport().excerpt(text, shown, &self.secrets(call));
        let (status, begins) = (decimal(call.status.into()), body.as_text().unwrap_or_default());
        let message = join(&["Alloy's answer ", what, " (status ", &status, "): ", &begins]);
        Box::new(Kind::Protocol { message, answer: self.info(call.status, body, call) })
    }

    fn answers_are_secret(&self, call: &Call<T::Value>) -> bool {
        match call.task {
            Task::Begin | Task::Credential => true,
            Task::Ask(endpoint) => *endpoint == files::ASK || endpoint.kept == Kept::Secret,
            _ => false,
        }
    }

    /// The last answer, as errors show it.
    pub(super) fn info(
        &self,
        status: u16,
        body: T::Value,
        call: &Call<T::Value>,
    ) -> AnswerInfo<T::Value> {
        let headers = self.transport().headers_of(&call.headers, &self.secrets(call));
        AnswerInfo { status, headers, body }
    }
}
