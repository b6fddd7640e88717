//! Seeing a call to its end.
//!
//! What comes next is decided in plain functions: an event goes in, a [`Step`] comes out. Only
//! [`Core::perform`] waits, and it decides nothing.

mod actions;
mod answers;
mod call;
mod connections;
mod oauth;
#[cfg(test)]
mod scripted;

pub use call::{Call, Task};

use crate::api::failure::is_missing_route;
use crate::api::{Body, Operation, Route};
use crate::config::Config;
use crate::error::{CallSite, Error, Failure, Kind};
use crate::policy::routes::Routes;
use crate::transport::{Request, Response, Transport};
use crate::value::Value;
use call::{Next, Stage, Step};
use std::cell::RefCell;
use std::rc::Rc;

/// The engine behind a client. Cloning it is cheap; clones share everything but the user.
pub struct Core<T: Transport> {
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
    routes: RefCell<Routes>,
    /// Where the actions seen so far take their parameters, by the paths of their schemas.
    places: RefCell<Vec<(String, T::Value)>>,
}

impl<T: Transport> Clone for Core<T> {
    fn clone(&self) -> Self {
        Core {
            shared: self.shared.clone(),
            user_id: self.user_id.clone(),
            connection_id: self.connection_id.clone(),
            headers: self.headers.clone(),
        }
    }
}

impl<T: Transport> Core<T> {
    /// Starts nothing: clients are made where timers and fetch are forbidden.
    pub fn new(transport: T, config: Config<T::Value>, options: &T::Value) -> Self {
        let (routes, places) = (RefCell::default(), RefCell::default());
        let shared = Rc::new(Shared { transport, config, routes, places });
        Core::view(shared, options.get("userId"), options.get("connectionId"))
    }

    /// The same client on behalf of another user. What is known of the server is shared; the
    /// connection was the other user's own.
    pub fn for_user(&self, user_id: T::Value) -> Self {
        Core::view(self.shared.clone(), user_id, T::Value::null())
    }

    fn view(shared: Rc<Shared<T>>, user_id: T::Value, connection_id: T::Value) -> Self {
        let headers = [false, true]
            .map(|has_body| shared.config.headers_for(&user_id, has_body, &T::Value::null()));
        Core { shared, user_id, connection_id, headers }
    }

    /// The settings.
    pub fn config(&self) -> &Config<T::Value> {
        &self.shared.config
    }

    /// What carries the requests.
    pub fn transport(&self) -> &T {
        &self.shared.transport
    }

    /// The user of the call, or of the client.
    fn user(&self, call: &Call<T::Value>) -> Option<String> {
        let own = call.option("userId");
        if own.is_null() { self.user_id.as_text() } else { own.as_text() }
    }

    /// What must not be seen in an error of this call: the key, and what its arguments tell.
    pub fn secrets(&self, call: &Call<T::Value>) -> T::Value {
        let mut secrets = call.arguments.get("secrets").items().unwrap_or_default();
        secrets.extend(self.config().api_key.clone());
        T::Value::list(secrets)
    }

    /// Performs a task. Gives its result, and the call with its last answer.
    pub async fn perform(
        self,
        task: Task,
        arguments: T::Value,
    ) -> Result<(T::Value, Box<Call<T::Value>>), Failure<T::Value>> {
        let mut call = Call::new(task, arguments);
        let mut next = self.begin(&mut call);
        loop {
            next = match next {
                Ok(Step::Send) => {
                    let response = self.transport().send(self.request(&mut call)).await;
                    self.answered(&mut call, response)
                }
                Ok(Step::Pause(ms)) => {
                    let slept = self.transport().sleep(ms, &call.option("signal")).await;
                    slept.and_then(|()| self.list(&mut call))
                }
                Ok(Step::Done(value)) => return Ok((value, call)),
                Err(error) => return Err(self.failed(*call, error)),
            };
        }
    }

    /// The task's first step.
    fn begin(&self, call: &mut Call<T::Value>) -> Next<T::Value> {
        match call.task {
            Task::Begin => self.begin_flow(call),
            Task::Finish => self.finish_flow(call),
            Task::Get => self.get(call),
            Task::Execute => self.execute(call),
            Task::List | Task::Find | Task::Snapshot | Task::Wait => self.list(call),
        }
    }

