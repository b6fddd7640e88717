//! Seeing a call to its end: which route, which answer, which error.

mod actions;
mod connections;
mod oauth;
#[cfg(test)]
mod scripted;

pub use connections::Wait;
pub use oauth::Finish;

use crate::api::failure::{is_missing_route, status_text, words};
use crate::api::{Body, Operation, Route};
use crate::config::{Config, extend_headers};
use crate::error::{AnswerInfo, CallSite, Error, Failure, Kind};
use crate::policy::routes::Routes;
use crate::redact::Secrets;
use crate::transport::{Request, Response, Transport};
use crate::value::Value;
use actions::Schemas;
use std::cell::{OnceCell, RefCell};
use std::rc::Rc;

/// The longest part of an error's body that is kept, in characters.
const MAX_ERROR_BODY: u32 = 65_536;

/// The engine behind a client. Cloning it is cheap; clones share everything.
pub struct Core<T: Transport> {
    transport: Rc<T>,
    config: Rc<Config<T::Value>>,
    memory: Rc<Memory>,
    headers: Rc<Records<T::Value>>,
}

/// What a client and its views for other users have learnt about the server.
#[derive(Default)]
struct Memory {
    routes: RefCell<Routes>,
    schemas: RefCell<Schemas>,
}

/// The client's own headers, made once: without a body, and with one.
type Records<V> = [OnceCell<V>; 2];

/// What one call says beyond its arguments.
pub struct Scope<V> {
    /// The caller's signal.
    pub signal: Option<V>,
    /// The time for one attempt, where it is not the client's.
    pub timeout_ms: Option<u32>,
    /// The user, where it is not the client's.
    pub user_id: Option<String>,
    /// The connection, where it is not the client's.
    pub connection_id: Option<String>,
    /// Headers added to those of the client.
    pub headers: Vec<(String, String)>,
}

/// A successful answer.
pub struct Answer<V> {
    /// The HTTP status.
    pub status: u16,
    /// The body; `null` where there was none.
    pub body: V,
    /// The route's template.
    pub template: &'static str,
    /// The call it answers.
    pub site: CallSite,
    origin: V,
}

/// A value, and the answer it was read from.
pub struct Reply<V, R> {
    /// What the caller asked for.
    pub value: R,
    /// The last answer.
    pub answer: Answer<V>,
}

impl<T: Transport> Clone for Core<T> {
    fn clone(&self) -> Self {
        Core {
            transport: self.transport.clone(),
            config: self.config.clone(),
            memory: self.memory.clone(),
            headers: self.headers.clone(),
        }
    }
}

impl<T: Transport> Core<T> {
    /// Starts nothing: clients are made where timers and fetch are forbidden.
    pub fn new(transport: T, config: Config<T::Value>) -> Self {
        Core {
            transport: Rc::new(transport),
            config: Rc::new(config),
            memory: Rc::default(),
            headers: Rc::default(),
        }
    }

    /// The same client on behalf of another user. What is known of the server is shared; what is a
    /// user's own, such as the connection, is not.
    pub fn for_user(&self, user_id: String) -> Self {
        let config =
            Config { user_id: Some(user_id), connection_id: None, ..(*self.config).clone() };
        Core { config: Rc::new(config), headers: Rc::default(), ..self.clone() }
    }

    /// The settings.
    pub fn config(&self) -> &Config<T::Value> {
        &self.config
    }

    /// The headers of an answer.
    pub fn headers_of(&self, answer: &Answer<T::Value>) -> Vec<(String, String)> {
        self.transport.headers_of(&answer.origin)
    }

    fn user<'a>(&'a self, scope: &'a Scope<T::Value>) -> Option<&'a str> {
        scope.user_id.as_deref().or(self.config.user_id.as_deref())
    }

    /// Runs an operation: tries its routes in order until one proves to be there.
    pub async fn run(
        &self,
        operation: Operation<T::Value>,
        scope: &Scope<T::Value>,
        secrets: &Secrets,
    ) -> Result<Answer<T::Value>, Failure<T::Value>> {
        let Operation { name, connector_id, action_id, routes } = operation;
        let routes = self.memory.routes.borrow().choose(name, routes, self.config.dialect);
        let mut site = CallSite { connector_id, action_id, ..CallSite::default() };
        let last = routes.len();
        for (at, route) in routes.into_iter().enumerate() {
            match self.attempt(&route, scope, secrets, &mut site).await {
                Ok((response, body)) => {
                    self.memory.routes.borrow_mut().prove(name, route.template);
                    let Response { status, origin, .. } = response;
                    return Ok(Answer { status, body, template: route.template, site, origin });
                }
                Err(error) if at + 1 < last && shows_no_route(&error) => {}
                Err(error) => {
                    if matches!(*error, Kind::Api { code: Some(_), .. }) {
                        self.memory.routes.borrow_mut().prove(name, route.template);
                    }
                    return Err(Failure { error, call: Some(Box::new(site)) });
                }
            }
        }
        Err(Kind::config("The dialect has no route for this call").into())
    }

    /// Sends one request and reads its answer.
    async fn attempt(
        &self,
        route: &Route<T::Value>,
        scope: &Scope<T::Value>,
        secrets: &Secrets,
        site: &mut CallSite,
    ) -> Result<(Response<T::Value>, T::Value), Error<T::Value>> {
        let written;
        let body = match &route.body {
            Body::None => None,
            Body::Json(text) => Some(text),
            Body::Action(call) => {
                written = self.reference_body(call, scope, secrets, site).await?;
                Some(&written)
            }
        };
        site.method = static_name(&route.method);
        site.path.clone_from(&route.path);
        site.attempts += 1;
        let headers = self.header_record(scope, body.is_some());
        let request = Request {
            method: &route.method,
            url: format!("{}{}", self.config.base_url, route.path),
            query: &route.query,
            headers: &headers,
            body,
            timeout_ms: scope.timeout_ms.unwrap_or(self.config.timeout_ms),
            signal: scope.signal.as_ref(),
        };
        let response =
            self.transport.send(request).await.map_err(|error| self.scrub(error, secrets))?;
        let body = self.read(&response, secrets)?;
        Ok((response, body))
    }

