//! What a query says.

use super::decode::{decode, is_plain};
use super::refusal::{self, Decision};
use crate::text::{cut, split};
use crate::value::Value;

/// A name or a value, in which a plus is a space.
fn field(encoded: &str) -> Option<String> {
    let space = |c| if c == '+' { ' ' } else { c };
    decode(&encoded.chars().map(space).collect::<String>())
}

/// Reads the names that the route takes into the record. A `lenient` one may have others: what a
/// provider adds is no business of the handler's.
pub fn read<V: Value>(query: &str, names: &[&str], lenient: bool, call: &mut V) -> Decision {
    for pair in split(query, b'&').filter(|_| !query.is_empty()) {
        let (name, value) = cut(pair, b'=').unwrap_or((pair, ""));
        let name = field(name).ok_or(&refusal::QUERY)?;
        if !names.contains(&name.as_str()) {
            // The user is always the one who is signed in.
            if lenient || name == "userId" {
                continue;
            }
            return Err(&refusal::QUERY_NAME);
        }
        let value = field(value).filter(|value| is_plain(value)).ok_or(&refusal::QUERY)?;
        let key = if name == "alloy_state" { "state" } else { &name };
        if call.holds(key) {
            return Err(&refusal::QUERY_NAME);
        }
        call.set(key, V::text(&value));
    }
    Ok(())
}
