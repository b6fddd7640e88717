//! When a request may go out: the client's own rate, and what a server's 429 asks of everybody.
//!
//! A call that cannot go is given a slot, waits for it by itself, and asks again. Calls share no waker
//! and no promise: in a Worker, one request must not wake another's call. Nor does anybody ask again
//! and again: with thousands in line that took all the time there was.

/// Who waits longer than this, in milliseconds, asks again at half time: those ahead may have left.
const LOOK_AGAIN_MS: f64 = 1_000.0;
/// How long a call lets one go first that was there before it and is due, in milliseconds: timers are
/// no more exact than that.
const GRACE_MS: f64 = 10.0;
/// By how much a call may be late, in milliseconds, before it is struck off. A Worker whose request
/// has ended never comes back.
const OVERDUE_MS: f64 = 60_000.0;

/// A token bucket, and a line of those who wait for it: first come, first served.
///
/// Its own time stands still while it is closed, so that a 429 moves every slot at once.
#[derive(Default)]
pub struct Gate {
    /// Milliseconds between two requests; 0 for any number at once.
    interval_ms: f64,
    /// How far ahead of that rate a burst may be, in milliseconds.
    ahead_ms: f64,
    /// When the next request would be on time, had each kept its distance; in the gate's time.
    on_time: f64,
    /// The same after the last request that went.
    on_time_gone: f64,
    /// When the next request would be on time by when the others really went.
    on_time_sent: f64,
    /// By how much the gate's time is behind the clock.
    behind_ms: f64,
    /// By the clock; 0 for open.
    closed_until: f64,
    /// The clock when last asked.
    seen: f64,
    /// In the order of the numbers, and of the slots.
    line: Vec<Place>,
}

#[derive(Clone, Copy)]
struct Place {
    number: u32,
    /// When it may go, in the gate's time.
    slot: f64,
    /// What `on_time` is when it has gone.
    on_time: f64,
}

/// Not yet.
#[derive(Debug, PartialEq)]
pub struct Wait {
    /// How long it will take, in milliseconds, as things stand.
    pub ms: u32,
    /// When to ask again, in milliseconds: no later than that.
    pub ask_again_ms: u32,
    /// Whether a server's 429 closed the gate.
    pub closed: bool,
}

impl Gate {
    /// A gate that lets so many through a second, and a burst of so many at once. 0: any number.
    pub fn new(per_second: f64, burst: f64) -> Self {
        if per_second == 0.0 {
            return Gate::default();
        }
        let interval_ms = 1_000.0 / per_second;
        let ahead_ms = (burst - 1.0) * interval_ms;
        // Any time will do that is long ago.
        let [on_time, on_time_gone, on_time_sent] = [f64::MIN; 3];
        Gate { interval_ms, ahead_ms, on_time, on_time_gone, on_time_sent, ..Gate::default() }
    }

    /// Whether anybody may go without asking.
    pub fn is_open(&self) -> bool {
        self.interval_ms == 0.0 && self.closed_until == 0.0
    }

    /// Lets nobody through for so long, from `now` on.
    pub fn close(&mut self, now: f64, ms: f64) {
        self.see(now);
        let until = now + ms;
        let closed_already = self.closed_until.max(now);
        if until > closed_already {
            self.behind_ms += until - closed_already;
        }
        self.closed_until = self.closed_until.max(until);
    }

    /// Asks to go, at `now`. None: go. `number` tells who came first; it stays the same while a call
    /// asks again, and when it comes back to send another request.
    pub fn ask(&mut self, number: u32, now: f64) -> Option<Wait> {
        self.see(now);
        let time = now - self.behind_ms;
        let opens = time.max(self.closed_until - self.behind_ms);
        self.line.retain(|place| place.number == number || place.slot + OVERDUE_MS >= time);
        let at = self.line.partition_point(|place| place.number < number);
        if self.line.get(at).is_none_or(|place| place.number != number) {
            self.stand(at, number, opens);
        }
        // After a standstill of the whole process the slots of all are past: they keep their distance.
        let distant = self.on_time_sent - self.ahead_ms - GRACE_MS;
        let slot = self.line.get(at).map_or(opens, |place| place.slot.max(opens)).max(distant);
        let mut wait_ms = slot - time;
        if wait_ms <= 0.0 {
            let is_next = self
                .line
                .first()
                .is_none_or(|first| first.number == number || first.slot + GRACE_MS < time);
            if is_next {
                self.go(number, time);
                return None;
            }
            wait_ms = 1.0;
        }
        let closed_ms = opens - time;
        let in_line_ms = wait_ms - closed_ms;
        let look_ms = closed_ms + in_line_ms.min(LOOK_AGAIN_MS.max(in_line_ms / 2.0));
        // Rounded up, so that a fraction left over does not spin.
        let [ms, ask_again_ms] = [wait_ms, look_ms].map(|ms| ms.ceil().max(1.0) as u32);
        Some(Wait { ms, ask_again_ms, closed: closed_ms > 0.0 })
    }

    /// Stands in line no more: everybody behind moves up by one slot.
    pub fn leave(&mut self, number: u32) {
        // Most have never stood there.
        if self.line.is_empty() {
            return;
        }
        let at = self.line.partition_point(|place| place.number < number);
        if self.line.get(at).is_none_or(|place| place.number != number) {
            return;
        }
        let numbers: Vec<u32> = self.line.iter().skip(at + 1).map(|place| place.number).collect();
        for (place, number) in self.line.iter_mut().skip(at).zip(numbers) {
            place.number = number;
        }
        self.line.pop();
        self.on_time = self.line.last().map_or(self.on_time_gone, |place| place.on_time);
    }

