import { execute, findAction, sortSplit } from "../actions.js";
import { notFound } from "../answers.js";
import type { Connector } from "../connectors/connector.js";
import { referenceRow } from "../rows.js";
import { pathParameter, type Call, type Route } from "../route.js";

/** Routes that only the public reference knows. */
export const referenceRoutes: readonly Route[] = [
  {
    method: "GET",
    path: "/connectors",
    dialect: "reference",
    answer: (call) =>
      call.json({ connectors: call.get("world").catalogue.connectors.map(connectorRow) }),
  },
  {
    method: "GET",
    path: "/connectors/{connectorId}",
    dialect: "reference",
    answer: (call) => call.json({ connector: connectorRow(findConnector(call)) }),
  },
  {
    method: "GET",
    path: "/connectors/{connectorId}/resources",
    dialect: "reference",
    answer(call) {
      const resources = findConnector(call).resources.map(({ id, name, actions }) => ({
        id,
        name,
        actions: actions.map((action) => ({ id: action.id, displayName: action.displayName })),
      }));
      return call.json({ resources });
    },
  },
  {
    method: "GET",
    path: "/connectors/{connectorId}/actions/{actionId}",
    dialect: "reference",
    answer(call) {
      const { displayName, description, httpMethod, path, parameters, requestBody } =
        findAction(call);
      return call.json({
        action: {
          ...{ id: pathParameter(call, "actionId"), displayName, description, httpMethod, path },
          parameters,
          requestBody: requestBody ?? { type: "object", properties: {} },
        },
      });
    },
  },
  {
    method: "POST",
    path: "/connectors/{connectorId}/actions/{actionId}/execute",
    dialect: "reference",
    answer(call) {
      const action = findAction(call);
      const responseData = execute(call, action, (body) => sortSplit(action, body));
      const executionId = call.get("world").state.ids.objectId();
      return call.json({ executionId, status: "completed", responseData: responseData as object });
    },
  },
  {
    method: "GET",
    path: "/connectors/{connectorId}/credentials",
    dialect: "reference",
    answer(call) {
      const connectorId = findConnector(call).id;
      const { state } = call.get("world");
      const credentials = state.listCredentials({ userId: call.get("userId"), connectorId });
      return call.json({ credentials: credentials.map(referenceRow) });
    },
  },
  {
    method: "GET",
    path: "/credentials/users/{userId}",
    dialect: "reference",
    answer(call) {
      const { state } = call.get("world");
      const data = state.listCredentials({ userId: call.get("userId") }).map(referenceRow);
      return call.json({ data });
    },
  },
  {
    method: "DELETE",
    path: "/users/{userId}/credentials/{credentialId}",
    dialect: "reference",
    answer(call) {
      const world = call.get("world");
      const id = pathParameter(call, "credentialId").toLowerCase();
      const credential = world.state.credentials.get(id);
      if (credential?.userId !== call.get("userId")) throw notFound("Credential not found");
      const { userId, connectorId } = credential;
      const { requestId } = call.get("entry");
      world.state.credentials.delete(id);
      world.effect("credential.deleted", id, { userId, connectorId, requestId });
      return call.json({ success: true });
    },
  },
];

function findConnector(call: Call): Connector {
  return call.get("world").catalogue.connector(pathParameter(call, "connectorId"));
}

function connectorRow({ id, name, category, icon }: Connector) {
  return { id, name, category, icon };
}
