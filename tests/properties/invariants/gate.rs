//! The gate, while calls come, wait, are late, leave, come again and never come back, and while the
//! clock is set back. What holds, holds in the time that really passes.

use alloy_connectivity::policy::gate::Gate;

/// Requests a second; 0 for any number.
const RATES: [f64; 8] = [0.0, 0.1, 0.7, 1.0, 3.0, 10.0, 333.3, 5_000.0];
/// How late calls are at most, in milliseconds.
const LATE_MS: f64 = 5_000.0;
/// Who waits longer than this asks again at half time.
const LOOK_AGAIN_MS: f64 = 1_000.0;
/// How late a call may be without moving those behind it.
const GRACE_MS: f64 = 10.0;
/// Timers are exact to so much.
const ROUNDED_MS: f64 = 1.0;

/// A rate, a burst, and then events of two bytes each.
pub fn holds(data: &[u8]) {
    let [rate, burst, events @ ..] = data else { return };
    let mut scene = Scene::new(RATES[usize::from(rate % 8)], f64::from(burst % 8 + 1));
    for event in events.chunks_exact(2).take(200) {
        scene.play(event[0], event[1]);
    }
    scene.everybody_goes_in_the_end();
    scene.never_too_many_have_gone();
}

struct Scene {
    gate: Gate,
    rate: f64,
    burst: f64,
    /// The time that has passed.
    now: f64,
    /// What the clock shows beyond it.
    clock: f64,
    /// When the gate last saw the clock.
    seen: f64,
    /// By how much it has been set back since then.
    set_back_ms: f64,
    closed_until: f64,
    /// Whether everybody has come back when told, and nobody has left.
    is_orderly: bool,
    waiting: Vec<Waiting>,
    /// Who has gone, and when.
    gone: Vec<(u32, f64)>,
    count: u32,
}

struct Waiting {
    number: u32,
    due: f64,
    late_ms: f64,
    lost: bool,
}

impl Scene {
    fn new(rate: f64, burst: f64) -> Self {
        Scene {
            gate: Gate::new(rate, burst),
            rate,
            burst,
            now: 0.0,
            clock: 1.79e12,
            seen: 0.0,
            set_back_ms: 0.0,
            closed_until: 0.0,
            is_orderly: true,
            waiting: vec![],
            gone: vec![],
            count: 0,
        }
    }

    fn play(&mut self, event: u8, detail: u8) {
        let amount = f64::from(detail) / 255.0;
        let picked = usize::from(detail) % self.waiting.len().max(1);
        match event % 11 {
            0 | 1 => {
                self.count += 1;
                self.ask(self.count);
            }
            2 => self.pass(amount * 255.0),
            3 => self.pass(amount * 10_000.0),
            4 if picked < self.waiting.len() => {
                let left = self.waiting.remove(picked);
                self.gate.leave(left.number);
                self.is_orderly = false;
            }
            5 if picked < self.waiting.len() => {
                self.waiting[picked].lost = true;
                self.is_orderly = false;
            }
            6 if picked < self.waiting.len() => {
                self.waiting[picked].late_ms = amount * LATE_MS;
                self.is_orderly = false;
            }
            // The whole process stands still.
            7 => {
                self.waiting.iter_mut().for_each(|waiting| waiting.late_ms = amount * LATE_MS);
                self.is_orderly = false;
            }
            8 => {
                let now = self.shown();
                self.gate.close(now, amount * 60_000.0);
                self.closed_until = self.closed_until.max(self.now + amount * 60_000.0);
            }
            // A call that has gone makes another attempt.
            9 => {
                let gone = self.gone.get(usize::from(detail) % self.gone.len().max(1)).copied();
                let waits = |number| self.waiting.iter().any(|other| other.number == number);
                if let Some((number, _)) = gone.filter(|(number, _)| !waits(*number)) {
                    self.ask(number);
                }
            }
            10 if detail.is_multiple_of(4) => {
                self.clock -= amount * 3_600_000.0;
                self.set_back_ms += amount * 3_600_000.0;
                self.is_orderly = false;
            }
            _ => {}
        }
    }

    /// What the clock shows.
    fn shown(&mut self) -> f64 {
        // The gate cannot know what has passed since, and everything takes as much longer.
        let passed_ms = self.now - self.seen;
        self.closed_until += std::mem::take(&mut self.set_back_ms).min(passed_ms);
        self.seen = self.now;
        self.clock + self.now
    }

    fn ask(&mut self, number: u32) {
        self.waiting.retain(|other| other.number != number);
        let now = self.shown();
        let wait = if self.gate.is_open() { None } else { self.gate.ask(number, now) };
        let Some(wait) = wait else {
            let first = self.waiting.iter().map(|other| other.number).min();
            let in_order = first.is_none_or(|first| first > number);
            assert!(in_order || !self.is_orderly, "{number} went before {first:?}");
            assert!(
                self.now > self.closed_until - ROUNDED_MS,
                "{number} went through a closed gate"
            );
            return self.gone.push((number, self.now));
        };
        assert!(1 <= wait.ask_again_ms && wait.ask_again_ms <= wait.ms, "{wait:?}");
        let due = self.now + f64::from(wait.ask_again_ms);
        self.waiting.push(Waiting { number, due, late_ms: 0.0, lost: false });
    }

    /// Lets time pass, in which those who wait ask again.
    fn pass(&mut self, ms: f64) {
        let end = self.now + ms;
        while let Some((number, at)) = self.next().filter(|(_, at)| *at <= end) {
            self.now = at.max(self.now);
            self.ask(number);
        }
        self.now = end;
    }

    /// Who asks next, and when.
    fn next(&self) -> Option<(u32, f64)> {
        let returns = self.waiting.iter().filter(|waiting| !waiting.lost);
        returns
            .map(|waiting| (waiting.number, waiting.due + waiting.late_ms))
            .min_by(|(_, one), (_, other)| one.total_cmp(other))
    }

    fn everybody_goes_in_the_end(&mut self) {
        let count = self.waiting.len() as f64;
        let interval_ms = if self.rate == 0.0 { 0.0 } else { 1_000.0 / self.rate };
        let returns = self.waiting.iter().map(|waiting| waiting.due + waiting.late_ms);
        let mut begin = returns.fold(self.closed_until.max(self.now), f64::max);
        begin += self.set_back_ms.min(begin - self.seen);
        let limit = begin + LOOK_AGAIN_MS + (count + 1.0) * (interval_ms + GRACE_MS + ROUNDED_MS);
        while let Some((number, at)) = self.next() {
            assert!(at <= limit, "{number} still waits {} ms after it had to go", at - limit);
            self.now = at.max(self.now);
            self.ask(number);
        }
    }

    fn never_too_many_have_gone(&self) {
        if self.rate == 0.0 {
            return;
        }
        for (first, (_, begin)) in self.gone.iter().enumerate() {
            for (last, (_, end)) in self.gone.iter().enumerate().skip(first) {
                let most = self.burst + self.rate * (end - begin + GRACE_MS) / 1_000.0;
                let count = (last - first + 1) as f64;
                // Clocks show numbers so large that fractions of a millisecond are not exact.
                assert!(count <= most * 1.001, "{count} within {} ms", end - begin);
            }
        }
    }
}
