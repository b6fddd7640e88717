//! What an argument must be. Every rule names the argument and says what was expected.

use crate::error::{Error, Kind};
use crate::url::HttpUrl;

/// The longest id taken, in characters.
pub const MAX_ID: usize = 1024;
/// The longest URL taken, in bytes.
pub const MAX_URL: usize = 8192;
/// The longest timer there is: `setTimeout` takes a signed 32-bit number.
pub const MAX_MS: u32 = i32::MAX.cast_unsigned();

/// An id of Alloy's: a connector, an action, a connection, a user.
///
/// `.` and `..` are refused because URL parsers resolve them even when they are percent-encoded.
pub fn id<V>(argument: &str, text: &str) -> Result<(), Error<V>> {
    let expectation = if text.trim().is_empty() {
        "must not be empty"
    } else if text.chars().nth(MAX_ID).is_some() {
        "must be at most 1,024 characters long"
    } else if text.chars().any(char::is_control) {
        "must not contain control characters"
    } else if text.contains('\u{FFFD}') {
        "must be well-formed Unicode"
    } else if text == "." || text == ".." {
        "must not be \".\" or \"..\": a URL cannot carry that"
    } else {
        return Ok(());
    };
    Err(Kind::argument(argument, expectation))
}

/// An API key: printable ASCII, as a header can carry it.
pub fn api_key<V>(argument: &str, key: &str) -> Result<(), Error<V>> {
    let expectation = if key.trim().is_empty() {
        "must not be empty"
    } else if key.len() > 4096 {
        "must be at most 4,096 characters long"
    } else if !key.bytes().all(|byte| byte.is_ascii_graphic()) {
        "must be printable ASCII without spaces or line breaks: look for what was pasted along with it"
    } else {
        return Ok(());
    };
    Err(Kind::config([argument, " ", expectation].concat()))
}

/// A base URL: https, or http on loopback; no user info, query or fragment. Gives it without the
/// slash at its end. `same_origin` lifts the rule on http: it is the page's own handler, and no key
/// travels to it.
pub fn base_url<V>(argument: &str, text: &str, same_origin: bool) -> Result<String, Error<V>> {
    let refuse = |expectation: &str| Err(Kind::config([argument, " ", expectation].concat()));
    if text.len() > MAX_URL {
        return refuse("is too long for a URL");
    }
    let Some(url) = HttpUrl::parse(text) else {
        return refuse("must be an absolute URL, such as https://production.runalloy.com");
    };
    if url.user_info.is_some() {
        return refuse("must not contain a user name or password");
    }
    if url.has_tail {
        return refuse("must not have a query or a fragment");
    }
    if url.has_dot_segment() {
        return refuse("must not have \".\" or \"..\" in its path");
    }
    if !url.secure && !url.is_loopback() && !same_origin {
        return refuse(
            "must be https: http would send the API key in the clear (http is for loopback alone)",
        );
    }
    Ok(url.base.to_owned())
}

/// Where the provider sends the user back to: an absolute http(s) URL.
pub fn redirect_uri<V>(argument: &str, text: &str) -> Result<(), Error<V>> {
    if text.len() <= MAX_URL && HttpUrl::parse(text).is_some() {
        return Ok(());
    }
    Err(Kind::argument(argument, "must be an absolute http or https URL"))
}

/// The version of Alloy's API, such as `2025-09`.
pub fn api_version<V>(argument: &str, text: &str) -> Result<(), Error<V>> {
    let shaped = !text.is_empty()
        && text.len() <= 32
        && text
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_'));
    if shaped {
        return Ok(());
    }
    Err(Kind::config([argument, " must be a version such as \"2025-09\""].concat()))
}

/// A header that a caller adds: a token as its name, printable Latin-1 as its value, and none of
/// those that the client sets itself.
pub fn header<V>(argument: &str, name: &str, value: &str) -> Result<(), Error<V>> {
    let token = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
    if name.is_empty() || name.len() > 256 || !name.bytes().all(token) {
        return Err(Kind::argument(
            argument,
            "must have header names made of letters, digits and -",
        ));
    }
    let own = match name.to_ascii_lowercase().as_str() {
        "authorization" => "the Authorization header is made from apiKey",
        "x-alloy-userid" => "the x-alloy-userid header is made from userId",
        "content-type" | "content-length" | "host" => "the client sets this header itself",
        _ => {
            let printable = |c: char| c == '\t' || (!c.is_control() && u32::from(c) < 256);
            if value.chars().all(printable) && value.len() <= MAX_URL {
                return Ok(());
            }
            let field = [argument, ".", name].concat();
            return Err(Kind::argument(&field, "must be printable Latin-1 without line breaks"));
        }
    };
    Err(Kind::argument(&[argument, ".", name].concat(), &["cannot be set: ", own].concat()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(outcome: Result<(), Error<()>>) -> String {
        outcome.unwrap_err().to_string()
    }

    #[test]
    fn ids_that_no_url_can_carry_are_refused_by_name() {
        for bad in ["", "  ", ".", "..", "a\0b", "a\nb", "\u{FFFD}", &"x".repeat(1025)] {
            assert!(refused(id("connectorId", bad)).starts_with("connectorId must"), "{bad:?}");
        }
        for good in ["notion", "a/b?c#d", "...", "%2e%2e", "é漢", &"é".repeat(1024)] {
            assert!(id::<()>("connectorId", good).is_ok(), "{good:?}");
        }
    }

    #[test]
    fn a_key_with_a_line_break_is_refused_without_being_shown() {
        let message = refused(api_key("apiKey", "sk_secret\n"));
        assert!(message.starts_with("apiKey must be printable") && !message.contains("sk_secret"));
        assert!(api_key::<()>("apiKey", "sk_live-12_34").is_ok());
    }

    #[test]
    fn base_urls_are_https_or_loopback() {
        let base = |text| base_url::<()>("baseUrl", text, false);
        assert_eq!(
            base("https://production.runalloy.com/").unwrap(),
            "https://production.runalloy.com"
        );
        assert_eq!(base("http://127.0.0.1:8787/alloy//").unwrap(), "http://127.0.0.1:8787/alloy");
        for bad in [
            "http://production.runalloy.com",
            "https://u:p@host",
            "https://host?x",
            "https://host#x",
            "https://host/../x",
            "host",
            "",
        ] {
            assert!(base(bad).unwrap_err().to_string().starts_with("baseUrl "), "{bad:?}");
        }
        assert!(base_url::<()>("baseUrl", "http://192.168.0.1/alloy", true).is_ok());
    }

    #[test]
    fn headers_cannot_smuggle() {
        assert!(header::<()>("headers", "traceparent", "00-ab-cd-01").is_ok());
        for (name, value) in
            [("a b", "x"), ("", "x"), ("x", "a\r\nb: c"), ("x", "漢"), ("Authorization", "x")]
        {
            assert!(header::<()>("headers", name, value).is_err(), "{name:?}: {value:?}");
        }
    }

    #[test]
    fn redirect_uris_are_absolute() {
        assert!(
            redirect_uri::<()>("redirectUri", "http://localhost:3000/oauth/callback?x=1").is_ok()
        );
        for bad in ["", "/oauth/callback", "javascript:alert(1)", "http//x"] {
            assert!(redirect_uri::<()>("redirectUri", bad).is_err(), "{bad:?}");
        }
    }
}
