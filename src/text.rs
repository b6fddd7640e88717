//! Cutting and joining text. The standard library's searchers and `concat` do the same, and bring
//! two kilobytes along.

/// What stands before and after the first `byte`, an ASCII character.
pub fn cut(text: &str, byte: u8) -> Option<(&str, &str)> {
    cut_at(text, text.bytes().position(|found| found == byte)?)
}

/// What stands before and after the last `byte`, an ASCII character.
pub fn cut_last(text: &str, byte: u8) -> Option<(&str, &str)> {
    cut_at(text, text.bytes().rposition(|found| found == byte)?)
}

fn cut_at(text: &str, at: usize) -> Option<(&str, &str)> {
    Some((text.get(..at)?, text.get(at + 1..)?))
}

/// The parts between `separator`s, ASCII characters.
pub fn split(text: &str, separator: u8) -> impl Iterator<Item = &str> {
    let mut rest = Some(text);
    std::iter::from_fn(move || {
        let text = rest?;
        let cut = cut(text, separator);
        rest = cut.map(|(_, after)| after);
        Some(cut.map_or(text, |(before, _)| before))
    })
}

/// The parts, one after another.
pub fn join(parts: &[&str]) -> String {
    let mut joined = String::new();
    for part in parts {
        joined.push_str(part);
    }
    joined
}

/// `text` as it stands between the quotes of a JSON string, if it is without control characters.
pub fn escape_json(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '"' | '\\') {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}

/// A text told apart from others without showing it: FNV-1a, 64 bits of it, in hexadecimal digits.
pub fn fingerprint(text: &str) -> String {
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    for byte in text.bytes() {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    let digit = |at: u32| char::from_digit((hash >> (4 * at)) as u32 & 15, 16);
    (0..16).rev().filter_map(digit).collect()
}

/// A number in decimal digits.
pub fn decimal(mut number: u32) -> String {
    let mut digits = Vec::new();
    loop {
        digits.push(b'0' + (number % 10) as u8);
        number /= 10;
        if number == 0 {
            break;
        }
    }
    digits.iter().rev().map(|digit| char::from(*digit)).collect()
}

/// The number that decimal digits write. None where it is no number, or does not fit.
pub fn number(digits: &str) -> Option<u32> {
    let value = |byte: u8| byte.is_ascii_digit().then(|| u32::from(byte - b'0'));
    if digits.is_empty() {
        return None;
    }
    digits.bytes().try_fold(0u32, |number, byte| number.checked_mul(10)?.checked_add(value(byte)?))
}

#[cfg(test)]
mod tests {
    use super::{number as read, *};

    #[test]
    fn text_is_cut_where_the_byte_stands() {
        assert_eq!(cut("a:b:c", b':'), Some(("a", "b:c")));
        assert_eq!(cut_last("a:b:c", b':'), Some(("a:b", "c")));
        assert_eq!(cut("é", b':'), None);
        assert_eq!(cut(":", b':'), Some(("", "")));
    }

    #[test]
    fn quotes_and_backslashes_are_escaped() {
        assert_eq!(escape_json("a\"b\\c/é"), "a\\\"b\\\\c/é");
    }

    #[test]
    fn what_is_no_number_is_none() {
        for text in ["", "-1", "+1", "1 ", "4294967296", "99999999999999999999", "1e3", "٣"] {
            assert_eq!(read(text), None, "{text:?}");
        }
    }

    #[test]
    fn splitting_gives_what_the_standard_library_gives() {
        for text in ["", "/", "a", "/a//b/", "é/漢"] {
            assert!(split(text, b'/').eq(text.split('/')), "{text:?}");
        }
    }

    #[test]
    fn parts_are_joined_and_numbers_written_out() {
        assert_eq!(join(&["a", "", "é"]), "aé");
        for number in [0, 7, 10, 30_000, u32::MAX] {
            assert_eq!(decimal(number), number.to_string());
            assert_eq!(read(&number.to_string()), Some(number));
        }
    }
}
