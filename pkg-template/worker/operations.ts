import type { Call } from "./call.js";
import type { Mount } from "./settings.js";

type Operation = (mount: Mount<any>, userId: string, call: Call) => Promise<unknown>;

/** What operations ask of Alloy: made anew of the parts of the call, nothing is passed on. */
const OPERATIONS: { readonly [name in Call["operation"]]?: Operation } = {
  async listConnectors({ client, settings }, userId) {
    const connectors = await client.listConnectors({ userId });
    return connectors.filter(({ id }) => settings.usable.has(id));
  },

  async listConnections({ owned }, userId, call) {
    const wanted = call.connectorId ?? call.query.get("connectorId");
    const all = await owned.list(userId);
    return all.filter(({ connectorId }) => (wanted ?? connectorId) === connectorId);
  },

  async getConnection({ owned }, userId, { connectionId }) {
    await owned.list(userId);
    return owned.own(userId, connectionId);
  },

  async deleteConnection({ client, owned }, userId, { connectionId, connectorId }) {
    const found = await owned.own(userId, connectionId, connectorId);
    try {
      await client.deleteConnection(connectionId, { userId, connectorId: found.connectorId! });
    } finally {
      owned.forget(userId);
    }
    return true;
  },

  async executeAction({ client, owned }, userId, call) {
    const { connectorId, actionId, connectionId, parameters, wrap } = call;
    await owned.own(userId, connectionId, connectorId);
    try {
      const options = { userId, connectionId, withResponse: wrap !== "-" };
      const answer: any = await client.executeAction(connectorId, actionId, parameters, options);
      if (wrap === "-") return answer;
      const { executionId = "", data } = answer;
      return { executionId, status: "completed", responseData: data };
    } catch (error) {
      // It may be the connection that is gone.
      if ((error as Error).message === "Credential not found") owned.forget(userId);
      throw error;
    }
  },
};

/** Does what is asked for, and gives the answer's body, in the words of the dialect that was spoken. */
export async function perform(mount: Mount<any>, userId: string, call: Call): Promise<unknown> {
  const { operation, wrap } = call;
  const result = await (OPERATIONS[operation] ?? catalogue)(mount, userId, call);
  // The reference's answer to an action says more than its result, and is whole already.
  return wrap === "-" || wrap === "responseData" ? result : { [wrap]: result };
}

/** The catalogue's operations are the client's, and take what their paths name. */
function catalogue({ client }: Mount<any>, userId: string, call: Call): Promise<unknown> {
  const ids = [call.connectorId, call.actionId].filter(Boolean) as [string, string];
  return client[call.operation as "getAction"](...ids, { userId });
}
