//! The routes that pass, and those of Alloy's that do not.

use super::segment::is_plain;
use crate::api::{endpoint, oauth};
use crate::text::split;

/// A line each: the method, the path, the operation, the name that its answer goes under (`-` for none),
/// and the names that its body may have, or its query where it has no body. The user in a path is not
/// read: it is always the one who is signed in.
pub const PASSAGES: &str = "\
GET /connectors listConnectors connectors
GET /connectors/{connectorId} getConnector -
GET /connectors/{connectorId}/resources listResources resources
GET /connectors/{connectorId}/actions listActions actions
GET /connectors/{connectorId}/actions/{actionId} getAction action
GET /connectors/{connectorId}/credentials/metadata getCredentialMetadata metadata
POST /connectors/{connectorId}/actions/{actionId} executeAction - credentialId parameters
POST /connectors/{connectorId}/actions/{actionId}/execute executeAction responseData credentialId requestBody queryParameters pathParams additionalHeaders
GET /connectors/{connectorId}/credentials listConnections credentials connectorId
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

/// Whether a path, as it was written, is one of the template's.
pub fn fits(template: &str, path: &str) -> bool {
    let mut segments = split(path, b'/');
    let mut parts = split(template, b'/');
    let is_part = |part: &str| {
        let Some(segment) = segments.next() else { return false };
        segment == part || (part.starts_with('{') && is_plain(segment))
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
