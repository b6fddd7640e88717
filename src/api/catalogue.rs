//! What there is to connect to, and what can be done with it. The reference describes it; the guide
//! is silent, and has no other.

use super::endpoint::{Endpoint, Kept, Path, both};
use crate::config::Dialect;
use crate::value::Value;

/// `GET /connectors`
pub static CONNECTORS: Endpoint =
    Endpoint::new("listConnectors", "GET", &[both("/connectors")]).kept(Kept::Shared);

/// `GET /connectors/{connectorId}`
pub static CONNECTOR: Endpoint =
    Endpoint::new("getConnector", "GET", &[both("/connectors/{connectorId}")]).kept(Kept::Shared);

const OF_RESOURCES: &str = "/connectors/{connectorId}/resources";

/// `GET /connectors/{connectorId}/resources`
pub static RESOURCES: Endpoint =
    Endpoint::new("listResources", "GET", &[both(OF_RESOURCES)]).kept(Kept::Shared);

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
.kept(Kept::Shared);

/// `GET /connectors/{connectorId}/actions/{actionId}`
pub static ACTION: Endpoint =
    Endpoint::new("getAction", "GET", &[both("/connectors/{connectorId}/actions/{actionId}")])
        .kept(Kept::Shared);

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

/// The actions that an answer lists: as such, or under the resources that they belong to.
pub fn listed<V: Value>(body: &V) -> Vec<V> {
    let of = |body: &V| body.get("actions").items().unwrap_or_default();
    match body.get("resources").items() {
        Some(resources) => resources.iter().flat_map(of).collect(),
        None => of(body),
    }
}

/// How many ids are suggested for one that is unknown.
const SUGGESTED: usize = 3;

/// The ids among `actions` that are nearest to `wanted`, the nearest first; none that is far off.
pub fn nearest<V: Value>(wanted: &str, actions: Vec<V>) -> Vec<String> {
    let mut found: Vec<(usize, String)> = Vec::new();
    for action in actions {
        let Some(id) = action.get_text("id") else { continue };
        let distance = distance(wanted, &id);
        // Half of it may be wrong: "get-page" for "retrieve-a-page" is what people write.
        if distance * 2 > wanted.len().max(id.len()) {
            continue;
        }
        found.push((distance, id));
    }
    let mut nearest = Vec::new();
    for _ in 0..SUGGESTED {
        let best = found.iter().filter(|(_, id)| !nearest.contains(id)).min_by_key(|(at, _)| *at);
        nearest.extend(best.map(|(_, id)| id.clone()));
    }
    nearest
}

/// How many letters must be put in, left out or changed to make one of the other.
fn distance(from: &str, to: &str) -> usize {
    // One row of the table at a time: `row` holds the distances of what has been read of `from`.
    let mut row: Vec<usize> = (0..=to.len()).collect();
    for (read, letter) in from.bytes().enumerate() {
        let mut diagonal = read;
        let mut left = read + 1;
        let mut next = vec![left];
        for (other, above) in to.bytes().zip(row.iter().skip(1)) {
            let changed = diagonal + usize::from(!letter.eq_ignore_ascii_case(&other));
            left = changed.min(left + 1).min(above + 1);
            diagonal = *above;
            next.push(left);
        }
        row = next;
    }
    row.last().copied().unwrap_or_default()
}
