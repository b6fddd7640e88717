// Many actions, and actions that answer page by page.

import type { AlloyConnectivity } from "../index.js";
import type { ActionId, ActionParameters, ActionResult, ConnectorId } from "./actions.js";
import type { ActionOptions, Result } from "./calls.js";

/** One call of a batch: what {@link AlloyConnectivity.executeAction} takes. */
export interface BatchCall<
  C extends ConnectorId = ConnectorId,
  A extends string = ActionId<ConnectorId>,
> {
  /** Which service, such as `"notion"`. */
  connectorId: C;
  /** What is to be done there, such as `"post-search"`. */
  actionId: A;
  /** What the action is given. */
  parameters?: ActionParameters<C, A> | null | undefined;
  /** Options of this call; a signal of its own ends this one alone. */
  options?: ActionOptions | undefined;
}

/** The same calls, each with the parameters that its action takes. */
export type CheckedCalls<Calls extends readonly BatchCall[]> = {
  [Index in keyof Calls]: BatchCall<Calls[Index]["connectorId"], Calls[Index]["actionId"]>;
};

/** What becomes of calls, each with the result that its action has. */
export type BatchResults<Calls extends readonly BatchCall[]> = {
  -readonly [Index in keyof Calls]: PromiseSettledResult<
    Result<
      ActionResult<Calls[Index]["connectorId"], Calls[Index]["actionId"]>,
      Calls[Index]["options"]
    >
  >;
};

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
  result: PromiseSettledResult<unknown>;
}

/** Options of {@link AlloyConnectivity.paginate}. */
export interface PaginateOptions<Item = unknown, Answer = unknown> extends Omit<
  ActionOptions,
  "withResponse"
> {
  /**
   * The list in a page: the name of its field, or a function.
   * @defaultValue the page itself, or its `results`, `items` or `data`, whichever is an array first
   */
  items?: string | ((page: Answer) => Item[]) | undefined;
  /**
   * What to ask for next: a string is sent as `start_cursor`, an object is laid over the parameters,
   * nothing ends it.
   * @defaultValue Notion's: `next_cursor` as long as `has_more`
   */
  cursor?:
    | ((
        page: Answer,
        parameters: Record<string, unknown>,
      ) => string | Record<string, unknown> | null | undefined)
    | undefined;
  /** At most so many items. @defaultValue all */
  limit?: number | undefined;
}

/** What {@link AlloyConnectivity.paginate} gives. Each iteration begins anew. */
export interface Pages<Item, Answer> extends AsyncIterable<Item> {
  /** The pages, in place of their items. */
  pages(): AsyncIterable<Answer>;
}
