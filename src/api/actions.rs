//! Executing an action: the guide's flat parameters, the reference's four places, and the answer.

use super::{Body, Operation, Route};
use crate::config::Dialect;
use crate::value::{Value, escape_json};

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
    /// Headers for the service itself, which only the reference's dialect can carry.
    pub service_headers: Option<V>,
}

/// What an action is given.
#[derive(Clone)]
pub enum Arguments<V> {
    /// The guide's one object, written as JSON.
    Flat(V),
    /// The reference's places, by their names, each an object.
    Split(Vec<(String, V)>),
}

/// The places in which the reference's dialect takes parameters, in the order in which a name that
/// the schema has twice is put into one.
pub const PLACES: [&str; 4] = ["pathParams", "queryParameters", "requestBody", "additionalHeaders"];

/// `POST /connectors/{connectorId}/actions/{actionId}` in the guide, `…/execute` in the reference.
/// Arguments that are split already speak the reference's dialect alone.
pub fn execute<V: Value>(call: Call<V>) -> Operation<V> {
    let mut routes = Vec::with_capacity(2);
    let ids = [call.connector_id.as_str(), call.action_id.as_str()];
    if let Arguments::Flat(parameters) = &call.arguments {
        let body = Body::Json(guide_body(&call.credential_id, parameters));
        routes.push(
            Route::post("/connectors/{connectorId}/actions/{actionId}", &ids, body)
                .only(Dialect::Guide),
        );
    }
    routes.push(
        Route::post(
            "/connectors/{connectorId}/actions/{actionId}/execute",
            &ids,
            Body::Action(call.clone()),
        )
        .only(Dialect::Reference),
    );
    Operation {
        name: "executeAction",
        connector_id: Some(call.connector_id),
        action_id: Some(call.action_id),
        routes,
    }
}

fn guide_body<V: Value>(credential_id: &str, parameters: &V) -> V {
    let head = format!("{{\"credentialId\":\"{}\",\"parameters\":", escape_json(credential_id));
    V::concat(vec![V::text(&head), parameters.clone(), V::text("}")])
}

/// `GET /connectors/{connectorId}/actions/{actionId}`: the action's schema, in the reference.
pub fn describe<V: Value>(connector_id: &str, action_id: &str) -> Operation<V> {
    Operation {
        name: "getAction",
        connector_id: Some(connector_id.to_owned()),
        action_id: Some(action_id.to_owned()),
        routes: vec![Route::get(
            "/connectors/{connectorId}/actions/{actionId}",
            &[connector_id, action_id],
        )],
    }
}

