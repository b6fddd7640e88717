//! What the host is, found out when it is asked for and never at import.

use js_sys::{Object, Reflect, global};
use wasm_bindgen::prelude::*;

/// `globalThis.a.b.c`; undefined as soon as one of them is not there.
fn lookup(path: &[&str]) -> JsValue {
    let mut value = JsValue::from(global());
    for name in path {
        if !value.is_object() && !value.is_function() {
            return JsValue::UNDEFINED;
        }
        value = Reflect::get(&value, &(*name).into()).unwrap_or(JsValue::UNDEFINED);
    }
    value
}

/// Whether this is a page, or a worker of a page.
pub fn is_browser() -> bool {
    if lookup(&["document"]).is_object() && lookup(&["window"]).is_object() {
        return true;
    }
    // workerd, Deno and Bun look like a page's worker; their user agent tells them apart.
    let servers = ["Cloudflare-Workers", "Deno/", "Bun/", "Node.js/"];
    let agent = lookup(&["navigator", "userAgent"]).as_string().unwrap_or_default();
    lookup(&["WorkerGlobalScope"]).is_function()
        && lookup(&["importScripts"]).is_function()
        && !lookup(&["EdgeRuntime"]).is_string()
        && !servers.iter().any(|server| agent.starts_with(server))
}

/// The origin of the page, where there is one.
pub fn origin() -> Option<String> {
    lookup(&["location", "origin"]).as_string().filter(|origin| origin.starts_with("http"))
}

/// The environment's variables, where the host has them.
pub fn environment() -> Option<Object> {
    let environment = lookup(&["process", "env"]);
    environment.is_object().then(|| environment.unchecked_into())
}

/// Whether there is a `fetch`.
pub fn has_fetch() -> bool {
    lookup(&["fetch"]).is_function()
}
