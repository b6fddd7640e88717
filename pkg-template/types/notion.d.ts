// The guide's client of a Notion.

import type { AlloyConnectivity } from "../index.js";
import type { ActionId, ActionParameters, ActionResult, Stated } from "./actions.js";
import type { ActionOptions, Enveloping, Result, WithResponse } from "./calls.js";
import type {
  NotionNewPage,
  NotionPageUpdates,
  NotionQuery,
  NotionSearchFilter,
} from "./notion-actions.js";
import type { NotionDatabase, NotionPage } from "./notion-objects.js";

/** One page of a list as an array, which says whether there is more. */
export interface NotionResults<Item> extends Array<Item> {
  /** Whether there are more. */
  readonly has_more: boolean;
  /** Where the next page begins: pass it as `start_cursor`. */
  readonly next_cursor: string | null;
}

/**
 * The guide's client of one Notion. Each method executes the action of the guide's id; where only the
 * reference's id is there (`retrieve-a-page`, `retrieve-a-database`, `post-database-query`), that one.
 * Those that read are marked `idempotent`; the others are writes, and are not sent again when their
 * outcome is unknown.
 */
export class NotionClient {
  /**
   * Makes one over a client. Nothing is sent.
   *
   * @param connectionId - the connection to Notion; default: the client's
   */
  constructor(alloy: AlloyConnectivity, connectionId?: string | null);

  /**
   * Finds pages by title: `post-search`.
   *
   * @param query - a part of the title; default: all there are
   * @param filter - default: pages alone
   */
  searchPages<F extends NotionSearchFilter = OnlyPages, O extends ActionOptions = ActionOptions>(
    query?: string | null,
    filter?: F | null,
    options?: O,
  ): Promise<Result<NotionResults<Found<F>>, O>>;

  /** Gets a page: `get-page`. */
  getPage<O extends ActionOptions>(pageId: string, options?: O): Promise<Result<NotionPage, O>>;

  /** Creates a page: `post-page`. */
  createPage<O extends ActionOptions>(
    pageData: NotionNewPage,
    options?: O,
  ): Promise<Result<NotionPage, O>>;

  /** Changes a page: `patch-page`. */
  updatePage<O extends ActionOptions>(
    pageId: string,
    updates: NotionPageUpdates,
    options?: O,
  ): Promise<Result<NotionPage, O>>;

  /** Gets a database: `get-database`. */
  getDatabase<O extends ActionOptions>(
    databaseId: string,
    options?: O,
  ): Promise<Result<NotionDatabase, O>>;

  /** Gets rows of a database: `query-database`. */
  queryDatabase<O extends ActionOptions>(
    databaseId: string,
    query?: NotionQuery | null,
    options?: O,
  ): Promise<Result<NotionResults<NotionPage>, O>>;

  /** Where the result's type is stated and `withResponse` is set: the same, with the answer around it. */
  executeAction<T = never, A extends string = string>(
    actionId: A,
    parameters: ActionParameters<"notion", A> | null | undefined,
    options: Enveloping<T, ActionOptions>,
  ): Promise<WithResponse<T>>;
  /** Executes any action of Notion's, as {@link AlloyConnectivity.executeAction} does. */
  executeAction<
    T = never,
    O extends ActionOptions = ActionOptions,
    A extends ActionId<"notion"> = ActionId<"notion">,
  >(
    actionId: A,
    parameters?: ActionParameters<"notion", A> | null,
    options?: O,
  ): Promise<Result<Stated<NoInfer<T>, ActionResult<"notion", A>>, O>>;
}

/** What {@link NotionClient.searchPages} finds unless told otherwise. */
type OnlyPages = { property: "object"; value: "page" };

type Found<F extends NotionSearchFilter> = F extends { value: "page" }
  ? NotionPage
  : F extends { value: "database" }
    ? NotionDatabase
    : NotionPage | NotionDatabase;

// Keeps what is not exported here from being so all the same.
export {};
