//! When a request may go out: the client's own rate, and what a server's 429 asks of everybody.
//!
//! Calls ask, wait for themselves, and ask again. They share no waker and no promise: in a Worker,
//! one request must not wake another's call.

use super::retry::LONGEST_RETRY_AFTER_MS;

/// The longest time to stand in line before asking again, in milliseconds: those ahead may leave.
const LOOK_AGAIN_MS: f64 = 1_000.0;
/// By how much a call that stands in line may be late, in milliseconds, before it is passed over. A
/// Worker whose request has ended never comes back.
const OVERDUE_MS: f64 = 1_000.0;

/// A token bucket, and a line of those who wait for it: first come, first served.
#[derive(Default)]
pub struct Gate {
    /// Tokens a millisecond; 0 for any number.
    per_ms: f64,
    burst: f64,
    tokens: f64,
    /// When the tokens were counted.
    counted_at: f64,
    /// Until when nobody goes; 0 for open.
    closed_until: f64,
    /// In the order of their numbers.
    line: Vec<Place>,
}

struct Place {
    number: u32,
    /// When it will ask again.
    due: f64,
}

/// Not yet.
#[derive(Debug, PartialEq)]
pub struct Wait {
    /// How long it may take, in milliseconds, as things stand.
    pub ms: u32,
    /// When to ask again, in milliseconds: no later than that.
    pub ask_again_ms: u32,
    /// Whether a server's 429 closed the gate.
    pub closed: bool,
}

impl Gate {
    /// A gate that lets so many through a second, and a burst of so many at once.
    pub fn new(per_second: f64, burst: f64) -> Self {
        Gate { per_ms: per_second / 1_000.0, burst, tokens: burst, ..Gate::default() }
    }

    /// Whether anybody may go without asking.
    pub fn is_open(&self) -> bool {
        self.per_ms == 0.0 && self.closed_until == 0.0
    }

    /// Lets nobody through until then.
    pub fn close(&mut self, until: f64) {
        self.closed_until = self.closed_until.max(until);
    }

    /// Asks to go, at `now`. None: go. `number` tells who came first; it stays the same while a call
    /// asks again.
    pub fn ask(&mut self, number: u32, now: f64) -> Option<Wait> {
        self.count(now);
        self.line.retain(|place| place.number != number && place.due + OVERDUE_MS >= now);
        let ahead = self.line.iter().take_while(|place| place.number < number).count();
        let closed_ms = self.closed_until - now;
        let line_ms = self.line_ms(ahead);
        if ahead == 0 && closed_ms <= 0.0 && line_ms <= 0.0 {
            self.tokens -= 1.0;
            if self.line.is_empty() {
                self.closed_until = 0.0;
            }
            return None;
        }
        // Rounded up, so that a fraction left over does not spin.
        let whole = |line_ms: f64| closed_ms.max(line_ms).max(1.0).ceil();
        let ask_again_ms = whole(line_ms.min(LOOK_AGAIN_MS));
        self.stand(ahead, Place { number, due: now + ask_again_ms });
        let (ms, ask_again_ms) = (whole(line_ms) as u32, ask_again_ms as u32);
        Some(Wait { ms, ask_again_ms, closed: closed_ms > 0.0 })
    }

    /// Stands in line no more.
    pub fn leave(&mut self, number: u32) {
        self.line.retain(|place| place.number != number);
    }

    /// `Vec::insert` would bring the words of its panic along.
    fn stand(&mut self, at: usize, mut place: Place) {
        for later in self.line.iter_mut().skip(at) {
            std::mem::swap(later, &mut place);
        }
        self.line.push(place);
    }

    /// How long it takes until there is a token after so many.
    fn line_ms(&self, ahead: usize) -> f64 {
        if self.per_ms == 0.0 {
            // They are due now: this one came back a moment too early.
            return ahead.min(1) as f64;
        }
        (ahead as f64 + 1.0 - self.tokens) / self.per_ms
    }

