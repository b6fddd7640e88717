import { authenticationNotFound, invalidInput } from "./answers.js";
import { checkData, type Authentication } from "./connectors/authentication.js";
import type { Connector } from "./connectors/connector.js";
import type { Credential } from "./credentials.js";
import { isObjectId } from "./ids.js";
import type { JsonObject } from "./json.js";
import type { World } from "./world.js";

/** What a caller wants a credential for, checked but for what OAuth alone needs. */
export interface CredentialRequest {
  readonly connector: Connector;
  readonly authentication: Authentication;
  readonly userId: string;
  readonly redirectUri: unknown;
}

export function parseCredentialRequest(
  world: World,
  connectorId: string,
  body: JsonObject,
): CredentialRequest {
  const connector = world.catalogue.connector(connectorId);
  const { userId, authenticationType, redirectUri, authConfigId, data } = body;
  if (typeof userId !== "string") throw invalidInput("userId is required");
  if (typeof authenticationType !== "string") throw invalidInput("authenticationType is required");
  const authentication = connector.authentications.find(({ type }) => type === authenticationType);
  if (!authentication) throw authenticationNotFound(connectorId, authenticationType);
  if (authConfigId !== undefined && !isObjectId(authConfigId)) {
    throw invalidInput("Invalid authConfigId format");
  }
  checkData(authentication, data);
  return { connector, authentication, userId: userId.toLowerCase(), redirectUri };
}

export function createCredential(
  world: World,
  wanted: Pick<Credential, "id" | "userId" | "connectorId" | "authenticationType">,
  requestId: string,
): Credential {
  const { userId, connectorId } = wanted;
  const { name } = world.catalogue.connector(connectorId);
  const credential = world.state.credentials.add({ ...wanted, name: `${name} credential` });
  world.effect("credential.created", credential.id, { userId, connectorId, requestId });
  return credential;
}
