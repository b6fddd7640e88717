//! The edge handler's decisions, as `pkg-template/worker` has them.

use crate::edge;
use crate::js::value::{Given, or_null};
use wasm_bindgen::prelude::*;

/// What a handler decides. Not part of the public surface.
#[wasm_bindgen(skip_typescript)]
pub struct Edge {
    edge: edge::Edge,
}

#[wasm_bindgen]
impl Edge {
    /// What is wrong with the settings.
    pub fn problem(settings: &JsValue) -> Option<String> {
        edge::Edge::problem(settings)
    }

    /// The origin of a URL on this machine.
    pub fn loopback(url: &str) -> Option<String> {
        edge::loopback(url)
    }

    /// Reads settings that have no problem.
    #[wasm_bindgen(constructor)]
    pub fn new(settings: &JsValue) -> Edge {
        Edge { edge: edge::Edge::read(settings) }
    }

    /// Reads a request into the record `call`. 0, or the status of a refusal.
    pub fn admit(
        &self,
        method: &str,
        url: &str,
        origin: Option<String>,
        site: Option<String>,
        mut call: JsValue,
    ) -> u16 {
        self.edge.admit(method, url, origin.as_deref(), site.as_deref(), &mut call)
    }

    /// Reads its body.
    pub fn fill(&self, mut call: JsValue, body: Option<Given>) -> u16 {
        self.edge.fill(&mut call, &or_null(body))
    }

    /// Checks where its flow ends, and makes that absolute.
    #[wasm_bindgen(js_name = returnTo)]
    pub fn return_to(&self, mut call: JsValue) -> u16 {
        self.edge.return_to(&mut call)
    }

    /// A flow as text.
    pub fn pack(&self, flow: &JsValue) -> String {
        edge::Edge::pack(flow)
    }

    /// Reads it again, into the record `flow`.
    pub fn unpack(&self, text: &str, now: u32, mut call: JsValue, mut flow: JsValue) -> u16 {
        edge::Edge::unpack(text, now, &mut call, &mut flow)
    }

    /// Keeps in `flow.since` what there was of `connections` when the flow began.
    pub fn since(&self, mut flow: JsValue, connections: &JsValue) {
        edge::Edge::since(&mut flow, connections);
    }
}
