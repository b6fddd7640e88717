// Which actions are known, and what they take and give.

import type { OpenString } from "./client.js";
import type { NotionActions } from "./notion-actions.js";
import type { SlackActions } from "./slack-actions.js";

/**
 * The actions whose parameters and results are typed, by connector and action. Everything else may be
 * executed just as well: with any parameters, and with a result that is `unknown` until you say what
 * it is.
 *
 * Add a connector of yours here, and an action of a connector that is here already to the connector's
 * own interface:
 *
 * @example
 * ```ts
 * import type {} from "alloy-connectivity";
 *
 * declare module "alloy-connectivity" {
 *   interface AlloyActions {
 *     acme: { "create-invoice": { parameters: { total: number }; result: { id: string } } };
 *   }
 *   interface NotionActions {
 *     "delete-a-block": { parameters: { block_id: string }; result: { id: string } };
 *   }
 * }
 * ```
 */
export interface AlloyActions {
  /** Notion's. */
  notion: NotionActions;
  /** Slack's. */
  slack: SlackActions;
}

/** A connector's id: completed where it is known, and any other. */
export type ConnectorId = OpenString<keyof AlloyActions & string>;

/** An id of a connector's action: completed where it is known, and any other. */
export type ActionId<C extends string = string> = OpenString<KnownActionId<C>>;

type KnownActionId<C> = C extends keyof AlloyActions ? keyof AlloyActions[C] & string : never;

/** What an action takes: any object, where the action is not known. */
export type ActionParameters<C extends string, A extends string> =
  KnownAction<C, A> extends { parameters: infer Parameters } ? Parameters : Record<string, unknown>;

/** What an action gives: `unknown`, where the action is not known. */
export type ActionResult<C extends string, A extends string> =
  KnownAction<C, A> extends { result: infer Given } ? Given : unknown;

type KnownAction<C, A> = C extends keyof AlloyActions
  ? A extends keyof AlloyActions[C]
    ? AlloyActions[C][A]
    : unknown
  : unknown;

/** The items of an action's page, where its type shows them. */
export type PageItem<Answer> = Answer extends readonly (infer Item)[]
  ? Item
  : Answer extends { results: readonly (infer Item)[] }
    ? Item
    : unknown;

/** What the caller says a type is, or what is known of it. */
export type Stated<T, Known> = [T] extends [never] ? Known : T;

// Keeps what is not exported here from being so all the same.
export {};
