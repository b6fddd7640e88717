// What goes wrong.

import type { AlloyConnectivity } from "../index.js";
import type { OpenString } from "./client.js";
import type { User } from "./users.js";

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
    | "WRONG_USER"
  >;
  /** What to do about it. */
  readonly hint?: string;
  /** The method of the last request. */
  readonly method?: string;
  /** Its path. */
  readonly path?: string;
  /** The connector that the call was about. */
  readonly connectorId?: string;
  /** The action that the call was about. */
  readonly actionId?: string;
  /** How many requests were sent. */
  readonly attempts: number;
  /** Of {@link AlloyConnectivity.createUsers}: the users that were made before it failed. */
  readonly created?: User[];
  /** What is safe to log: no body, no headers, no cause. */
  toJSON(): Record<string, unknown>;
}

/** The client was set up in a way that cannot work. */
export class AlloyConfigError extends AlloyError {}

/** An argument is not what it must be. Nothing was sent. */
export class AlloyValidationError extends AlloyError {
  /** Which one, such as `options.timeoutMs` or `parameters.page_id`. */
  readonly argument: string;
}

/** `fetch` failed. `cause` is what it threw. */
export class AlloyNetworkError extends AlloyError {
  /** For handlers written for axios. */
  readonly request: { method?: string; path?: string };
}

/** The time given ran out. */
export class AlloyTimeoutError extends AlloyError {
  /** What was sent last: for handlers that tell a request without an answer by it. */
  readonly request: { method?: string; path?: string };
}

/** The caller's signal ended the call. `cause` is its reason. */
export class AlloyAbortError extends AlloyError {}

/** The user, or the service, refused the connection. */
export class AlloyOAuthError extends AlloyError {
  /** OAuth's own error code, such as `access_denied`, where the redirect carried one. */
  readonly error?: string;
  /** OAuth's own description. */
  readonly errorDescription?: string;
}

/** An answer that is no JSON, or lacks what Alloy promises. */
export class AlloyProtocolError extends AlloyError {
  /** The answer's HTTP status. */
  readonly status: number;
  /** The id under which the server knows the request. */
  readonly requestId?: string;
  /** The answer's headers, with lower-case names. */
  readonly headers: Record<string, string>;
  /** How the answer begins. */
  readonly body: string;
}

/** Alloy answered with an error. */
export class AlloyApiError extends AlloyError {
  /** The answer's HTTP status. */
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