    fn go(&mut self, number: u32, time: f64) {
        self.on_time_sent = self.on_time_sent.max(time) + self.interval_ms;
        if let Some(place) = self.line.iter().find(|place| place.number == number) {
            self.on_time_gone = place.on_time;
        }
        self.line.retain(|place| place.number != number);
        if self.line.is_empty() {
            self.closed_until = 0.0;
        }
    }

    /// Takes the next slot, from `opens` on. Who came before others goes before them: each of these
    /// is moved back by one slot.
    fn stand(&mut self, at: usize, mut number: u32, opens: f64) {
        let slot = opens.max(self.on_time - self.ahead_ms);
        self.on_time = self.on_time.max(slot) + self.interval_ms;
        for place in self.line.iter_mut().skip(at) {
            std::mem::swap(&mut place.number, &mut number);
        }
        self.line.push(Place { number, slot, on_time: self.on_time });
    }

    /// A clock that was set back must hold nobody up: the gate's time only goes on.
    fn see(&mut self, now: f64) {
        let back_ms = self.seen - now;
        if back_ms > 0.0 {
            self.behind_ms -= back_ms;
            if self.closed_until > 0.0 {
                self.closed_until -= back_ms;
            }
        }
        self.seen = now;
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
        let mut gate = Gate::new(0.0, 0.0);
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
        gate.close(0.0, 2_000.0);
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
    fn a_429_moves_every_slot_and_two_of_them_do_not_add_up() {
        let mut gate = Gate::new(10.0, 1.0);
        assert_eq!(gate.ask(1, 0.0), None);
        assert_eq!(gate.ask(2, 0.0).unwrap().ms, 100);
        gate.close(50.0, 1_000.0);
        gate.close(60.0, 990.0);
        gate.close(70.0, 10.0);
        // 50 ms of its distance had passed when the gate closed, and 50 are left when it opens.
        let wait = gate.ask(2, 100.0).unwrap();
        assert_eq!((wait.ms, wait.closed), (1_000, true));
        assert_eq!(gate.ask(3, 100.0).unwrap().ms, 1_100);
        assert_eq!(times(&mut gate, 2..4, 1_100.0), [(2, 1_100.0), (3, 1_200.0)]);
    }

    #[test]
    fn who_came_first_stays_first_when_it_has_to_come_back() {
        let mut gate = Gate::new(10.0, 1.0);
        assert_eq!(gate.ask(1, 0.0), None);
        for number in 2..5 {
            assert!(gate.ask(number, 1.0).is_some());
        }
        // Number 1 met a 429, and asks again before the others have gone.
        assert_eq!(gate.ask(1, 50.0).unwrap().ms, 50);
        assert_eq!(gate.ask(2, 100.0).unwrap().ms, 100);
        assert_eq!(gate.ask(1, 100.0), None);
        assert_eq!(times(&mut gate, 2..5, 101.0), [(2, 200.0), (3, 300.0), (4, 400.0)]);
    }

    #[test]
    fn who_leaves_makes_room() {
        let mut gate = Gate::new(1.0, 1.0);
        assert_eq!(gate.ask(1, 0.0), None);
        for number in 2..6 {
            gate.ask(number, 0.0);
        }
        for number in 2..4 {
            gate.leave(number);
        }
        assert_eq!(gate.ask(5, 500.0).unwrap().ms, 1_500);
        assert_eq!(gate.ask(6, 500.0).unwrap().ms, 2_500);
        for number in 4..7 {
            gate.leave(number);
        }
        assert_eq!(gate.ask(7, 900.0).unwrap().ms, 100);
    }

    #[test]
    fn who_never_comes_back_holds_nobody_up() {
        let mut gate = Gate::new(10.0, 1.0);
        assert_eq!(gate.ask(1, 0.0), None);
        gate.ask(2, 0.0);
        gate.ask(3, 0.0);
        assert_eq!(gate.ask(3, 200.0), None, "its own slot, and the grace is over");
        gate.ask(4, 201.0);
        assert_eq!(gate.line.len(), 2);
        assert_eq!(gate.ask(5, 70_000.0), None);
        assert!(gate.line.is_empty(), "both are struck off");
    }

    #[test]
    fn after_a_standstill_of_the_process_they_keep_their_distance() {
        let mut gate = Gate::new(10.0, 1.0);
        for number in 1..7 {
            gate.ask(number, 0.0);
        }
        let gone = times(&mut gate, 2..7, 2_000.0);
        let expected = [(2, 2_000.0), (3, 2_090.0), (4, 2_190.0), (5, 2_290.0), (6, 2_390.0)];
        assert_eq!(gone, expected);
    }

    #[test]
    fn who_has_long_to_wait_looks_again_at_half_time() {
        let mut gate = Gate::new(1.0, 1.0);
        let waits: Vec<_> = (1..=6).filter_map(|number| gate.ask(number, 0.0)).collect();
        let looks: Vec<_> = waits.iter().map(|wait| (wait.ms, wait.ask_again_ms)).collect();
        let expected =
            [(1_000, 1_000), (2_000, 1_000), (3_000, 1_500), (4_000, 2_000), (5_000, 2_500)];
        assert_eq!(looks, expected);
    }

    #[test]
    fn a_clock_that_is_set_back_holds_nobody_up() {
        let mut gate = Gate::new(10.0, 1.0);
        gate.ask(1, 1e12);
        gate.close(1e12, 1_000.0);
        assert!(gate.ask(2, 0.0).unwrap().ms <= 1_100);
        assert_eq!(gate.ask(2, 1_100.0), None);
    }
}
