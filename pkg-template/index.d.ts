/// <reference lib="esnext.disposable" />

/** A string with known values that accepts others: an unknown one must not break a caller. */
export type OpenString<Known extends string> = Known | (string & Record<never, never>);

/** Which description of Alloy's API the client keeps to. */
export type Dialect = "auto" | "guide" | "reference";

/** Any function of `fetch`'s shape. It is called with a URL and a plain object. */
export type FetchLike = (url: string, init: RequestInit) => Promise<Response>;

/** What {@link AlloyConnectivity} is made with. */
export interface AlloyOptions {
  /** The API key. Required, unless `baseUrl` is a handler of yours that holds it. */
  apiKey?: string | undefined;
  /** The user on whose behalf calls are made. */
  userId?: string | null | undefined;
  /** The connection that actions use. */
  connectionId?: string | null | undefined;
  /**
   * Where Alloy answers: https, or http on loopback. In a page, a path of its own origin will do.
   * @defaultValue "https://production.runalloy.com"
   */
  baseUrl?: string | URL | undefined;
  /** Host of the guide's data routes. @defaultValue `baseUrl` */
  dataBaseUrl?: string | URL | undefined;
  /** The version of Alloy's API. @defaultValue "2025-09" */
  apiVersion?: string | undefined;
  /**
   * `"auto"` tries the guide's route first and the reference's where the guide's is missing, and
   * remembers which of them is there.
   * @defaultValue "auto"
   */
  dialect?: Dialect | undefined;
  /** Time for one attempt, its body included, in milliseconds. @defaultValue 30000 */
  timeoutMs?: number | undefined;
  /**
   * How often a request is sent again, at most 100 times. A 429 always may be; 408, 500, 502, 503,
   * 504, a failed connection and a time-out only where that repeats no write: for GET, PUT and
   * DELETE, and for calls marked `idempotent`. `Retry-After` is heeded up to 60 seconds, and past
   * that the call fails at once; without one the pauses are 0.5 s, doubling to 8, less up to a
   * quarter at random.
   * @defaultValue 2
   */
  maxRetries?: number | undefined;
  /** Time for a whole call, retries and waits included, in milliseconds. @defaultValue none */
  deadlineMs?: number | undefined;
  /** The client's own rate, shared with its `forUser` views: first come, first served. */
  rateLimit?: RateLimit | undefined;
  /** Is told what happens: for logs, metrics and traces. What it throws is ignored. */
  observe?: ((event: AlloyEvent) => void) | undefined;
  /** Any function of `fetch`'s shape. @defaultValue the global one, looked up at each call */
  fetch?: FetchLike | undefined;
  /** Headers added to every request. */
  headers?: Record<string, string> | undefined;
  /** Per connector, headers that Alloy passes on to the service; the reference's dialect alone carries them. */
  connectorHeaders?: Record<string, Record<string, string>> | undefined;
  /** Where users come back to, for calls that do not say so. */
  redirectUri?: string | URL | undefined;
  /** Lets a key into a browser, where anybody can read it. @defaultValue false */
  dangerouslyAllowBrowser?: boolean | undefined;
}

/** A token bucket. */
export interface RateLimit {
  /** May be a fraction. */
  requestsPerSecond: number;
  /** How many may go at once after a quiet time. @defaultValue a second's worth, at least 1 */
  burst?: number | undefined;
}

/** What every event says. There is no secret in any: no body, no header, no path with ids in it. */
export interface AlloyEventBase {
  /** The call's number, the first of the client being 1: tells what belongs together. */
  call: number;
  /** The method of the client that was called, such as `"executeAction"`. */
  operation: string;
  /** The HTTP method. */
  method: string;
  /** The template of the path, such as `/connectors/{connectorId}/actions/{actionId}`. */
  route: string;
  /** Which request of the call: 1, 2, … */
  attempt: number;
  connectorId?: string;
  actionId?: string;
}

/** What an observer is told. Each `request` is followed by one `response`. */
export type AlloyEvent = AlloyEventBase &
  (
    | {
        /** A request goes out. */
        type: "request";
        /** The call's `traceparent` header, where it has one. */
        traceparent?: string;
      }
    | {
        /** An answer has come, or none will. */
        type: "response";
        /** How long it took, in milliseconds. */
        ms: number;
        /** Not there when no answer came. */
        status?: number;
        requestId?: string;
        /** Why none came: `NETWORK_FAILED`, `TIMED_OUT`, `ABORTED`. */
        code?: string;
      }
    | {
        /** The request will be sent again, after so many milliseconds. */
        type: "retry";
        ms: number;
        /** Of the answer; not there when none came. */
        status?: number;
      }
    | {
        /** The call waits for its turn: about so many milliseconds. */
        type: "wait";
        ms: number;
        /** The client's own rate, or a server's `Retry-After`. */
        reason: "rate_limit" | "retry_after";
      }
    | {
        /** The route is not there: another one is tried. */
        type: "fallback";
        /** Its template. */
        to: string;
      }
  );

