import type { ConnectorId } from "alloy-connectivity";
import type { EdgeCall, EdgeOperation } from "../core/alloy.js";
import { notFound } from "./refusal.js";
import type { Mount } from "./settings.js";

/** A call that has been let in: who makes it, and what it is, its fields as its operation has them. */
export interface Admitted {
  readonly userId: string;
  readonly call: EdgeCall & { connectorId: ConnectorId; actionId: string; connectionId: string };
}

type Operation = (mount: Mount<any>, admitted: Admitted) => Promise<unknown>;

/** What each operation asks of Alloy: made anew of the parts of the call, nothing is passed on. */
export const OPERATIONS: { readonly [name in EdgeOperation]?: Operation } = {
  async listConnectors({ client, settings }, { userId }) {
    const connectors = await client.listConnectors({ userId });
    return connectors.filter(({ id }) => settings.connectors.has(id));
  },
  getConnector: ({ client }, { userId, call }) => client.getConnector(call.connectorId, { userId }),
  listResources: ({ client }, { userId, call }) =>
    client.listResources(call.connectorId, { userId }),
  listActions: ({ client }, { userId, call }) => client.listActions(call.connectorId, { userId }),
  getAction: ({ client }, { userId, call }) =>
    client.getAction(call.connectorId, call.actionId, { userId }),
  getCredentialMetadata: ({ client }, { userId, call }) =>
    client.getCredentialMetadata(call.connectorId, { userId }),

  async listConnections(mount, { userId, call }) {
    const all = await mount.owned.list(userId);
    return all.filter(
      ({ connectorId }) =>
        isUsable(mount, connectorId) && (!call.connectorId || call.connectorId === connectorId),
    );
  },

  async getConnection(mount, { userId, call }) {
    const connection = (await mount.owned.list(userId)).find(({ id }) => id === call.connectionId);
    if (!connection || !isUsable(mount, connection.connectorId)) throw notFound();
    return connection;
  },

  async deleteConnection({ client, owned }, { userId, call }) {
    const { connectorId } = await owned.own(userId, call.connectionId, call.connectorId);
    owned.forget(userId);
    await client.deleteConnection(call.connectionId, {
      userId,
      connectorId: connectorId ?? call.connectorId,
    });
    return true;
  },

  async executeAction({ client, owned }, { userId, call }) {
    const { connectorId, actionId, connectionId, parameters, split } = call;
    await owned.own(userId, connectionId, connectorId);
    const options = { userId, connectionId };
    try {
      if (call.wrap === "")
        return await client.executeAction(connectorId, actionId, parameters, options);
      const given = split ? { ...options, split } : options;
      const answer = await client.executeAction(connectorId, actionId, undefined, {
        ...given,
        withResponse: true,
      });
      const { data, executionId = "" } = answer;
      return { executionId, status: "completed", responseData: data };
    } catch (error) {
      // It may be the connection that is gone.
      if ((error as { status?: number }).status === 404) owned.forget(userId);
      throw error;
    }
  },
};

const isUsable = ({ settings }: Mount<unknown>, connectorId: string | null) =>
  settings.connectors.has(connectorId ?? "");

/** The answer's body, in the words of the dialect that asked. */
export function worded({ wrap }: EdgeCall, result: unknown): unknown {
  // The reference's answer to an action is made above: it says more than the result.
  return !wrap || wrap === "responseData" ? result : { [wrap]: result };
}
