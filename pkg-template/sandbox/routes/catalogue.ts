import { findAction } from "../actions.js";
import { actionId } from "../connectors/catalogue.js";
import type { Action, Connector } from "../connectors/connector.js";
import { findConnector, pathParameter, type Route } from "../route.js";

/** What there is: connectors, their resources, and the actions of these. */
export const catalogueRoutes: readonly Route[] = [
  {
    method: "GET",
    path: "/connectors",
    dialect: "shared",
    answer: (call) =>
      call.json({ connectors: call.get("world").catalogue.connectors.map(connectorRow) }),
  },
  {
    method: "GET",
    path: "/connectors/{connectorId}",
    dialect: "shared",
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
        actions: actions.map((action) => actionRow(action, "reference")),
      }));
      return call.json({ resources });
    },
  },
  {
    method: "GET",
    path: "/connectors/{connectorId}/actions",
    dialect: "guide",
    answer(call) {
      const actions = findConnector(call).resources.flatMap((resource) => resource.actions);
      return call.json({ actions: actions.map((action) => actionRow(action, "guide")) });
    },
  },
  {
    method: "GET",
    path: "/connectors/{connectorId}/actions/{actionId}",
    dialect: "shared",
    answer(call) {
      const { displayName, description, httpMethod, path, parameters, requestBody } =
        findAction(call);
      return call.json({
        action: {
          ...{ id: pathParameter(call, "actionId"), displayName, description, httpMethod, path },
          ...{ parameters, requestBody },
        },
      });
    },
  },
];

function connectorRow({ id, name, category, icon }: Connector) {
  return { id, name, category, icon };
}

function actionRow(action: Action, dialect: "guide" | "reference") {
  return { id: actionId(action, dialect), displayName: action.displayName };
}
