import type { ConnectOutcome } from "./types.js";

const OURS = /^alloy_(outcome|connector|connection|flow|error|popup)(=|$)/;

/** The outcome in a query. */
export function parseOutcome(search: string): ConnectOutcome | null {
  const query = Object.fromEntries(new URLSearchParams(search));
  const { alloy_outcome: status, alloy_connector: connectorId, alloy_flow: flow } = query;
  const { alloy_connection: connectionId, alloy_error: error } = query;
  if (!connectorId || !flow) return null;
  if (status === "connected" && connectionId) return { status, connectorId, connectionId, flow };
  if ((status === "denied" || status === "failed") && error) {
    return { status, connectorId, error, flow };
  }
  return null;
}

/** A query without the outcome, and the rest of it to the letter. */
export function withoutOutcome(search: string): string {
  const kept = search.slice(1).split("&");
  const rest = kept.filter((pair) => !OURS.test(pair)).join("&");
  return rest && `?${rest}`;
}
