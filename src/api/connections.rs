//! Listing connections by every known route and shape, and telling them apart.

use super::endpoint::{Endpoint, both};
use super::{Operation, Route};
use crate::config::Dialect;
use crate::text::cut_last;
use crate::value::Value;

/// The guide's list of connections.
const ALL_USERS: &str = "/credentials";

/// The operation that gets one connection.
pub const GET: &str = "getConnection";

/// Deletes one: `DELETE /users/{userId}/credentials/{credentialId}`, or, where the connector is named
/// and that route is missing, the one below it.
pub static DELETE: Endpoint = Endpoint::new(
    "deleteConnection",
    "DELETE",
    &[
        both("/users/{userId}/credentials/{credentialId}"),
        both("/connectors/{connectorId}/credentials/{credentialId}"),
    ],
);

/// Lists the connections of `user_id`, of one connector or of all. `None` when no route can: the
/// reference has none without a user and without a connector.
pub fn list<V: Value>(
    user_id: Option<&str>,
    connector_id: Option<String>,
    dialect: Option<Dialect>,
) -> Option<Operation<V>> {
    let mut routes = Vec::new();
    let mut add = |template, value: Option<&str>, dialect| {
        if let Some(value) = value {
            routes.push(Route { dialect, ..Route::get(template, &[value]) });
        }
    };
    let (guide, reference) = (Some(Dialect::Guide), Some(Dialect::Reference));
    let connector = connector_id.as_deref();
    // The connector's own list is the one that the reference documents.
    if dialect == reference {
        add("/connectors/{connectorId}/credentials", connector, reference);
    }
    add("/users/{userId}/credentials", user_id, None);
    if dialect != reference {
        add(ALL_USERS, Some(""), guide);
    }
    if dialect.is_none() {
        add("/connectors/{connectorId}/credentials", connector, reference);
    }
    if dialect != guide {
        add("/credentials/users/{userId}", user_id, reference);
    }
    let name = if connector_id.is_some() { "listConnections of one" } else { "listConnections" };
    (!routes.is_empty()).then(|| Operation::new(name, routes))
}

/// `GET /credentials/{credentialId}`: the guide's alone; the reference has no route for one.
pub fn get<V: Value>(connection_id: &str) -> Operation<V> {
    let route = Route::get("/credentials/{credentialId}", &[connection_id]);
    Operation::new(GET, vec![route.only(Dialect::Guide)])
}

/// The rows of a list: a bare array, `{data}` or `{credentials}`. `None` for anything else.
pub fn rows<V: Value>(body: &V) -> Option<Vec<V>> {
    [body.clone(), body.get("data"), body.get("credentials")].iter().find_map(V::items)
}

