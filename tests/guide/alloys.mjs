// An Alloy of each dialect, and clients of it.
import { AlloyConnectivity } from "../../pkg/node.js";
import { createSandbox } from "../../pkg/sandbox/index.js";

export const DIALECTS = ["guide", "reference"];

/** The route of an action. */
export const EXECUTE = {
  guide: "POST /connectors/{connectorId}/actions/{actionId}",
  reference: "POST /connectors/{connectorId}/actions/{actionId}/execute",
};

/** A sandbox, a client of it that does not wait between tries, and how to connect a service. */
export function openSandbox(options) {
  const sandbox = createSandbox(options);
  const { apiKey, userId, fetch } = sandbox;
  const alloy = new AlloyConnectivity({ apiKey, userId, fetch });

  /** Connects a service by the whole flow; what the journal then has is the test's own. */
  async function connect(connectorId, client = alloy) {
    const since = await client.snapshotConnections(connectorId);
    const redirectUri = "http://localhost/callback";
    const { oauthUrl, credentialId } = await client.initiateOAuthFlow(connectorId, redirectUri);
    const { code } = AlloyConnectivity.parseOAuthCallback(await sandbox.consent(oauthUrl));
    const how = { since };
    const { connectionId } = await client.handleOAuthCallback(connectorId, code, credentialId, how);
    sandbox.journal.clear();
    return connectionId;
  }

  return { sandbox, alloy, connect };
}

/** What came and went: method, template and status of each request. */
export const requestsOf = ({ journal }) =>
  journal.requests.map(({ method, route, status }) => `${method} ${route} ${status}`);

export const effectsOf = ({ journal }) => journal.effects.map(({ kind }) => kind);
