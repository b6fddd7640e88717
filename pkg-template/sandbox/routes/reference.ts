import { execute, findAction, sortSplit } from "../actions.js";
import { referenceRow } from "../rows.js";
import { findConnector, type Route } from "../route.js";

/** Routes that only the public reference knows. */
export const referenceRoutes: readonly Route[] = [
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
      const { credentials } = call.get("world").state;
      const held = credentials.list({ userId: call.get("userId"), connectorId });
      return call.json({ credentials: held.map(referenceRow) });
    },
  },
  {
    method: "GET",
    path: "/credentials/users/{userId}",
    dialect: "reference",
    answer(call) {
      const { credentials } = call.get("world").state;
      const data = credentials.list({ userId: call.get("userId") }).map(referenceRow);
      return call.json({ data });
    },
  },
];
