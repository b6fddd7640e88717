//! What the edge handler (`pkg-template/worker`) decides: which requests pass, what they may name, where
//! a redirect may lead, and what a state carries.
//!
//! Each decision takes lines of text and gives lines of text. The host has parsed what it parses as
//! browsers do, URLs and JSON, and has encoded what could hold a line break or a tab. Nothing here waits,
//! sends, signs, or knows a secret.

mod admit;
mod origins;
mod passages;
mod redirect;
mod refusal;
mod segment;
mod state;

pub use passages::PASSAGES;

use crate::text::{cut, decimal, join, split};
use refusal::{PATH, Refusal};

/// What there is to know, or why not.
type Decision = Result<String, &'static Refusal>;

/// What a decision is given, line by line; empty ones when they have come to an end.
struct Lines<'a>(&'a str);

impl<'a> Lines<'a> {
    fn next(&mut self) -> &'a str {
        let (line, rest) = cut(self.0, b'\n').unwrap_or((self.0, ""));
        self.0 = rest;
        line
    }
}

/// Takes the next word of a line; an empty one at its end.
fn word<'a>(line: &mut &'a str) -> &'a str {
    let (word, rest) = cut(line, b' ').unwrap_or((line, ""));
    *line = rest;
    word
}

/// Answers a question. Its first line says which it is, and those after that what it is about. The
/// answer begins with a line of 0, or with three for a refusal: its status, its code and its message.
pub fn decide(question: &str) -> String {
    let mut lines = Lines(question);
    let decision = match lines.next() {
        "admit" => admit::admit(lines),
        "loopback" => origins::loopback(lines),
        "redirect" => redirect::check(lines),
        "pack" => state::pack(lines),
        "state" => state::check(lines),
        "marks" => Ok(state::marks(lines)),
        _ => Err(&PATH),
    };
    match decision {
        Ok(answer) => join(&["0\n", &answer]),
        Err(Refusal { status, code, message }) => {
            join(&[&decimal(*status), "\n", code, "\n", message])
        }
    }
}

/// Whether a list, with tabs between its items, has this one.
fn lists(list: &str, item: &str) -> bool {
    !item.is_empty() && split(list, b'\t').any(|listed| listed == item)
}