    fn header_record(&self, scope: &Scope<T::Value>, has_body: bool) -> T::Value {
        let make = || self.config.headers_for(self.user(scope), has_body);
        if scope.user_id.is_none() && scope.headers.is_empty() {
            let [without, with] = &*self.headers;
            let record = if has_body { with } else { without };
            return record.get_or_init(|| self.transport.header_record(make())).clone();
        }
        let mut headers = make();
        extend_headers(&mut headers, &scope.headers);
        self.transport.header_record(headers)
    }

    /// The body of a successful answer as JSON, or the error that the answer is.
    fn read(
        &self,
        response: &Response<T::Value>,
        secrets: &Secrets,
    ) -> Result<T::Value, Error<T::Value>> {
        match response.status {
            200..=299 => {}
            0 | 300..=399 => {
                return Err(self.unreadable("Alloy answered with a redirect, which is never followed: the key must not travel", response, secrets));
            }
            _ => return Err(self.refusal(response, secrets)),
        }
        match T::Value::parse(&response.text) {
            Some(body) if body.is_structure() || body.is_null() => Ok(body),
            Some(_) => Err(self.unreadable("Alloy answered with a bare string, number or boolean where an object or a list belongs", response, secrets)),
            None if self.transport.excerpt(&response.text, 64).trim().is_empty() => Ok(T::Value::null()),
            None => Err(self.unreadable("Alloy's answer is not JSON, or was cut short", response, secrets)),
        }
    }

    /// The error for an answer that cannot be read. It shows how the answer begins.
    fn unreadable(
        &self,
        what: &str,
        response: &Response<T::Value>,
        secrets: &Secrets,
    ) -> Error<T::Value> {
        let begins = secrets.scrub(&self.transport.excerpt(&response.text, 200));
        let message = match (response.status, begins.is_empty()) {
            (0, _) => what.to_owned(),
            (status, true) => format!("{what} (status {status}, no body)"),
            (status, false) => format!("{what} (status {status}): {begins}"),
        };
        let answer = self.info(response, T::Value::text(&begins), secrets);
        Box::new(Kind::Protocol { message, answer })
    }

    /// The error for an answer that is one.
    fn refusal(&self, response: &Response<T::Value>, secrets: &Secrets) -> Error<T::Value> {
        // Scrubbed before it is parsed: a server that echoes the key echoes it anywhere.
        let text = secrets.scrub(&self.transport.excerpt(&response.text, MAX_ERROR_BODY));
        let text = T::Value::text(&text);
        let body = T::Value::parse(&text).unwrap_or(text);
        let words = words(&body);
        let status = response.status;
        Box::new(Kind::Api {
            message: words.message.unwrap_or_else(|| format!("{status} {}", status_text(status))),
            code: words.code,
            answer: self.info(response, body, secrets),
        })
    }

    fn info(
        &self,
        response: &Response<T::Value>,
        body: T::Value,
        secrets: &Secrets,
    ) -> AnswerInfo<T::Value> {
        let headers = self.transport.headers_of(&response.origin);
        let headers =
            headers.into_iter().map(|(name, value)| (name, secrets.scrub(&value))).collect();
        AnswerInfo { status: response.status, headers, body }
    }

    fn scrub(&self, error: Error<T::Value>, secrets: &Secrets) -> Error<T::Value> {
        Box::new(match *error {
            Kind::Network { message, cause } => Kind::Network {
                message: secrets.scrub(&message),
                cause: self.transport.scrub_cause(cause, secrets),
            },
            other => other,
        })
    }

    /// The error for a successful answer that lacks what Alloy promises.
    fn lacking(
        &self,
        what: &str,
        answer: &Answer<T::Value>,
        secrets: &Secrets,
    ) -> Failure<T::Value> {
        let begins = secrets.scrub(&self.transport.excerpt(&answer.body.stringify(), 200));
        let headers = self.headers_of(answer).into_iter();
        let info = AnswerInfo {
            status: answer.status,
            headers: headers.map(|(name, value)| (name, secrets.scrub(&value))).collect(),
            body: T::Value::text(&begins),
        };
        let message = format!("Alloy's answer lacks {what} (status {}): {begins}", answer.status);
        Failure {
            error: Box::new(Kind::Protocol { message, answer: info }),
            call: Some(Box::new(answer.site.clone())),
        }
    }

    /// The secrets of a call: the key, and what the call adds.
    fn secrets(&self, more: &[&str]) -> Secrets {
        let mut secrets = Secrets::default();
        for secret in self.config.api_key.as_deref().into_iter().chain(more.iter().copied()) {
            secrets.add(secret);
        }
        secrets
    }
}

/// Whether the error proves that the route is not there.
fn shows_no_route<V>(error: &Kind<V>) -> bool {
    match error {
        Kind::Api { code, answer, .. } => is_missing_route(answer.status, code.as_deref()),
        _ => false,
    }
}

fn static_name(method: &gloo_net::http::Method) -> &'static str {
    match method.as_str() {
        "GET" => "GET",
        "PUT" => "PUT",
        "DELETE" => "DELETE",
        _ => "POST",
    }
}

#[cfg(test)]
mod tests;
