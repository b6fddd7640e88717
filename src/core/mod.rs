//! Seeing a call to its end.
//!
//! Nothing here waits: what has happened goes in, what is to be done comes out, as [`Progress`].
//! Whoever drives a call does it: the class that JavaScript sees ([`crate::client`]), or a test.

mod answers;
mod ask;
mod attempts;
mod call;
mod connections;
mod events;
mod execute;
mod memory;
mod oauth;
#[cfg(test)]
mod scripted;
mod suggest;

pub use call::{Call, Progress, Task};

use crate::api::failure::is_missing_route;
use crate::api::{Body, Host, Operation, Route, actions};
use crate::config::Config;
use crate::error::{CREDENTIAL_NOT_FOUND, Error, Failure, Kind};
use crate::policy::gate::Gate;
use crate::policy::routes::Routes;
use crate::text::{fingerprint, join};
use crate::transport::{Outcome, Transport};
use crate::value::Value;
use call::{Doing, Next, Stage, Step};
use std::cell::{Cell, RefCell};
use std::rc::Rc;

/// The engine behind a client. Cloning it is cheap; clones share everything but the user.
pub struct Core<T: Transport>(Rc<View<T>>);

/// One user's view of a client.
struct View<T: Transport> {
    shared: Rc<Shared<T>>,
    /// A string value, or null.
    user_id: T::Value,
    /// A string value, or null.
    connection_id: T::Value,
    /// The headers of a call that says nothing of them: without a body, and with one.
    headers: [T::Value; 2],
}

/// What a client and its views for other users have in common.
struct Shared<T: Transport> {
    transport: T,
    config: Config<T::Value>,
    /// What errors and events of every call must not show: the key.
    secrets: T::Value,
    /// How many calls there have been.
    calls: Cell<u32>,
    gate: RefCell<Gate>,
    routes: RefCell<Routes>,
    /// What the keys of all that is remembered begin with: the server, and whose key it is.
    realm: String,
}

impl<T: Transport> Clone for Core<T> {
    fn clone(&self) -> Self {
        Core(self.0.clone())
    }
}

impl<T: Transport> Core<T> {
    /// Starts nothing: clients are made where timers and fetch are forbidden.
    pub fn new(transport: T, config: Config<T::Value>, options: &T::Value) -> Self {
        let limit = options.get("rateLimit");
        let rate = |key| limit.get(key).as_f64().unwrap_or_default();
        let key = config.api_key.as_ref().and_then(T::Value::as_text).unwrap_or_default();
        let shared = Rc::new(Shared {
            secrets: T::Value::list(config.api_key.iter().cloned().collect()),
            realm: join(&[&config.base_url, " ", &fingerprint(&key), " "]),
            transport,
            config,
            calls: Cell::default(),
            gate: RefCell::new(Gate::new(rate("requestsPerSecond"), rate("burst"))),
            routes: RefCell::default(),
        });
        Core::view(shared, options.get("userId"), options.get("connectionId"))
    }

    /// The same client on behalf of another user. What is known of the server is shared; the
    /// connection was the other user's own.
    pub fn for_user(&self, user_id: T::Value) -> Self {
        Core::view(self.0.shared.clone(), user_id, T::Value::null())
    }

    fn view(shared: Rc<Shared<T>>, user_id: T::Value, connection_id: T::Value) -> Self {
        let headers = [false, true]
            .map(|has_body| shared.config.headers_for(&user_id, has_body, &T::Value::null()));
        Core(Rc::new(View { shared, user_id, connection_id, headers }))
    }

    fn shared(&self) -> &Shared<T> {
        &self.0.shared
    }

    /// The settings.
    pub fn config(&self) -> &Config<T::Value> {
        &self.shared().config
    }

    /// What carries the requests.
    pub fn transport(&self) -> &T {
        &self.shared().transport
    }

