//! The class over the boundary, in Node and in Chromium, with a `fetch` of the tests' own.
#![cfg(target_arch = "wasm32")]

use alloy_connectivity::client::AlloyConnectivity;
use js_sys::{Array, Function, JSON, Object, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen(inline_js = r#"
export const answering = (status, text) => async () => new Response(text, { status });
export const recording = (log, text) => async (url, init) => {
  log.push({ url, ...init });
  return new Response(text);
};
export const hanging = () => () => new Promise(() => {});
export const lying = () => async () => ({ status: 200, text: () => '{"plain":"string"}' });
export const rejecting = (reason) => () => Promise.reject(reason);
export const throwing = () => () => { throw new Error("thrown, not rejected"); };
export const counting = (count) => async () => {
  const n = count.n++;
  await new Promise((resolve) => setTimeout(resolve, n % 7));
  return new Response(JSON.stringify({ n }));
};
export const pending = () => {
  const pending = {};
  pending.promise = new Promise((resolve, reject) => Object.assign(pending, { resolve, reject }));
  return pending;
};
export const abortedWith = (reason) => AbortSignal.abort(reason);
"#)]
extern "C" {
    fn answering(status: u16, text: &str) -> Function;
    fn recording(log: &Array, text: &str) -> Function;
    fn hanging() -> Function;
    fn lying() -> Function;
    fn rejecting(reason: &JsValue) -> Function;
    fn throwing() -> Function;
    fn counting(count: &JsValue) -> Function;
    fn pending() -> JsValue;
    #[wasm_bindgen(js_name = abortedWith)]
    fn aborted_with(reason: &JsValue) -> JsValue;
}

fn json(text: &str) -> JsValue {
    JSON::parse(text).unwrap()
}

fn get(value: &JsValue, key: &str) -> JsValue {
    Reflect::get(value, &key.into()).unwrap()
}

/// In some engines only.
fn stacks_have_messages() -> bool {
    text(&js_sys::Error::new("here it is"), "stack").contains("here it is")
}

fn text(value: &JsValue, key: &str) -> String {
    get(value, key).as_string().unwrap_or_default()
}

fn client(fetch: &Function) -> AlloyConnectivity {
    let options = json(
        r#"{"apiKey": "key-1234", "userId": "u1", "connectionId": "c1", "dangerouslyAllowBrowser": true}"#,
    );
    Reflect::set(&options, &"fetch".into(), fetch).unwrap();
    AlloyConnectivity::new(&options).map_err(|error| text(&error, "message")).unwrap()
}

/// Has it told how things end, as `engine.js` does.
fn listen() {
    type Settle = dyn Fn(f64, u8, u16, JsValue, JsValue, JsValue);
    let settle = |ticket, how, status, headers, value, json| {
        let given =
            |value: JsValue| Some(value).filter(|value| !value.is_undefined() && !value.is_null());
        let [headers, value, json] =
            [headers, value, json].map(|value| given(value).map(JsCast::unchecked_into));
        AlloyConnectivity::settle(ticket, how, status, headers, value, json);
    };
    AlloyConnectivity::settle_by(&Closure::<Settle>::new(settle).into_js_value());
}

/// What the method `executeAction` does when it has read its arguments.
fn search(client: &AlloyConnectivity, options: &JsValue) -> Promise {
    let arguments =
        json(r#"{"connectorId": "notion", "actionId": "post-search", "parameters": "{}"}"#);
    Reflect::set(&arguments, &"options".into(), options).unwrap();
    let pending = pending();
    listen();
    let task = AlloyConnectivity::task_of("executeAction");
    let ticket = client.open(task, arguments, pending.clone().unchecked_into());
    AlloyConnectivity::go(ticket);
    get(&pending, "promise").unchecked_into()
}

async fn failure(promise: Promise) -> JsValue {
    JsFuture::from(promise).await.expect_err("a rejection")
}

#[wasm_bindgen_test]
async fn a_call_is_one_fetch_of_a_url_and_a_plain_object() {
    let log = Array::new();
    let alloy = client(&recording(&log, r#"{"results": []}"#));
    let value = JsFuture::from(search(&alloy, &JsValue::UNDEFINED)).await.unwrap();
    assert!(Array::is_array(&get(&value, "results")));
    assert_eq!(log.length(), 1);
    let sent = log.get(0);
    let url = "https://production.runalloy.com/connectors/notion/actions/post-search";
    assert_eq!(text(&sent, "url"), url);
    assert_eq!(text(&sent, "method"), "POST");
    assert_eq!(text(&sent, "redirect"), "manual");
    assert_eq!(text(&sent, "body"), r#"{"credentialId":"c1","parameters":{}}"#);
    let headers = get(&sent, "headers");
    assert_eq!(text(&headers, "authorization"), "Bearer key-1234");
    assert_eq!(text(&headers, "x-api-version"), "2025-09");
    assert_eq!(text(&headers, "x-alloy-userid"), "u1");
}

#[wasm_bindgen_test]
async fn an_answer_of_alloys_becomes_its_error_class() {
    let body = r#"{"error": {"code": "INVALID_INPUT", "message": "Credential not found"}}"#;
    let error = failure(search(&client(&answering(400, body)), &JsValue::UNDEFINED)).await;
    assert!(error.is_instance_of::<js_sys::Error>());
    assert_eq!(text(&error, "name"), "AlloyBadRequestError");
    assert_eq!(text(&error, "code"), "INVALID_INPUT");
    assert_eq!(get(&error, "status").as_f64(), Some(400.0));
    assert_eq!(text(&error, "path"), "/connectors/notion/actions/post-search");
    if stacks_have_messages() {
        assert!(text(&error, "stack").contains("Credential not found"));
    }
}

#[wasm_bindgen_test]
async fn hostile_fetches_end_in_typed_errors_or_in_answers() {
    let value = JsFuture::from(search(&client(&lying()), &JsValue::UNDEFINED)).await.unwrap();
    assert_eq!(text(&value, "plain"), "string", "a stand-in whose text() is no promise");
    for reason in [JsValue::UNDEFINED, "refused".into(), JsValue::NULL, Object::new().into()] {
        let error = failure(search(&client(&rejecting(&reason)), &JsValue::UNDEFINED)).await;
        assert_eq!(text(&error, "name"), "AlloyNetworkError");
    }
    let error = failure(search(&client(&throwing()), &JsValue::UNDEFINED)).await;
    assert!(text(&error, "message").contains("thrown, not rejected"));
}

#[wasm_bindgen_test]
async fn a_fetch_that_hangs_and_knows_no_signal_times_out() {
    let error = failure(search(&client(&hanging()), &json(r#"{"timeoutMs": 20}"#))).await;
    assert_eq!(text(&error, "name"), "AlloyTimeoutError");
    assert_eq!(text(&error, "code"), "TIMED_OUT");
}

#[wasm_bindgen_test]
async fn an_aborted_signal_sends_nothing_and_keeps_its_reason() {
    let log = Array::new();
    let options = Object::new();
    Reflect::set(&options, &"signal".into(), &aborted_with(&"enough".into())).unwrap();
    let error = failure(search(&client(&recording(&log, "{}")), &options)).await;
    assert_eq!(text(&error, "name"), "AlloyAbortError");
    assert_eq!(text(&error, "cause"), "enough");
    assert_eq!(get(&error, "attempts").as_f64(), Some(0.0));
    assert_eq!(log.length(), 0);
}

#[wasm_bindgen_test]
async fn many_calls_at_once_keep_their_answers_apart_and_outlive_their_client() {
    let count = json(r#"{"n": 0}"#);
    let alloy = client(&counting(&count));
    let calls: Vec<Promise> = (0..64).map(|_| search(&alloy, &JsValue::UNDEFINED)).collect();
    drop(alloy);
    for (n, call) in calls.into_iter().enumerate() {
        let value = JsFuture::from(call).await.unwrap();
        assert_eq!(get(&value, "n").as_f64(), Some(n as f64));
    }
}

#[wasm_bindgen_test]
fn callbacks_are_read_from_every_form() {
    let url = "http://localhost/cb?code=a%2Fb+c&state=s&error_description=";
    for callback in [JsValue::from(url), json(r#"{"code": "a/b c", "state": "s", "x": ["y"]}"#)] {
        let read = AlloyConnectivity::parse_oauth_callback(&callback).ok().unwrap();
        let written = JSON::stringify(&read).unwrap();
        assert_eq!(String::from(written), r#"{"code":"a/b c","state":"s"}"#);
    }
}
