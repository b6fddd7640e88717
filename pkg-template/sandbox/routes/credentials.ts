import { notFound } from "../answers.js";
import { credentialMetadata, OAUTH2 } from "../connectors/authentication.js";
import { createCredential, parseCredentialRequest } from "../credential-requests.js";
import { effect } from "../effects.js";
import { begin, consentUrl } from "../oauth.js";
import { guideRow, referenceRow } from "../rows.js";
import { findConnector, pathParameter, type Call, type Route } from "../route.js";

/** How credentials come and go, and which of them there are. */
export const credentialRoutes: readonly Route[] = [
  {
    method: "GET",
    path: "/connectors/{connectorId}/credentials/metadata",
    dialect: "shared",
    answer(call) {
      const { authentications } = findConnector(call);
      const userId = call.get("userId");
      return call.json({
        metadata: authentications.map((way) => credentialMetadata(way, userId)),
      });
    },
  },
  {
    method: "POST",
    path: "/connectors/{connectorId}/credentials",
    dialect: "shared",
    answer(call) {
      const world = call.get("world");
      const connectorId = pathParameter(call, "connectorId");
      const request = parseCredentialRequest(world, connectorId, call.get("body"));
      const { userId, authentication } = request;
      if (authentication !== OAUTH2) {
        const id = world.state.ids.objectId();
        const wanted = { id, userId, connectorId, authenticationType: authentication.type };
        createCredential(world, wanted, call.get("entry").requestId);
        return call.json({ credentialId: id });
      }
      const grant = begin(world, request);
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
      const credentials = state.credentials.list({
        userId: call.get("userId"),
        connectorId: call.req.query("connectorId"),
      });
      return settings.dialect === "guide"
        ? call.json(credentials.map(guideRow))
        : call.json({ data: credentials.map(referenceRow) });
    },
  },
  {
    method: "DELETE",
    path: "/users/{userId}/credentials/{credentialId}",
    dialect: "shared",
    answer: (call) => deleteCredential(call),
  },
  {
    method: "DELETE",
    path: "/connectors/{connectorId}/credentials/{credentialId}",
    dialect: "shared",
    answer: (call) => deleteCredential(call, findConnector(call).id),
  },
];

function deleteCredential(call: Call, connectorId?: string): Response {
  const { credentials } = call.get("world").state;
  const id = pathParameter(call, "credentialId");
  const credential = credentials.getOwn(id, call.get("userId"), connectorId);
  if (!credential) throw notFound("Credential not found");
  credentials.delete(credential);
  effect(call, "credential.deleted", credential.id, credential.connectorId);
  return call.json({ success: true });
}
