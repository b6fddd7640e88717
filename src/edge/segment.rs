//! What a segment of a path may be.

/// Whether a segment, as it was written, is one that every reader takes for one, and for the same one:
/// nothing in it stands for what cuts paths, ends texts or steps sideways, or hides another encoding.
pub fn is_plain(segment: &str) -> bool {
    let mut bytes = segment.bytes();
    while let Some(byte) = bytes.next() {
        let meant =
            if byte == b'%' { hex(bytes.next()) << 4 | hex(bytes.next()) } else { byte.into() };
        let is_hidden = byte == b'%' && (matches!(meant, 0x25 | 0x2e | 0x2f) || meant > 0xff);
        if is_hidden || matches!(meant, 0..=0x1f | 0x5c | 0x7f) {
            return false;
        }
    }
    !matches!(segment, "" | "." | "..")
}

/// The value of a hexadecimal digit; more than any where it is none.
fn hex(digit: Option<u8>) -> u32 {
    digit.and_then(|digit| char::from(digit).to_digit(16)).unwrap_or(0x1000)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_hidden_in_a_segment() {
        for plain in
            ["notion", "post-search", "a..b", "...", "%C3%A9", "a%3Ab", "x;y=z", "a@b", "a%20b"]
        {
            assert!(is_plain(plain), "{plain}");
        }
        for hidden in [
            "", ".", "..", "%2e", "%2E%2e", "a%2Fb", "a%2fb", "a%5Cb", "a\\b", "%00", "a%0A",
            "%7f", "a%252F", "%25", "%", "a%2", "%zz", "%%41",
        ] {
            assert!(!is_plain(hidden), "{hidden}");
        }
    }
}
