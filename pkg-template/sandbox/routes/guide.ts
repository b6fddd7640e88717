import { execute, findAction, sortFlat } from "../actions.js";
import { notFound } from "../answers.js";
import type { Credential } from "../credentials.js";
import { exchange } from "../oauth.js";
import { pathParameter, type Route } from "../route.js";
import { guideRow } from "../rows.js";

/** Routes that only the guide knows. */
export const guideRoutes: readonly Route[] = [
  {
    method: "POST",
    path: "/connectors/{connectorId}/credentials/callback",
    dialect: "guide",
    answer(call) {
      const { id } = exchange(
        call.get("world"),
        pathParameter(call, "connectorId"),
        call.get("userId"),
        call.get("body"),
        call.get("entry").requestId,
      );
      return call.json({ connectionId: id, credentialId: id });
    },
  },
  {
    method: "GET",
    path: "/credentials",
    dialect: "guide",
    answer(call) {
      // Not scoped to a user: the key sees the credentials of all its users.
      return call.json(call.get("world").state.credentials.list({}).map(ownedRow));
    },
  },
  {
    method: "GET",
    path: "/credentials/{credentialId}",
    dialect: "guide",
    answer(call) {
      const { credentials } = call.get("world").state;
      const credential = credentials.get(pathParameter(call, "credentialId"));
      if (!credential) throw notFound("Credential not found");
      return call.json(ownedRow(credential));
    },
  },
  {
    method: "POST",
    path: "/connectors/{connectorId}/actions/{actionId}",
    dialect: "guide",
    answer(call) {
      const action = findAction(call);
      return call.json(execute(call, action, (body) => sortFlat(action, body)) as object);
    },
  },
];

function ownedRow(credential: Credential) {
  return { ...guideRow(credential), userId: credential.userId };
}
