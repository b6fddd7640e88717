import type { Call } from "./call.js";
import { ConnectError } from "./error.js";

/** A connection that the handler has begun. */
export interface Begun {
  /** Where the user is asked. */
  readonly url: string;
  readonly flow: string;
}

/** Has the handler begin a connection. */
export async function begin(call: Call, returnTo: string, signal?: AbortSignal): Promise<Begun> {
  const { connectorId, base, isOwnOrigin, data, headers, fetch } = call;
  let status = 0;
  let answer: { url?: unknown; flow?: unknown; error?: { code?: unknown; message?: unknown } };
  try {
    const response = await fetch(`${base}/connect/${encodeURIComponent(connectorId)}`, {
      method: "POST",
      headers: { ...headers, "content-type": "application/json" },
      credentials: isOwnOrigin ? "same-origin" : "include",
      body: JSON.stringify({ returnTo, data }),
      signal: signal ?? null,
    });
    status = response.status;
    answer = Object(await response.json());
  } catch (cause) {
    signal?.throwIfAborted();
    if (status === 0) throw new ConnectError("NETWORK", "The handler did not answer", 0, { cause });
    answer = {};
  }
  const { url, flow, error } = answer;
  // Nothing but a web page: what is gone to next must not be code.
  if (typeof url === "string" && /^https?:/i.test(url) && typeof flow === "string") {
    return { url, flow };
  }
  if (typeof error?.code === "string") {
    throw new ConnectError(error.code, String(error.message), status);
  }
  throw new ConnectError("ANSWER_INVALID", `Not the handler's answer (HTTP ${status})`, status);
}
