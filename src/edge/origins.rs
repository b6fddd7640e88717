//! Whose pages may call, and which origins are this machine's.

use super::refusal::{ORIGIN, REMOTE, Refusal};
use super::{Decision, Lines, lists};
use crate::url::HttpUrl;

/// Whether an origin is this very machine.
pub fn loopback(mut lines: Lines) -> Decision {
    match HttpUrl::parse(lines.next()) {
        Some(url) if url.is_loopback() => Ok(String::new()),
        _ => Err(&REMOTE),
    }
}

/// Where a request comes from, as far as browsers say.
pub struct Source<'a> {
    /// Origin; empty where it is missing.
    pub origin: &'a str,
    /// Sec-Fetch-Site; the same.
    pub site: &'a str,
}

impl Source<'_> {
    /// Whether its page may have sent this. What names neither is no browser's and passes, except where
    /// the mere address has an effect.
    pub fn check(
        &self,
        public_origin: &str,
        origins: &str,
        is_link: bool,
    ) -> Result<(), &'static Refusal> {
        let own = matches!(self.origin, "") || self.origin == public_origin;
        let same =
            matches!(self.site, "same-origin" | "none") || (self.site.is_empty() && !is_link);
        let listed = lists(origins, self.origin) && !is_link;
        if (own && same) || listed { Ok(()) } else { Err(&ORIGIN) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const OWN: &str = "https://app.example";
    const LISTED: &str = "https://www.example";

    fn passes(origin: &str, site: &str, is_link: bool) -> bool {
        let origins = "https://other.example\thttps://www.example";
        Source { origin, site }.check(OWN, origins, is_link).is_ok()
    }

    #[test]
    fn the_own_and_the_listed_pages_may_call() {
        for (origin, site) in [
            ("", ""),
            ("", "none"),
            ("", "same-origin"),
            (OWN, ""),
            (OWN, "same-origin"),
            (LISTED, "cross-site"),
            (LISTED, "same-site"),
            (LISTED, ""),
        ] {
            assert!(passes(origin, site, false), "{origin:?} {site:?}");
        }
    }

    #[test]
    fn others_may_not() {
        for (origin, site) in [
            ("null", ""),
            ("https://evil.example", ""),
            ("https://evil.example", "same-origin"),
            ("https://app.example.evil.example", ""),
            ("https://app.example:444", ""),
            ("http://app.example", ""),
            ("", "cross-site"),
            ("", "same-site"),
            ("", "anything"),
            (OWN, "cross-site"),
        ] {
            assert!(!passes(origin, site, false), "{origin:?} {site:?}");
        }
    }

    #[test]
    fn a_link_works_in_the_own_pages_alone_and_in_the_address_bar() {
        assert!(passes("", "same-origin", true) && passes("", "none", true));
        for (origin, site) in [("", ""), ("", "cross-site"), (LISTED, "cross-site"), (LISTED, "")] {
            assert!(!passes(origin, site, true), "{origin:?} {site:?}");
        }
    }
}
