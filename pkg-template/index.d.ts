/// <reference lib="esnext.disposable" />

/**
 * The client: {@link AlloyConnectivity}, the errors that its methods reject with, and the types of what
 * they take and give.
 *
 * @module alloy-connectivity
 */

import type {
  ActionId,
  ActionParameters,
  ActionResult,
  ConnectorId,
  PageItem,
  Stated,
} from "./types/actions.js";
import type {
  BatchCall,
  BatchOptions,
  BatchResults,
  CheckedCalls,
  PaginateOptions,
  Pages,
} from "./types/bulk.js";
import type { ActionOptions, Enveloping, Result, WithResponse } from "./types/calls.js";
import type { CatalogueMethods } from "./types/catalogue.js";
import type { AlloyOptions } from "./types/client.js";
import type { ConnectionMethods } from "./types/connections.js";
import type { Contacts } from "./types/contacts.js";
import type { CredentialMethods, OAuthCallback } from "./types/credentials.js";
import type {
  AlloyAbortError,
  AlloyConfigError,
  AlloyError,
  AlloyNotFoundError,
  AlloyProtocolError,
  AlloyValidationError,
} from "./types/errors.js";
import type { FileMethods } from "./types/files.js";
import type { NotionClient } from "./types/notion.js";
import type { RecordMethods } from "./types/records.js";
import type { UserMethods } from "./types/users.js";

export * from "./types/actions.js";
export * from "./types/bulk.js";
export * from "./types/cache.js";
export * from "./types/calls.js";
export * from "./types/catalogue.js";
export * from "./types/client.js";
export * from "./types/connections.js";
export * from "./types/contacts.js";
export * from "./types/credentials.js";
export * from "./types/errors.js";
export * from "./types/events.js";
export * from "./types/files.js";
export * from "./types/notion.js";
export * from "./types/notion-actions.js";
export * from "./types/notion-objects.js";
export * from "./types/records.js";
export * from "./types/schema.js";
export * from "./types/slack-actions.js";
export * from "./types/users.js";

/**
 * A client for Alloy's Connectivity API.
 *
 * Making one starts nothing and sends nothing: it may be made at module scope. One client serves any
 * number of calls at once. Methods reject with an {@link AlloyError} and never throw synchronously.
 *
 * @example
 * ```ts
 * import { AlloyConnectivity } from "alloy-connectivity";
 *
 * const alloy = AlloyConnectivity.fromEnv();
 * const found = await alloy.executeAction("notion", "post-search", { query: "Plans" });
 * ```
 */
export class AlloyConnectivity {
  /**
   * Makes a client. Nothing is sent.
   *
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
   * the connection: what has been learnt of the server, the cache, the rate, and what a 429 asks of
   * everybody.
   *
   * @throws {@link AlloyValidationError} when `userId` is not an id
   */
  forUser(userId: string): AlloyConnectivity;

  /** Contacts of a CRM, or pages of a Notion, under the guide's names. */
  get CRM(): Contacts;

  /**
   * The guide's client of one Notion, over this one.
   *
   * @param connectionId - the connection to Notion; default: the client's
   */
  notion(connectionId?: string | null): NotionClient;

