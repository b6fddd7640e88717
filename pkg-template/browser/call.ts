import { withoutOutcome } from "./query.js";
import type { ConnectOptions } from "./types.js";

/** What a connection is begun with: the arguments, checked and complete. */
export interface Call {
  readonly connectorId: string;
  /** Where the handler is mounted. */
  readonly base: string;
  /** Whether that is the page's own origin. */
  readonly isOwnOrigin: boolean;
  readonly returnTo: string;
  readonly data: Readonly<Record<string, unknown>> | undefined;
  readonly signal: AbortSignal | undefined;
  readonly headers: Readonly<Record<string, string>>;
  readonly fetch: typeof fetch;
}

/** @throws TypeError naming the argument that is wrong */
export function readCall(connectorId: string, options: ConnectOptions): Call {
  // In a path, "." and ".." would be resolved however they are written.
  check(isText(connectorId) && !/^\.\.?$/.test(connectorId), "connectorId must be an id");
  check(isRecord(options), "options must be an object");
  const { baseUrl = "/alloy", returnTo = location.href, data, signal } = options;
  const { headers = {}, fetch = globalThis.fetch } = options;
  const base = webAddress(baseUrl);
  check(base && !base.search && !base.hash, "baseUrl must be a URL without query and fragment");
  const back = webAddress(returnTo);
  check(back, "returnTo must be a URL");
  check(data === undefined || isRecord(data), "data must be an object");
  check(signal === undefined || isSignal(signal), "signal must be an AbortSignal");
  const texts = isRecord(headers) && Object.values(headers).every((it) => typeof it === "string");
  check(texts, "headers must be an object of strings");
  check(typeof fetch === "function", "fetch must be a function");
  back.search = withoutOutcome(back.search);
  return {
    ...{ connectorId, data, signal, headers, fetch },
    base: base.href.replace(/\/+$/, ""),
    isOwnOrigin: base.origin === location.origin,
    returnTo: back.href,
  };
}

/** @throws TypeError */
export function check(holds: unknown, message: string): asserts holds {
  if (!holds) throw new TypeError(message);
}

function webAddress(value: unknown): URL | null {
  try {
    const url = isText(value) ? new URL(value, location.href) : null;
    return url && /^https?:$/.test(url.protocol) ? url : null;
  } catch {
    return null;
  }
}

const isText = (value: unknown): value is string => typeof value === "string" && !!value.trim();

const isRecord = (value: unknown): value is object =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const isSignal = (value: unknown) =>
  isRecord(value) && "aborted" in value && "addEventListener" in value;