    /// What calls are made with that say nothing of it.
    pub fn own(&self) -> [(&'static str, T::Value); 3] {
        let ms = self.config().deadline_ms;
        let ms = ms.map_or_else(T::Value::null, |ms| T::Value::number(ms.into()));
        let View { user_id, connection_id, .. } = &*self.0;
        [("userId", user_id.clone()), ("connectionId", connection_id.clone()), ("deadlineMs", ms)]
    }

    /// The user of the call, or of the client.
    fn user(&self, call: &Call<T::Value>) -> Option<String> {
        let own = call.option("userId");
        if own.is_null() { self.0.user_id.as_text() } else { own.as_text() }
    }

    /// What must not be seen in an error of this call: the key, and what its arguments tell.
    pub fn secrets(&self, call: &Call<T::Value>) -> T::Value {
        let Some(mut secrets) = call.arguments.get("secrets").items() else {
            return self.shared().secrets.clone();
        };
        secrets.extend(self.config().api_key.clone());
        T::Value::list(secrets)
    }

    /// A call that is about to begin.
    pub fn open(&self, task: Task, arguments: T::Value) -> Box<Call<T::Value>> {
        let mut call = Call::new(task, arguments);
        let known = call.series.get("call").as_u32();
        call.number = known.unwrap_or_else(|| {
            self.shared().calls.set(self.shared().calls.get().wrapping_add(1));
            self.shared().calls.get()
        });
        call.note("call", call.number);
        self.set_deadline(&mut call);
        call
    }

    /// Begins the call.
    pub fn begin(&self, call: &mut Call<T::Value>) -> Progress<T::Value> {
        let next = self.first(call);
        self.progress(call, next)
    }

    /// Goes on with what came of the work.
    pub fn go_on(
        &self,
        call: &mut Call<T::Value>,
        outcome: Result<Outcome<T::Value>, Error<T::Value>>,
    ) -> Progress<T::Value> {
        let next = self.resume(call, outcome);
        self.progress(call, next)
    }

    fn progress(&self, call: &mut Call<T::Value>, mut next: Next<T::Value>) -> Progress<T::Value> {
        loop {
            next = match next {
                Ok(Step::Send) => self.admit(call),
                Ok(Step::Await(work)) => return Progress::Await(work),
                Ok(Step::Done(value)) => return Progress::Done(value),
                Err(error) => return Progress::Failed(self.failed(call, error)),
            };
        }
    }

    /// What follows from what was waited for.
    fn resume(
        &self,
        call: &mut Call<T::Value>,
        outcome: Result<Outcome<T::Value>, Error<T::Value>>,
    ) -> Next<T::Value> {
        match outcome {
            Ok(Outcome::Slept) if call.doing == Doing::Polling => self.list(call),
            Ok(Outcome::Slept) => Ok(Step::Send),
            Ok(Outcome::Read(text)) => self.refused_with(call, &text),
            Ok(Outcome::Answered(response)) => self.answered(call, response),
            Ok(Outcome::Recalled(value)) => self.recalled(call, value),
            Ok(Outcome::Kept) => self.kept(call),
            Err(error) => self.interrupted(call, error),
        }
    }

    /// The task's first step.
    fn first(&self, call: &mut Call<T::Value>) -> Next<T::Value> {
        match call.task {
            Task::Begin => self.begin_flow(call),
            Task::Finish => self.finish_flow(call),
            Task::Get => self.get(call),
            Task::Execute => self.execute(call),
            Task::Find => self.find(call),
            Task::List | Task::Snapshot | Task::Wait => self.list(call),
            Task::Credential => self.create_credential(call),
            Task::Ask(endpoint) => self.ask(call, endpoint),
        }
    }

    /// Starts an operation with the first of its routes.
    fn start(
        &self,
        call: &mut Call<T::Value>,
        stage: Stage,
        operation: Operation<T::Value>,
    ) -> Next<T::Value> {
        let Operation { name, routes } = operation;
        let known = self.shared().routes.borrow();
        call.untried = known.choose(name, routes, self.config().dialect).into_iter();
        drop(known);
        call.operation = name;
        call.stage = stage;
        self.try_next(call)
    }

    fn try_next(&self, call: &mut Call<T::Value>) -> Next<T::Value> {
        match call.untried.next() {
            Some(route) => self.try_route(call, route),
            None => Err(Kind::config("The dialect has no route for this call")),
        }
    }

    /// What follows from what the route came to.
    fn settled(
        &self,
        call: &mut Call<T::Value>,
        outcome: Result<(), Error<T::Value>>,
    ) -> Next<T::Value> {
        if let Some(route) = call.held.take() {
            return self.described(call, route, outcome);
        }
        let template = call.route.as_ref().map_or("", |route| route.template);
        match outcome {
            Ok(()) => {
                self.shared().routes.borrow_mut().prove(call.operation, template);
                self.concluded(call, template)
            }
            Err(error) if shows_no_route(&error) && call.untried.len() > 0 => {
                self.falling_back(call, |call| self.try_next(call))
            }
            Err(error) => {
                if matches!(*error, Kind::Api { code: Some(_), .. }) {
                    self.shared().routes.borrow_mut().prove(call.operation, template);
                }
                self.refused(call, error)
            }
        }
    }

    /// What follows from the operation's success.
    fn concluded(&self, call: &mut Call<T::Value>, template: &str) -> Next<T::Value> {
        match (call.stage, call.task) {
            (Stage::Listing, _) => self.listed(call, template),
            (Stage::Suggesting, _) => self.suggest(call),
            (_, Task::Begin) => self.begun(call),
            (_, Task::Credential) => self.created(call),
            (_, Task::Finish) => self.exchanged(call),
            (_, Task::Ask(endpoint)) => self.told(call, endpoint),
            (_, Task::Get) => self.got(call),
            _ => Ok(Step::Done(actions::result(&call.body))),
        }
    }

    /// What follows from the operation's failure: another way to the task's end, if there is one.
    fn refused(&self, call: &mut Call<T::Value>, error: Error<T::Value>) -> Next<T::Value> {
        match (call.stage, call.task) {
            (Stage::GuideFirst, Task::Get) if shows_no_route(&error) => {
                self.falling_back(call, |call| self.pick(call))
            }
            (Stage::GuideFirst, Task::Finish) if !call.arguments.get("since").is_null() => {
                self.falling_back(call, |call| self.look_for_it(call, error))
            }
            _ if is_unknown_action(&error) => self.unknown_action(call, error),
            _ if is_unknown_credential(&error) => self.forget_before(call, error),
            _ => Err(error),
        }
    }

    fn failed(&self, call: &mut Call<T::Value>, mut error: Error<T::Value>) -> Failure<T::Value> {
        self.shared().gate.borrow_mut().leave(call.number);
        self.explain(&mut error, call);
        // What was refused says more than that nothing came of the wait, or of the search, either.
        let is_idle = call.stage == Stage::Suggesting && !matches!(*error, Kind::Abort { .. });
        if (is_idle || matches!(*error, Kind::Timeout { .. }))
            && let Some(refused) = call.refused.take()
        {
            return refused;
        }
        Failure { error, call: Some(call.site()), hint: None }
    }

    /// Puts a failed `fetch` into words; neither they nor the cause tell a secret.
    fn explain(&self, error: &mut Kind<T::Value>, call: &Call<T::Value>) {
        if let Kind::Network { message, cause } = error {
            (*message, *cause) = self.transport().explain(cause, &self.secrets(call));
        }
    }
}

/// Whether the error proves that the route is not there.
fn shows_no_route<V>(error: &Kind<V>) -> bool {
    match error {
        Kind::Api { code, answer, .. } => is_missing_route(answer.status, code.as_deref()),
        _ => false,
    }
}

fn is_unknown_action<V>(error: &Kind<V>) -> bool {
    match error {
        Kind::Api { message, code: Some(_), answer } => {
            answer.status == 404 && message == "Action not found"
        }
        _ => false,
    }
}

fn is_unknown_credential<V>(error: &Kind<V>) -> bool {
    matches!(error, Kind::Api { message, .. } if message == CREDENTIAL_NOT_FOUND)
}

#[cfg(test)]
mod tests;
