//! What methods that are JavaScript's have of Rust. `src/js/engine.js` takes it off the class.

use super::{AlloyConnectivity, running};
use crate::api::endpoint;
use crate::core::Task;
use crate::value::Value;
use js_sys::Promise;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
impl AlloyConnectivity {
    /// Asks the endpoint of that name, with arguments that have been checked, and gives the answer in
    /// its envelope.
    pub fn ask(&self, name: &str, arguments: JsValue) -> Promise {
        match endpoint::of(name) {
            Some(endpoint) => {
                running::perform(self.core.clone(), Task::Ask(endpoint), Ok(arguments))
            }
            None => Promise::reject(&JsValue::from_str(name)),
        }
    }

    /// What calls are made with that say nothing of it: `{ userId, connectionId, deadlineMs }`.
    pub fn own(&self) -> JsValue {
        self.core.own().copy()
    }

    /// The client itself, to be held by JavaScript for as long as it takes.
    pub fn view(&self) -> AlloyConnectivity {
        AlloyConnectivity { core: self.core.clone() }
    }
}
