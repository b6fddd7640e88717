//! What a `Retry-After` header asks for.

use crate::text::{cut, split};

/// The wait in milliseconds, counted from `now_ms` (Unix time). Seconds and HTTP dates are read, as
/// RFC 9110 has them; a date that is past asks for no wait. None when it is neither.
pub fn retry_after_ms(header: &str, now_ms: f64) -> Option<f64> {
    let text = header.trim_ascii();
    match whole(text) {
        Some(seconds) => Some(seconds as f64 * 1000.0),
        None => Some((http_date_ms(text)? - now_ms).max(0.0).ceil()),
    }
}

/// `Sun, 06 Nov 1994 08:49:37 GMT`, the one form of date that servers may send today.
fn http_date_ms(text: &str) -> Option<f64> {
    const MONTHS: &str = "JanFebMarAprMayJunJulAugSepOctNovDec";
    let (_, date) = cut(text, b',')?;
    let mut parts = split(date.strip_prefix(' ')?, b' ');
    let day = whole(parts.next()?)?;
    let name = parts.next()?;
    let month = (1..=12).find(|month| MONTHS.get(3 * month - 3..3 * month) == Some(name))?;
    let year = whole(parts.next()?)?;
    let mut time = split(parts.next()?, b':').map(whole);
    let (hour, minute, second) = (time.next()??, time.next()??, time.next()??);
    let sane = (1..=31).contains(&day)
        && (1970..=9999).contains(&year)
        && hour < 24
        && minute < 60
        && second <= 60
        && time.next().is_none();
    if !sane || parts.next() != Some("GMT") || parts.next().is_some() {
        return None;
    }
    let seconds =
        days_since_1970(year, month as i64, day) * 86_400 + hour * 3_600 + minute * 60 + second;
    Some(seconds as f64 * 1000.0)
}

/// A number of digits; a billion where it is more, which is as long as any wait.
fn whole(text: &str) -> Option<i64> {
    const MOST: i64 = 1_000_000_000;
    let digit = |byte: u8| byte.is_ascii_digit().then(|| i64::from(byte - b'0'));
    if text.is_empty() {
        return None;
    }
    text.bytes().try_fold(0, |number, byte| Some((number * 10 + digit(byte)?).min(MOST)))
}

/// Days in the Gregorian calendar, counted from a year that begins in March, so that the leap day is
/// the last of its year.
fn days_since_1970(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let days_before_month = (153 * ((month + 9) % 12) + 2) / 5;
    365 * year + year / 4 - year / 100 + year / 400 + days_before_month + day - 1 - 719_468
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seconds_are_read() {
        assert_eq!(retry_after_ms("2", 0.0), Some(2_000.0));
        assert_eq!(retry_after_ms("3600", 0.0), Some(3_600_000.0));
        assert_eq!(retry_after_ms("0000000002", 0.0), Some(2_000.0));
        // Not understood, it would be asked again within a second.
        assert_eq!(retry_after_ms("99999999999999999999", 0.0), Some(1e12));
    }

    #[test]
    fn dates_are_read_against_the_clock() {
        let now = 784_111_777_000.0; // Sun, 06 Nov 1994 08:49:37 GMT
        assert_eq!(retry_after_ms("Sun, 06 Nov 1994 08:49:40 GMT", now), Some(3_000.0));
        assert_eq!(retry_after_ms("Sun, 06 Nov 1994 08:49:00 GMT", now), Some(0.0));
        assert_eq!(retry_after_ms("Tue, 29 Feb 2000 00:00:00 GMT", 951_782_400_000.0), Some(0.0));
        assert_eq!(
            retry_after_ms("Wed, 01 Mar 2000 00:00:00 GMT", 951_782_400_000.0),
            Some(86_400_000.0)
        );
    }

    #[test]
    fn anything_else_is_none() {
        for text in [
            "",
            "-1",
            "soon",
            "NaN",
            "inf",
            "Sun, 06 Foo 1994 08:49:37 GMT",
            "Sun, 99 Nov 1994 08:49:37 GMT",
            "Sun, 06 Nov 1994 08:49:37 PST",
            "Sun, 06 Nov 1994 08:49 GMT",
        ] {
            assert_eq!(retry_after_ms(text, 0.0), None, "{text}");
        }
    }
}
