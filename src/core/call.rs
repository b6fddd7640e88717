//! One call under way: what is to be done, what has been done, and what comes next.

use crate::api::endpoint::{self, Endpoint};
use crate::api::{Host, Route};
use crate::error::{CallSite, Error, Failure};
use crate::policy::poll::Poll;
use crate::transport::Work;
use crate::value::Value;

/// What a client can be asked to do. The arguments of each are a record, by the names that the
/// public methods give them.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Task {
    /// Begin an OAuth flow: `connectorId`, `redirectUri`, `authConfigId`, `data`.
    Begin,
    /// Finish one: `connectorId`, `code`, `credentialId`, `since`.
    Finish,
    /// List connections: `connectorId`.
    List,
    /// Find the newest connection: `connectorId`.
    Find,
    /// Note what is connected: `connectorId`.
    Snapshot,
    /// Wait for a new connection: `connectorId`, `since`, `pollMs`, `deadlineMs`.
    Wait,
    /// Get one connection: `connectionId`.
    Get,
    /// Execute an action: `connectorId`, `actionId`, `parameters` (written as JSON) or `split`.
    Execute,
    /// Create a credential of any type: `connectorId`, `authenticationType`, `redirectUri`,
    /// `authConfigId`, `data`.
    Credential,
    /// Ask an endpoint, and no more: what its paths name, `body` (written as JSON), `query`; or put a
    /// file: `url`, `content`, `headers`. Beside these `repeatable`, for POSTs that change nothing.
    Ask(&'static Endpoint),
}

/// The tasks that are more than an endpoint.
static TASKS: [Task; 9] = [
    Task::Execute,
    Task::Begin,
    Task::Finish,
    Task::Credential,
    Task::List,
    Task::Find,
    Task::Snapshot,
    Task::Wait,
    Task::Get,
];

impl Task {
    /// The task of that number. None past the last.
    pub fn at(number: usize) -> Option<Task> {
        let task = TASKS.get(number).copied();
        task.or_else(|| Some(Task::Ask(endpoint::ALL.get(number - TASKS.len())?)))
    }

    /// The public method that asks for it.
    pub fn name(self) -> &'static str {
        match self {
            Task::Begin => "initiateOAuthFlow",
            Task::Finish => "handleOAuthCallback",
            Task::List => "listConnections",
            Task::Find => "findConnection",
            Task::Snapshot => "snapshotConnections",
            Task::Wait => "waitForConnection",
            Task::Get => "getConnection",
            Task::Execute => "executeAction",
            Task::Credential => "createCredential",
            Task::Ask(endpoint) => endpoint.name,
        }
    }
}

/// How far a call has come.
pub enum Progress<V> {
    /// It waits for this.
    Await(Work<V>),
    /// It has ended: this is what came of it.
    Done(V),
    /// It has failed.
    Failed(Failure<V>),
}

/// What to do next.
pub(super) enum Step<V> {
    /// Send the call's route, as soon as it may go out.
    Send,
    /// Wait for this.
    Await(Work<V>),
    /// Nothing: this is what came of it.
    Done(V),
}

/// What a call may wait for.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Doing {
    /// An answer.
    Sending,
    /// The body of an answer that is an error.
    Reading,
    /// The time to send its route.
    Pausing,
    /// The time to list the connections again.
    Polling,
    /// The client's memory.
    Preparing,
}

/// What a decision comes to.
pub(super) type Next<V> = Result<Step<V>, Error<V>>;

/// What the operation under way is for.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Stage {
    /// The task itself.
    Task,
    /// The guide's way, which may turn out to be missing here.
    GuideFirst,
    /// A list, in which the task looks for a connection.
    Listing,
    /// A list of actions, in which the unknown one's neighbours are looked for.
    Suggesting,
}