/// Reads one connection: a copy of Alloy's row, with the names set that callers may rely on. `asked`
/// is the connector that a list was limited to by its route, for rows that do not say. `None` when
/// the row has no id.
pub fn read<V: Value>(row: &V, asked: Option<&str>) -> Option<V> {
    let first = |names: &[&'static str]| names.iter().find_map(|name| row.get_text(name));
    let text = |found: Option<String>| found.map_or_else(V::null, |text| V::text(&text));
    let id = text(Some(first(&["credentialId", "connectionId", "id", "_id"])?));
    let kind = row.get_text("type");
    let of_type = kind.as_deref().map(|kind| cut_last(kind, b'-').map_or(kind, |(head, _)| head));
    let connector = row.get_text("connectorId").or(of_type.or(asked).map(str::to_owned));
    let mut connection = row.copy();
    for name in ["id", "connectionId", "credentialId"] {
        connection.set(name, id.clone());
    }
    connection.set("connectorId", text(connector));
    connection.set("createdAt", text(first(&["createdAt", "created_at"])));
    Some(connection)
}

/// The connections of a list that are `user_id`'s and `connector_id`'s. With `own_only`, those that are
/// certainly his. `None` when the answer is no list, or a row has no id.
pub fn select<V: Value>(
    body: &V,
    template: &str,
    user_id: Option<&str>,
    connector_id: Option<&str>,
    own_only: bool,
) -> Option<Vec<V>> {
    let asked = connector_id.filter(|_| template.starts_with("/connectors"));
    // The one list that is not scoped to a user: rows of others are none of the caller's business.
    let certain = !own_only || template != ALL_USERS;
    let mut selected = Vec::new();
    for row in rows(body)? {
        let connection = read(&row, asked)?;
        let owner = connection.get_text("userId");
        let own = user_id.is_none() || owner.as_deref().or(user_id.filter(|_| certain)) == user_id;
        let connector = connection.get_text("connectorId");
        if own && (connector_id.is_none() || connector.as_deref() == connector_id) {
            selected.push(connection);
        }
    }
    Some(selected)
}

/// The newest of the connections.
pub fn newest<V: Value>(connections: Vec<V>) -> Option<V> {
    // ISO 8601 in UTC sorts as text. A row without a date sorts first; of equals the first row wins,
    // as Alloy lists the newest first.
    let created = |connection: &V| connection.get_text("createdAt");
    let mut all = connections.into_iter();
    let first = all.next()?;
    Some(all.fold(first, |best, next| if created(&next) > created(&best) { next } else { best }))
}

/// What was connected at one moment: an object of ids, each with its `updatedAt` or null.
pub fn snapshot<V: Value>(connections: &[V]) -> V {
    let mut snapshot = V::record();
    for connection in connections {
        // Of a connection that is listed twice the newer row counts, or the list would be new to itself.
        if let Some(id) = connection.get_text("id").filter(|_| is_new(connection, &snapshot)) {
            snapshot.set(&id, connection.get("updatedAt"));
        }
    }
    snapshot
}

/// Whether the connection is new since the snapshot, or has been refreshed since (a renewed consent
/// may update a credential instead of adding one).
pub fn is_new<V: Value>(connection: &V, since: &V) -> bool {
    let id = connection.get_text("id").unwrap_or_default();
    !since.holds(&id) || connection.get_text("updatedAt") > since.at(&id).as_text()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value as Json, json};

    fn templates(
        user: Option<&str>,
        connector: Option<&str>,
        dialect: Option<Dialect>,
    ) -> Vec<&'static str> {
        let operation = list::<Json>(user, connector.map(str::to_owned), dialect);
        operation.map_or(vec![], |operation| {
            operation.routes.iter().map(|route| route.template).collect()
        })
    }

    #[test]
    fn each_dialect_lists_by_its_own_routes() {
        const USER: &str = "/users/{userId}/credentials";
        const CONNECTOR: &str = "/connectors/{connectorId}/credentials";
        const EMBEDDED: &str = "/credentials/users/{userId}";
        let (guide, reference) = (Some(Dialect::Guide), Some(Dialect::Reference));
        assert_eq!(templates(Some("u"), None, guide), [USER, "/credentials"]);
        assert_eq!(templates(None, None, guide), ["/credentials"]);
        assert_eq!(templates(Some("u"), Some("c"), reference), [CONNECTOR, USER, EMBEDDED]);
        assert_eq!(templates(Some("u"), None, reference), [USER, EMBEDDED]);
        assert!(templates(None, None, reference).is_empty());
        assert_eq!(
            templates(Some("u"), Some("c"), None),
            [USER, "/credentials", CONNECTOR, EMBEDDED]
        );
    }

    #[test]
    fn every_known_shape_of_a_list_is_read() {
        let row = json!({"credentialId": "c1"});
        for body in [json!([row]), json!({"data": [row]}), json!({"credentials": [row]})] {
            assert_eq!(rows(&body), Some(vec![row.clone()]));
        }
        for body in [json!({}), json!("x"), json!(null), json!({"data": {}})] {
            assert_eq!(rows(&body), None, "{body}");
        }
    }

    #[test]
    fn a_row_gains_the_three_names_of_its_id_and_keeps_its_own_fields() {
        let row =
            json!({"credentialId": "c1", "type": "google-drive-oauth2", "name": "Mine", "x": 1});
        assert_eq!(
            read(&row, None).unwrap(),
            json!({"id": "c1", "connectionId": "c1", "credentialId": "c1", "connectorId": "google-drive",
                   "createdAt": null, "type": "google-drive-oauth2", "name": "Mine", "x": 1})
        );
    }

    #[test]
    fn rows_of_other_users_and_connectors_are_dropped() {
        let body = json!([
            {"id": "1", "connectorId": "notion", "userId": "me"},
            {"id": "2", "connectorId": "notion", "userId": "you"},
            {"id": "3", "type": "slack-oauth2"},
            {"id": "4", "type": "notion-oauth2"}
        ]);
        let ids = |connector| -> Vec<Json> {
            let selected = select(&body, "/credentials", Some("me"), connector, false).unwrap();
            selected.into_iter().map(|connection| connection["id"].clone()).collect()
        };
        assert_eq!(ids(None), ["1", "3", "4"]);
        assert_eq!(ids(Some("notion")), ["1", "4"]);
    }

    #[test]
    fn whose_a_row_is_can_be_asked_for_where_the_list_does_not_say() {
        let body = json!([{"id": "1", "userId": "me"}, {"id": "2"}, {"id": "3", "userId": "you"}]);
        let count =
            |template, own_only| select(&body, template, Some("me"), None, own_only).unwrap().len();
        assert_eq!((count(ALL_USERS, false), count(ALL_USERS, true)), (2, 1));
        assert_eq!(count("/users/{userId}/credentials", true), 2);
    }

    #[test]
    fn a_connectors_own_list_need_not_name_the_connector() {
        let body = json!({"credentials": [{"credentialId": "1"}]});
        let selected =
            select(&body, "/connectors/{connectorId}/credentials", None, Some("x"), false);
        assert_eq!(selected.unwrap()[0]["connectorId"], "x");
    }

    #[test]
    fn a_list_with_a_row_without_id_is_no_list() {
        assert!(select(&json!([{"name": "x"}]), "/credentials", None, None, false).is_none());
        assert!(select(&json!([7]), "/credentials", None, None, false).is_none());
    }

    #[test]
    fn the_newest_is_found() {
        let row = |id: &str, created: Json| json!({"id": id, "createdAt": created});
        let list = vec![
            row("a", json!("2025-02-01")),
            row("b", json!("2025-03-01")),
            row("c", json!(null)),
            row("d", json!("2025-03-01")),
        ];
        assert_eq!(newest(list).unwrap()["id"], "b");
        assert_eq!(newest::<Json>(vec![]), None);
    }

    #[test]
    fn a_snapshot_knows_what_is_new_and_what_was_refreshed() {
        let at = |id: &str, updated: Json| json!({"id": id, "updatedAt": updated});
        let since = snapshot(&[at("a", json!("2025-01-01")), at("n", json!(null))]);
        assert!(!is_new(&at("a", json!("2025-01-01")), &since));
        assert!(!is_new(&at("a", json!("2024-01-01")), &since));
        assert!(!is_new(&at("a", json!(null)), &since));
        assert!(!is_new(&at("n", json!(null)), &since));
        assert!(is_new(&at("a", json!("2025-01-02")), &since));
        assert!(is_new(&at("b", json!("2020-01-01")), &since));
    }

    #[test]
    fn a_connection_that_is_listed_twice_is_not_new_to_its_snapshot() {
        let twice = [("a", "2025-02-01"), ("a", "2025-01-01")]
            .map(|(id, updated)| json!({"id": id, "updatedAt": updated}));
        let since = snapshot(&twice);
        assert!(twice.iter().all(|connection| !is_new(connection, &since)));
    }
}
