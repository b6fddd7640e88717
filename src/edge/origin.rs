//! Origins, and whose pages may call.

use super::refusal::{self, Decision};
use super::settings::Edge;
use crate::text::{cut_last, join};
use crate::url::HttpUrl;

/// The origin of a URL, as browsers write it.
pub struct Origin<'a> {
    /// Scheme, host and, where it is not the scheme's own, port.
    pub text: String,
    /// What follows it in the URL: the path, the query, the fragment.
    pub rest: &'a str,
    /// Whether it is this machine itself.
    pub is_loopback: bool,
}

impl<'a> Origin<'a> {
    /// The origin of an http(s) URL without user info. None where the host's name is one that browsers
    /// would write otherwise.
    pub fn of(url: &'a str) -> Option<Self> {
        let authority = url.bytes().position(|byte| byte == b':')? + 3;
        let ends = |byte: u8| matches!(byte, b'/' | b'?' | b'#' | b'\\');
        let length = url.get(authority..)?.bytes().position(ends);
        let (head, rest) =
            url.split_at_checked(length.map_or(url.len(), |length| authority + length))?;
        let parsed = HttpUrl::parse(head)?;
        if parsed.has_user_info || !parsed.host.is_ascii() {
            return None;
        }
        let (scheme, own_port) =
            if parsed.secure { ("https://", "443") } else { ("http://", "80") };
        let host = head.get(authority..)?;
        // A colon may stand in an address too, and that ends in a bracket.
        let (host, port) =
            cut_last(host, b':').filter(|(_, port)| !port.ends_with(']')).unwrap_or((host, ""));
        let port = port.trim_start_matches('0');
        let port = if port == own_port { "" } else { port };
        let colon = if port.is_empty() { "" } else { ":" };
        let text = join(&[scheme, &host.to_ascii_lowercase(), colon, port]);
        Some(Origin { text, rest, is_loopback: parsed.is_loopback() })
    }

    /// The same of one that traffic may be trusted to: https, or this machine.
    pub fn safe(url: &'a str) -> Option<Self> {
        Origin::of(url).filter(|origin| origin.is_loopback || origin.text.starts_with("https"))
    }

    /// The same of what is an origin and no more.
    pub fn exact(text: &'a str) -> Option<Self> {
        Origin::safe(text).filter(|origin| matches!(origin.rest, "" | "/"))
    }
}

/// The origin of a URL on this machine.
pub fn loopback(url: &str) -> Option<String> {
    Origin::of(url).filter(|origin| origin.is_loopback).map(|origin| origin.text)
}

impl Edge {
    /// Whether the settings list the origin, for its pages to call.
    pub(super) fn lists(&self, origin: &str) -> bool {
        self.origins.iter().any(|listed| listed == origin)
    }

    /// Whether a page may have sent this. `site` is Sec-Fetch-Site. What has neither is no browser's,
    /// and is not told apart from one that is asked by its user, save where a link alone has an effect.
    pub(super) fn trust(
        &self,
        origin: Option<&str>,
        site: Option<&str>,
        is_link: bool,
    ) -> Decision {
        let listed = origin.is_some_and(|origin| self.lists(origin));
        let own = origin.is_none_or(|origin| origin == self.public_origin);
        let same = site.map_or(!is_link, |site| matches!(site, "same-origin" | "none"));
        if (listed && !is_link) || (own && same) { Ok(()) } else { Err(&refusal::ORIGIN) }
    }
}
