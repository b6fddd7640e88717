//! The gate, while calls come, wait, are late, leave, come again and never come back.

use alloy_connectivity::policy::gate::Gate;

/// Requests a second; 0 for any number.
const RATES: [f64; 8] = [0.0, 0.1, 0.7, 1.0, 3.0, 10.0, 333.3, 5_000.0];
/// How late a call may be without losing its place, in milliseconds.
const LATE_MS: f64 = 1_000.0;
/// How long a place may go unnoticed that others have left, in milliseconds.
const LOOK_AGAIN_MS: f64 = 1_000.0;

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
    now: f64,
    closed_until: f64,
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
        let gate = if rate == 0.0 { Gate::default() } else { Gate::new(rate, burst) };
        let (waiting, gone) = (vec![], vec![]);
        Scene { gate, rate, burst, now: 1.79e12, closed_until: 0.0, waiting, gone, count: 0 }
    }

    fn play(&mut self, event: u8, detail: u8) {
        let amount = f64::from(detail);
        let picked = usize::from(detail) % self.waiting.len().max(1);
        match event % 8 {
            0 | 1 => {
                self.count += 1;
                self.ask(self.count);
            }
            2 => self.pass(amount),
            3 => self.pass(amount * 37.3),
            4 if picked < self.waiting.len() => {
                let left = self.waiting.remove(picked);
                self.gate.leave(left.number);
            }
            5 if picked < self.waiting.len() => self.waiting[picked].lost = true,
            6 if picked < self.waiting.len() => {
                self.waiting[picked].late_ms = amount / 255.0 * LATE_MS;
            }
            7 if detail % 2 == 0 => {
                let until = self.now + amount / 255.0 * 60_000.0;
                self.gate.close(until);
                self.closed_until = self.closed_until.max(until);
            }
            // A call that has gone makes another attempt.
            7 => {
                let gone = self.gone.get(usize::from(detail) % self.gone.len().max(1)).copied();
                let waits = |number| self.waiting.iter().any(|other| other.number == number);
                if let Some((number, _)) = gone.filter(|(number, _)| !waits(*number)) {
                    self.ask(number);
                }
            }
            _ => {}
        }
    }

    fn ask(&mut self, number: u32) {
        self.waiting.retain(|other| other.number != number);
        let wait = if self.gate.is_open() { None } else { self.gate.ask(number, self.now) };
        let Some(wait) = wait else {
            let punctual = |other: &&Waiting| other.due + LATE_MS >= self.now;
            let first = self.waiting.iter().filter(punctual).map(|other| other.number).min();
            assert!(first.is_none_or(|first| first > number), "{number} went before {first:?}");
            assert!(self.now >= self.closed_until, "{number} went through a closed gate");
            return self.gone.push((number, self.now));
        };
        assert!(1 <= wait.ask_again_ms && wait.ask_again_ms <= wait.ms, "{wait:?}");
        let closed_ms = (self.closed_until - self.now).max(0.0);
        let longest_ms = closed_ms.max(LOOK_AGAIN_MS).ceil();
        assert!(f64::from(wait.ask_again_ms) <= longest_ms, "{wait:?}, closed for {closed_ms}");
        assert_eq!(wait.closed, closed_ms > 0.0, "{wait:?}");
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
        let places = self.waiting.iter().map(|waiting| waiting.due + LATE_MS);
        let clear = places.fold(self.closed_until.max(self.now), f64::max);
        let each_ms = if self.rate == 0.0 { 1.0 } else { 1_000.0 / self.rate + 1.0 };
        let limit = clear + LOOK_AGAIN_MS + count * each_ms + 1.0;
        self.waiting.iter_mut().for_each(|waiting| waiting.late_ms = 0.0);
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
                let most = self.burst + self.rate * (end - begin) / 1_000.0;
                let count = (last - first + 1) as f64;
                assert!(count <= most + 1e-6, "{count} within {} ms", end - begin);
            }
        }
    }
}
