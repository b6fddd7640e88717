//! Listing connections by every known route and shape, and telling them apart.

use super::{Operation, Route};
use crate::config::Dialect;
use crate::value::Value;

/// The operation that gets one connection.
pub const GET: &str = "getConnection";

/// Lists the connections of `user_id`, of one connector or of all. `None` when no route can: the
/// reference has none without a user and without a connector.
pub fn list<V: Value>(
    user_id: Option<&str>,
    connector_id: Option<&str>,
    dialect: Option<Dialect>,
) -> Option<Operation<V>> {
    let by_connector = connector_id.map(|id| {
        Route::get("/connectors/{connectorId}/credentials", &[id]).only(Dialect::Reference)
    });
    let by_user = user_id.map(|id| Route::get("/users/{userId}/credentials", &[id]));
    let of_key = Some(Route::get("/credentials", &[]).only(Dialect::Guide));
    let embedded =
        user_id.map(|id| Route::get("/credentials/users/{userId}", &[id]).only(Dialect::Reference));
    let order = match dialect {
        // The connector's own list is the one that the reference documents.
        Some(Dialect::Reference) => [by_connector, by_user, embedded, None],
        Some(Dialect::Guide) => [by_user, of_key, None, None],
        None => [by_user, of_key, by_connector, embedded],
    };
    let routes: Vec<_> = order.into_iter().flatten().collect();
    let name = if connector_id.is_some() { "listConnections of one" } else { "listConnections" };
    let connector_id = connector_id.map(str::to_owned);
    (!routes.is_empty()).then_some(Operation { name, connector_id, action_id: None, routes })
}

/// `GET /credentials/{credentialId}`: the guide's alone; the reference has no route for one.
pub fn get<V: Value>(connection_id: &str) -> Operation<V> {
    Operation {
        name: GET,
        connector_id: None,
        action_id: None,
        routes: vec![
            Route::get("/credentials/{credentialId}", &[connection_id]).only(Dialect::Guide),
        ],
    }
}

/// The rows of a list: a bare array, `{data}` or `{credentials}`. `None` for anything else.
pub fn rows<V: Value>(body: &V) -> Option<Vec<V>> {
    let list = || body.get("data").or_else(|| body.get("credentials"))?.items();
    body.items().or_else(list)
}

/// One connection, with the fields that this client acts on.
#[derive(Clone)]
pub struct Connection<V> {
    /// Alloy's id for it.
    pub id: String,
    /// The connector, where it can be told.
    pub connector_id: Option<String>,
    /// When it was made.
    pub created_at: Option<String>,
    /// When it was last refreshed.
    pub updated_at: Option<String>,
    /// The user it belongs to, where the row says so.
    pub user_id: Option<String>,
    /// Alloy's own row.
    row: V,
}

impl<V: Value> Connection<V> {
    /// Reads a row. `asked` is the connector that a list was limited to by its route, for rows that
    /// do not say. `None` when the row has no id.
    pub fn read(row: V, asked: Option<&str>) -> Option<Self> {
        let first = |names: [&str; 4]| names.into_iter().find_map(|name| row.get_text(name));
        let of_type = || {
            let kind = row.get_text("type")?;
            let connector = kind.rsplit_once('-').map_or(kind.as_str(), |(connector, _)| connector);
            Some(connector.to_owned())
        };
        Some(Connection {
            id: first(["credentialId", "connectionId", "id", "_id"])?,
            connector_id: row
                .get_text("connectorId")
                .or_else(of_type)
                .or_else(|| asked.map(str::to_owned)),
            created_at: first(["createdAt", "created_at", "", ""]),
            updated_at: first(["updatedAt", "updated_at", "", ""]),
            user_id: row.get_text("userId"),
            row,
        })
    }

    /// The row with Alloy's own fields, and the names that callers may rely on set.
    pub fn into_value(self) -> V {
        let id = V::text(&self.id);
        let text = |value: Option<String>| value.map_or_else(V::null, |text| V::text(&text));
        self.row.with(vec![
            ("id", id.clone()),
            ("connectionId", id.clone()),
            ("credentialId", id),
            ("connectorId", text(self.connector_id)),
            ("createdAt", text(self.created_at)),
        ])
    }
}

