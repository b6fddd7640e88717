//! Where a redirect may lead.

use super::decode::decode;
use super::origin::Origin;
use super::refusal::{self, Decision, noted};
use super::settings::Edge;
use crate::text::{join, split};
use crate::url::HttpUrl;
use crate::value::Value;

const MAX: usize = 2_048;

/// A place that the settings list: an origin, and a path that with all below it is allowed.
#[derive(Debug)]
pub struct Place {
    origin: String,
    path: String,
}

impl Place {
    /// Reads a URL of the settings.
    pub fn read(text: &str) -> Option<Self> {
        let url = HttpUrl::parse(text).filter(|url| !url.has_tail && !url.has_dot_segment())?;
        let path = url.path.trim_end_matches('/').to_owned();
        Some(Place { origin: Origin::safe(text)?.text, path })
    }

    fn allows(&self, origin: &str, url: &HttpUrl) -> bool {
        self.origin == origin
            && (self.path.is_empty() || is_below(url.path, &self.path) && !url.has_dot_segment())
    }
}

/// Whether a path is `parent`, or below it.
fn is_below(path: &str, parent: &str) -> bool {
    path.strip_prefix(parent).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// Whether URL parsers may read the segment as one or two dots, and step sideways.
fn is_dots(segment: &str) -> bool {
    let mut rest = segment;
    while let Some(after) = [".", "%2e", "%2E"].iter().find_map(|dot| rest.strip_prefix(dot)) {
        rest = after;
    }
    rest.is_empty() && !segment.is_empty()
}

impl Edge {
    /// Checks where the call's flow is to end, or names the start page, and makes it absolute.
    pub fn return_to<V: Value>(&self, call: &mut V) -> u16 {
        let given = call.get("returnTo").as_text();
        let decision = match self.lead(given.as_deref().unwrap_or("/")) {
            Some(target) => {
                call.set("returnTo", V::text(&target));
                Ok(())
            }
            None => Err(&refusal::RETURN_TO),
        };
        noted(decision as Decision, call)
    }

    fn lead(&self, target: &str) -> Option<String> {
        let own = if target.starts_with('/') { self.public_origin.as_str() } else { "" };
        let target = join(&[own, target]);
        let url = HttpUrl::parse(&target).filter(|_| target.len() <= MAX)?;
        let origin = Origin::of(&target)?.text;
        // A path that begins with two is another's origin to whoever has the path alone.
        if url.path.starts_with("//") || split(url.path, b'/').any(is_dots) {
            return None;
        }
        let passes = if origin == self.public_origin {
            self.is_own_page(url.path)
        } else {
            self.return_to.iter().any(|place| place.allows(&origin, &url))
        };
        passes.then_some(target)
    }

    /// Whether a path of the own origin is not the handler's, but for the page that popups end on.
    fn is_own_page(&self, path: &str) -> bool {
        let is_end = path.strip_prefix(self.base_path.as_str()) == Some("/connected");
        // Routers may decode, and may not tell cases apart.
        let meant = decode(path).map(|path| path.to_ascii_lowercase());
        let is_handlers = |path: String| is_below(&path, &self.base_path.to_ascii_lowercase());
        is_end || !meant.is_none_or(is_handlers)
    }
}
