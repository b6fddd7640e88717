//! Lists of connections: nothing invented, nothing of somebody else's, nothing old taken for new.

use super::{fields, filled, reread};
use alloy_connectivity::api::connections::{is_new, newest, read, rows, select, snapshot};
use serde_json::Value as Json;

const OF_ALL: &str = "/credentials";
const OF_A_CONNECTOR: &str = "/connectors/{connectorId}/credentials";
/// The names that reading a row sets.
const SET: [&str; 5] = ["id", "connectionId", "credentialId", "connectorId", "createdAt"];

pub fn holds(data: &[u8]) {
    let body = super::json(data);
    every_row_is_read_or_none(&body);
    the_newest_is_newest(&body);
    nothing_is_new_to_its_own_snapshot(&body);
}

/// A row as it is read: its own fields, and the names that callers rely on.
pub fn a_row_keeps_its_fields(row: &Json, asked: Option<&str>) {
    let id =
        ["credentialId", "connectionId", "id", "_id"].iter().find_map(|name| filled(row, name));
    let connection = read(row, asked);
    assert_eq!(connection.is_some(), id.is_some(), "{row}");
    let Some(connection) = connection else { return };
    for name in ["id", "connectionId", "credentialId"] {
        assert_eq!(filled(&connection, name), id, "{row}: {name}");
    }
    let of_type =
        filled(row, "type").map(|kind| kind.rsplit_once('-').map_or(kind, |(head, _)| head));
    let connector = filled(row, "connectorId").or(of_type).or(asked);
    assert_eq!(connection["connectorId"].as_str(), connector, "{row}");
    let created = filled(row, "createdAt").or_else(|| filled(row, "created_at"));
    assert_eq!(connection["createdAt"].as_str(), created, "{row}");
    for (name, value) in fields(row).filter(|(name, _)| !SET.contains(&name.as_str())) {
        assert_eq!(connection.get(name), Some(value), "{row}");
    }
    let count = fields(row).filter(|(name, _)| !SET.contains(&name.as_str())).count() + SET.len();
    assert_eq!(fields(&connection).count(), count, "{row}");
}

pub fn every_row_is_read_or_none(body: &Json) {
    let list = [Some(body), body.get("data"), body.get("credentials")]
        .into_iter()
        .find_map(|list| list?.as_array());
    assert_eq!(rows(body).as_ref(), list);
    let Some(list) = list else {
        return assert_eq!(select(body, OF_ALL, None, None, false), None, "{body}");
    };
    for row in list {
        a_row_keeps_its_fields(row, Some("asked"));
        a_row_keeps_its_fields(row, None);
    }
    let whole: Option<Vec<_>> = list.iter().map(|row| read(row, None)).collect();
    assert_eq!(select(body, OF_ALL, None, None, false), whole, "{body}");
    let Some(whole) = whole else { return };
    for one in whole.iter().take(4) {
        let (user, connector) = (filled(one, "userId"), filled(one, "connectorId"));
        let mine = |other: &Json| {
            user.is_none() || filled(other, "userId").is_none_or(|id| Some(id) == user)
        };
        let ours = |other: &Json| connector.is_none() || filled(other, "connectorId") == connector;
        let expected: Vec<_> = whole.iter().filter(|row| mine(row) && ours(row)).cloned().collect();
        assert_eq!(select(body, OF_ALL, user, connector, false), Some(expected), "{body}");
    }
    // A connector's own list need not say whose it is.
    for connection in select(body, OF_A_CONNECTOR, None, Some("asked"), false).unwrap_or_default() {
        assert_eq!(filled(&connection, "connectorId"), Some("asked"), "{body}");
    }
}

pub fn the_newest_is_newest(body: &Json) {
    let connections = select(body, OF_ALL, None, None, false).unwrap_or_default();
    let Some(found) = newest(connections.clone()) else {
        return assert!(connections.is_empty(), "{body}");
    };
    let created = |connection: &Json| filled(connection, "createdAt").map(str::to_owned);
    assert!(connections.iter().all(|other| created(other) <= created(&found)), "{body}");
    let first = connections.iter().find(|other| created(other) == created(&found));
    assert_eq!(first, Some(&found), "{body}");
}

pub fn nothing_is_new_to_its_own_snapshot(body: &Json) {
    let connections = select(body, OF_ALL, None, None, false).unwrap_or_default();
    // A snapshot may be stored in between.
    let since = reread(&snapshot(&connections));
    for connection in &connections {
        assert!(!is_new(connection, &since), "{body}");
        assert!(is_new(connection, &Json::Object(Default::default())), "{body}");
        let mut later = connection.clone();
        later["updatedAt"] = Json::String("\u{10ffff}".into());
        assert!(is_new(&later, &since) || later == *connection, "{body}");
    }
}