    fn count(&mut self, now: f64) {
        // A clock that was set back must close nothing for hours.
        let passed = (now - self.counted_at).max(0.0);
        self.tokens = (self.tokens + passed * self.per_ms).min(self.burst);
        self.counted_at = now;
        if self.closed_until > now + LONGEST_RETRY_AFTER_MS {
            self.closed_until = now;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Has so many calls wait for the gate, each on its own timer, and gives when each went.
    fn times(gate: &mut Gate, numbers: std::ops::Range<u32>, start: f64) -> Vec<(u32, f64)> {
        let mut due: Vec<(f64, u32)> = numbers.map(|number| (start, number)).collect();
        let mut gone = vec![];
        while let Some(at) = (0..due.len()).min_by(|a, b| due[*a].0.total_cmp(&due[*b].0)) {
            let (now, number) = due.remove(at);
            match gate.ask(number, now) {
                None => gone.push((number, now)),
                Some(wait) => due.push((now + f64::from(wait.ask_again_ms), number)),
            }
        }
        gone
    }

    #[test]
    fn without_a_rate_it_is_open() {
        let mut gate = Gate::default();
        assert!(gate.is_open());
        assert_eq!(gate.ask(1, 0.0), None);
    }

    #[test]
    fn a_burst_goes_at_once_and_the_rest_at_the_rate() {
        let gone = times(&mut Gate::new(10.0, 3.0), 1..7, 5_000.0);
        let expected =
            [(1, 5_000.0), (2, 5_000.0), (3, 5_000.0), (4, 5_100.0), (5, 5_200.0), (6, 5_300.0)];
        assert_eq!(gone, expected);
    }

    #[test]
    fn tokens_are_saved_up_to_the_burst() {
        let mut gate = Gate::new(1.0, 2.0);
        times(&mut gate, 1..3, 0.0);
        let gone = times(&mut gate, 3..6, 60_000.0);
        assert_eq!(gone, [(3, 60_000.0), (4, 60_000.0), (5, 61_000.0)]);
    }

    #[test]
    fn a_429_closes_it_for_everybody_and_all_go_in_order() {
        let mut gate = Gate::default();
        gate.close(2_000.0);
        assert!(!gate.is_open());
        let wait = gate.ask(2, 500.0).unwrap();
        assert_eq!(wait, Wait { ms: 1_500, ask_again_ms: 1_500, closed: true });
        // Came later, woke first.
        gate.ask(3, 600.0);
        assert_eq!(gate.ask(3, 2_000.0).unwrap().ask_again_ms, 1);
        assert_eq!(gate.ask(2, 2_000.0), None);
        assert_eq!(gate.ask(3, 2_001.0), None);
        assert!(gate.is_open());
    }

    #[test]
    fn who_came_first_stays_first_when_it_has_to_come_back() {
        let mut gate = Gate::new(10.0, 1.0);
        assert_eq!(gate.ask(1, 0.0), None);
        for number in 2..5 {
            assert!(gate.ask(number, 1.0).is_some());
        }
        // Number 1 met a 429, and asks again before the others have gone.
        assert!(gate.ask(1, 50.0).is_some());
        assert_eq!(gate.ask(1, 100.0), None);
        assert!(gate.ask(2, 101.0).is_some());
    }

    #[test]
    fn who_leaves_makes_room_and_who_never_comes_back_is_passed_over() {
        let mut gate = Gate::new(1.0, 1.0);
        assert_eq!(gate.ask(1, 0.0), None);
        for number in 2..6 {
            gate.ask(number, 0.0);
        }
        for number in 2..4 {
            gate.leave(number);
        }
        // 4 is due at 1,000 (it looks again then) and never comes.
        assert!(gate.ask(5, 1_000.0).is_some());
        assert_eq!(gate.ask(5, 2_001.0), None);
    }

    #[test]
    fn a_long_line_is_looked_at_again_every_second() {
        let mut gate = Gate::new(1.0, 1.0);
        gate.ask(1, 0.0);
        gate.ask(2, 0.0);
        let wait = gate.ask(3, 0.0).unwrap();
        assert_eq!(wait, Wait { ms: 2_000, ask_again_ms: 1_000, closed: false });
    }

    #[test]
    fn a_clock_that_is_set_back_closes_nothing() {
        let mut gate = Gate::new(10.0, 1.0);
        gate.ask(1, 1e12);
        gate.close(1e12 + 1_000.0);
        assert!(gate.ask(2, 0.0).unwrap().ms <= 100);
        assert_eq!(gate.ask(2, 100.0), None);
    }
}
