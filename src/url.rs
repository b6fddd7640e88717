//! URLs, read and written without the weight of a URL crate.

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

/// Decodes one `application/x-www-form-urlencoded` value: `+` is a space, a broken escape stays as
/// it is, and bytes that are no UTF-8 become U+FFFD, as `URLSearchParams` has it.
pub fn decode_form(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        let escaped = (byte == b'%').then(|| {
            let mut ahead = rest.clone();
            let high = char::from(ahead.next()?).to_digit(16)?;
            let low = char::from(ahead.next()?).to_digit(16)?;
            rest = ahead;
            u8::try_from(high * 16 + low).ok()
        });
        bytes.push(match (escaped.flatten(), byte) {
            (Some(decoded), _) => decoded,
            (None, b'+') => b' ',
            (None, byte) => byte,
        });
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// An absolute http or https URL, cut into the parts that matter here.
#[derive(Debug, PartialEq)]
pub struct HttpUrl<'a> {
    /// Whether the scheme is https.
    pub secure: bool,
    /// What stands before `@` in the authority, when anything does.
    pub user_info: Option<&'a str>,
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
        if text.chars().any(|c| c.is_control() || c.is_whitespace() || "\\<>\"^`{|}".contains(c)) {
            return None;
        }
        let scheme_end = text.find("://")?;
        let (scheme, rest) = (text.get(..scheme_end)?, text.get(scheme_end + 3..)?);
        let secure = scheme.eq_ignore_ascii_case("https");
        if !secure && !scheme.eq_ignore_ascii_case("http") {
            return None;
        }
        let authority_end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
        let (authority, rest) = rest.split_at_checked(authority_end)?;
        let (user_info, host_and_port) = match authority.rsplit_once('@') {
            Some((user_info, host_and_port)) => (Some(user_info), host_and_port),
            None => (None, authority),
        };
        let host = host_of(host_and_port)?;
        let path_end = rest.find(['?', '#']).unwrap_or(rest.len());
        let (path, tail) = rest.split_at_checked(path_end)?;
        let base = text.get(..text.len() - tail.len())?.trim_end_matches('/');
        Some(HttpUrl { secure, user_info, host, base, path, has_tail: !tail.is_empty() })
    }

    /// Whether the host is this machine itself.
    pub fn is_loopback(&self) -> bool {
        let host = self.host.to_ascii_lowercase();
        host == "localhost"
            || host.ends_with(".localhost")
            || host == "::1"
            || is_loopback_v4(&host)
    }

    /// Whether a segment of the path would make a URL parser step sideways.
    pub fn has_dot_segment(&self) -> bool {
        self.path.split('/').any(|segment| {
            let plain = segment.to_ascii_lowercase().replace("%2e", ".");
            plain == "." || plain == ".."
        })
    }
}

/// 127.0.0.0/8, in the one spelling that nobody reads otherwise.
fn is_loopback_v4(host: &str) -> bool {
    let octet = |text: &str| text.len() <= 3 && text.parse::<u8>().is_ok();
    host.starts_with("127.") && host.split('.').count() == 4 && host.split('.').all(octet)
}

fn host_of(host_and_port: &str) -> Option<&str> {
    let (host, port) = if let Some(rest) = host_and_port.strip_prefix('[') {
        let (host, after) = rest.split_once(']')?;
        let plain = |byte: u8| byte.is_ascii_hexdigit() || matches!(byte, b':' | b'.');
        if !host.contains(':') || !host.bytes().all(plain) {
            return None;
        }
        (host, after.strip_prefix(':').or_else(|| after.is_empty().then_some(""))?)
    } else {
        let (host, port) = host_and_port.split_once(':').unwrap_or((host_and_port, ""));
        let plain = |byte: u8| {
            byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_') || byte > 127
        };
        if host.is_empty() || host.starts_with('.') || !host.bytes().all(plain) {
            return None;
        }
        (host, port)
    };
    (port.is_empty() || port.parse::<u16>().is_ok()).then_some(host)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_segment_stays_a_segment() {
        assert_eq!(encode("a/b?c#d e%2F..é"), "a%2Fb%3Fc%23d%20e%252F..%C3%A9");
    }

    #[test]
    fn form_values_decode_as_url_search_params_does() {
        assert_eq!(decode_form("a+b%20c%C3%A9"), "a b cé");
        assert_eq!(decode_form("100%"), "100%");
        assert_eq!(decode_form("%zz%4"), "%zz%4");
        assert_eq!(decode_form("%FF"), "\u{FFFD}");
    }

    #[test]
    fn a_url_is_cut_into_its_parts() {
        let url = HttpUrl::parse("https://u:p@host.example:8443/a/b/?q=1#f").unwrap();
        assert_eq!(url.host, "host.example");
        assert_eq!(url.user_info, Some("u:p"));
        assert_eq!(url.base, "https://u:p@host.example:8443/a/b");
        assert!(url.secure && url.has_tail);
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
    }
}
