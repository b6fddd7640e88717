//! Why a request is refused.

/// A refusal: its status, and what its body says.
#[derive(Debug, PartialEq)]
pub struct Refusal {
    /// The HTTP status.
    pub status: u32,
    /// What programs go by.
    pub code: &'static str,
    /// What people read.
    pub message: &'static str,
}

const fn refusal(status: u32, code: &'static str, message: &'static str) -> Refusal {
    Refusal { status, code, message }
}

const MALFORMED: &str = "REQUEST_MALFORMED";

pub static PATH: Refusal = refusal(400, MALFORMED, "The path is malformed");
pub static QUERY: Refusal = refusal(400, MALFORMED, "The query has an unknown name");
pub static ORIGIN: Refusal = refusal(403, "CROSS_ORIGIN", "Pages of other origins may not call");
pub static ROUTE: Refusal = refusal(403, "ROUTE_REFUSED", "This route does not pass");
pub static CONNECTOR: Refusal = refusal(403, "CONNECTOR_REFUSED", "This connector does not pass");
pub static UNKNOWN: Refusal = refusal(404, "ROUTE_UNKNOWN", "There is no such route");
pub static METHOD: Refusal = refusal(405, "METHOD_REFUSED", "This route does not take the method");
pub static RETURN_TO: Refusal = refusal(403, "RETURN_TO_REFUSED", "returnTo may not lead there");
pub static STATE: Refusal = refusal(403, "STATE_INVALID", "This app gave out no such address");
pub static EXPIRED: Refusal = refusal(403, "STATE_EXPIRED", "This took too long");
/// Of a setting, not of a request.
pub static REMOTE: Refusal = refusal(500, "", "");
