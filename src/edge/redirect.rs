//! Where a redirect may lead at the end of a flow.

use super::refusal::RETURN_TO;
use super::{Decision, Lines};
use crate::text::{cut, split};

/// Asked with what stands before the path of the target, and its path, both as browsers write them, the
/// handler's own origin and base path, and the listed places: an origin each, and after a space the path
/// that is meant with what is below it.
pub fn check(mut lines: Lines) -> Decision {
    let [origin, path, own, base_path, places] = [(); 5].map(|()| lines.next());
    let is_listed = |place: &str| {
        let (listed, parent) = cut(place, b' ').unwrap_or_default();
        // Who decodes the path might be led out of the place.
        listed == origin
            && (parent.is_empty() || is_below(path, parent) && cut(path, b'%').is_none())
    };
    // To who has the path alone, one that begins with two slashes is another's origin.
    let is_own = origin == own && !path.starts_with("//");
    let is_page = !is_below(path, base_path) || path.strip_prefix(base_path) == Some("/connected");
    let passes =
        (is_own && (base_path.is_empty() || is_page)) || split(places, b'\t').any(is_listed);
    if passes { Ok(String::new()) } else { Err(&RETURN_TO) }
}

/// Whether a path is the other, or below it.
fn is_below(path: &str, parent: &str) -> bool {
    path.strip_prefix(parent).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

#[cfg(test)]
mod tests {
    use crate::edge::decide;

    const PLACES: &str = "https://www.example \thttps://shop.example /done";

    fn passes(origin: &str, path: &str) -> bool {
        let question = format!("redirect\n{origin}\n{path}\nhttps://app.example\n/alloy\n{PLACES}");
        decide(&question).starts_with("0\n")
    }

    #[test]
    fn to_the_own_origin_and_to_what_is_listed() {
        for (origin, path) in [
            ("https://app.example", "/"),
            ("https://app.example", "/settings/a%20b"),
            ("https://app.example", "/alloyed"),
            ("https://app.example", "/alloy/connected"),
            ("https://www.example", "/anything"),
            ("https://shop.example", "/done"),
            ("https://shop.example", "/done/now"),
        ] {
            assert!(passes(origin, path), "{origin}{path}");
        }
    }

    #[test]
    fn nowhere_else() {
        for (origin, path) in [
            ("https://evil.example", "/"),
            ("https://app.example.evil.example", "/"),
            ("http://app.example", "/"),
            ("https://app.example:444", "/"),
            ("https://user@app.example", "/"),
            ("https://app.example", "//evil.example"),
            ("https://app.example", "/alloy"),
            ("https://app.example", "/alloy/connect/notion"),
            ("https://app.example", "/alloy/connected/x"),
            ("https://shop.example", "/donex"),
            ("https://shop.example", "/"),
            ("https://shop.example", "/done/..%2fadmin"),
            ("javascript:", "alert(1)"),
            ("", ""),
        ] {
            assert!(!passes(origin, path), "{origin}{path}");
        }
    }
}