/// The connections of a list that are `user_id`'s and `connector_id`'s. `None` when the answer is
/// no list, or a row has no id.
pub fn select<V: Value>(
    body: &V,
    template: &str,
    user_id: Option<&str>,
    connector_id: Option<&str>,
) -> Option<Vec<Connection<V>>> {
    let asked = connector_id.filter(|_| template.starts_with("/connectors"));
    let mut connections = rows(body)?
        .into_iter()
        .map(|row| Connection::read(row, asked))
        .collect::<Option<Vec<_>>>()?;
    connections.retain(|connection| {
        // `GET /credentials` is not scoped to a user: rows of others are none of the caller's business.
        let own = user_id.is_none()
            || connection.user_id.is_none()
            || connection.user_id.as_deref() == user_id;
        own && (connector_id.is_none() || connection.connector_id.as_deref() == connector_id)
    });
    Some(connections)
}

/// The newest of the connections.
pub fn newest<V>(connections: Vec<Connection<V>>) -> Option<Connection<V>> {
    // ISO 8601 in UTC sorts as text. A row without a date sorts first; of equals the later row wins.
    connections.into_iter().max_by(|a, b| a.created_at.cmp(&b.created_at))
}

/// What was connected at one moment: ids, each with its `updatedAt`.
#[derive(Clone, Default, Debug, PartialEq)]
pub struct Snapshot(pub Vec<(String, Option<String>)>);

impl Snapshot {
    /// Of these connections.
    pub fn of<V>(connections: &[Connection<V>]) -> Self {
        Snapshot(connections.iter().map(|c| (c.id.clone(), c.updated_at.clone())).collect())
    }

    /// Whether the connection is new since, or has been refreshed since (a renewed consent may
    /// update a credential instead of adding one).
    pub fn is_new<V>(&self, connection: &Connection<V>) -> bool {
        match self.0.iter().find(|(id, _)| *id == connection.id) {
            None => true,
            Some((_, before)) => connection.updated_at.is_some() && connection.updated_at > *before,
        }
    }
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
        let operation = list::<Json>(user, connector, dialect);
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
        let value = Connection::read(row, None).unwrap().into_value();
        assert_eq!(
            value,
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
        let ids = |connector| -> Vec<String> {
            let selected = select(&body, "/credentials", Some("me"), connector).unwrap();
            selected.into_iter().map(|connection| connection.id).collect()
        };
        assert_eq!(ids(None), ["1", "3", "4"]);
        assert_eq!(ids(Some("notion")), ["1", "4"]);
    }

    #[test]
    fn a_connectors_own_list_need_not_name_the_connector() {
        let body = json!({"credentials": [{"credentialId": "1"}]});
        let selected =
            select(&body, "/connectors/{connectorId}/credentials", None, Some("x")).unwrap();
        assert_eq!(selected[0].connector_id.as_deref(), Some("x"));
    }

    #[test]
    fn a_list_with_a_row_without_id_is_no_list() {
        assert!(select(&json!([{"name": "x"}]), "/credentials", None, None).is_none());
    }

    #[test]
    fn the_newest_is_found() {
        let row = |id: &str, created: Json| {
            Connection::read(json!({"id": id, "createdAt": created}), None).unwrap()
        };
        let list = vec![
            row("a", json!("2025-02-01")),
            row("b", json!("2025-03-01")),
            row("c", json!(null)),
        ];
        assert_eq!(newest(list).unwrap().id, "b");
    }

    #[test]
    fn a_snapshot_knows_what_is_new_and_what_was_refreshed() {
        let at = |id: &str, updated: &str| {
            Connection::read(json!({"id": id, "updatedAt": updated}), None).unwrap()
        };
        let snapshot = Snapshot::of(&[at("a", "2025-01-01")]);
        assert!(!snapshot.is_new(&at("a", "2025-01-01")));
        assert!(!snapshot.is_new(&at("a", "2024-01-01")));
        assert!(snapshot.is_new(&at("a", "2025-01-02")));
        assert!(snapshot.is_new(&at("b", "2020-01-01")));
    }
}
