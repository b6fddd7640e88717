//! Answers in an OAuth flow: what cannot be used is none, and what is used is as it was sent.

use super::url::is_of_the_name;
use super::{fields, filled, reread};
use alloy_connectivity::api::oauth::{OAUTH, begin, exchange, exchanged, started};
use alloy_connectivity::api::{Body, Operation};
use serde_json::{Value as Json, json};
use url::Url;

pub fn holds(data: &[u8]) {
    let body = super::json(data);
    a_start_has_a_url_to_send_users_to(&body);
    an_exchange_gives_an_id_of_the_answer(&body);
    bodies_say_what_was_given(&super::text(data), &body);
}

pub fn a_start_has_a_url_to_send_users_to(body: &Json) {
    let Some(started) = started(body) else { return };
    let url = filled(&started, "oauthUrl").expect("an oauthUrl");
    match Url::parse(url) {
        Ok(url) => assert!(matches!(url.scheme(), "http" | "https") && url.has_host(), "{body}"),
        Err(error) => assert!(is_of_the_name(error), "{body}"),
    }
    let known = ["oauthUrl", "credentialId"];
    for (name, value) in fields(&started) {
        assert!(known.contains(&name.as_str()) && value == &body[name], "{body}: {name}");
        assert!(filled(&started, name).is_some(), "{body}: {name} is no id");
    }
    assert_eq!(filled(&started, "credentialId"), filled(body, "credentialId"));
}

pub fn an_exchange_gives_an_id_of_the_answer(body: &Json) {
    let [connection, credential, id] =
        ["connectionId", "credentialId", "id"].map(|name| filled(body, name));
    let expected = connection.or(id).or(credential).map(|connection_id| {
        let credential_id = credential.or(id).unwrap_or(connection_id);
        json!({"connectionId": connection_id, "credentialId": credential_id})
    });
    assert_eq!(exchanged(body), expected, "{body}");
}

pub fn bodies_say_what_was_given(text: &str, own: &Json) {
    let begun = body(begin(text.to_owned(), OAUTH, Some(text), Some(text), own, None));
    for name in ["connectorId", "redirectUri", "userId"] {
        assert_eq!(begun[name], text, "{name}");
    }
    for name in ["authConfigId", "data"] {
        let given = own.get(name).filter(|value| !value.is_null()).map(reread);
        assert_eq!(begun.get(name), given.as_ref(), "{name}");
    }
    let exchange = body(exchange(String::new(), text, None, Some(text)));
    assert_eq!(exchange, json!({"code": text, "credentialId": text}));
}

fn body(operation: Operation<Json>) -> Json {
    match &operation.routes[0].body {
        Body::Json(Json::String(json)) => serde_json::from_str(json).unwrap(),
        _ => panic!("a body that is no JSON"),
    }
}
