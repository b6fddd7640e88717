//! Which names a body may have, and which headers a page may send on to a service.

use super::refusal::{BODY, HEADER};
use super::{Decision, Lines, lists};

/// Whether each of the names is listed. Asked with what they are names of, the list, and the names.
pub fn check(mut lines: Lines) -> Decision {
    let refusal = if lines.next() == "headers" { &HEADER } else { &BODY };
    let list = lines.next();
    while !lines.0.is_empty() {
        if !lists(list, lines.next()) {
            return Err(refusal);
        }
    }
    Ok(String::new())
}

#[cfg(test)]
mod tests {
    use crate::edge::decide;

    #[test]
    fn one_name_that_is_not_listed_is_too_many() {
        let check = |kind: &str, names: &str| decide(&format!("names\n{kind}\na\tb%20c{names}"));
        for names in ["", "\na", "\nb%20c\na", "\na\na"] {
            assert_eq!(check("body", names), "0\n", "{names:?}");
        }
        for names in ["\nA", "\nb", "\na\nx", "\n\na", "\na\t", "\na\tb%20c", "\n__proto__"] {
            assert!(check("body", names).starts_with("400\nREQUEST_MALFORMED\n"), "{names:?}");
            assert!(check("headers", names).starts_with("403\nHEADER_REFUSED\n"), "{names:?}");
        }
    }
}
