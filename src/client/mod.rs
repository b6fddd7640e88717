//! The class that JavaScript sees. No logic: read the arguments, clone the core, give a promise.
//!
//! No method is `async` or takes `&mut self`: the borrow would last as long as the call, and the
//! second call at the same time, or `free()` during one, would throw.

mod actions;
mod connections;
mod oauth;
mod options;

use crate::core::{Core, Reply};
use crate::error::{Error, Failure};
use crate::js::args::{self, Fields};
use crate::js::result::{envelope, to_js};
use crate::transport::fetch::Fetch;
use js_sys::Promise;
use options::Call;
use std::pin::Pin;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::future_to_promise;

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
    pub fn new(options: JsValue) -> Result<AlloyConnectivity, JsValue> {
        let (fetch, given) = options::read(&Fields::of_client(&options)?)?;
        Ok(AlloyConnectivity { core: Core::new(Fetch::new(fetch), given.check()?) })
    }

    /// Makes a client from the guide's environment variables.
    #[wasm_bindgen(js_name = fromEnv)]
    pub fn from_env(env: JsValue, overrides: JsValue) -> Result<AlloyConnectivity, JsValue> {
        let (fetch, given) = options::from_env(&env, &Fields::of_client(&overrides)?)?;
        Ok(AlloyConnectivity { core: Core::new(Fetch::new(fetch), given.check()?) })
    }

    /// The same client on behalf of another user.
    #[wasm_bindgen(js_name = forUser)]
    pub fn for_user(&self, user_id: JsValue) -> Result<AlloyConnectivity, JsValue> {
        let user_id = args::id("userId", &user_id)?;
        Ok(AlloyConnectivity { core: self.core.for_user(user_id) })
    }

    /// Reads what the redirect at the end of an OAuth flow carries.
    #[wasm_bindgen(js_name = parseOAuthCallback)]
    pub fn parse_oauth_callback(callback: JsValue) -> Result<JsValue, JsValue> {
        Ok(to_js(&oauth::read_callback(&callback)?))
    }
}

/// Runs a call: reads the arguments at once, the rest in a promise. Whatever goes wrong rejects.
fn call<R, W>(
    core: &Core<Fetch>,
    options: &JsValue,
    read: impl FnOnce(&Fields) -> Result<R, Error<JsValue>>,
    work: impl FnOnce(Core<Fetch>, R, Call) -> W,
) -> Promise
where
    W: Future<Output = Result<JsValue, Failure<JsValue>>> + 'static,
{
    let arguments =
        Fields::of_call(options).and_then(|fields| Ok((read(&fields)?, Call::read(&fields)?)));
    match arguments {
        Ok((arguments, call)) => promise(Box::pin(work(core.clone(), arguments, call))),
        Err(error) => Promise::reject(&error.into()),
    }
}

/// Boxed, so that the machinery of a promise is compiled once and not once a method.
fn promise(work: Pin<Box<dyn Future<Output = Result<JsValue, Failure<JsValue>>>>>) -> Promise {
    future_to_promise(async { work.await.map_err(JsValue::from) })
}

/// Gives `data`, or the envelope around it that `withResponse` asks for.
fn settle<R>(
    core: &Core<Fetch>,
    call: &Call,
    reply: Reply<JsValue, R>,
    write: impl FnOnce(R) -> JsValue,
) -> Result<JsValue, Failure<JsValue>> {
    let Reply { value, answer } = reply;
    let data = write(value);
    Ok(if call.with_response { envelope(core, &data, &answer) } else { data })
}