/** What every method takes last. */
export interface CallOptions {
  /** Ends the call with an {@link AlloyAbortError}: before, during, in a pause and in line. */
  signal?: AbortSignal | undefined;
  /** Time for one attempt, its body included, in milliseconds. @defaultValue the client's */
  timeoutMs?: number | undefined;
  /** Time for the whole call, retries and waits included, in milliseconds. @defaultValue the client's */
  deadlineMs?: number | undefined;
  /** How often a request is sent again. @defaultValue the client's */
  maxRetries?: number | undefined;
  /**
   * Says that the call may be repeated without harm, so that it is retried like a read.
   * @defaultValue false
   */
  idempotent?: boolean | undefined;
  /** The user on whose behalf the call is made. @defaultValue the client's */
  userId?: string | undefined;
  /** The connection that the call uses. @defaultValue the client's */
  connectionId?: string | undefined;
  /** Headers added to the request, over those of the client. */
  headers?: Record<string, string> | undefined;
  /** Gives a {@link WithResponse} in place of the bare result. @defaultValue false */
  withResponse?: boolean | undefined;
}

/** A result, and the answer it was read from. */
export interface WithResponse<T> {
  /** What the method gives without `withResponse`. */
  data: T;
  /** The HTTP status of the last answer. */
  status: number;
  /** Its headers, with lower-case names. */
  headers: Record<string, string>;
  /** The id under which the server knows the request. */
  requestId?: string;
  /** Alloy's id of the execution, where it gives one. */
  executionId?: string;
  /** How many requests the call took. */
  attempts: number;
  /** The body as it came. */
  raw: unknown;
}

/** What a method of the given options gives. */
export type Result<T, Options> = Options extends { withResponse: true } ? WithResponse<T> : T;

/** A connection: Alloy's own fields, and the names that may be relied on. */
export interface Connection {
  /** Alloy's id for it. */
  id: string;
  /** The same, under the guide's name. */
  connectionId: string;
  /** The same, under the reference's name. */
  credentialId: string;
  /** The connector, where it can be told. */
  connectorId: string | null;
  /** When it was made, ISO 8601. */
  createdAt: string | null;
  /** When it was last refreshed, ISO 8601. */
  updatedAt?: string;
  /** What the user calls it. */
  name?: string;
  /** Connector and authentication type, such as `notion-oauth2`. */
  type?: string;
  /** As Alloy sends it; never invented. */
  status?: OpenString<"active" | "inactive" | "expired">;
  [field: string]: unknown;
}

/** What {@link AlloyConnectivity.initiateOAuthFlow} gives. */
export interface OAuthResponse {
  /** The page on which the user gives consent. It holds a token: do not log it. */
  oauthUrl: string;
  /** The credential to be, where Alloy names it already. */
  credentialId?: string;
}

/** What {@link AlloyConnectivity.handleOAuthCallback} gives: two names of one id. */
export interface CallbackResponse {
  connectionId: string;
  credentialId: string;
}

/** What a redirect carried. */
export interface OAuthCallback {
  /** The authorization code. */
  code?: string;
  /** The state that was sent along in the redirect URI. */
  state?: string;
  /** OAuth's error code, such as `access_denied`. */
  error?: string;
  /** OAuth's description of it. */
  errorDescription?: string;
}

/** What was connected at one moment. Plain data, which may be stored. */
export interface ConnectionSnapshot {
  /** Per id of a connection, when it was last refreshed. */
  connections: Record<string, string | null>;
}

/** A page of content, as the guide's data routes have it. */
export interface Page {
  id: string;
  title: string;
  content: string;
  createdAt: string;
  updatedAt: string;
}

/** Options of {@link AlloyConnectivity.initiateOAuthFlow}. */
export interface InitiateOptions extends CallOptions {
  /** An own OAuth app, as set up in Alloy's dashboard. */
  authConfigId?: string | undefined;
  /** The connector's own fields, such as a shop's name. */
  data?: Record<string, unknown> | undefined;
}

/** Options of {@link AlloyConnectivity.handleOAuthCallback}. */
export interface CallbackOptions extends CallOptions {
  /** What was connected before the flow began, for redirects that carry no code. */
  since?: ConnectionSnapshot | undefined;
}

