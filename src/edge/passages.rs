//! The routes that pass, and those of Alloy's that do not.

use crate::api::{endpoint, oauth};
use crate::text::split;

/// A line each: the method, the path, the operation, the name of what its answer is wrapped in (`-` for
/// nothing), and the names that its query may have. The user in a path is not read.
pub const PASSAGES: &str = "\
GET /connectors listConnectors connectors
GET /connectors/{connectorId} getConnector -
GET /connectors/{connectorId}/resources listResources resources
GET /connectors/{connectorId}/actions listActions actions
GET /connectors/{connectorId}/actions/{actionId} getAction action
GET /connectors/{connectorId}/credentials/metadata getCredentialMetadata metadata
POST /connectors/{connectorId}/actions/{actionId} executeAction -
POST /connectors/{connectorId}/actions/{actionId}/execute executeAction responseData
GET /connectors/{connectorId}/credentials listConnections credentials connectorId
GET /users/{}/credentials listConnections data connectorId
GET /credentials/users/{} listConnections data connectorId
GET /credentials listConnections - connectorId
GET /credentials/{connectionId} getConnection -
DELETE /users/{}/credentials/{connectionId} deleteConnection success
DELETE /connectors/{connectorId}/credentials/{connectionId} deleteConnection success
POST /connect/{connectorId} connect -
GET /connect/{connectorId} connect - returnTo
GET /callback/{connectorId} callback - alloy_state code error
GET /connected connected -";

/// A path below the base path: its segments as they were written, and as they are meant.
pub type Segments<'a> = Vec<(&'a str, String)>;

/// The parameter that a template's segment names.
fn parameter(segment: &str) -> Option<&str> {
    segment.strip_prefix('{')?.strip_suffix('}')
}

/// The parameters of a path, by their names. None where the template has another path.
pub fn parameters<'a>(template: &'a str, path: &'a Segments) -> Option<Vec<(&'a str, &'a str)>> {
    let mut found = Vec::new();
    let mut segments = path.iter();
    for expected in split(template.get(1..)?, b'/') {
        let (written, meant) = segments.next()?;
        match parameter(expected) {
            Some(name) => found.push((name, meant.as_str())),
            // A fixed part has one spelling.
            None if expected != *written => return None,
            None => {}
        }
    }
    segments.next().is_none().then_some(found)
}

/// Whether Alloy has the route.
pub fn is_alloys(method: &str, path: &Segments) -> bool {
    let fits = |template| parameters(template, path).is_some();
    let is_of = |endpoint: &&&endpoint::Endpoint| {
        endpoint.method == method && endpoint.paths.iter().any(|path| fits(path.template))
    };
    endpoint::ALL.iter().find(is_of).is_some()
        || method == "POST" && (fits(oauth::BEGIN) || fits(oauth::EXCHANGE))
}
