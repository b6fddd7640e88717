//! Calling an action: nothing that was given is lost, or put where it was not asked for.

use super::{fields, reread};
use alloy_connectivity::api::Body;
use alloy_connectivity::api::actions::{Arguments, Call, execute, reference_body, result};
use serde_json::{Value as Json, json};

const PLACES: [(&str, &str); 3] =
    [("path", "pathParams"), ("query", "queryParameters"), ("header", "additionalHeaders")];
const BODY: &str = "requestBody";

/// `{ flat, headers }`: what an action is called with, and headers for the service.
pub fn holds(data: &[u8]) {
    let given = super::json(data);
    let [flat, headers] = ["flat", "headers"].map(|name| given[name].clone());
    bodies_carry_what_was_given(&flat, &headers);
    an_answer_comes_out_of_its_envelope(&given);
}

pub fn bodies_carry_what_was_given(flat: &Json, headers: &Json) {
    let text = flat.to_string();
    let credential_id = fields(flat).next().map_or("\"\\é", |(name, _)| name).to_owned();
    // Ids have none: `src/js/readers.js` refuses them.
    if credential_id.contains(char::is_control) {
        return;
    }
    let call = Call {
        connector_id: "c".into(),
        action_id: "a".into(),
        credential_id: credential_id.clone(),
        arguments: Arguments::Flat(Json::String(text)),
        service_headers: if headers.is_object() { reread(headers) } else { Json::Null },
    };
    let guide = execute(call.clone(), None).routes.remove(0);
    let Body::Json(Json::String(body)) = guide.body else { panic!("a body that is no JSON") };
    let body: Json = serde_json::from_str(&body).unwrap();
    let flat = reread(flat);
    assert_eq!(body, json!({"credentialId": credential_id, "parameters": flat}));

    split_bodies_carry_everything(&call, &flat);
}

/// The reference's body with `flat` in each place in turn; the client's headers give way to the call's.
fn split_bodies_carry_everything(call: &Call<Json>, flat: &Json) {
    for place in PLACES.map(|(_, place)| place).into_iter().chain([BODY]) {
        let Json::String(body) = reference_body(call, &json!({place: flat})) else {
            panic!("a body that is no JSON")
        };
        let mut expected = json!({"credentialId": call.credential_id});
        if !flat.is_null() {
            expected[place] = flat.clone();
        }
        if !call.service_headers.is_null() {
            let mut headers = call.service_headers.clone();
            if place == "additionalHeaders" {
                fields(flat).for_each(|(name, value)| headers[name] = value.clone());
            }
            expected["additionalHeaders"] = headers;
        }
        assert_eq!(serde_json::from_str::<Json>(&body).unwrap(), reread(&expected));
    }
}

pub fn an_answer_comes_out_of_its_envelope(body: &Json) {
    let enveloped = body.get("success").is_some_and(Json::is_boolean);
    let expected = body
        .get("responseData")
        .or_else(|| body.get("result").filter(|_| enveloped))
        .unwrap_or(body);
    assert_eq!(&result(body), expected, "{body}");
}
