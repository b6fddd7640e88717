//! Executing an action: the guide's flat parameters, the reference's four places, and the answer.

use super::{Body, Operation, Route, fill};
use crate::config::Dialect;
use crate::text::{escape_json, join};
use crate::value::Value;

/// An action, and what it is called with.
#[derive(Clone)]
pub struct Call<V> {
    /// Which service.
    pub connector_id: String,
    /// Which action of it.
    pub action_id: String,
    /// On which connection.
    pub credential_id: String,
    /// What it is given.
    pub arguments: Arguments<V>,
    /// Headers for the service itself, which only the reference's dialect can carry; null for none.
    pub service_headers: V,
}

/// What an action is given.
#[derive(Clone)]
pub enum Arguments<V> {
    /// The guide's one object, written as JSON.
    Flat(V),
    /// The reference's places, by their names, each an object.
    Split(V),
}

const PATH: &str = "pathParams";
const QUERY: &str = "queryParameters";
const BODY: &str = "requestBody";
const HEADERS: &str = "additionalHeaders";

/// The operation that executes an action.
pub const EXECUTE: &str = "executeAction";
const GUIDES: &str = "/connectors/{connectorId}/actions/{actionId}";
const REFERENCES: &str = "/connectors/{connectorId}/actions/{actionId}/execute";

/// The dialect of the route that has proven to be there.
pub fn dialect_of(template: &str) -> Dialect {
    if template == GUIDES { Dialect::Guide } else { Dialect::Reference }
}

/// `POST /connectors/{connectorId}/actions/{actionId}` in the guide, `…/execute` in the reference, or
/// the one of the two whose dialect it is. Arguments that are split already speak the reference's
/// alone.
pub fn execute<V: Value>(call: Call<V>, dialect: Option<Dialect>) -> Operation<V> {
    let mut routes = Vec::with_capacity(2);
    let ids = [call.connector_id.as_str(), call.action_id.as_str()];
    if let Arguments::Flat(parameters) = &call.arguments
        && dialect != Some(Dialect::Reference)
    {
        // The parameters are JSON already, and may be long: they are not read and written again.
        let credential = escape_json(&call.credential_id);
        let head = join(&["{\"credentialId\":\"", &credential, "\",\"parameters\":"]);
        let body = Body::Json(parameters.between(&head, "}"));
        routes.push(Route::post(GUIDES, &ids, body).only(Dialect::Guide));
    }
    if dialect != Some(Dialect::Guide) {
        let route = Route::post(REFERENCES, &ids, Body::None).only(Dialect::Reference);
        routes.push(Route { body: Body::Action(Box::new(call)), ..route });
    }
    Operation::new(EXECUTE, routes)
}

/// `GET /connectors/{connectorId}/actions/{actionId}`: the action's schema, in the reference.
pub fn describe<V: Value>(call: &Call<V>) -> Route<V> {
    Route::get(GUIDES, &[&call.connector_id, &call.action_id])
}

/// The description in an answer to [`describe`]: under `action`, or bare.
pub fn description<V: Value>(body: &V) -> V {
    let action = body.get("action");
    if action.is_null() { body.clone() } else { action }
}

/// The same route, for the action of another id.
pub fn rename<V: Value>(route: Route<V>, action_id: &str) -> Route<V> {
    let Body::Action(mut action) = route.body else { return route };
    action.action_id = action_id.to_owned();
    let path = fill(route.template, &[&action.connector_id, action_id]);
    Route { path, body: Body::Action(action), ..route }
}

/// The body in the reference's dialect, written as JSON.
pub fn reference_body<V: Value>(call: &Call<V>, split: &V) -> V {
    let mut body = V::record();
    body.set("credentialId", V::text(&call.credential_id));
    for place in [PATH, QUERY, BODY, HEADERS] {
        let given = split.get(place);
        if place == HEADERS && !call.service_headers.is_null() {
            body.set(place, call.service_headers.with(&given));
        } else if !given.is_null() {
            body.set(place, given);
        }
    }
    body.stringify()
}

