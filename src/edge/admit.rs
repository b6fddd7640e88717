//! Which requests pass, and what they ask for.

use super::origins::Source;
use super::passages::{PASSAGES, fits, is_alloys};
use super::refusal::{CONNECTOR, METHOD, ORIGIN, PATH, QUERY, ROUTE, UNKNOWN};
use super::segment::is_plain;
use super::{Decision, Lines, lists, word};
use crate::text::{join, split};

/// Asked with the method, Origin, Sec-Fetch-Site, the handler's own origin, the listed origins, the
/// connectors that may be used, the names in the query, and the path below the base path as it was
/// written. Gives the line of [`PASSAGES`] without its method.
pub fn admit(mut lines: Lines) -> Decision {
    let (method, origin, site) = (lines.next(), lines.next(), lines.next());
    let (own, origins, connectors) = (lines.next(), lines.next(), lines.next());
    let (query, path) = (lines.next(), lines.next());
    if method == "OPTIONS" {
        return if lists(origins, origin) { Ok("- preflight".to_owned()) } else { Err(&ORIGIN) };
    }
    // The path begins with a slash, or is none of the handler's.
    if split(path, b'/').skip(1).any(|segment| !is_plain(segment)) {
        return Err(&PATH);
    }
    let mut missing = &UNKNOWN;
    for line in split(PASSAGES, b'\n') {
        let mut rest = line;
        let (its_method, template, operation) = (word(&mut rest), word(&mut rest), word(&mut rest));
        if !fits(template, path) {
            continue;
        }
        if its_method != method {
            missing = &METHOD;
            continue;
        }
        let is_link = method == "GET" && operation == "connect";
        let is_callback = operation == "callback";
        // Of these, nothing counts but what is signed, or the same for everybody.
        if !is_callback && operation != "connected" {
            Source { origin, site }.check(own, origins, is_link)?;
        }
        // What a provider adds to a callback is no business of the handler's. A body has names of its own.
        let takes = |name| split(rest, b' ').any(|known| known == name) && method == "GET";
        let may = |name| is_callback || matches!(name, "" | "userId") || takes(name);
        if !split(query, b'\t').all(may) {
            return Err(&QUERY);
        }
        let is_of_one = split(template, b'/').nth(2) == Some("{connectorId}");
        let is_usable = split(path, b'/').nth(2).is_some_and(|named| lists(connectors, named));
        if is_of_one && !is_usable {
            return Err(&CONNECTOR);
        }
        return Ok(join(&[template, " ", operation, " ", rest]));
    }
    Err(if is_alloys(method, path) { &ROUTE } else { missing })
}
