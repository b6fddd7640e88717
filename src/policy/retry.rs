//! Whether a failed attempt is made again, and after which pause.

/// The longest pause that a server may ask for, in milliseconds: past it the call fails at once.
pub const LONGEST_RETRY_AFTER_MS: f64 = 60_000.0;
/// How often a request is sent again, unless the caller says otherwise.
pub const MAX_RETRIES: u32 = 2;
/// The first pause that nobody asked for, in milliseconds. Each one doubles, up to eight seconds.
const FIRST_MS: u32 = 500;
const DOUBLINGS: u32 = 4;

/// Whether sending a request twice does what sending it once does.
pub fn is_safe(method: &str, idempotent: bool) -> bool {
    idempotent || method != "POST"
}

/// Whether an attempt may be made again that ended with this status, or, with none, without an
/// answer. What is not safe and may have happened is never repeated.
pub fn may_repeat(status: Option<u16>, safe: bool) -> bool {
    match status {
        // Nothing was done: the server says so.
        Some(429) => true,
        None | Some(408 | 500 | 502 | 503 | 504) => safe,
        Some(_) => false,
    }
}

/// The pause before the next attempt, in milliseconds, after so many retries. None when the server
/// asks for more than anybody would wait. `dice` is from 0 up to 1: as much as a quarter of a pause
/// falls away, so that clients that failed together do not come back together.
pub fn pause_ms(retries: u32, retry_after_ms: Option<f64>, dice: f64) -> Option<u32> {
    let Some(asked) = retry_after_ms else {
        let whole = FIRST_MS << retries.min(DOUBLINGS);
        return Some(whole - (f64::from(whole / 4) * dice) as u32);
    };
    (asked <= LONGEST_RETRY_AFTER_MS).then_some(asked as u32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_may_have_happened_is_repeated_only_where_that_does_no_harm() {
        for status in [None, Some(408), Some(500), Some(502), Some(503), Some(504)] {
            assert!(may_repeat(status, true), "{status:?}");
            assert!(!may_repeat(status, false), "{status:?}");
        }
        assert!(may_repeat(Some(429), true) && may_repeat(Some(429), false));
        for status in [0, 302, 400, 401, 403, 404, 405, 409, 418, 422, 501, 505, 599] {
            assert!(!may_repeat(Some(status), true), "{status}");
        }
    }

    #[test]
    fn reads_and_what_is_marked_are_safe() {
        assert!(is_safe("GET", false) && is_safe("PUT", false) && is_safe("DELETE", false));
        assert!(!is_safe("POST", false) && is_safe("POST", true));
    }

    #[test]
    fn pauses_double_to_eight_seconds_less_up_to_a_quarter() {
        let pauses = |dice| (0..7).map(|n| pause_ms(n, None, dice).unwrap()).collect::<Vec<_>>();
        assert_eq!(pauses(0.0), [500, 1000, 2000, 4000, 8000, 8000, 8000]);
        assert_eq!(pauses(0.999_999), [376, 751, 1501, 3001, 6001, 6001, 6001]);
    }

    #[test]
    fn a_server_is_heeded_up_to_a_minute() {
        assert_eq!(pause_ms(0, Some(0.0), 0.5), Some(0));
        assert_eq!(pause_ms(3, Some(2_000.0), 0.5), Some(2_000));
        assert_eq!(pause_ms(0, Some(60_000.0), 0.5), Some(60_000));
        assert_eq!(pause_ms(0, Some(60_001.0), 0.5), None);
    }
}
