// The guide's data endpoints.

import type { AlloyConnectivity } from "../index.js";
import type { Stated } from "./actions.js";
import type { CallOptions, Result } from "./calls.js";

/** A page of content, as the guide's data routes have it. */
export interface Page {
  /** The page's id. */
  id: string;
  /** What it is called. */
  title: string;
  /** Its text. */
  content: string;
  /** ISO 8601. */
  createdAt: string;
  /** ISO 8601. */
  updatedAt: string;
}

/** A record whose fields nobody has named. */
export type DataRecord = Record<string, unknown>;

/** What goes into a URL's query: of a list each item, and nothing of what is null or undefined. */
export type QueryParameters = Record<string, QueryValue | readonly QueryValue[]>;

type QueryValue = string | number | boolean | null | undefined;

/**
 * What {@link AlloyConnectivity} does with records. The guide alone describes these routes; they are
 * asked for on `dataBaseUrl`. Where a record's type is stated, `withResponse` has to be as well, or the
 * compiler does not see it: `listRecords<Page, { withResponse: true }>(…)`.
 */
export interface RecordMethods {
  /**
   * Lists records. `GET /users/{userId}/integrations/{integrationId}/data/{entity}`.
   *
   * @example
   * ```ts
   * import { AlloyConnectivity, type Page } from "alloy-connectivity";
   *
   * const alloy = AlloyConnectivity.fromEnv();
   * const pages = await alloy.listRecords<Page>("notion", "pages");
   * ```
   * @param integrationId - such as `"notion"`
   * @param entity - such as `"pages"`
   */
  listRecords<T = never, O extends CallOptions = CallOptions>(
    integrationId: string,
    entity: string,
    query?: QueryParameters | null,
    options?: O,
  ): Promise<Result<Stated<NoInfer<T>, DataRecord>[], O>>;

  /**
   * Creates a record, and gives it as it is then.
   * `POST /users/{userId}/integrations/{integrationId}/data/{entity}`.
   */
  createRecord<T = never, O extends CallOptions = CallOptions>(
    integrationId: string,
    entity: string,
    record: object,
    options?: O,
  ): Promise<Result<Stated<NoInfer<T>, DataRecord>, O>>;

  /**
   * Changes a record, and gives it as it is then.
   * `PUT /users/{userId}/integrations/{integrationId}/data/{entity}/{recordId}`.
   */
  updateRecord<T = never, O extends CallOptions = CallOptions>(
    integrationId: string,
    entity: string,
    recordId: string,
    record: object,
    options?: O,
  ): Promise<Result<Stated<NoInfer<T>, DataRecord>, O>>;
}

// Keeps what is not exported here from being so all the same.
export {};