/** Options of {@link AlloyConnectivity.waitForConnection}. */
export interface WaitOptions extends CallOptions {
  /** What was connected before. @defaultValue what is connected when the wait begins */
  since?: ConnectionSnapshot | undefined;
  /** The first pause between two looks, in milliseconds; pauses grow to 8 seconds. @defaultValue 1000 */
  pollMs?: number | undefined;
  /** When to give up, in milliseconds. @defaultValue the client's, or 120000 */
  deadlineMs?: number | undefined;
}

/** Options of {@link AlloyConnectivity.listConnections}. */
export interface ListOptions extends CallOptions {
  /** Only the connections of this connector. */
  connectorId?: string | undefined;
}

/** An action's parameters in the reference's four places. */
export interface SplitParameters {
  requestBody?: Record<string, unknown> | undefined;
  queryParameters?: Record<string, unknown> | undefined;
  pathParams?: Record<string, unknown> | undefined;
  additionalHeaders?: Record<string, unknown> | undefined;
}

/** Options of {@link AlloyConnectivity.executeAction}. */
export interface ActionOptions extends CallOptions {
  /** Parameters that are split already, sent as they are; in place of `parameters`, in the reference's dialect. */
  split?: SplitParameters | undefined;
}

/** One call of a batch: what {@link AlloyConnectivity.executeAction} takes. */
export interface BatchCall {
  connectorId: string;
  actionId: string;
  parameters?: Record<string, unknown> | null | undefined;
  options?: ActionOptions | undefined;
}

/** Options of {@link AlloyConnectivity.batch}. */
export interface BatchOptions {
  /** How many calls are under way at once. @defaultValue 6, as many connections as a Worker may have */
  concurrency?: number | undefined;
  /** Is told after each call. What it throws is ignored. */
  onProgress?: ((progress: BatchProgress) => void) | undefined;
  /** Aborts what is under way, and starts nothing more. */
  signal?: AbortSignal | undefined;
  /** Starts nothing more after a failure; what is under way ends. @defaultValue false */
  stopOnError?: boolean | undefined;
}

/** How far a batch has come. */
export interface BatchProgress {
  /** How many calls have ended, failed ones included. */
  done: number;
  /** How many have failed. */
  failed: number;
  /** How many there are. */
  total: number;
  /** Which one has just ended. */
  index: number;
  /** What became of it. */
  result: PromiseSettledResult<any>;
}

/** Options of {@link AlloyConnectivity.paginate}. */
export interface PaginateOptions<Item = any, Page = any> extends ActionOptions {
  /**
   * The list in a page: the name of its field, or a function.
   * @defaultValue the page itself, or its `results`, `items` or `data`, whichever is an array first
   */
  items?: string | ((page: Page) => Item[]) | undefined;
  /**
   * What to ask for next: a string is sent as `start_cursor`, an object is laid over the parameters,
   * nothing ends it.
   * @defaultValue Notion's: `next_cursor` as long as `has_more`
   */
  cursor?:
    | ((
        page: Page,
        parameters: Record<string, unknown>,
      ) => string | Record<string, unknown> | null | undefined)
    | undefined;
  /** At most so many items. @defaultValue all */
  limit?: number | undefined;
}

/** What {@link AlloyConnectivity.paginate} gives. Each iteration begins anew. */
export interface Pages<Item, Page> extends AsyncIterable<Item> {
  /** The pages, in place of their items. */
  pages(): AsyncIterable<Page>;
}

/**
 * A client for Alloy's Connectivity API.
 *
 * Making one starts nothing and sends nothing: it may be made at module scope. One client serves any
 * number of calls at once. Methods reject with an {@link AlloyError} and never throw synchronously.
 *
 * @example
 * ```ts
 * const alloy = AlloyConnectivity.fromEnv(env);
 * const found = await alloy.executeAction("notion", "post-search", { query: "Plans" });
 * ```
 */
export class AlloyConnectivity {
  /**
   * @throws {@link AlloyConfigError} when an option is missing or cannot work, naming it; in a
   * browser, when there is an `apiKey` without `dangerouslyAllowBrowser`
   */
  constructor(options: AlloyOptions);

  /**
   * Makes a client from the guide's environment variables: `ALLOY_API_KEY`, `ALLOY_USER_ID`,
   * `CONNECTION_ID`, `ALLOY_BASE_URL` and `OAUTH_REDIRECT_URI` (`ALLOY_ENVIRONMENT` has no known
   * meaning). `https://api.runalloy.com` in `ALLOY_BASE_URL` is taken for `dataBaseUrl`: OAuth and
   * actions are never on it.
   *
   * @param env - a Worker's `env`, or any record of variables; default: `process.env`
   * @param overrides - options that win over the environment; `{ userId: null }` where the user
   * comes with each call
   * @throws {@link AlloyConfigError} "ALLOY_API_KEY environment variable is required", or the same
   * of "ALLOY_USER_ID"
   */
  static fromEnv(env?: object | null, overrides?: AlloyOptions): AlloyConnectivity;

