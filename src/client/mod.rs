//! The class that JavaScript sees. No logic: have the arguments read, clone the core, give a promise.
//!
//! No method is `async` or takes `&mut self`: the borrow would last as long as the call, and the
//! second call at the same time, or `free()` during one, would throw.

mod actions;
mod connections;
mod engine;
mod oauth;
mod running;

use crate::config::Config;
use crate::core::{Core, Task};
use crate::js::arguments;
use crate::transport::fetch::Fetch;
use crate::value::Value;
use js_sys::Promise;
use wasm_bindgen::prelude::*;

/// A client for Alloy's Connectivity API. Its TypeScript declaration, with the documentation that
/// its users read, is `pkg-template/index.d.ts`.
#[wasm_bindgen(skip_typescript)]
pub struct AlloyConnectivity {
    core: Core<Fetch>,
}

#[wasm_bindgen]
impl AlloyConnectivity {
    /// Makes a client. Starts nothing, so that it may be made at module scope.
    #[wasm_bindgen(constructor)]
    pub fn new(options: &JsValue) -> Result<AlloyConnectivity, JsValue> {
        let options = arguments::client(options)?;
        let fetch = Fetch { fetch: options.get("fetch"), memory: options.get("memory") };
        Ok(AlloyConnectivity { core: Core::new(fetch, Config::read(&options)?, &options) })
    }

    /// Makes a client from the guide's environment variables.
    #[wasm_bindgen(js_name = fromEnv)]
    pub fn from_env(env: &JsValue, overrides: &JsValue) -> Result<AlloyConnectivity, JsValue> {
        AlloyConnectivity::new(&arguments::environment(env, overrides)?)
    }

    /// The same client on behalf of another user.
    #[wasm_bindgen(js_name = forUser)]
    pub fn for_user(&self, user_id: &JsValue) -> Result<AlloyConnectivity, JsValue> {
        Ok(AlloyConnectivity { core: self.core.for_user(arguments::id("userId", user_id)?) })
    }
}

impl AlloyConnectivity {
    /// Has the arguments of the task's method read, and performs the task. Whatever goes wrong rejects,
    /// bad arguments among them.
    fn call(&self, task: Task, given: &[&JsValue]) -> Promise {
        running::perform(self.core.clone(), task, arguments::of(task.name(), given))
    }
}
