//! What a flow's state carries: lines of text, which the handler signs.

use super::decode::decode;
use super::refusal::{self, Decision, noted};
use super::settings::Edge;
use crate::text::{cut, decimal, fingerprint, join, number, split};
use crate::url::encode;
use crate::value::Value;

const VERSION: &str = "1";
/// The texts of a flow, after its version and its end.
const FIELDS: [&str; 4] = ["flow", "userId", "connectorId", "returnTo"];
/// As many connections a state remembers, or it would be too long for a URL.
const MAX_KNOWN: usize = 256;

fn mark<V: Value>(id: &str, updated: &V) -> String {
    fingerprint(&join(&[id, "\n", &updated.as_text().unwrap_or_default()]))
}

impl Edge {
    /// The flow as text: `{ expires, flow, userId, connectorId, returnTo, since }`. Empty where it is
    /// too much for one.
    pub fn pack<V: Value>(flow: &V) -> String {
        let since = flow.get("since");
        let known = since.keys();
        if known.len() > MAX_KNOWN {
            return String::new();
        }
        let mut packed =
            join(&[VERSION, "\n", &decimal(flow.get("expires").as_u32().unwrap_or(0))]);
        let fields = FIELDS.iter().map(|name| encode(&flow.get_text(name).unwrap_or_default()));
        let marks = known.iter().map(|id| mark(id, &since.at(id)));
        for line in fields.chain(marks) {
            packed.push('\n');
            packed.push_str(&line);
        }
        packed
    }

    /// Reads such a text, whose signature has been checked, at the time `now` in seconds, into `flow`,
    /// if it is of the call's connector.
    pub fn unpack<V: Value>(text: &str, now: u32, call: &mut V, flow: &mut V) -> u16 {
        let decision = match read(text, call, flow) {
            None => Err(&refusal::STATE_INVALID),
            Some(expires) if expires <= now => Err(&refusal::STATE_EXPIRED),
            Some(_) => Ok(()),
        };
        noted(decision as Decision, call)
    }

    /// Leaves in `flow.since` those of `connections`, ids with their dates, that there were when the
    /// flow began.
    pub fn since<V: Value>(flow: &mut V, connections: &V) {
        let known = flow.get("known").as_text().unwrap_or_default();
        let mut since = V::record();
        for id in connections.keys() {
            let updated = connections.at(&id);
            let mark = mark(&id, &updated);
            if split(&known, b'\n').any(|known| known == mark) {
                since.set(&id, updated);
            }
        }
        flow.set("since", since);
    }
}

/// Gives when it ends.
fn read<V: Value>(text: &str, call: &V, flow: &mut V) -> Option<u32> {
    let (version, rest) = cut(text, b'\n')?;
    let (expires, mut rest) = cut(rest, b'\n')?;
    let expires = number(expires).filter(|_| version == VERSION && !rest.ends_with('\n'))?;
    flow.set("expires", V::number(expires.into()));
    for name in FIELDS {
        let (field, after) = cut(rest, b'\n').unwrap_or((rest, ""));
        let value = decode(field).filter(|value| !value.is_empty())?;
        flow.set(name, V::text(&value));
        rest = after;
    }
    flow.set("known", V::text(rest));
    let own = call.get_text("connectorId");
    (own.is_some() && own == flow.get_text("connectorId")).then_some(expires)
}
