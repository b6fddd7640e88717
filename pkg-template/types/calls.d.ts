// What methods take last, and what they give.

import type { AlloyConnectivity } from "../index.js";
import type { ConnectionSnapshot } from "./connections.js";
import type { AlloyAbortError } from "./errors.js";

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
  /**
   * Gives a {@link WithResponse} in place of the bare result. Then Alloy is asked, whatever the cache
   * holds.
   * @defaultValue false
   */
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

/**
 * Options that ask for the answer, of a call whose result has a type that the caller states: then the
 * compiler infers no other type, and not what the options are either.
 */
export type Enveloping<T, Options> = [T] extends [never] ? never : Options & { withResponse: true };

/** Options of {@link AlloyConnectivity.initiateOAuthFlow}. */
export interface InitiateOptions extends CallOptions {
  /** An own OAuth app, as set up in Alloy's dashboard. */
  authConfigId?: string | undefined;
  /** The connector's own fields, such as a shop's name. */
  data?: Record<string, unknown> | undefined;
}

/** Options of calls that list connections. */
export interface OwnOptions extends CallOptions {
  /**
   * Leaves out connections that may be another user's: the guide's `GET /credentials`, which is not
   * scoped to a user, does not always say whose its rows are.
   * @defaultValue false
   */
  ownOnly?: boolean | undefined;
}

/** Options of {@link AlloyConnectivity.handleOAuthCallback}. */
export interface CallbackOptions extends OwnOptions {
  /** What was connected before the flow began, for redirects that carry no code. */
  since?: ConnectionSnapshot | undefined;
}

/** Options of {@link AlloyConnectivity.waitForConnection}. */
export interface WaitOptions extends OwnOptions {
  /** What was connected before. @defaultValue what is connected when the wait begins */
  since?: ConnectionSnapshot | undefined;
  /** The first pause between two looks, in milliseconds; pauses grow to 8 seconds. @defaultValue 1000 */
  pollMs?: number | undefined;
  /** When to give up, in milliseconds. @defaultValue the client's, or 120000 */
  deadlineMs?: number | undefined;
}

/** Options of {@link AlloyConnectivity.listConnections}. */
export interface ListOptions extends OwnOptions {
  /** Only the connections of this connector. */
  connectorId?: string | undefined;
}

/** Options of {@link AlloyConnectivity.deleteConnection}. */
export interface DeleteOptions extends CallOptions {
  /** The connection's connector: opens a second route where the first is missing. */
  connectorId?: string | undefined;
}

/** An action's parameters in the reference's four places. */
export interface SplitParameters {
  /** What goes into the provider's request body. */
  requestBody?: Record<string, unknown> | undefined;
  /** What goes into the query of the provider's URL. */
  queryParameters?: Record<string, unknown> | undefined;
  /** What goes into the path of the provider's URL. */
  pathParams?: Record<string, unknown> | undefined;
  /** What goes into the headers of the provider's request. */
  additionalHeaders?: Record<string, unknown> | undefined;
}

/** Options of {@link AlloyConnectivity.executeAction}. */
export interface ActionOptions extends CallOptions {
  /** Parameters that are split already, sent as they are; in place of `parameters`, in the reference's dialect. */
  split?: SplitParameters | undefined;
  /**
   * Whether parameters are checked against the action's schema before anything is sent, in the
   * reference's dialect.
   * @defaultValue true
   */
  validate?: boolean | undefined;
}
