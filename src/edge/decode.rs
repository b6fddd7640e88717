//! Percent-encoding undone, once and strictly.

use crate::url::hex_value;

/// The text that was encoded. None where a percent sign begins no byte, or the bytes are no UTF-8.
pub fn decode(encoded: &str) -> Option<String> {
    let mut bytes = encoded.bytes();
    let mut decoded = Vec::with_capacity(encoded.len());
    while let Some(byte) = bytes.next() {
        decoded.push(match byte {
            b'%' => hex_value(bytes.next()?)? << 4 | hex_value(bytes.next()?)?,
            _ => byte,
        });
    }
    String::from_utf8(decoded).ok()
}

/// Whether this is a control character: C0, DEL or C1.
fn is_control(c: char) -> bool {
    matches!(c, '\0'..='\x1f' | '\x7f'..='\u{9f}')
}

/// Whether this may be an id: neither empty nor longer than any, and without control characters.
pub fn is_id(text: &str) -> bool {
    const MAX: usize = 1024;
    let begins = |byte: &u8| *byte & 0xc0 != 0x80;
    (1..=MAX).contains(&text.as_bytes().iter().filter(|byte| begins(byte)).count())
        && is_plain(text)
}

/// Whether this is without control characters.
pub fn is_plain(text: &str) -> bool {
    !text.chars().any(is_control)
}
