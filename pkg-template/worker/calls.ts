import type { ConnectorId } from "alloy-connectivity";
import type { EdgeCall, EdgeOperation } from "../core/alloy.js";
import type { Mount } from "./settings.js";

/** A call that has been let in: who makes it, and what it is, its fields as its operation has them. */
export interface Admitted {
  readonly userId: string;
  readonly call: EdgeCall & { connectorId: ConnectorId; actionId: string; connectionId: string };
}

type Operation = (mount: Mount<any>, admitted: Admitted) => Promise<unknown>;

/** What each operation asks of Alloy: made anew of the parts of the call, nothing is passed on. */
const OPERATIONS: { readonly [name in EdgeOperation]?: Operation } = {
  async listConnectors({ client, settings }, { userId }) {
    const connectors = await client.listConnectors({ userId });
    return connectors.filter(({ id }) => settings.connectors.has(id));
  },

  async listConnections({ owned }, { userId, call }) {
    const all = await owned.list(userId);
    return all.filter(({ connectorId }) => (call.connectorId ?? connectorId) === connectorId);
  },

  async getConnection({ owned }, { userId, call }) {
    await owned.list(userId);
    return owned.own(userId, call.connectionId);
  },

  async deleteConnection({ client, owned }, { userId, call }) {
    const { connectorId } = await owned.own(userId, call.connectionId, call.connectorId);
    owned.forget(userId);
    await client.deleteConnection(call.connectionId, { userId, connectorId: connectorId! });
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

/** Asks, and gives what the answer's body is, in the words of the dialect that was spoken. */
export async function perform(mount: Mount<any>, admitted: Admitted): Promise<unknown> {
  const { operation, wrap } = admitted.call;
  const result = await (OPERATIONS[operation!] ?? catalogue)(mount, admitted);
  // The reference's answer to an action says more than its result, and is whole already.
  return !wrap || wrap === "responseData" ? result : { [wrap]: result };
}

/** The catalogue's operations are the client's, and take what their paths name. */
function catalogue({ client }: Mount<any>, { userId, call }: Admitted): Promise<unknown> {
  const ids = [call.connectorId, call.actionId].filter(Boolean);
  const asked = call.operation as "getAction";
  return client[asked](...(ids as [ConnectorId, string]), { userId });
}
