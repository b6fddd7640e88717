/// <reference lib="esnext.disposable" />

import type { BatchCall, BatchOptions, Pages, PaginateOptions } from "./types/bulk.js";
import type {
  ActionOptions,
  CallOptions,
  CallbackOptions,
  InitiateOptions,
  ListOptions,
  Result,
  WaitOptions,
} from "./types/calls.js";
import type { AlloyOptions } from "./types/client.js";
import type {
  CallbackResponse,
  Connection,
  ConnectionSnapshot,
  OAuthCallback,
  OAuthResponse,
} from "./types/connections.js";
import type {
  AlloyAbortError,
  AlloyConfigError,
  AlloyError,
  AlloyNotFoundError,
  AlloyOAuthError,
  AlloyProtocolError,
  AlloyTimeoutError,
  AlloyValidationError,
} from "./types/errors.js";

export * from "./types/bulk.js";
export * from "./types/calls.js";
export * from "./types/client.js";
export * from "./types/connections.js";
export * from "./types/errors.js";
export * from "./types/events.js";

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
  paginate<Item = any, Answer = any>(
    connectorId: string,
    actionId: string,
    parameters?: Record<string, unknown> | null,
    options?: PaginateOptions<Item, Answer> | null,
  ): Pages<Item, Answer>;

  /** Gives the client's memory back at once. Calls under way end as if nothing had happened. */
  free(): void;
  [Symbol.dispose](): void;
}
