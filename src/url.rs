//! URLs, read and written without the weight of a URL crate.

use crate::text::{cut, cut_last, split};

/// Percent-encodes everything but RFC 3986's unreserved characters, so that no input leaves the
/// path segment or query value it is put into.
pub fn encode(text: &str) -> String {
    const HEX: [char; 16] =
        ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'A', 'B', 'C', 'D', 'E', 'F'];
    let hex = |nibble: u8| HEX.get(usize::from(nibble)).copied().unwrap_or('0');
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') {
            encoded.push(char::from(byte));
        } else {
            encoded.extend(['%', hex(byte >> 4), hex(byte & 15)]);
        }
    }
    encoded
}

/// An absolute http or https URL, cut into the parts that matter here.
#[derive(Debug, PartialEq)]
pub struct HttpUrl<'a> {
    /// Whether the scheme is https.
    pub secure: bool,
    /// Whether the authority has a user name or a password.
    pub has_user_info: bool,
    /// The host, without port and brackets.
    pub host: &'a str,
    /// Scheme, authority and path; no query, no fragment, no slash at the end.
    pub base: &'a str,
    /// The path, with its first slash, as it was written.
    pub path: &'a str,
    /// Whether a query or a fragment follows the path.
    pub has_tail: bool,
}

impl<'a> HttpUrl<'a> {
    /// Reads `text`. `None` when it is not an absolute http(s) URL that any browser would accept
    /// as it stands: what browsers quietly mend (spaces, backslashes, control characters) is refused.
    pub fn parse(text: &'a str) -> Option<Self> {
        let mended = |byte: u8| byte <= b' ' || byte == 127 || is_among(byte, b"\\<>\"^`{|}");
        if text.bytes().any(mended) {
            return None;
        }
        let (scheme, rest) = cut(text, b':')?;
        let rest = rest.strip_prefix("//")?;
        let secure = scheme.eq_ignore_ascii_case("https");
        if !secure && !scheme.eq_ignore_ascii_case("http") {
            return None;
        }
        let (authority, rest) = cut_before(rest, b"/?#");
        let credentials = cut_last(authority, b'@');
        let host = host_of(credentials.map_or(authority, |(_, host)| host))?;
        let (path, tail) = cut_before(rest, b"?#");
        let base = text.get(..text.len() - tail.len())?.trim_end_matches('/');
        let (has_user_info, has_tail) = (credentials.is_some(), !tail.is_empty());
        Some(HttpUrl { secure, has_user_info, host, base, path, has_tail })
    }

    /// Whether the host is this machine itself.
    pub fn is_loopback(&self) -> bool {
        let host = self.host.to_ascii_lowercase();
        host == "localhost"
            || host.ends_with(".localhost")
            || host == "::1"
            || is_loopback_v4(&host)
    }

    /// Whether a segment of the path would make a URL parser step sideways. A percent sign in a
    /// base path has no use but that one, or to hide another.
    pub fn has_dot_segment(&self) -> bool {
        split(self.path, b'/')
            .any(|segment| matches!(segment, "." | "..") || cut(segment, b'%').is_some())
    }
}

fn is_among(byte: u8, bytes: &[u8]) -> bool {
    bytes.contains(&byte)
}

/// What stands before the first of these bytes, and what stands from it on.
fn cut_before<'a>(text: &'a str, bytes: &[u8]) -> (&'a str, &'a str) {
    let at = text.bytes().position(|byte| is_among(byte, bytes)).unwrap_or(text.len());
    text.split_at_checked(at).unwrap_or((text, ""))
}

/// 127.0.0.0/8, in the one spelling that nobody reads otherwise.
fn is_loopback_v4(host: &str) -> bool {
    let octet = |text: &str| is_number(text, 3, 255);
    host.starts_with("127.") && split(host, b'.').count() == 4 && split(host, b'.').all(octet)
}

/// Whether `text` is a number of so many digits, and no larger than `most`.
fn is_number(text: &str, digits: usize, most: u32) -> bool {
    let value = |byte: u8| u32::from(byte.wrapping_sub(b'0'));
    (1..=digits).contains(&text.len())
        && text.bytes().all(|byte| byte.is_ascii_digit())
        && text.bytes().fold(0, |number, byte| number * 10 + value(byte)) <= most
}

fn host_of(host_and_port: &str) -> Option<&str> {
    let (host, port) = match host_and_port.strip_prefix('[') {
        Some(rest) => {
            let (host, after) = cut(rest, b']')?;
            let plain = |byte: u8| byte.is_ascii_hexdigit() || matches!(byte, b':' | b'.');
            if cut(host, b':').is_none() || !host.bytes().all(plain) {
                return None;
            }
            (host, after.strip_prefix(':').or(after.is_empty().then_some(""))?)
        }
        None => {
            let (host, port) = cut(host_and_port, b':').unwrap_or((host_and_port, ""));
            let plain = |byte: u8| {
                byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_') || byte > 127
            };
            if host.is_empty() || host.starts_with('.') || !host.bytes().all(plain) {
                return None;
            }
            (host, port)
        }
    };
    (port.is_empty() || is_number(port, 5, 65_535)).then_some(host)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_segment_stays_a_segment() {
        assert_eq!(encode("a/b?c#d e%2F..é"), "a%2Fb%3Fc%23d%20e%252F..%C3%A9");
    }

    #[test]
    fn a_url_is_cut_into_its_parts() {
        let url = HttpUrl::parse("https://u:p@host.example:8443/a/b/?q=1#f").unwrap();
        assert_eq!(url.host, "host.example");
        assert_eq!(url.base, "https://u:p@host.example:8443/a/b");
        assert!(url.secure && url.has_user_info && url.has_tail);
    }

    #[test]
    fn loopback_is_this_machine_alone() {
        let loopback = |text| HttpUrl::parse(text).unwrap().is_loopback();
        assert!(loopback("http://localhost:3000"));
        assert!(loopback("http://app.localhost"));
        assert!(loopback("http://127.1.2.3/x"));
        assert!(loopback("http://[::1]:80"));
        assert!(!loopback("http://127.0.0.1.example"));
        assert!(!loopback("http://localhost.example"));
        assert!(!loopback("http://10.0.0.1"));
    }

    #[test]
    fn what_is_no_absolute_http_url_is_refused() {
        for text in [
            "",
            "/x",
            "example.com",
            "ftp://host",
            "javascript:alert(1)",
            "http://",
            "http:///x",
            "http://ho st",
            "http://host\n",
            "http://host:99999",
            "http://host:1x",
            "http://[::1",
            "http://[zz]",
            "http://a\\b",
            "https://.",
            "http://a<b",
        ] {
            assert_eq!(HttpUrl::parse(text), None, "{text:?}");
        }
    }

    #[test]
    fn dot_segments_are_seen_through_their_encoding() {
        let dotted = |text| HttpUrl::parse(text).unwrap().has_dot_segment();
        assert!(dotted("http://localhost/a/../b"));
        assert!(dotted("http://localhost/a/%2E%2e"));
        assert!(!dotted("http://localhost/a/..b/c."));
        assert!(dotted("http://localhost/a/%252e%252e"));
    }
}