/// What the provider sent, out of whichever envelope it came in: the reference has
/// `{executionId, status, responseData}` and `{success, result}`, the guide none.
pub fn result<V: Value>(body: &V) -> V {
    let data = body.get("responseData");
    if !data.is_null() || body.has("responseData") {
        return data;
    }
    if body.get("success").as_bool().is_some() && body.has("result") {
        return body.get("result");
    }
    body.clone()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value as Json, json};

    fn call(arguments: Arguments<Json>) -> Call<Json> {
        Call {
            connector_id: "notion".into(),
            action_id: "patch-page".into(),
            credential_id: "c\"1".into(),
            arguments,
            service_headers: Json::Null,
        }
    }

    fn flat(value: Json) -> Call<Json> {
        call(Arguments::Flat(value.stringify()))
    }

    #[test]
    fn the_guides_body_holds_the_parameters_as_they_were_written() {
        let operation = execute(flat(json!({"q": "é\n"})), None);
        let Body::Json(text) = &operation.routes[0].body else { panic!("no JSON") };
        assert_eq!(
            Json::parse(text).unwrap(),
            json!({"credentialId": "c\"1", "parameters": {"q": "é\n"}})
        );
        assert_eq!(operation.routes[0].path, "/connectors/notion/actions/patch-page");
        assert_eq!(operation.routes[1].path, "/connectors/notion/actions/patch-page/execute");
    }

    #[test]
    fn split_arguments_take_the_references_route_alone() {
        let operation =
            execute(call(Arguments::Split(json!({"pathParams": {"page_id": "p"}}))), None);
        assert_eq!(operation.routes.len(), 1);
        assert_eq!(operation.routes[0].dialect, Some(Dialect::Reference));
    }

    #[test]
    fn places_that_hold_nothing_are_left_out() {
        let body = |split: Json| Json::parse(&reference_body(&flat(json!({})), &split)).unwrap();
        assert_eq!(body(json!(null)), json!({"credentialId": "c\"1"}));
        assert_eq!(
            body(json!({"pathParams": {"page_id": "p"}})),
            json!({"credentialId": "c\"1", "pathParams": {"page_id": "p"}})
        );
    }

    #[test]
    fn a_route_is_renamed_with_what_it_will_send() {
        let operation = execute(flat(json!({})), Some(Dialect::Reference));
        let route = rename(operation.routes.into_iter().next().unwrap(), "a/b");
        assert_eq!(route.path, "/connectors/notion/actions/a%2Fb/execute");
        let Body::Action(action) = route.body else { panic!("no action") };
        assert_eq!(describe(&action).path, "/connectors/notion/actions/a%2Fb");
    }

    #[test]
    fn a_description_is_bare_or_wrapped() {
        let action = json!({"id": "a"});
        assert_eq!(description(&json!({"action": action})), action);
        assert_eq!(description(&action), action);
    }

    #[test]
    fn the_clients_headers_for_a_service_give_way_to_the_calls() {
        let mut call = flat(json!({}));
        call.service_headers = json!({"Notion-Version": "client", "X": "y"});
        let split = json!({"additionalHeaders": {"Notion-Version": "call"}});
        let body = Json::parse(&reference_body(&call, &split)).unwrap();
        assert_eq!(body["additionalHeaders"], json!({"Notion-Version": "call", "X": "y"}));
    }

    #[test]
    fn the_answer_comes_out_of_its_envelope() {
        let cases = [
            (json!({"data": [1], "has_more": false}), json!({"data": [1], "has_more": false})),
            (
                json!({"executionId": "e", "status": "completed", "responseData": {"a": 1}}),
                json!({"a": 1}),
            ),
            (json!({"executionId": "e", "status": "completed", "responseData": null}), json!(null)),
            (json!({"success": true, "result": [2]}), json!([2])),
            (json!({"success": true, "result": null}), json!(null)),
            (json!({"result": 1}), json!({"result": 1})),
            (json!({"success": "yes", "result": 1}), json!({"success": "yes", "result": 1})),
            (json!([1]), json!([1])),
            (json!(null), json!(null)),
        ];
        for (body, expected) in cases {
            assert_eq!(result(&body), expected, "{body}");
        }
    }
}
