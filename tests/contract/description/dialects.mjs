// The shapes that the dialects do not share. Under one name each, so that a route which both have is
// described once.
import { anyOf, array, closed, object, ref } from "./operation.mjs";
import { contactFields } from "./schemas.mjs";

const text = { type: "string" };
const name = { type: "string", minLength: 1 };
const time = { type: "string", format: "date-time" };
const uri = { type: "string", format: "uri" };
const anyObject = { type: "object" };

export const guide = {
  Actions: object({ actions: array(ref("ActionSummary")) }),
  CredentialMade: anyOf(
    object({ oauthUrl: uri, credentialId: name }, ["oauthUrl"]),
    object({ credentialId: name }),
  ),
  Callback: closed({ code: name, userId: ref("ObjectId"), credentialId: name }, ["code", "userId"]),
  CallbackResponse: anyOf(object({ connectionId: name, credentialId: name }), object({ id: name })),
  Connection: object(
    {
      ...{ id: name, credentialId: name, connectionId: name, connectorId: name },
      ...{ name: text, type: text, status: text, createdAt: time },
    },
    ["id", "connectorId", "createdAt"],
  ),
  // Its scripts read both: `response.data.data || response.data`.
  Connections: anyOf(array(ref("Connection")), object({ data: array(ref("Connection")) })),
  // The provider's own body, whatever that is.
  ActionCall: closed({ credentialId: name, parameters: anyObject }, ["credentialId"]),
  ActionResult: { type: ["object", "array"] },
  Records: array({ type: "object" }),
  // Its example makes a contact of `{ title, content }`.
  NewContact: anyObject,
  ContactChanges: anyObject,
};

export const reference = {
  Resources: object({
    resources: array(
      object({ id: text, name: text, actions: array(ref("ActionSummary")) }, ["actions"]),
    ),
  }),
  CredentialMade: anyOf(object({ oauthUrl: uri }), object({ credentialId: name })),
  Connection: object({
    ...{ credentialId: ref("ObjectId"), name: text, type: name },
    ...{ createdAt: time, updatedAt: time },
  }),
  Connections: object({ data: array(ref("Connection")) }),
  ConnectorsConnections: object({ credentials: array(ref("Connection")) }),
  ActionCall: closed(
    {
      credentialId: ref("ObjectId"),
      ...{ requestBody: anyObject, queryParameters: anyObject },
      ...{ pathParams: anyObject, additionalHeaders: anyObject },
    },
    ["credentialId"],
  ),
  ActionResult: anyOf(
    object({ executionId: name, status: name, responseData: {} }, ["executionId", "status"]),
    object({ success: { type: "boolean" }, result: {} }, ["success"]),
  ),
  Records: anyOf(object({ data: array(anyObject) }), array(anyObject)),
  NewContact: closed(contactFields, ["lastName"]),
  ContactChanges: closed(contactFields, []),
};
