import { AlloyConnectivity, type ConnectionSnapshot } from "alloy-connectivity";
import type { Service } from "./service.js";

const CONNECTOR = "notion";

/** A callback that connects nothing; its message is for the user. */
export class ConnectionRefused extends Error {
  override readonly name = "ConnectionRefused";
}

/** What the page keeps while its user is away on the consent page. */
export interface PendingConnection {
  readonly state: string;
  readonly credentialId?: string;
  readonly since: ConnectionSnapshot;
}

/** Begins to connect Notion; the page sends its user to the `oauthUrl`. */
export async function beginConnection(
  service: Service,
  callbackUrl: URL,
): Promise<{ oauthUrl: string; pending: PendingConnection }> {
  using alloy = service.client();
  const state = crypto.randomUUID();
  callbackUrl.searchParams.set("state", state);
  const since = await alloy.snapshotConnections(CONNECTOR);
  const { oauthUrl, ...credential } = await alloy.initiateOAuthFlow(CONNECTOR, callbackUrl);
  return { oauthUrl, pending: { state, ...credential, since } };
}

/** Finishes what the user decided on, as the query of the callback tells. */
export async function finishConnection(
  service: Service,
  query: string,
  pending: PendingConnection | null,
) {
  const { code, state, error, errorDescription } = AlloyConnectivity.parseOAuthCallback(query);
  if (error !== undefined) throw new ConnectionRefused(errorDescription ?? error);
  // A code that comes with another state, or unasked, may be of somebody else's account.
  if (pending === null || (code !== undefined && state !== pending.state)) {
    throw new ConnectionRefused(
      "This callback does not belong to a connection that was begun here.",
    );
  }
  using alloy = service.client();
  const { credentialId, since } = pending;
  return await alloy.handleOAuthCallback(CONNECTOR, code, credentialId, { since });
}