/// A call under way.
pub struct Call<V> {
    pub(super) task: Task,
    pub(super) stage: Stage,
    /// The task's arguments.
    pub(super) arguments: V,
    /// What every call may say, or null: `signal`, `timeoutMs`, `deadlineMs`, `maxRetries`,
    /// `idempotent`, `userId`, `connectionId`, `headers`, `withResponse`.
    pub(super) options: V,
    /// Which call of the client's it is, the first being 1.
    pub(super) number: u32,
    /// What several calls have in common that are one to the caller, or null: `operation`, the
    /// method's name, `deadlineMs`, as it was given, `call` and `attempts`, so far.
    pub(super) series: V,
    /// When it must have ended.
    pub(super) deadline: Option<Deadline>,
    /// The operation under way, and its routes that have not been tried, the next one last.
    pub(super) operation: &'static str,
    pub(super) untried: std::vec::IntoIter<Route<V>>,
    /// The route under way.
    pub(super) route: Option<Route<V>>,
    /// A route that waits for its action's description, while that is looked up or fetched.
    pub(super) held: Option<Route<V>>,
    /// Under which name that description is remembered.
    pub(super) description: String,
    /// How often the route under way has been sent again.
    pub(super) retries: u32,
    /// What is being waited for.
    pub(super) doing: Doing,
    /// Whether the call stands in line before the gate.
    pub(super) waits: bool,
    /// When the last request was sent, where an observer wants to know.
    pub(super) sent_at: f64,
    /// What was connected before, while a new connection is looked for.
    pub(super) since: V,
    /// How long to go on looking for it.
    pub(super) poll: Option<Poll>,
    /// Why the task was refused, while another way or better advice is looked for.
    pub(super) refused: Option<Failure<V>>,
    /// What the call fails with once the client has forgotten what is wrong.
    pub(super) failing: Option<Error<V>>,
    /// Whether it has been looked up what is remembered.
    pub(super) has_looked: bool,
    /// What has come of the task so far, or what was remembered of it.
    pub(super) result: V,
    /// How many requests have been sent.
    pub attempts: u32,
    /// The status of the last answer.
    pub status: u16,
    /// The last answer's headers: the host's own.
    pub headers: V,
    /// The last answer's body.
    pub body: V,
}

/// When a call must have ended.
#[derive(Clone, Copy)]
pub(super) struct Deadline {
    /// The time given, in milliseconds.
    pub(super) ms: u32,
    /// The moment, by the transport's clock.
    pub(super) at: f64,
}

impl<V: Value> Call<V> {
    pub(super) fn new(task: Task, arguments: V) -> Box<Self> {
        let options = arguments.get("options");
        let series = if options.is_null() { V::null() } else { options.get("series") };
        Box::new(Call {
            task,
            stage: Stage::Task,
            since: V::null(),
            attempts: series.get("attempts").as_u32().unwrap_or_default(),
            series,
            options,
            arguments,
            number: 0,
            deadline: None,
            operation: "",
            untried: Vec::new().into_iter(),
            route: None,
            held: None,
            description: String::new(),
            retries: 0,
            doing: Doing::Sending,
            waits: false,
            sent_at: 0.0,
            poll: None,
            refused: None,
            failing: None,
            has_looked: false,
            result: V::null(),
            status: 0,
            headers: V::null(),
            body: V::null(),
        })
    }

    /// Notes it for the calls that follow in the series.
    pub(super) fn note(&mut self, key: &'static str, number: u32) {
        if !self.series.is_null() {
            self.series.set(key, V::number(number.into()));
        }
    }

    /// Waits.
    pub(super) fn wait_for(&mut self, doing: Doing, work: Work<V>) -> Next<V> {
        self.doing = doing;
        Ok(Step::Await(work))
    }

    /// Where the call stands, for errors.
    pub(super) fn site(&self) -> Box<CallSite> {
        let (mut method, mut path) = ("", String::new());
        if let Some(route) = self.route.as_ref().filter(|_| self.attempts > 0) {
            method = route.method;
            path.clone_from(&route.path);
        }
        let connector_id = self.connector_id();
        let action_id = self.arguments.get_text("actionId");
        Box::new(CallSite { method, path, connector_id, action_id, attempts: self.attempts })
    }

    /// The connector that the task is about.
    pub(super) fn connector_id(&self) -> Option<String> {
        self.arguments.get_text("connectorId")
    }

    /// What the call says of `key`; null for nothing.
    pub fn option(&self, key: &'static str) -> V {
        if self.options.is_null() { V::null() } else { self.options.get(key) }
    }

    /// Whether its request goes to Alloy's storage, at a URL that is nobody's business.
    pub(super) fn is_upload(&self) -> bool {
        self.route.as_ref().is_some_and(|route| matches!(route.host, Host::Storage(_)))
    }

    /// Whether the result is given in an envelope with the answer.
    pub fn is_enveloped(&self) -> bool {
        self.with_response() || matches!(self.task, Task::Ask(_))
    }

    /// Whether the caller wants the answer beside the result.
    pub fn with_response(&self) -> bool {
        self.option("withResponse").as_bool().unwrap_or(false)
    }
}
