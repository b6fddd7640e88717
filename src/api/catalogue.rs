//! What there is to connect to, and what can be done with it. The reference describes it; the guide
//! is silent, and has no other.

use super::endpoint::{Endpoint, Kept, Path, both};
use crate::config::Dialect;

/// `GET /connectors`
pub static CONNECTORS: Endpoint =
    Endpoint::new("listConnectors", "GET", &[both("/connectors")]).kept(Kept::List);

/// `GET /connectors/{connectorId}`
pub static CONNECTOR: Endpoint =
    Endpoint::new("getConnector", "GET", &[both("/connectors/{connectorId}")]).kept(Kept::Item);

const OF_RESOURCES: &str = "/connectors/{connectorId}/resources";

/// `GET /connectors/{connectorId}/resources`
pub static RESOURCES: Endpoint =
    Endpoint::new("listResources", "GET", &[both(OF_RESOURCES)]).kept(Kept::List);

/// `GET /connectors/{connectorId}/actions`, which clients have seen and the reference does not list;
/// the resources have the same actions.
pub static ACTIONS: Endpoint = Endpoint::new(
    "listActions",
    "GET",
    &[
        both("/connectors/{connectorId}/actions"),
        Path { dialect: Some(Dialect::Reference), template: OF_RESOURCES },
    ],
)
.kept(Kept::List);

/// `GET /connectors/{connectorId}/actions/{actionId}`
pub static ACTION: Endpoint =
    Endpoint::new("getAction", "GET", &[both("/connectors/{connectorId}/actions/{actionId}")])
        .kept(Kept::Item);

/// `GET /connectors/{connectorId}/credentials/metadata`
pub static METADATA: Endpoint = Endpoint::new(
    "getCredentialMetadata",
    "GET",
    &[both("/connectors/{connectorId}/credentials/metadata")],
);

/// The reference's names for actions that the guide calls otherwise.
pub fn alias(connector_id: &str, action_id: &str) -> Option<&'static str> {
    match (connector_id, action_id) {
        ("notion", "get-page") => Some("retrieve-a-page"),
        ("notion", "get-database") => Some("retrieve-a-database"),
        ("notion", "query-database") => Some("post-database-query"),
        _ => None,
    }
}