    /// Starts an operation with the first of its routes.
    fn start(
        &self,
        call: &mut Call<T::Value>,
        stage: Stage,
        operation: Operation<T::Value>,
    ) -> Next<T::Value> {
        let Operation { name, connector_id, action_id, routes } = operation;
        call.untried = self.shared.routes.borrow().choose(name, routes, self.config().dialect);
        call.untried.reverse();
        call.operation = name;
        call.stage = stage;
        let attempts = call.site.attempts;
        *call.site = CallSite { connector_id, action_id, attempts, ..CallSite::default() };
        self.try_next(call)
    }

    fn try_next(&self, call: &mut Call<T::Value>) -> Next<T::Value> {
        match call.untried.pop() {
            Some(route) => self.try_route(call, route),
            None => Err(Kind::config("The dialect has no route for this call")),
        }
    }

    /// The request for the call's route.
    fn request(&self, call: &mut Call<T::Value>) -> Request<T::Value> {
        let config = self.config();
        let (mut method, mut url, mut body) = ("GET", config.base_url.clone(), None);
        if let Some(route) = &call.route {
            method = route.method;
            url.push_str(&route.path);
            call.site.path.clone_from(&route.path);
            if let Body::Json(json) = &route.body {
                body = Some(json.clone());
            }
        }
        call.site.method = method;
        call.site.attempts += 1;
        Request {
            method,
            url,
            headers: self.headers(call, body.is_some()),
            body: body.unwrap_or_else(T::Value::null),
            timeout_ms: call.option("timeoutMs").as_u32().unwrap_or(config.timeout_ms),
            signal: call.option("signal"),
        }
    }

    fn headers(&self, call: &Call<T::Value>, has_body: bool) -> T::Value {
        let (user_id, own) = (call.option("userId"), call.option("headers"));
        if user_id.is_null() && own.is_null() {
            let [without, with] = &self.headers;
            return if has_body { with.clone() } else { without.clone() };
        }
        let user_id = if user_id.is_null() { &self.user_id } else { &user_id };
        self.config().headers_for(user_id, has_body, &own)
    }

    /// What follows from an answer, or from there being none.
    fn answered(
        &self,
        call: &mut Call<T::Value>,
        response: Result<Response<T::Value>, Error<T::Value>>,
    ) -> Next<T::Value> {
        let outcome = response.and_then(|response| self.read(call, response));
        if let Some(route) = call.held.take() {
            return self.described(call, route, outcome);
        }
        let template = call.route.as_ref().map_or("", |route| route.template);
        match outcome {
            Ok(()) => {
                self.shared.routes.borrow_mut().prove(call.operation, template);
                self.concluded(call, template)
            }
            Err(error) if shows_no_route(&error) && !call.untried.is_empty() => self.try_next(call),
            Err(error) => {
                if matches!(*error, Kind::Api { code: Some(_), .. }) {
                    self.shared.routes.borrow_mut().prove(call.operation, template);
                }
                self.refused(call, error)
            }
        }
    }

    /// What follows from the operation's success.
    fn concluded(&self, call: &mut Call<T::Value>, template: &str) -> Next<T::Value> {
        match (call.stage, call.task) {
            (Stage::Listing, _) => self.listed(call, template),
            (_, Task::Begin) => self.begun(call),
            (_, Task::Finish) => self.exchanged(call),
            (_, Task::Get) => self.got(call),
            _ => self.executed(call),
        }
    }

    /// What follows from the operation's failure: another way to the task's end, if there is one.
    fn refused(&self, call: &mut Call<T::Value>, error: Error<T::Value>) -> Next<T::Value> {
        match (call.stage, call.task) {
            (Stage::GuideFirst, Task::Get) if shows_no_route(&error) => self.pick(call),
            (Stage::GuideFirst, Task::Finish) if !call.arguments.get("since").is_null() => {
                self.look_for_it(call, error)
            }
            _ => Err(error),
        }
    }

    fn failed(&self, mut call: Call<T::Value>, mut error: Error<T::Value>) -> Failure<T::Value> {
        self.explain(&mut error, &call);
        match (&*error, call.refused.take()) {
            // What was refused says more than that nothing came of the wait either.
            (Kind::Timeout { .. }, Some(refused)) => return refused,
            (Kind::Abort { sent: false, .. }, _) => call.site.attempts -= 1,
            _ => {}
        }
        Failure { error, call: Some(call.site) }
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

#[cfg(test)]
mod tests;
