//! What a handler is set up with.

use super::origin::Origin;
use super::return_to::Place;
use crate::text::join;
use crate::value::Value;

/// The settings of one handler.
#[derive(Debug)]
pub struct Edge {
    /// What stands before every route, such as `/alloy`.
    pub(super) base_path: String,
    /// Where the handler is, as browsers know it.
    pub(super) public_origin: String,
    /// The other origins whose pages may call.
    pub(super) origins: Vec<String>,
    /// Where a flow may end, besides the handler's own origin.
    pub(super) return_to: Vec<Place>,
    /// The connectors that pass. None: every one.
    pub(super) connectors: Option<Vec<String>>,
    /// The headers for a service that pages may send.
    pub(super) provider_headers: Vec<String>,
}

fn texts<V: Value>(list: &V) -> Vec<String> {
    list.items().unwrap_or_default().iter().filter_map(V::as_text).collect()
}

/// A path that is compared as it stands.
fn is_base_path(path: &str) -> bool {
    let plain =
        |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'~' | b'/');
    let is_below = path.starts_with('/') && !path.ends_with('/');
    (path.is_empty() || is_below) && path.bytes().all(plain)
}

impl Edge {
    /// Reads settings, which are of the right types already. One that is wrong lets nothing pass that
    /// would need it; [`Edge::problem`] names it.
    pub fn read<V: Value>(settings: &V) -> Self {
        let list = |key: &'static str| texts(&settings.get(key));
        let origin = |text: &String| Origin::exact(text).map(|origin| origin.text);
        let connectors = settings.get("connectors");
        Edge {
            base_path: settings.get_text("basePath").unwrap_or_default(),
            public_origin: settings
                .get_text("publicOrigin")
                .as_ref()
                .and_then(origin)
                .unwrap_or_default(),
            origins: list("origins").iter().filter_map(origin).collect(),
            return_to: list("returnTo").iter().filter_map(|text| Place::read(text)).collect(),
            connectors: (!connectors.is_null()).then(|| texts(&connectors)),
            provider_headers: list("providerHeaders"),
        }
    }

    /// What is wrong with the settings, naming the one.
    pub fn problem<V: Value>(settings: &V) -> Option<String> {
        if !settings.get("basePath").as_text().is_some_and(|path| is_base_path(&path)) {
            return Some("basePath must be a path, such as /alloy".to_owned());
        }
        let is_origin = |text: &str| Origin::exact(text).is_some();
        let is_place = |text: &str| Place::read(text).is_some();
        let own = texts(&V::list(vec![settings.get("publicOrigin")]));
        let (name, what) = if own.is_empty() || !own.iter().all(|text| is_origin(text)) {
            ("publicOrigin", " must be an origin")
        } else if !texts(&settings.get("origins")).iter().all(|text| is_origin(text)) {
            ("origins", " must be origins")
        } else if !texts(&settings.get("returnTo")).iter().all(|text| is_place(text)) {
            ("returnTo", " must be origins or URLs without a query")
        } else {
            return None;
        };
        Some(join(&[name, what, ", such as https://app.example; http is for loopback alone"]))
    }
}
