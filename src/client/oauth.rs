//! What the redirect at the end of an OAuth flow carries.

use super::AlloyConnectivity;
use crate::api::callback::{Callback, query};
use crate::js::arguments;
use crate::js::result::to_js;
use gloo_net::http::QueryParams;
use wasm_bindgen::prelude::*;
use web_sys::UrlSearchParams;

#[wasm_bindgen]
impl AlloyConnectivity {
    /// Reads what the redirect at the end of an OAuth flow carries.
    #[wasm_bindgen(js_name = parseOAuthCallback)]
    pub fn parse_oauth_callback(callback: &JsValue) -> Result<JsValue, JsValue> {
        let text = arguments::callback(callback)?;
        let parameters = QueryParams::from_raw(UrlSearchParams::new_with_str(query(&text))?);
        Ok(to_js(&Callback::read(|name| parameters.get(name))))
    }
}
