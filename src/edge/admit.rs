//! Which requests pass, and what they ask for.

use super::origins::Source;
use super::passages::{PASSAGES, fits, is_alloys};
use super::refusal::{CONNECTOR, METHOD, ORIGIN, PATH, QUERY, ROUTE, UNKNOWN};
use super::segment::is_plain;
use super::{Decision, Lines, lists, word};
use crate::text::split;

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
        let mut names = line;
        let mut next = || word(&mut names);
        let (its_method, template, operation, _) = (next(), next(), next(), next());
        if !fits(template, path) {
            continue;
        }
        if its_method != method {
            missing = &METHOD;
            continue;
        }
        let is_link = method == "GET" && operation == "connect";
        // Of these, nothing counts but what is signed, or the same for everybody.
        let is_open = matches!(operation, "callback" | "connected");
        if !is_open {
            Source { origin, site }.check(own, origins, is_link)?;
        }
        // What a provider adds to a callback is no business of the handler's. A body has names of its own.
        let takes = |name| split(names, b' ').any(|known| known == name) && method == "GET";
        let may = |name| is_open || matches!(name, "" | "userId") || takes(name);
        if !split(query, b'\t').all(may) {
            return Err(&QUERY);
        }
        let is_of_one = split(template, b'/').nth(2) == Some("{connectorId}");
        let is_usable = split(path, b'/').nth(2).is_some_and(|named| lists(connectors, named));
        if is_of_one && !is_usable {
            return Err(&CONNECTOR);
        }
        return Ok(line.get(method.len() + 1..).unwrap_or_default().to_owned());
    }
    Err(if is_alloys(method, path) { &ROUTE } else { missing })
}

#[cfg(test)]
mod tests {
    use crate::edge::decide;

    const OWN: &str = "https://app.example";
    const LISTED: &str = "https://other.example";

    /// The status and what follows it.
    fn from(method: &str, origin: &str, site: &str, query: &str, path: &str) -> (u32, String) {
        let policy = [OWN, LISTED, "notion\tslack"].join("\n");
        let query = query.replace(' ', "\t");
        let answer = decide(&["admit", method, origin, site, &policy, &query, path].join("\n"));
        let lines: Vec<_> = answer.split('\n').collect();
        (lines[0].parse().unwrap(), lines[1].to_owned())
    }

    fn ask(method: &str, path: &str) -> (u32, String) {
        from(method, "", "", "", path)
    }

    fn refused(status: u32, code: &str) -> (u32, String) {
        (status, code.to_owned())
    }

    #[test]
    fn a_route_that_passes_is_given_with_its_words() {
        let (status, line) = ask("POST", "/connectors/notion/actions/get%C3%A9/execute");
        assert_eq!(status, 0);
        let expected = "/connectors/{connectorId}/actions/{actionId}/execute executeAction responseData \
                        credentialId requestBody queryParameters pathParams";
        assert_eq!(line, expected);
        assert_eq!(ask("GET", "/connected"), (0, "/connected connected -".into()));
    }

    #[test]
    fn a_path_that_could_be_read_otherwise_is_refused() {
        for part in [
            "", ".", "..", "%2e", "%2E%2e", "a%2Fb", "a%5Cb", "a\\b", "%252e", "a%00", "a%0D%0Ab",
            "a%7F", "%", "%4", "%zz", "%+1",
        ] {
            let path = format!("/connectors/notion/actions/{part}");
            assert_eq!(ask("GET", &path), refused(400, "REQUEST_MALFORMED"), "{part:?}");
            assert_eq!(ask("GET", &format!("/users/{part}/credentials")).0, 400, "{part:?}");
        }
        assert_eq!(ask("GET", "/connectors/").0, 400);
    }

