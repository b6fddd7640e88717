//! Why a request is refused.

use crate::value::Value;

/// A refusal: its status, and what its body says.
#[derive(Debug, PartialEq)]
pub struct Refusal {
    /// The HTTP status.
    pub status: u16,
    /// What a program goes by.
    pub code: &'static str,
    /// What people read.
    pub message: &'static str,
}

/// What a decision comes to.
pub type Decision<T = ()> = Result<T, &'static Refusal>;

/// Writes down what came of it: gives 0, or the status, with `code` and `message` in the record.
pub fn noted<V: Value>(decision: Decision, record: &mut V) -> u16 {
    let Err(refusal) = decision else { return 0 };
    record.set("code", V::text(refusal.code));
    record.set("message", V::text(refusal.message));
    refusal.status
}

const fn refusal(status: u16, code: &'static str, message: &'static str) -> Refusal {
    Refusal { status, code, message }
}

const MALFORMED: &str = "REQUEST_MALFORMED";
const STATE: &str = "STATE_INVALID";

pub static PATH: Refusal = refusal(400, MALFORMED, "The path is malformed");
pub static QUERY: Refusal = refusal(400, MALFORMED, "The query is malformed");
pub static QUERY_NAME: Refusal = refusal(400, MALFORMED, "The query has a name too many");
pub static BODY: Refusal = refusal(400, MALFORMED, "The body is malformed");
pub static BODY_NAME: Refusal = refusal(400, MALFORMED, "The body has a name too many");
pub static CREDENTIAL: Refusal = refusal(400, MALFORMED, "credentialId is missing or malformed");
pub static ORIGIN: Refusal = refusal(403, "CROSS_ORIGIN", "Pages of this origin may not call");
pub static ROUTE: Refusal = refusal(403, "ROUTE_REFUSED", "This route does not pass");
pub static CONNECTOR: Refusal = refusal(403, "CONNECTOR_REFUSED", "This connector does not pass");
pub static HEADER: Refusal = refusal(403, "HEADER_REFUSED", "A header does not pass");
pub static RETURN_TO: Refusal = refusal(403, "RETURN_TO_REFUSED", "returnTo may not lead there");
pub static STATE_INVALID: Refusal = refusal(403, STATE, "This is no state of this handler's");
pub static STATE_EXPIRED: Refusal = refusal(403, "STATE_EXPIRED", "This took too long: begin anew");
pub static UNKNOWN: Refusal = refusal(404, "ROUTE_UNKNOWN", "There is no such route");
pub static METHOD: Refusal = refusal(405, "METHOD_REFUSED", "This route has no such method");
