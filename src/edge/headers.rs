//! Which headers a page may send on to a service.

use super::refusal::HEADER;
use super::{Decision, Lines, lists};
use crate::text::split;

/// Asked with the names that may be sent, and those that are to be, in lower case.
pub fn check(mut lines: Lines) -> Decision {
    let (known, given) = (lines.next(), lines.next());
    let passes = given.is_empty() || split(given, b'\t').all(|name| lists(known, name));
    if passes { Ok(String::new()) } else { Err(&HEADER) }
}

#[cfg(test)]
mod tests {
    use crate::edge::decide;

    #[test]
    fn only_listed_headers_pass() {
        let passes = |given: &str| {
            decide(&format!("headers\nnotion-version\tx-tenant\n{given}")).starts_with("0\n")
        };
        for given in ["", "x-tenant", "notion-version\tx-tenant"] {
            assert!(passes(given), "{given:?}");
        }
        for given in ["authorization", "x-tenant\tcookie", "x-tenant\t", "x-tenan"] {
            assert!(!passes(given), "{given:?}");
        }
        assert!(!decide("headers\n\nx").starts_with("0\n"));
    }
}
