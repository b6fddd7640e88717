//! The class that JavaScript sees, as far as it is Rust's: how it is made, and what its methods, which
//! are JavaScript's (`src/js/methods.js`), have of the core.
//!
//! No method is `async` or takes `&mut self`: the borrow would last as long as the call, and the
//! second call at the same time, or `free()` during one, would throw.

mod engine;
mod oauth;
mod running;

use crate::config::Config;
use crate::core::Core;
use crate::js::arguments;
use crate::transport::fetch::Fetch;
use crate::value::Value;
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

    /// The same client on behalf of another user, whose id has been checked.
    #[wasm_bindgen(js_name = forUser)]
    pub fn for_user(&self, user_id: JsValue) -> AlloyConnectivity {
        AlloyConnectivity { core: self.core.for_user(user_id) }
    }
}
