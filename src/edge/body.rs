//! What a body says, in either dialect.

use super::decode::{is_id, is_plain};
use super::refusal::{self, Decision, noted};
use super::settings::Edge;
use crate::text::split;
use crate::value::Value;

const HEADERS: &str = "additionalHeaders";
/// The reference's places for an action's parameters.
const PLACES: [&str; 3] = ["pathParams", "queryParameters", "requestBody"];

fn is_object<V: Value>(value: &V) -> bool {
    value.is_structure() && !value.is_list()
}

/// The object under `key`, or null for none.
fn object<V: Value>(body: &V, key: &'static str) -> Decision<V> {
    let value = body.get(key);
    if value.is_null() || is_object(&value) { Ok(value) } else { Err(&refusal::BODY) }
}

/// Refuses what has another field than these. The user is always the one who is signed in.
fn has_only<V: Value>(body: &V, names: &str) -> Decision {
    let is_known = |key: &String| key == "userId" || split(names, b' ').any(|name| name == key);
    let is_right = is_object(body) && body.keys().iter().all(is_known);
    if is_right { Ok(()) } else { Err(&refusal::BODY_NAME) }
}

impl Edge {
    /// Reads the body of an admitted call, as JSON has it or null for none, into the same record.
    pub fn fill<V: Value>(&self, call: &mut V, body: &V) -> u16 {
        let operation = call.get("operation").as_text().unwrap_or_default();
        let decision = match operation.as_str() {
            "executeAction" if call.get_text("wrap").is_some() => self.reference(call, body),
            "executeAction" => guide(call, body),
            "connect" if !body.is_null() => connect(call, body),
            _ => Ok(()),
        };
        noted(decision, call)
    }

    /// `{ credentialId, requestBody, queryParameters, pathParams, additionalHeaders }`
    fn reference<V: Value>(&self, call: &mut V, body: &V) -> Decision {
        has_only(body, "credentialId requestBody queryParameters pathParams additionalHeaders")?;
        credential(call, body)?;
        let (mut split, mut flat) = (V::record(), V::record());
        for place in PLACES {
            let given = object(body, place)?;
            for name in given.keys() {
                // Of two, the policy would see one, and the service the other. A name that is no
                // Unicode is not found again by its text.
                if flat.holds(&name) || !given.holds(&name) {
                    return Err(&refusal::BODY_NAME);
                }
                flat.set(&name, given.at(&name));
            }
            if !given.is_null() {
                split.set(place, given);
            }
        }
        let headers = object(body, HEADERS)?;
        for name in headers.keys() {
            let value = headers.at(&name).as_text();
            let listed = self.provider_headers.iter().any(|own| own.eq_ignore_ascii_case(&name));
            if !listed || !value.is_some_and(|value| is_plain(&value)) {
                return Err(&refusal::HEADER);
            }
        }
        if !headers.is_null() {
            split.set(HEADERS, headers);
        }
        call.set("split", split);
        call.set("parameters", flat);
        Ok(())
    }
}

/// `{ credentialId, parameters }`
fn guide<V: Value>(call: &mut V, body: &V) -> Decision {
    has_only(body, "credentialId parameters")?;
    credential(call, body)?;
    let given = object(body, "parameters")?;
    call.set("parameters", if given.is_null() { V::record() } else { given });
    Ok(())
}

/// `{ returnTo?, data? }`
fn connect<V: Value>(call: &mut V, body: &V) -> Decision {
    has_only(body, "returnTo data")?;
    let (target, data) = (body.get("returnTo"), object(body, "data")?);
    if !target.is_null() {
        if target.as_text().is_none() {
            return Err(&refusal::BODY);
        }
        call.set("returnTo", target);
    }
    if !data.is_null() {
        call.set("parameters", data.clone());
        call.set("data", data);
    }
    Ok(())
}

fn credential<V: Value>(call: &mut V, body: &V) -> Decision {
    let id = body.get("credentialId");
    if !id.as_text().is_some_and(|id| is_id(&id)) {
        return Err(&refusal::CREDENTIAL);
    }
    call.set("connectionId", id);
    Ok(())
}
