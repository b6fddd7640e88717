//! Calls beside one another through one client, while the server answers, fails, hangs and asks to
//! wait: what is sent again, when, and by whom.

use super::world::{Reply, Sent, Wire, World};
use alloy_connectivity::config::Config;
use alloy_connectivity::core::{Core, Task};
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Value as Json, json};
use std::cell::RefCell;
use std::future::Future;
use std::pin::Pin;

/// Of a pause that nobody asked for, in milliseconds.
const FIRST_MS: f64 = 500.0;
const LONGEST_MS: f64 = 8_000.0;
/// How much the gate forgives of the distance between two requests.
const GRACE_MS: f64 = 10.0;
/// What a server may ask for, in seconds.
const LONGEST_RETRY_AFTER: u32 = 60;

/// A call that is going to be made.
#[derive(Clone, Debug)]
pub struct Plan {
    starts_ms: u32,
    is_action: bool,
    idempotent: bool,
    for_other: bool,
    max_retries: u32,
    timeout_ms: u32,
    deadline_ms: Option<u32>,
}

/// How it went.
#[derive(Clone, Debug)]
struct Ended {
    started: f64,
    at: f64,
    error: Option<&'static str>,
}

#[derive(Clone, Debug)]
pub struct Limit {
    per_second: f64,
    burst: u32,
}

pub fn plans() -> impl Strategy<Value = Vec<Plan>> {
    let plan = (
        (0..5_000u32, any::<bool>(), any::<bool>(), any::<bool>()),
        (0..4u32, select(vec![500, 5_000, 30_000]), option::of(1..90_000u32)),
    );
    let plan = plan.prop_map(
        |(
            (starts_ms, is_action, idempotent, for_other),
            (max_retries, timeout_ms, deadline_ms),
        )| {
            Plan {
                starts_ms,
                is_action,
                idempotent,
                for_other,
                max_retries,
                timeout_ms,
                deadline_ms,
            }
        },
    );
    prop::collection::vec(plan, 1..12)
}

pub fn replies() -> impl Strategy<Value = Vec<Reply>> {
    let status = prop_oneof![
        3 => Just(Some(200)),
        3 => Just(Some(429)),
        3 => select(vec![400, 401, 404, 408, 409, 500, 501, 502, 503, 504]).prop_map(Some),
        1 => Just(None),
    ];
    let retry_after = option::of(select(vec![0, 1, 7, 60, 61, 3_600]));
    let latency_ms = prop_oneof![4 => 0..200u32, 1 => 0..60_000u32];
    let reply = (status, retry_after, latency_ms)
        .prop_map(|(status, retry_after, latency_ms)| Reply { status, retry_after, latency_ms });
    prop::collection::vec(reply, 1..20)
}

pub fn limit() -> impl Strategy<Value = Option<Limit>> {
    let limit = (select(vec![0.2, 1.0, 3.0, 50.0]), 1..4u32);
    option::of(limit.prop_map(|(per_second, burst)| Limit { per_second, burst }))
}

pub fn everything_is_in_order(plans: &[Plan], replies: Vec<Reply>, limit: Option<&Limit>) {
    let world = World::new(replies);
    let wire = Wire(world.clone());
    let core = client(wire.clone(), limit);
    let ended = RefCell::new(vec![None; plans.len()]);
    world.run(plans.iter().enumerate().map(|(index, plan)| -> Pin<Box<dyn Future<Output = ()>>> {
        let (world, wire, core, ended) = (&world, &wire, &core, &ended);
        Box::pin(async move {
            world.sleep(plan.starts_ms.into()).await;
            let started = world.now();
            let core = if plan.for_other { core.for_user(json!("other")) } else { core.clone() };
            let outcome = wire.perform(&core, plan.task(), plan.arguments()).await;
            let error = outcome.err().map(|failure| failure.error.class());
            ended.borrow_mut()[index] = Some(Ended { started, at: world.now(), error });
        })
    }));
    let sent = world.sent.borrow();
    let mut numbered: Vec<_> = plans.iter().zip(ended.into_inner()).collect();
    numbered.sort_by_key(|(plan, _)| plan.starts_ms);
    for (number, (plan, ended)) in (1..).zip(numbered) {
        let own: Vec<_> = sent.iter().filter(|sent| sent.call == number).collect();
        nothing_is_sent_again_that_must_not_be(plan, &own);
        pauses_are_long_enough(&own);
        calls_end_as_they_must(plan, &own, &ended.expect("every call ends"));
        let told = world.told.borrow();
        let kinds = told.iter().filter(|(call, _)| *call == number).map(|(_, kind)| *kind);
        every_request_is_followed_by_its_response(kinds, own.len());
    }
    a_429_holds_for_everybody(&sent);
    if let Some(limit) = limit {
        the_rate_is_kept(&sent, limit);
    }
}

