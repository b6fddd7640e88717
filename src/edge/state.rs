//! What a flow's state carries: words, which the handler signs.

use super::refusal::{EXPIRED, STATE};
use super::{Decision, Lines, word};
use crate::text::{fingerprint, join, number};

const VERSION: &str = "1";

/// Asked with the words of a flow (when it ends, in seconds since 1970, its id, user, connector, and where
/// it leads to), and with what is connected, a line each. Gives the state.
pub fn pack(mut lines: Lines) -> Decision {
    let flow = lines.next();
    Ok(join(&[VERSION, " ", flow, " ", &marks(lines)]))
}

/// Tells lines apart from others, without showing them: a word for each.
pub fn marks(mut lines: Lines) -> String {
    let mut marks = String::new();
    while !lines.0.is_empty() {
        marks.push_str(&fingerprint(lines.next()));
        marks.push(' ');
    }
    marks
}

/// Whether a state, whose signature has been checked, may be used now. Asked with the time, in seconds,
/// the connector that it should be of, and the state.
pub fn check(mut lines: Lines) -> Decision {
    let (now, connector, mut state) = (number(lines.next()), lines.next(), lines.next());
    let mut next = || word(&mut state);
    let (version, expires, flow, user) = (next(), next(), next(), next());
    let (its_connector, return_to) = (next(), next());
    let is_whole = version == VERSION && ![flow, user, its_connector, return_to].contains(&"");
    match (number(expires), now) {
        (Some(expires), Some(now)) if is_whole && its_connector == connector => {
            if expires > now {
                Ok(String::new())
            } else {
                Err(&EXPIRED)
            }
        }
        _ => Err(&STATE),
    }
}

#[cfg(test)]
mod tests {
    use crate::edge::decide;

    const FLOW: &str = "1000 id user notion https://app.example/";

    fn state() -> String {
        decide(&format!("pack\n{FLOW}\na 2025\nb 2026")).split_off(2)
    }

    fn check(now: &str, connector: &str, state: &str) -> String {
        decide(&format!("state\n{now}\n{connector}\n{state}")).split('\n').nth(1).unwrap().into()
    }

    #[test]
    fn a_state_says_what_was_packed() {
        let words: Vec<_> = state().split(' ').map(str::to_owned).collect();
        assert_eq!(words[..6].join(" "), format!("1 {FLOW}"));
        assert_eq!(words.len(), 9);
        assert_eq!(decide("marks\na 2025\nb 2026")[2..], words[6..].join(" "));
        assert_ne!(words[6], words[7]);
        assert_eq!(decide("marks"), "0\n");
    }

    #[test]
    fn it_holds_until_it_ends_and_for_its_connector() {
        assert_eq!(check("999", "notion", &state()), "");
        assert_eq!(check("1000", "notion", &state()), "STATE_EXPIRED");
        assert_eq!(check("999", "slack", &state()), "STATE_INVALID");
    }

    #[test]
    fn what_is_none_is_none() {
        for broken in [
            "",
            "1",
            "2 1000 id user notion https://app.example/ ",
            "1 x id user notion https://app.example/ ",
            "1 99999999999 id user notion https://app.example/ ",
            "1 1000  user notion https://app.example/ ",
            "1 1000 id  notion https://app.example/ ",
            "1 1000 id user notion  ",
        ] {
            assert_eq!(check("999", "notion", broken), "STATE_INVALID", "{broken:?}");
        }
        // Nor can it be used at no time.
        assert_eq!(check("NaN", "notion", &state()), "STATE_INVALID");
    }
}
