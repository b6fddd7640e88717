//! One call under way: what is to be done, what has been done, and what comes next.

use crate::api::endpoint::Endpoint;
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
    /// Ask an endpoint, and no more: what its paths name, `body` (written as JSON), `query`.
    Ask(&'static Endpoint),
    /// The same of contacts; `page` (written as JSON) where pages stand for them, and `refusal` where
    /// they cannot.
    Contacts(&'static Endpoint),
    /// Get a user, or create one: `userId` (the username), `body`.
    EnsureUser,
    /// Create many users: `bodies`.
    CreateUsers,
    /// Upload a file: `content`, `filename`, `mimeType`.
    Upload,
}

impl Task {
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
            Task::Ask(endpoint) | Task::Contacts(endpoint) => endpoint.name,
            Task::EnsureUser => "ensureUser",
            Task::CreateUsers => "createUsers",
            Task::Upload => "uploadFile",
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
    /// The client's memory, or a digest.
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
    /// A look whether what is wanted is there already.
    Looking,
    /// Another look, after the first one came too early or too late.
    Again,
    /// The task itself, after that.
    Last,
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
    /// When it must have ended.
    pub(super) deadline: Option<Deadline>,
    /// The operation under way, and its routes that have not been tried, the next one last.
    pub(super) operation: &'static str,
    pub(super) untried: Vec<Route<V>>,
    /// The route under way.
    pub(super) route: Option<Route<V>>,
    /// A route that waits for its action's description, while that is looked up or fetched.
    pub(super) held: Option<Route<V>>,
    /// Under which name that description is remembered.
    pub(super) description: String,
    /// Whether the task's requests may be sent twice although they are POSTs.
    pub(super) repeatable: bool,
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
    /// What was remembered of the user's connections.
    pub(super) remembered: V,
    /// What has come of the task so far.
    pub(super) result: V,
    /// The same, where it comes in chunks, and which of these comes next.
    pub(super) rows: Vec<V>,
    pub(super) chunk: usize,
    /// What an upload gives, once the bytes are there.
    pub(super) stored: V,
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
    pub(super) fn new(task: Task, number: u32, arguments: V) -> Box<Self> {
        Box::new(Call {
            task,
            stage: Stage::Task,
            since: V::null(),
            options: arguments.get("options"),
            arguments,
            number,
            deadline: None,
            operation: "",
            untried: Vec::new(),
            route: None,
            held: None,
            description: String::new(),
            repeatable: false,
            retries: 0,
            doing: Doing::Sending,
            waits: false,
            sent_at: 0.0,
            poll: None,
            refused: None,
            failing: None,
            remembered: V::null(),
            result: V::null(),
            rows: Vec::new(),
            chunk: 0,
            stored: V::null(),
            attempts: 0,
            status: 0,
            headers: V::null(),
            body: V::null(),
        })
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

    /// The signed URL that its route goes to.
    pub(super) fn signed_url(&self) -> Option<&str> {
        match &self.route.as_ref()?.host {
            Host::Storage(url) => Some(url),
            _ => None,
        }
    }

    /// The connector that the task is about.
    pub(super) fn connector_id(&self) -> Option<String> {
        self.arguments.get_text("connectorId")
    }

    /// What the call says of `key`; null for nothing.
    pub fn option(&self, key: &'static str) -> V {
        if self.options.is_null() { V::null() } else { self.options.get(key) }
    }

    /// Whether the caller wants the answer beside the result.
    pub fn with_response(&self) -> bool {
        self.option("withResponse").as_bool().unwrap_or(false)
    }
}