  /**
   * Reads what the redirect at the end of an OAuth flow carries. Nothing is sent.
   *
   * @param callback - the whole URL, its query with or without `?`, or a record such as Express's
   * `req.query`
   */
  static parseOAuthCallback(
    callback: string | URL | URLSearchParams | Record<string, unknown>,
  ): OAuthCallback;

  /**
   * The same client on behalf of another user: a cheap view that shares everything but the user and
   * the connection: what has been learnt of the server, the rate, and what a 429 asks of everybody.
   *
   * @throws {@link AlloyValidationError} when `userId` is not an id
   */
  forUser(userId: string): AlloyConnectivity;

  /**
   * Begins an OAuth flow: send the user to the `oauthUrl` that it gives.
   *
   * `POST /connectors/{connectorId}/credentials`, in the guide and in the reference.
   *
   * @param connectorId - which service, such as `"notion"`
   * @param redirectUri - where the user comes back to: an absolute http(s) URL; default: the client's
   */
  initiateOAuthFlow<O extends InitiateOptions>(
    connectorId: string,
    redirectUri?: string | URL | null,
    options?: O,
  ): Promise<Result<OAuthResponse, O>>;

  /**
   * Finishes an OAuth flow.
   *
   * With a code: `POST /connectors/{connectorId}/credentials/callback`, the guide's exchange.
   * Without one, or where a client of dialect `"auto"` sees the exchange refused as unknown (400,
   * 404, 405), it takes `since` and resolves with the connection that is new since then; it never
   * gives an old one.
   *
   * @param code - what `parseOAuthCallback` found
   * @param credentialId - what `initiateOAuthFlow` gave
   * @throws {@link AlloyOAuthError} "OAuth callback received but no authorization code", when there
   * is neither a code nor `since`
   */
  handleOAuthCallback<O extends CallbackOptions>(
    connectorId: string,
    code?: string | null,
    credentialId?: string | null,
    options?: O,
  ): Promise<Result<CallbackResponse, O>>;

  /**
   * What is connected now, for `since` later on. Lists as {@link AlloyConnectivity.listConnections}
   * does.
   */
  snapshotConnections<O extends CallOptions>(
    connectorId: string,
    options?: O,
  ): Promise<Result<ConnectionSnapshot, O>>;

  /**
   * Waits until a connection of the connector is new, or freshly updated. Lists as
   * {@link AlloyConnectivity.listConnections} does.
   *
   * @throws {@link AlloyTimeoutError} when `deadlineMs` has passed
   */
  waitForConnection<O extends WaitOptions>(
    connectorId: string,
    options?: O,
  ): Promise<Result<Connection, O>>;

  /**
   * Lists the user's connections.
   *
   * `GET /users/{userId}/credentials` or `GET /credentials` (the guide's), or
   * `GET /connectors/{connectorId}/credentials` (the reference's), whichever is there. Rows of other
   * users are dropped.
   */
  listConnections<O extends ListOptions>(options?: O): Promise<Result<Connection[], O>>;

  /**
   * Gets one connection.
   *
   * `GET /credentials/{credentialId}` (the guide's); the reference has no such route, there it is
   * picked from the list.
   *
   * @throws {@link AlloyNotFoundError} when there is none of that id
   */
  getConnection<O extends CallOptions>(
    connectionId: string,
    options?: O,
  ): Promise<Result<Connection, O>>;

  /**
   * Finds the user's newest connection of a connector; `null` when there is none. Lists as
   * {@link AlloyConnectivity.listConnections} does.
   */
  findConnection<O extends CallOptions>(
    connectorId: string,
    options?: O,
  ): Promise<Result<Connection | null, O>>;

  /**
   * Executes an action and gives what the provider sent: the body itself, `responseData` where the
   * body has it, `result` where the body also has a boolean `success`; `null` for nothing.
   *
   * `POST /connectors/{connectorId}/actions/{actionId}` in the guide, `…/execute` in the reference,
   * where flat parameters are put into their places by the action's schema
   * (`GET /connectors/{connectorId}/actions/{actionId}`, fetched once).
   *
   * @param parameters - a plain object that JSON can carry
   * @throws {@link AlloyConfigError} "Connection not yet established", when neither the call nor the
   * client names a connection
   */
  executeAction<T = any, O extends ActionOptions = ActionOptions>(
    connectorId: string,
    actionId: string,
    parameters?: Record<string, unknown> | null,
    options?: O,
  ): Promise<Result<T, O>>;

