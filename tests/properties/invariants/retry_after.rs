//! `Retry-After`, beside the `httpdate` crate.

use alloy_connectivity::policy::retry_after::retry_after_ms;
use std::time::{Duration, UNIX_EPOCH};

/// Seconds beyond so many are not told apart.
const A_BILLION: f64 = 1e9;

pub fn holds(data: &[u8]) {
    let text = super::text(data);
    for now_ms in [0.0, 784_111_777_000.0, 1_790_000_000_123.5, 253_402_300_800_000.0] {
        a_wait_is_a_number(&text, now_ms);
    }
}

pub fn a_wait_is_a_number(header: &str, now_ms: f64) {
    let text = header.trim_ascii();
    let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let Some(wait_ms) = retry_after_ms(header, now_ms) else {
        let meant = digits || is_as_sent(text) && httpdate::parse_http_date(text).is_ok();
        return assert!(!meant, "{header:?} was not understood");
    };
    assert!(wait_ms.is_finite() && wait_ms >= 0.0, "{header:?}: {wait_ms}");
    if digits {
        let seconds: f64 = text.parse().unwrap();
        assert_eq!(wait_ms, seconds.min(A_BILLION) * 1_000.0, "{header:?}");
    } else if let Ok(date) = httpdate::parse_http_date(text) {
        let date_ms = date.duration_since(UNIX_EPOCH).unwrap().as_millis() as f64;
        assert_eq!(wait_ms, (date_ms - now_ms).max(0.0).ceil(), "{header:?} at {now_ms}");
    }
}

/// What a server writes is what is read.
pub fn a_date_is_read_as_it_was_written(seconds: u32, now_ms: f64) {
    let header = httpdate::fmt_http_date(UNIX_EPOCH + Duration::from_secs(seconds.into()));
    let left_ms = f64::from(seconds) * 1_000.0 - now_ms;
    assert_eq!(retry_after_ms(&header, now_ms), Some(left_ms.max(0.0).ceil()), "{header}");
}

/// Whether a date may be in the one form that servers may send today.
fn is_as_sent(text: &str) -> bool {
    text.len() == "Sun, 06 Nov 1994 08:49:37 GMT".len() && text.find(',') == Some(3)
}
