//! URLs, beside the URL Standard as the `url` crate has it.

use alloy_connectivity::url::{HttpUrl, encode};
use url::{Host, ParseError, Url, form_urlencoded};

pub fn holds(data: &[u8]) {
    let text = super::text(data);
    encoded_text_is_read_back(&text);
    an_encoded_segment_stays_one(&text);
    what_is_accepted_is_what_browsers_see(&text);
}

pub fn encoded_text_is_read_back(text: &str) {
    let encoded = encode(text);
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~%".contains(&byte);
    assert!(encoded.bytes().all(plain), "{encoded:?}");
    let query = format!("name={encoded}");
    let pairs: Vec<_> = form_urlencoded::parse(query.as_bytes()).collect();
    assert_eq!(pairs, [("name".into(), text.into())]);
}

pub fn an_encoded_segment_stays_one(text: &str) {
    // No URL can carry these two: `src/js/readers.js` refuses them as ids.
    if matches!(text, "." | "..") {
        return;
    }
    let encoded = encode(text);
    let url = Url::parse(&format!("https://host.example/before/{encoded}/after")).unwrap();
    let segments: Vec<_> = url.path_segments().unwrap().collect();
    assert_eq!(segments, ["before", &encoded, "after"]);
    assert_eq!((url.query(), url.fragment()), (None, None));
    assert_eq!(url.origin().ascii_serialization(), "https://host.example");
}

pub fn what_is_accepted_is_what_browsers_see(text: &str) {
    let Some(ours) = HttpUrl::parse(text) else { return };
    let theirs = match Url::parse(text) {
        Ok(theirs) => theirs,
        Err(error) => return assert!(is_of_the_name(error), "{text:?}: {error}"),
    };
    assert_eq!(theirs.scheme(), if ours.secure { "https" } else { "http" }, "{text:?}");
    assert_eq!(theirs.host().map(|host| host.to_owned()), host(&ours), "{text:?}");
    assert_eq!(theirs.query().or(theirs.fragment()).is_some(), ours.has_tail, "{text:?}");
    let named = !theirs.username().is_empty() || theirs.password().is_some();
    assert!(ours.has_user_info || !named, "{text:?}");
    assert!(is_this_machine(&theirs) || !ours.is_loopback(), "{text:?}");
    if !ours.has_dot_segment() {
        let path = if ours.path.is_empty() { "/" } else { ours.path };
        assert_eq!(theirs.path(), in_ascii(path), "{text:?}");
    }
    let base = HttpUrl::parse(ours.base).expect("the base is a URL too");
    assert_eq!((base.host, base.has_tail), (ours.host, false), "{text:?}");
    assert!(text.starts_with(ours.base) && !ours.base.ends_with('/'), "{text:?}");
}

/// The other way round, for URLs without the characters that are refused on purpose.
pub fn what_browsers_leave_as_it_is_is_accepted(text: &str) {
    let Ok(theirs) = Url::parse(text) else { return };
    assert!(HttpUrl::parse(text).is_some(), "{text}");
    assert!(HttpUrl::parse(theirs.as_str()).is_some(), "{theirs}");
}

/// Whether the URL is refused for its host's name alone. Which names there are is Unicode's matter,
/// in tables that the module has no room for: `fetch` refuses such a URL before it sends anything.
pub fn is_of_the_name(error: ParseError) -> bool {
    use ParseError::{EmptyHost, IdnaError, InvalidIpv4Address, InvalidIpv6Address};
    matches!(error, EmptyHost | IdnaError | InvalidIpv4Address | InvalidIpv6Address)
}

pub fn is_this_machine(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}

/// Our cut of the host, normalised by the standard's rules.
fn host(ours: &HttpUrl) -> Option<Host> {
    let bracketed = format!("[{}]", ours.host);
    Host::parse(if ours.host.contains(':') { &bracketed } else { ours.host }).ok()
}

/// A path as browsers send it.
pub fn in_ascii(path: &str) -> String {
    let escape = |c: char| if c.is_ascii() { c.to_string() } else { encode(&c.to_string()) };
    path.chars().map(escape).collect()
}
