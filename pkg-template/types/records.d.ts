// The guide's data endpoints.

import type { AlloyConnectivity } from "../index.js";
import type { Stated } from "./actions.js";
import type { CallOptions, Enveloping, Result, WithResponse } from "./calls.js";

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
 * asked for on `dataBaseUrl`.
 */
export interface RecordMethods {
  /** Where the result's type is stated and `withResponse` is set: the same, with the answer around it. */
  listRecords<T = never>(
    integrationId: string,
    entity: string,
    query: QueryParameters | null | undefined,
    options: Enveloping<T, CallOptions>,
  ): Promise<WithResponse<T[]>>;
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

  /** Where the result's type is stated and `withResponse` is set: the same, with the answer around it. */
  createRecord<T = never>(
    integrationId: string,
    entity: string,
    record: object,
    options: Enveloping<T, CallOptions>,
  ): Promise<WithResponse<T>>;
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

  /** Where the result's type is stated and `withResponse` is set: the same, with the answer around it. */
  updateRecord<T = never>(
    integrationId: string,
    entity: string,
    recordId: string,
    record: object,
    options: Enveloping<T, CallOptions>,
  ): Promise<WithResponse<T>>;
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