    #[test]
    fn what_is_no_route_is_unknown() {
        for path in [
            "",
            "/",
            "/Connectors",
            "/%63onnectors",
            "/connect",
            "/connected/x",
            "/connectors/notion/x",
        ] {
            let (status, code) = ask("GET", path);
            let expected = if path == "/" { "REQUEST_MALFORMED" } else { "ROUTE_UNKNOWN" };
            assert!((status == 404 || path == "/") && code == expected, "{path} {status} {code}");
        }
    }

    #[test]
    fn alloys_own_routes_do_not_pass() {
        for (method, path) in [
            ("POST", "/connectors/notion/credentials"),
            ("POST", "/connectors/notion/credentials/callback"),
            ("GET", "/users"),
            ("POST", "/users"),
            ("DELETE", "/users/u"),
            ("PUT", "/users/u"),
            ("GET", "/users/u/token"),
            ("GET", "/connectors/files/list"),
            ("POST", "/connectors/files/upload/request"),
            ("GET", "/one/crm/contacts"),
            ("POST", "/users/u/integrations/i/data/contacts"),
        ] {
            assert_eq!(ask(method, path), refused(403, "ROUTE_REFUSED"), "{method} {path}");
        }
    }

    #[test]
    fn other_methods_are_refused() {
        for (method, path) in [
            ("HEAD", "/connectors"),
            ("get", "/connectors"),
            ("PUT", "/connect/notion"),
            ("DELETE", "/connectors/notion/actions/a"),
            ("POST", "/callback/notion"),
            ("", "/connectors"),
        ] {
            assert_eq!(ask(method, path), refused(405, "METHOD_REFUSED"), "{method} {path}");
        }
    }

    #[test]
    fn a_query_has_the_names_that_its_route_takes() {
        for (method, query, path) in [
            ("GET", "connectorId", "/credentials"),
            ("GET", "userId userId", "/connectors"),
            ("GET", "alloy_state code scope iss", "/callback/notion"),
        ] {
            assert_eq!(from(method, "", "", query, path).0, 0, "{query} {path}");
        }
        for (method, query, path) in [
            ("GET", "x", "/connectors"),
            ("GET", "connectorId", "/connectors"),
            ("GET", "connectorId x", "/credentials"),
            ("POST", "returnTo", "/connect/notion"),
            ("DELETE", "connectorId", "/users/u/credentials/c"),
        ] {
            assert_eq!(
                from(method, "", "", query, path),
                refused(400, "REQUEST_MALFORMED"),
                "{query} {path}"
            );
        }
    }

    #[test]
    fn connectors_pass_that_are_listed() {
        for path in [
            "/connectors/gmail",
            "/connectors/Notion/actions",
            "/callback/gmail",
            "/connectors/%6eotion",
            "/connectors/-/resources",
        ] {
            assert_eq!(ask("GET", path), refused(403, "CONNECTOR_REFUSED"), "{path}");
        }
    }

    #[test]
    fn links_begin_a_flow_from_own_pages_and_providers_lead_back_from_anywhere() {
        assert_eq!(from("GET", "", "same-origin", "", "/connect/notion").0, 0);
        for (origin, site) in [("", ""), ("", "cross-site"), (LISTED, "cross-site"), (OWN, "")] {
            assert_eq!(
                from("GET", origin, site, "", "/connect/notion"),
                refused(403, "CROSS_ORIGIN")
            );
        }
        assert_eq!(from("POST", LISTED, "cross-site", "", "/connect/notion").0, 0);
        assert_eq!(from("POST", "null", "cross-site", "", "/connect/notion").0, 403);
        assert_eq!(from("GET", "null", "cross-site", "", "/callback/notion").0, 0);
        assert_eq!(from("GET", "", "cross-site", "", "/connected").0, 0);
    }

    #[test]
    fn a_preflight_is_for_listed_origins() {
        assert_eq!(from("OPTIONS", LISTED, "cross-site", "", "/any"), (0, "- preflight".into()));
        for origin in ["", "null", OWN, "https://evil.example"] {
            assert_eq!(
                from("OPTIONS", origin, "", "", "/connectors"),
                refused(403, "CROSS_ORIGIN")
            );
        }
    }
}