  /**
   * Executes many actions, some at a time. It rejects only for bad input, before anything is sent;
   * what was never started, because of `signal` or `stopOnError`, is `rejected` with an
   * {@link AlloyAbortError}.
   *
   * @returns what became of each call, in their order
   * @throws {@link AlloyValidationError} naming the call, such as `calls[3].connectorId`
   */
  batch(
    calls: readonly BatchCall[],
    options?: BatchOptions | null,
  ): Promise<PromiseSettledResult<any>[]>;

  /**
   * The items that an action gives page by page. A page is fetched when its first item is asked for;
   * leaving the loop fetches no more. Its calls are marked `idempotent`, unless the options say
   * otherwise.
   *
   * @example
   * ```ts
   * for await (const page of alloy.paginate("notion", "post-search", { page_size: 100 })) …
   * ```
   * @throws {@link AlloyProtocolError} while iterating, when a page has no list, or a cursor comes
   * back that was there before
   */
  paginate<Item = any, Page = any>(
    connectorId: string,
    actionId: string,
    parameters?: Record<string, unknown> | null,
    options?: PaginateOptions<Item, Page> | null,
  ): Pages<Item, Page>;

  /** Gives the client's memory back at once. Calls under way end as if nothing had happened. */
  free(): void;
  [Symbol.dispose](): void;
}

/** What every error of this package is. */
export class AlloyError extends Error {
  /** Stable: Alloy's own code where Alloy gave one, such as `INVALID_INPUT`; ours elsewhere. */
  readonly code: OpenString<
    | "CONFIG_INVALID"
    | "ARGUMENT_INVALID"
    | "NETWORK_FAILED"
    | "TIMED_OUT"
    | "ABORTED"
    | "ANSWER_INVALID"
    | "OAUTH_FAILED"
  >;
  /** What to do about it. */
  readonly hint?: string;
  /** The method of the last request. */
  readonly method?: string;
  /** Its path. */
  readonly path?: string;
  readonly connectorId?: string;
  readonly actionId?: string;
  /** How many requests were sent. */
  readonly attempts: number;
  /** What is safe to log: no body, no headers, no cause. */
  toJSON(): Record<string, unknown>;
}

/** The client was set up in a way that cannot work. */
export class AlloyConfigError extends AlloyError {}

/** An argument is not what it must be. Nothing was sent. */
export class AlloyValidationError extends AlloyError {
  /** Which one, such as `options.timeoutMs`. */
  readonly argument: string;
}

/** `fetch` failed. `cause` is what it threw. */
export class AlloyNetworkError extends AlloyError {
  /** For handlers written for axios. */
  readonly request: { method?: string; path?: string };
}

/** The time given ran out. */
export class AlloyTimeoutError extends AlloyError {}

/** The caller's signal ended the call. `cause` is its reason. */
export class AlloyAbortError extends AlloyError {}

/** The user, or the service, refused the connection. */
export class AlloyOAuthError extends AlloyError {
  /** OAuth's own error code, such as `access_denied`. */
  readonly error?: string;
  /** OAuth's own description. */
  readonly errorDescription?: string;
}

/** An answer that is no JSON, or lacks what Alloy promises. */
export class AlloyProtocolError extends AlloyError {
  readonly status: number;
  readonly requestId?: string;
  readonly headers: Record<string, string>;
  /** How the answer begins. */
  readonly body: string;
}

/** Alloy answered with an error. */
export class AlloyApiError extends AlloyError {
  readonly status: number;
  /** The id under which the server knows the request. */
  readonly requestId?: string;
  /** How long the server asks to wait, in milliseconds. */
  readonly retryAfterMs?: number;
  /** Lower-case names. */
  readonly headers: Record<string, string>;
  /** The body: JSON where it is JSON, text where it is not. */
  readonly body: unknown;
  /** For handlers written for axios. */
  readonly response: { status: number; data: any; headers: Record<string, string> };
}

/** 400 and 422. */
export class AlloyBadRequestError extends AlloyApiError {}
/** 401. */
export class AlloyAuthenticationError extends AlloyApiError {}
/** 403. */
export class AlloyPermissionError extends AlloyApiError {}
/** 404. */
export class AlloyNotFoundError extends AlloyApiError {}
/** 409. */
export class AlloyConflictError extends AlloyApiError {}
/** 429. */
export class AlloyRateLimitError extends AlloyApiError {}
/** 5xx. */
export class AlloyServerError extends AlloyApiError {}
