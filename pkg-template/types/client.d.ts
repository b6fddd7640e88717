// What a client is made with.

import type { AlloyConnectivity } from "../index.js";
import type { AlloyCache } from "./cache.js";
import type { AlloyEvent } from "./events.js";

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
   * that the call fails at once, as it does where an answer says `x-should-retry: false` (the edge
   * handler, of what it has tried again itself); without either the pauses are 0.5 s, doubling to 8,
   * less up to a quarter at random.
   * @defaultValue 2
   */
  maxRetries?: number | undefined;
  /** Time for a whole call, retries and waits included, in milliseconds. @defaultValue none */
  deadlineMs?: number | undefined;
  /** The client's own rate, shared with its `forUser` views: first come, first served. */
  rateLimit?: RateLimit | undefined;
  /**
   * Where connections that were found, the catalogue and the schemas of actions are kept, for five
   * minutes: by base URL, a fingerprint of the key, and user. What is kept of connections is dropped
   * when one is made or deleted.
   * @defaultValue a `Map` of the client's own, shared with its `forUser` views
   */
  cache?: Map<string, unknown> | AlloyCache | undefined;
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