  /** Where the result's type is stated and `withResponse` is set: the same, with the answer around it. */
  executeAction<T = never, C extends string = string, A extends string = string>(
    connectorId: C,
    actionId: A,
    parameters: ActionParameters<C, A> | null | undefined,
    options: Enveloping<T, ActionOptions>,
  ): Promise<WithResponse<T>>;
  /**
   * Executes an action and gives what the provider sent: the body itself, `responseData` where the
   * body has it, `result` where the body also has a boolean `success`; `null` for nothing.
   *
   * `POST /connectors/{connectorId}/actions/{actionId}` in the guide, `…/execute` in the reference,
   * where flat parameters are put into their places by the action's schema
   * (`GET /connectors/{connectorId}/actions/{actionId}`, kept in the client's `cache`), and checked
   * against it before anything is sent, unless `validate` is false.
   *
   * What {@link AlloyActions} knows of the action is the type of its parameters and of its result. With
   * a type argument, `executeAction<Invoice>(…)`, the result is taken to be that, and parameters are any
   * object; with neither, the result is `unknown`.
   *
   * @example
   * ```ts
   * import { AlloyConnectivity } from "alloy-connectivity";
   *
   * const alloy = AlloyConnectivity.fromEnv();
   * const { results } = await alloy.executeAction("notion", "post-search", { query: "Plans" });
   * const contact = await alloy.executeAction<{ id: string }>("hubspot", "create-contact", {
   *   properties: { lastname: "Lovelace" },
   * });
   * console.log(results.length, contact.id);
   * ```
   * @param parameters - a plain object that JSON can carry
   * @throws {@link AlloyConfigError} "Connection not yet established", when neither the call nor the
   * client names a connection
   * @throws {@link AlloyValidationError} naming the parameter, such as `parameters.page_id`, that the
   * schema does not allow or does not find
   * @throws {@link AlloyNotFoundError} "Action not found"; its `hint` names the ids that are nearest
   */
  executeAction<
    T = never,
    O extends ActionOptions = ActionOptions,
    C extends ConnectorId = ConnectorId,
    A extends ActionId<C> = ActionId<C>,
  >(
    connectorId: C,
    actionId: A,
    parameters?: ActionParameters<C, A> | null,
    options?: O,
  ): Promise<Result<Stated<NoInfer<T>, ActionResult<C, A>>, O>>;

  /**
   * Executes many actions, some at a time. It rejects only for bad input, before anything is sent;
   * what was never started, because of `signal` or `stopOnError`, is `rejected` with an
   * {@link AlloyAbortError}.
   *
   * @example
   * ```ts
   * import { AlloyConnectivity } from "alloy-connectivity";
   *
   * const alloy = AlloyConnectivity.fromEnv();
   * const settled = await alloy.batch(
   *   ["Plans", "Notes"].map((query) => ({
   *     connectorId: "notion" as const,
   *     actionId: "post-search" as const,
   *     parameters: { query },
   *     options: { idempotent: true },
   *   })),
   *   { onProgress: ({ done, total }) => console.log(`${done} of ${total}`) },
   * );
   * for (const each of settled) {
   *   if (each.status === "fulfilled") console.log(each.value.results.length);
   *   else console.error(each.reason.hint);
   * }
   * ```
   * @returns what became of each call, in their order, each typed as
   * {@link AlloyConnectivity.executeAction} types it
   * @throws {@link AlloyValidationError} naming the call, such as `calls[3].connectorId`
   */
  batch<Calls extends readonly BatchCall[] | []>(
    calls: Calls & CheckedCalls<Calls>,
    options?: BatchOptions | null,
  ): Promise<BatchResults<Calls>>;

  /**
   * The items that an action gives page by page. A page is fetched when its first item is asked for;
   * leaving the loop fetches no more. Its calls are marked `idempotent`, unless the options say
   * otherwise. Items and pages are typed as {@link AlloyConnectivity.executeAction} types results; what
   * is not known may be stated, as in `paginate<Invoice>(…)`.
   *
   * @example
   * ```ts
   * import { AlloyConnectivity } from "alloy-connectivity";
   *
   * const alloy = AlloyConnectivity.fromEnv();
   * for await (const page of alloy.paginate("notion", "post-search", { page_size: 100 })) {
   *   console.log(page.id);
   * }
   * ```
   * @throws {@link AlloyProtocolError} while iterating, when a page has no list, or a cursor comes
   * back that was there before
   */
  paginate<
    Item = never,
    Answer = never,
    C extends ConnectorId = ConnectorId,
    A extends ActionId<C> = ActionId<C>,
  >(
    connectorId: C,
    actionId: A,
    parameters?: ActionParameters<C, A> | null,
    options?: PaginateOptions<Item, Stated<Answer, ActionResult<C, A>>> | null,
  ): Pages<
    Stated<NoInfer<Item>, PageItem<Stated<Answer, ActionResult<C, A>>>>,
    Stated<Answer, ActionResult<C, A>>
  >;

  /** Gives the client's memory back at once. Calls under way end as if nothing had happened. */
  free(): void;
  /** The same, at the end of a `using` declaration's block. */
  [Symbol.dispose](): void;
}

// What is about one thing each stands in the file about it.
export interface AlloyConnectivity
  extends
    CatalogueMethods,
    ConnectionMethods,
    CredentialMethods,
    FileMethods,
    RecordMethods,
    UserMethods {}
