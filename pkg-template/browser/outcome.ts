import { CHANNEL, OUTCOME } from "./channel.js";
import { parseOutcome, withoutOutcome } from "./query.js";
import type { ConnectOutcome } from "./types.js";

/**
 * Reads what became of a connection from the address that the user came back to. Read from the page's own, the outcome
 * is also taken out of the address bar. What an address says is there to be shown; what is connected is known by
 * `listConnections`.
 *
 * In a popup that came back to this page (a handler of another origin), it tells the page behind, and closes the window.
 *
 * @param url - an address, or its query. Default: the page's own
 * @returns `null` where there is no outcome in it
 *
 * @example
 * ```ts
 * import { readConnectOutcome } from "alloy-connectivity/browser";
 *
 * const outcome = readConnectOutcome();
 * if (outcome?.status === "connected") console.log(`Connected: ${outcome.connectorId}`);
 * ```
 */
export function readConnectOutcome(url?: string | URL): ConnectOutcome | null {
  if (url !== undefined) return parseOutcome(new URL(url, "http://localhost").search);
  const { search, pathname, hash } = location;
  const outcome = parseOutcome(search);
  if (!outcome) return null;
  history.replaceState(history.state, "", `${pathname}${withoutOutcome(search)}${hash}`);
  if (new URLSearchParams(search).has("alloy_popup")) {
    const channel = new BroadcastChannel(CHANNEL);
    channel.postMessage({ type: OUTCOME, search });
    channel.close();
    close();
  }
  return outcome;
}
