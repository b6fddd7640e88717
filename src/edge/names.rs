//! Which names a body may have, and which headers a page may send on to a service.

use super::refusal::{BODY, HEADER};
use super::{Decision, Lines, lists};

/// Whether each of the names is listed. Asked with what they are names of, the list, and the names.
pub fn check(mut lines: Lines) -> Decision {
    let refusal = if lines.next() == "headers" { &HEADER } else { &BODY };
    let list = lines.next();
    while !lines.0.is_empty() {
        if !lists(list, lines.next()) {
            return Err(refusal);
        }
    }
    Ok(String::new())
}