/// Where an action takes its parameters.
#[derive(Default, Debug, PartialEq)]
pub struct Schema(Vec<(String, &'static str)>);

impl Schema {
    /// Reads `{action: {parameters: [{name, in}]}}`; what it does not list belongs to the body.
    pub fn read<V: Value>(body: &V) -> Self {
        let action = body.get("action").unwrap_or_else(|| body.clone());
        let parameters = action.get("parameters").and_then(|list| list.items()).unwrap_or_default();
        let mut places: Vec<(String, &'static str)> = Vec::new();
        for parameter in parameters {
            let place = match parameter.get_text("in").as_deref() {
                Some("path") => "pathParams",
                Some("query") => "queryParameters",
                Some("header") => "additionalHeaders",
                _ => continue,
            };
            places.extend(parameter.get_text("name").map(|name| (name, place)));
        }
        Schema(places)
    }

    fn place(&self, name: &str) -> &'static str {
        let known = |place| self.0.iter().any(|(known, at)| known == name && *at == place);
        if known("pathParams") {
            "pathParams"
        } else if known("queryParameters") {
            "queryParameters"
        } else if known("additionalHeaders") {
            "additionalHeaders"
        } else {
            "requestBody"
        }
    }
}

/// Whether it takes the schema to write the call in the reference's dialect.
pub fn needs_schema<V: Value>(call: &Call<V>) -> bool {
    match &call.arguments {
        Arguments::Flat(json) => {
            V::parse(json).and_then(|flat| flat.entries()).is_some_and(|all| !all.is_empty())
        }
        Arguments::Split(_) => false,
    }
}

/// The body in the reference's dialect, written as JSON.
pub fn reference_body<V: Value>(call: &Call<V>, schema: &Schema) -> V {
    let mut places: Vec<(String, V)> = match &call.arguments {
        Arguments::Split(places) => places.clone(),
        Arguments::Flat(json) => {
            let flat = V::parse(json).and_then(|flat| flat.entries()).unwrap_or_default();
            let mut sorted: Vec<(&str, Vec<(String, V)>)> =
                PLACES.map(|place| (place, vec![])).into();
            for (name, value) in flat {
                let place = schema.place(&name);
                if let Some((_, entries)) = sorted.iter_mut().find(|(known, _)| *known == place) {
                    entries.push((name, value));
                }
            }
            let filled = sorted.into_iter().filter(|(_, entries)| !entries.is_empty());
            filled.map(|(place, entries)| (place.to_owned(), V::object(entries))).collect()
        }
    };
    if let Some(defaults) = &call.service_headers {
        let at = places.iter().position(|(place, _)| place == "additionalHeaders");
        let given = at
            .map(|at| places.remove(at).1)
            .and_then(|headers| headers.entries())
            .unwrap_or_default();
        let given = given.iter().map(|(name, value)| (name.as_str(), value.clone())).collect();
        places.push(("additionalHeaders".to_owned(), defaults.with(given)));
    }
    let credential = ("credentialId".to_owned(), V::text(&call.credential_id));
    V::object(std::iter::once(credential).chain(places).collect()).stringify()
}

/// What the provider sent, out of whichever envelope it came in: the reference has
/// `{executionId, status, responseData}` and `{success, result}`, the guide none.
pub fn result<V: Value>(body: &V) -> V {
    let has = |key: &str| body.entries().is_some_and(|all| all.iter().any(|(name, _)| name == key));
    if let Some(data) = body.get("responseData") {
        return data;
    }
    let enveloped = body.get("success").and_then(|success| success.as_bool()).is_some();
    if enveloped && let Some(result) = body.get("result") {
        return result;
    }
    // A provider that sent nothing at all: the envelope is there, and null within it.
    if body.get("executionId").is_some() && has("responseData") || enveloped && has("result") {
        return V::null();
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
            service_headers: None,
        }
    }

    fn schema() -> Schema {
        Schema::read(&json!({"action": {"parameters": [
            {"name": "page_id", "in": "path"}, {"name": "filter_properties", "in": "query"},
            {"name": "Notion-Version", "in": "header"}, {"name": "both", "in": "query"}, {"name": "both", "in": "path"},
            {"in": "query"}, {"name": "odd", "in": "cookie"}, 7
        ]}}))
    }

    fn flat(value: Json) -> Call<Json> {
        call(Arguments::Flat(value.stringify()))
    }

    #[test]
    fn the_guides_body_holds_the_parameters_as_they_were_written() {
        let operation = execute(flat(json!({"q": "é\n"})));
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
        let places = vec![("pathParams".to_owned(), json!({"page_id": "p"}))];
        let operation = execute(call(Arguments::Split(places)));
        assert_eq!(operation.routes.len(), 1);
        assert_eq!(operation.routes[0].dialect, Some(Dialect::Reference));
    }

    #[test]
    fn flat_parameters_go_where_the_schema_says() {
        let call = flat(
            json!({"page_id": "p", "filter_properties": "x", "Notion-Version": "v", "both": 1, "properties": {}}),
        );
        assert_eq!(
            Json::parse(&reference_body(&call, &schema())).unwrap(),
            json!({"credentialId": "c\"1", "pathParams": {"page_id": "p", "both": 1}, "queryParameters": {"filter_properties": "x"},
                   "requestBody": {"properties": {}}, "additionalHeaders": {"Notion-Version": "v"}})
        );
    }

    #[test]
    fn places_that_hold_nothing_are_left_out() {
        assert_eq!(
            Json::parse(&reference_body(&flat(json!({})), &schema())).unwrap(),
            json!({"credentialId": "c\"1"})
        );
        assert!(!needs_schema(&flat(json!({}))));
        assert!(needs_schema(&flat(json!({"a": 1}))));
    }

    #[test]
    fn the_clients_headers_for_a_service_give_way_to_the_calls() {
        let mut call = flat(json!({"Notion-Version": "call"}));
        call.service_headers = Some(json!({"Notion-Version": "client", "X": "y"}));
        let body = Json::parse(&reference_body(&call, &schema())).unwrap();
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
