//! Beginning an OAuth flow, and the guide's exchange at its end.

use super::{Body, Operation, Route};
use crate::config::{Dialect, is_redirect_uri};
use crate::value::Value;

/// The authentication type that begins a flow in a browser.
pub const OAUTH: &str = "oauth2";

/// The path of [`begin`].
pub const BEGIN: &str = "/connectors/{connectorId}/credentials";
/// The path of [`exchange`].
pub const EXCHANGE: &str = "/connectors/{connectorId}/credentials/callback";

/// `POST /connectors/{connectorId}/credentials`: the same route in both dialects, for every type of
/// authentication. `own` are the caller's additions: `authConfigId`, an own OAuth app, and `data`, the
/// connector's own fields. The user is only missing where a handler names it.
pub fn begin<V: Value>(
    connector_id: String,
    kind: &str,
    redirect_uri: Option<&str>,
    user_id: Option<&str>,
    own: &V,
    dialect: Option<Dialect>,
) -> Operation<V> {
    let mut body = V::record();
    if dialect != Some(Dialect::Reference) {
        // The guide repeats the path's connector in the body; the reference does not know the field.
        body.set("connectorId", V::text(&connector_id));
    }
    body.set("authenticationType", V::text(kind));
    for (key, value) in [("redirectUri", redirect_uri), ("userId", user_id)] {
        if let Some(value) = value {
            body.set(key, V::text(value));
        }
    }
    for key in ["authConfigId", "data"] {
        let value = own.get(key);
        if !value.is_null() {
            body.set(key, value);
        }
    }
    let route = Route::post(BEGIN, &[&connector_id], Body::Json(body.stringify()));
    Operation::new("initiateOAuthFlow", vec![route])
}

/// Reads the answer to [`begin`]: `{ oauthUrl, credentialId? }`. `None` when it lacks a usable
/// `oauthUrl`.
pub fn started<V: Value>(body: &V) -> Option<V> {
    body.get_text("oauthUrl").filter(|url| is_redirect_uri(url))?;
    let mut started = V::record();
    for key in ["oauthUrl", "credentialId"] {
        if let Some(text) = body.get_text(key) {
            started.set(key, V::text(&text));
        }
    }
    Some(started.copy())
}

/// `POST /connectors/{connectorId}/credentials/callback`: the guide's alone.
pub fn exchange<V: Value>(
    connector_id: String,
    code: &str,
    user_id: Option<&str>,
    credential_id: Option<&str>,
) -> Operation<V> {
    let mut body = V::record();
    for (key, value) in [("code", Some(code)), ("userId", user_id), ("credentialId", credential_id)]
    {
        if let Some(value) = value {
            body.set(key, V::text(value));
        }
    }
    let route = Route::post(EXCHANGE, &[&connector_id], Body::Json(body.stringify()));
    let routes = vec![route.only(Dialect::Guide)];
    Operation::new("handleOAuthCallback", routes)
}

/// Reads the answer to [`exchange`]: `{ connectionId, credentialId }`, two names of one id. `None`
/// when it names none.
pub fn exchanged<V: Value>(body: &V) -> Option<V> {
    let [connection, credential, id] =
        ["connectionId", "credentialId", "id"].map(|key| body.get_text(key));
    let connection_id = connection.as_ref().or(id.as_ref()).or(credential.as_ref())?;
    let credential_id = credential.as_ref().or(id.as_ref()).unwrap_or(connection_id);
    Some(connected(connection_id, credential_id))
}

/// What came out of a flow.
pub fn connected<V: Value>(connection_id: &str, credential_id: &str) -> V {
    let mut connected = V::record();
    connected.set("connectionId", V::text(connection_id));
    connected.set("credentialId", V::text(credential_id));
    connected.copy()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value as Json, json};

    fn body(own: Json, dialect: Option<Dialect>) -> Json {
        let operation =
            begin("notion".into(), OAUTH, Some("http://localhost/cb"), Some("u1"), &own, dialect);
        match &operation.routes[0].body {
            Body::Json(text) => Json::parse(text).unwrap(),
            _ => panic!("no JSON body"),
        }
    }

    #[test]
    fn the_guide_names_the_connector_in_the_body_too() {
        let expected = json!({"connectorId": "notion", "authenticationType": "oauth2", "redirectUri": "http://localhost/cb", "userId": "u1"});
        assert_eq!(body(json!({}), None), expected);
        assert!(!body(json!({}), Some(Dialect::Reference)).has("connectorId"));
    }

    #[test]
    fn own_apps_and_connector_fields_travel_along() {
        let body = body(json!({"authConfigId": "a1", "data": {"shopName": "x"}}), None);
        assert_eq!(body["authConfigId"], "a1");
        assert_eq!(body["data"], json!({"shopName": "x"}));
    }

    #[test]
    fn a_start_without_a_usable_url_is_none() {
        for bad in [
            json!({}),
            json!({"oauthUrl": "javascript:x"}),
            json!({"oauthUrl": 3}),
            json!(null),
            json!([]),
        ] {
            assert!(started(&bad).is_none(), "{bad}");
        }
        let answer =
            json!({"oauthUrl": "https://x/authorize?token=t", "credentialId": "c", "more": 1});
        assert_eq!(
            started(&answer).unwrap(),
            json!({"oauthUrl": "https://x/authorize?token=t", "credentialId": "c"})
        );
        let answer = json!({"oauthUrl": "https://x/authorize", "credentialId": 7});
        assert_eq!(started(&answer).unwrap(), json!({"oauthUrl": "https://x/authorize"}));
    }

    #[test]
    fn any_name_of_the_id_will_do() {
        for answer in
            [json!({"connectionId": "c"}), json!({"credentialId": "c"}), json!({"id": "c"})]
        {
            assert_eq!(
                exchanged(&answer).unwrap(),
                json!({"connectionId": "c", "credentialId": "c"})
            );
        }
        assert!(exchanged(&json!({"connectionId": 7})).is_none());
    }
}
