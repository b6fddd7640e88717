//! The routes that pass, and those of Alloy's that do not.

use crate::api::{endpoint, oauth};
use crate::text::split;

/// A line each: the method, the path, the operation, the name that its answer goes under (`-` for none),
/// and the names that its body may have, or its query where it has no body. The user in a path is not
/// read: it is always the one who is signed in.
pub const PASSAGES: &str = "\
GET /connectors listConnectors connectors
GET /connectors/{connectorId} getConnector connector
GET /connectors/{connectorId}/resources listResources resources
GET /connectors/{connectorId}/actions listActions actions
GET /connectors/{connectorId}/actions/{actionId} getAction action
GET /connectors/{connectorId}/credentials/metadata getCredentialMetadata metadata
POST /connectors/{connectorId}/actions/{actionId} executeAction - credentialId parameters
POST /connectors/{connectorId}/actions/{actionId}/execute executeAction responseData credentialId requestBody queryParameters pathParams
GET /connectors/{connectorId}/credentials listConnections credentials
GET /users/{}/credentials listConnections data connectorId
GET /credentials/users/{} listConnections data connectorId
GET /credentials listConnections - connectorId
GET /credentials/{connectionId} getConnection -
DELETE /users/{}/credentials/{connectionId} deleteConnection success
DELETE /connectors/{connectorId}/credentials/{connectionId} deleteConnection success
POST /connect/{connectorId} connect - returnTo data
GET /connect/{connectorId} connect - returnTo
GET /callback/{connectorId} callback - alloy_state code error
GET /connected connected -";

/// Whether a path, whose segments are plain, is one of the template's.
pub fn fits(template: &str, path: &str) -> bool {
    let mut segments = split(path, b'/');
    let mut parts = split(template, b'/');
    let is_part = |part: &str| {
        let Some(segment) = segments.next() else { return false };
        segment == part || part.starts_with('{')
    };
    parts.all(is_part) && segments.next().is_none()
}

/// Whether Alloy has the route.
pub fn is_alloys(method: &str, path: &str) -> bool {
    let known = |endpoint: &&endpoint::Endpoint| {
        endpoint.method == method && endpoint.paths.iter().any(|known| fits(known.template, path))
    };
    endpoint::ALL.iter().any(known)
        || method == "POST" && (fits(oauth::BEGIN, path) || fits(oauth::EXCHANGE, path))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_has_its_words() {
        for line in PASSAGES.lines() {
            let words: Vec<_> = line.split(' ').collect();
            assert!(words.len() >= 4 && words.iter().all(|word| !word.is_empty()), "{line}");
            assert!(
                ["GET", "POST", "DELETE"].contains(&words[0]) && words[1].starts_with('/'),
                "{line}"
            );
        }
    }

    #[test]
    fn what_passes_is_alloys_or_has_more_routes_than_one() {
        let others = [
            "connect",
            "callback",
            "connected",
            "executeAction",
            "listConnections",
            "getConnection",
        ];
        for line in PASSAGES.lines() {
            let words: Vec<_> = line.split(' ').collect();
            let path = words[1].replace(['{', '}'], "x");
            assert_eq!(is_alloys(words[0], &path), !others.contains(&words[2]), "{line}");
        }
    }

    #[test]
    fn a_template_has_paths_of_its_length() {
        assert!(fits("/a/{b}/{}", "/a/x/y") && fits("", ""));
        for path in ["", "/a", "/a/x", "/a/x/y/", "/a/x/y/z", "a/x/y", "/%61/x/y", "/A/x/y"] {
            assert!(!fits("/a/{b}/{}", path), "{path}");
        }
    }
}
