import { begin, consentUrl } from "../oauth.js";
import { guideRow, referenceRow } from "../rows.js";
import { pathParameter, type Route } from "../route.js";

/** Routes that both dialects have, if with answers of their own. */
export const sharedRoutes: readonly Route[] = [
  {
    method: "POST",
    path: "/connectors/{connectorId}/credentials",
    dialect: "shared",
    answer(call) {
      const world = call.get("world");
      const grant = begin(world, pathParameter(call, "connectorId"), call.get("body"));
      const oauthUrl = consentUrl(grant, new URL(call.req.url).origin);
      const { credentialId } = grant;
      return call.json(
        world.settings.dialect === "reference" ? { oauthUrl } : { oauthUrl, credentialId },
      );
    },
  },
  {
    method: "GET",
    path: "/users/{userId}/credentials",
    dialect: "shared",
    answer(call) {
      const { settings, state } = call.get("world");
      const credentials = state.listCredentials({
        userId: call.get("userId"),
        connectorId: call.req.query("connectorId"),
      });
      return settings.dialect === "guide"
        ? call.json(credentials.map(guideRow))
        : call.json({ data: credentials.map(referenceRow) });
    },
  },
];
