//! Beginning an OAuth flow, and the guide's exchange at its end.

use super::{Body, Operation, Route};
use crate::config::Dialect;
use crate::url::HttpUrl;
use crate::value::Value;
use serde::Serialize;

/// What is needed to begin.
pub struct Begin<V> {
    /// Which service.
    pub connector_id: String,
    /// On whose behalf. None only where a handler names the user.
    pub user_id: Option<String>,
    /// Where the user comes back to.
    pub redirect_uri: String,
    /// An own OAuth app, as set up in Alloy's dashboard.
    pub auth_config_id: Option<String>,
    /// The connector's own fields, such as a shop's name.
    pub data: Option<V>,
}

/// Where to send the user.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Started {
    /// The page on which the user gives consent. It holds a token: do not log it.
    pub oauth_url: String,
    /// The credential to be, where Alloy names it already.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub credential_id: Option<String>,
}

/// `POST /connectors/{connectorId}/credentials`: the same route in both dialects.
pub fn begin<V: Value>(begin: &Begin<V>, dialect: Option<Dialect>) -> Operation<V> {
    let text = |name: &str, value: &str| (name.to_owned(), V::text(value));
    let mut fields = Vec::new();
    if dialect != Some(Dialect::Reference) {
        // The guide repeats the path's connector in the body; the reference does not know the field.
        fields.push(text("connectorId", &begin.connector_id));
    }
    fields.push(text("authenticationType", "oauth2"));
    fields.push(text("redirectUri", &begin.redirect_uri));
    fields.extend(begin.user_id.as_deref().map(|id| text("userId", id)));
    fields.extend(begin.auth_config_id.as_deref().map(|id| text("authConfigId", id)));
    fields.extend(begin.data.clone().map(|data| ("data".to_owned(), data)));
    Operation {
        name: "initiateOAuthFlow",
        connector_id: Some(begin.connector_id.clone()),
        action_id: None,
        routes: vec![Route::post(
            "/connectors/{connectorId}/credentials",
            &[&begin.connector_id],
            Body::Json(V::object(fields).stringify()),
        )],
    }
}

/// Reads the answer to [`begin`]. `None` when it lacks a usable `oauthUrl`.
pub fn started<V: Value>(body: &V) -> Option<Started> {
    let oauth_url = body.get_text("oauthUrl").filter(|url| HttpUrl::parse(url).is_some())?;
    Some(Started { oauth_url, credential_id: body.get_text("credentialId") })
}

/// What came out of a flow: two names of one id.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Connected {
    /// The guide's name.
    pub connection_id: String,
    /// The reference's name.
    pub credential_id: String,
}

/// `POST /connectors/{connectorId}/credentials/callback`: the guide's alone.
pub fn exchange<V: Value>(
    connector_id: &str,
    code: &str,
    user_id: Option<&str>,
    credential_id: Option<&str>,
) -> Operation<V> {
    let mut fields = vec![("code".to_owned(), V::text(code))];
    fields.extend(user_id.map(|id| ("userId".to_owned(), V::text(id))));
    fields.extend(credential_id.map(|id| ("credentialId".to_owned(), V::text(id))));
    Operation {
        name: "handleOAuthCallback",
        connector_id: Some(connector_id.to_owned()),
        action_id: None,
        routes: vec![
            Route::post(
                "/connectors/{connectorId}/credentials/callback",
                &[connector_id],
                Body::Json(V::object(fields).stringify()),
            )
            .only(Dialect::Guide),
        ],
    }
}

/// Reads the answer to [`exchange`]. `None` when it names no id.
pub fn connected<V: Value>(body: &V) -> Option<Connected> {
    let id = body.get_text("id");
    let connection_id = body.get_text("connectionId").or_else(|| id.clone());
    let credential_id = body.get_text("credentialId").or(id);
    Some(Connected {
        connection_id: connection_id.clone().or_else(|| credential_id.clone())?,
        credential_id: credential_id.or(connection_id)?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value as Json, json};

    fn body(operation: &Operation<Json>) -> Json {
        match &operation.routes[0].body {
            Body::Json(text) => Json::parse(text).unwrap(),
            _ => panic!("no JSON body"),
        }
    }

    fn request() -> Begin<Json> {
        Begin {
            connector_id: "notion".into(),
            user_id: Some("u1".into()),
            redirect_uri: "http://localhost/cb".into(),
            auth_config_id: None,
            data: None,
        }
    }

    #[test]
    fn the_guide_names_the_connector_in_the_body_too() {
        let expected = json!({"connectorId": "notion", "authenticationType": "oauth2", "redirectUri": "http://localhost/cb", "userId": "u1"});
        assert_eq!(body(&begin(&request(), None)), expected);
        assert_eq!(body(&begin(&request(), Some(Dialect::Reference))).get("connectorId"), None);
    }

    #[test]
    fn own_apps_and_connector_fields_travel_along() {
        let begun = Begin {
            auth_config_id: Some("a1".into()),
            data: Some(json!({"shopName": "x"})),
            ..request()
        };
        let body = body(&begin(&begun, None));
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
        let good =
            started(&json!({"oauthUrl": "https://x/authorize?token=t", "credentialId": "c"}))
                .unwrap();
        assert_eq!(good.credential_id.as_deref(), Some("c"));
    }

    #[test]
    fn either_name_of_the_id_will_do() {
        for answer in
            [json!({"connectionId": "c"}), json!({"credentialId": "c"}), json!({"id": "c"})]
        {
            let connected = connected(&answer).unwrap();
            assert_eq!(
                (connected.connection_id.as_str(), connected.credential_id.as_str()),
                ("c", "c")
            );
        }
        assert!(connected(&json!({"connectionId": 7})).is_none());
    }
}