fn client(wire: Wire, limit: Option<&Limit>) -> Core<Wire> {
    let mut options = json!({
        "apiKey": "key", "userId": "user", "connectionId": "c", "dialect": "guide", "observe": true,
        "headers": {},
    });
    if let Some(Limit { per_second, burst }) = limit {
        options["rateLimit"] = json!({"requestsPerSecond": per_second, "burst": burst});
    }
    let config = Config::read(&options).unwrap_or_else(|error| panic!("{}", error.message()));
    Core::new(wire, config, &options)
}

impl Plan {
    fn task(&self) -> Task {
        if self.is_action { Task::Execute } else { Task::Get }
    }

    fn arguments(&self) -> Json {
        json!({
            "connectorId": "notion", "actionId": "search", "parameters": "{}", "connectionId": "c1",
            "options": {
                "connectionId": "c1", "maxRetries": self.max_retries, "idempotent": self.idempotent,
                "timeoutMs": self.timeout_ms, "deadlineMs": self.deadline_ms,
            },
        })
    }

    fn is_safe(&self) -> bool {
        !self.is_action || self.idempotent
    }
}

fn is_too_long(sent: &Sent) -> bool {
    sent.status.is_some() && sent.retry_after.is_some_and(|after| after > LONGEST_RETRY_AFTER)
}

/// Whether what came of a request lets it be made again.
fn may_be_repeated(sent: &Sent, plan: &Plan) -> bool {
    match sent.status {
        Some(429) => true,
        None | Some(408 | 500 | 502 | 503 | 504) => plan.is_safe(),
        Some(_) => false,
    }
}

fn nothing_is_sent_again_that_must_not_be(plan: &Plan, own: &[&Sent]) {
    assert!(own.len() <= plan.max_retries as usize + 1, "{plan:?}: {own:?}");
    for again in own.iter().take(own.len().saturating_sub(1)) {
        assert!(may_be_repeated(again, plan) && !is_too_long(again), "{plan:?}: {again:?}");
    }
}

fn pauses_are_long_enough(own: &[&Sent]) {
    let mut least_ms = FIRST_MS * 0.75;
    for pair in own.windows(2) {
        let pause_ms = pair[1].at - pair[0].ended;
        let asked_ms = pair[0].retry_after.filter(|_| pair[0].status.is_some());
        let asked_ms = asked_ms.map_or(least_ms, |seconds| f64::from(seconds) * 1_000.0);
        assert!(pause_ms >= asked_ms, "{pause_ms} ms in place of {asked_ms}: {pair:?}");
        least_ms = (least_ms * 2.0).min(LONGEST_MS * 0.75);
    }
}

fn calls_end_as_they_must(plan: &Plan, own: &[&Sent], ended: &Ended) {
    let ms = ended.at - ended.started;
    let in_time = plan.deadline_ms.is_none_or(|deadline_ms| ms <= f64::from(deadline_ms));
    assert!(in_time, "{plan:?} took {ms} ms: {own:?}");
    let last = own.last().and_then(|last| last.status);
    assert_eq!(last == Some(200), ended.error.is_none(), "{plan:?}: {own:?}, {ended:?}");
    // What ends a call early is its deadline, and nothing else.
    let Some(last) = own.last() else {
        assert!(plan.deadline_ms.is_some() && ended.error == Some("AlloyTimeoutError"));
        return;
    };
    let used_up = own.len() > plan.max_retries as usize || is_too_long(last);
    let went_on = may_be_repeated(last, plan) && !used_up;
    assert!(!went_on || plan.deadline_ms.is_some(), "{plan:?} gave up: {own:?}");
}

fn every_request_is_followed_by_its_response(
    kinds: impl Iterator<Item = &'static str>,
    requests: usize,
) {
    let exchanged: Vec<_> = kinds.filter(|kind| matches!(*kind, "request" | "response")).collect();
    assert_eq!(exchanged, ["request", "response"].repeat(requests));
}

fn a_429_holds_for_everybody(sent: &[Sent]) {
    for refused in sent.iter().filter(|sent| sent.status == Some(429) && !is_too_long(sent)) {
        let opens = refused.ended + f64::from(refused.retry_after.unwrap_or(0)) * 1_000.0;
        let early = sent.iter().find(|other| refused.ended < other.at && other.at < opens);
        assert!(early.is_none(), "{early:?} in spite of {refused:?}");
    }
}

fn the_rate_is_kept(sent: &[Sent], limit: &Limit) {
    for (first, begin) in sent.iter().enumerate() {
        for (last, end) in sent.iter().enumerate().skip(first) {
            let ms = end.at - begin.at + GRACE_MS;
            let most = f64::from(limit.burst) + limit.per_second * ms / 1_000.0;
            assert!(
                (last - first + 1) as f64 <= most + 1e-6,
                "{limit:?}: {:?}",
                &sent[first..=last]
            );
        }
    }
}
