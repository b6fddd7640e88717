//! How often to ask whether something has happened that only a user can make happen.

/// The first pause between two looks, in milliseconds, unless the caller says otherwise.
pub const POLL_MS: u32 = 1_000;
/// How long to look, in milliseconds, unless the caller says otherwise.
pub const DEADLINE_MS: u32 = 120_000;
/// How long to look for the connection of a user who is back already, in milliseconds.
pub const APPEARS_WITHIN_MS: u32 = 30_000;
/// The longest pause that grows by itself.
const LONGEST_MS: u32 = 8_000;

/// The pauses between looks: each half as long again as the one before, up to eight seconds, or to
/// the caller's own first pause where that is longer.
pub struct Poll {
    pause_ms: u32,
    longest_ms: u32,
    ends_at: f64,
}

impl Poll {
    /// Ends at that moment, in milliseconds of any clock.
    pub fn new(poll_ms: u32, ends_at: f64) -> Self {
        Poll { pause_ms: poll_ms, longest_ms: poll_ms.max(LONGEST_MS), ends_at }
    }

    /// The next pause. None when the time is up; the last pause ends with the deadline.
    pub fn next_pause(&mut self, now: f64) -> Option<u32> {
        let left = self.ends_at - now;
        if left <= 0.0 {
            return None;
        }
        let pause = self.pause_ms;
        self.pause_ms = pause.saturating_add(pause / 2 + pause % 2).min(self.longest_ms);
        // Rounded up, so that a fraction left over does not spin.
        Some(if left < f64::from(pause) { left.ceil() as u32 } else { pause })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_grow_to_eight_seconds_and_end_with_the_deadline() {
        let (mut now, mut pauses) = (5_000.0, vec![]);
        let mut poll = Poll::new(POLL_MS, now + 40_000.0);
        while let Some(pause) = poll.next_pause(now) {
            pauses.push(pause);
            now += f64::from(pause);
        }
        assert_eq!(pauses, [1000, 1500, 2250, 3375, 5063, 7595, 8000, 8000, 3217]);
        assert_eq!(now, 45_000.0);
    }

    #[test]
    fn a_callers_longer_pause_is_kept() {
        let mut poll = Poll::new(10_000, 60_000.0);
        assert_eq!((poll.next_pause(0.0), poll.next_pause(10_000.0)), (Some(10_000), Some(10_000)));
    }

    #[test]
    fn a_fraction_of_a_millisecond_still_pauses() {
        assert_eq!(Poll::new(1_000, 10.0).next_pause(9.5), Some(1));
    }
}
