//! Keeping secrets out of everything that a caller might log.

use crate::url::encode;
use crate::value::escape_json;

/// What stands where a secret stood.
pub const REDACTED: &str = "[redacted]";

/// The secrets that one call knows of: the key, an authorization code.
#[derive(Clone, Default)]
pub struct Secrets(Vec<String>);

impl Secrets {
    /// Adds a secret. Very short ones are left out: replacing every `1` would only garble a text.
    pub fn add(&mut self, secret: &str) {
        if secret.len() < 4 {
            return;
        }
        for spelling in [secret.to_owned(), escape_json(secret), encode(secret)] {
            // A secret that contains another must go first, or its rest would stay behind.
            let at = self.0.iter().position(|known| known.len() <= spelling.len());
            let at = at.unwrap_or(self.0.len());
            if self.0.get(at) != Some(&spelling) {
                self.0.insert(at, spelling);
            }
        }
    }

    /// Whether `text` holds one of the secrets, in any of the spellings a server echoes.
    pub fn found_in(&self, text: &str) -> bool {
        self.0.iter().any(|secret| text.contains(secret.as_str()))
    }

    /// `text` without the secrets.
    pub fn scrub(&self, text: &str) -> String {
        let mut clean = text.to_owned();
        for secret in &self.0 {
            if clean.contains(secret.as_str()) {
                clean = clean.replace(secret.as_str(), REDACTED);
            }
        }
        clean
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn secrets(list: &[&str]) -> Secrets {
        let mut secrets = Secrets::default();
        list.iter().for_each(|secret| secrets.add(secret));
        secrets
    }

    #[test]
    fn a_secret_is_removed_in_every_spelling() {
        let secrets = secrets(&["k\"ey/1234"]);
        assert_eq!(secrets.scrub("plain k\"ey/1234!"), "plain [redacted]!");
        assert_eq!(secrets.scrub(r#"{"k":"k\"ey/1234"}"#), r#"{"k":"[redacted]"}"#);
        assert_eq!(secrets.scrub("?key=k%22ey%2F1234"), "?key=[redacted]");
    }

    #[test]
    fn a_secret_within_a_secret_leaves_no_rest() {
        assert_eq!(
            secrets(&["abcd", "abcd-efgh"]).scrub("x abcd-efgh y abcd"),
            "x [redacted] y [redacted]"
        );
    }

    #[test]
    fn too_short_a_secret_garbles_nothing() {
        assert_eq!(secrets(&["a", ""]).scrub("banana"), "banana");
    }
}
