import { authenticationNotFound, coded, invalidInput, type Refusal } from "./answers.js";
import { isObjectId } from "./ids.js";
import { isObject, type JsonObject } from "./json.js";
import type { Credential, Grant } from "./state.js";
import type { World } from "./world.js";

/** Begins an OAuth flow for a user. */
export function begin(world: World, connectorId: string, body: JsonObject): Grant {
  const connector = world.catalogue.connector(connectorId);
  const { userId, authenticationType, redirectUri, authConfigId, data } = body;
  if (typeof userId !== "string") throw invalidInput("userId is required");
  if (typeof authenticationType !== "string") throw invalidInput("authenticationType is required");
  if (!connector.authenticationTypes.includes(authenticationType)) {
    throw authenticationNotFound(connectorId, authenticationType);
  }
  if (!isWebAddress(redirectUri)) throw invalidInput("redirectUri must be an absolute http(s) URL");
  if (authConfigId !== undefined && !isObjectId(authConfigId)) {
    throw invalidInput("Invalid authConfigId format");
  }
  if (data !== undefined && !isObject(data)) throw invalidInput("data must be an object");
  const { ids, grants } = world.state;
  const grant: Grant = {
    token: ids.secret(),
    credentialId: ids.objectId(),
    userId: userId.toLowerCase(),
    connectorId,
    authenticationType,
    redirectUri: new URL(redirectUri).href,
    decided: false,
  };
  grants.set(grant.token, grant);
  return grant;
}

/** The address of the page that asks the user. Its token is all that the page needs to know. */
export function consentUrl(grant: Grant, origin: string): string {
  const url = new URL(`/api/strategy/connector/${grant.connectorId}/authorize`, origin);
  url.searchParams.set("userId", grant.userId);
  url.searchParams.set("redirectUri", grant.redirectUri);
  url.searchParams.set("token", grant.token);
  return url.href;
}

/** The grant that a consent page's address is about, provided that the user has not decided yet. */
export function pendingGrant(world: World, connectorId: string, query: URLSearchParams): Grant {
  const grant = world.state.grants.get(query.get("token") ?? "");
  if (
    !grant ||
    grant.connectorId !== connectorId ||
    grant.userId !== query.get("userId") ||
    grant.redirectUri !== query.get("redirectUri")
  ) {
    throw invalidInput("This authorization link is not valid.");
  }
  if (grant.decided) throw coded(410, "GONE", "This authorization link has already been used.");
  return grant;
}

/** Carries out the user's decision; answers where the browser goes next. */
export function decide(
  world: World,
  grant: Grant,
  decision: "allow" | "deny",
  requestId: string,
): string {
  const { state, settings } = world;
  grant.decided = true;
  if (decision === "deny") {
    return withQuery(grant.redirectUri, {
      error: "access_denied",
      error_description: "The user denied access",
    });
  }
  // In the guide's telling the exchange makes the credential; in the reference's, consent alone does.
  if (settings.dialect !== "guide") createCredential(world, grant, requestId);
  if (settings.dialect === "reference") return grant.redirectUri;
  const code = state.ids.secret();
  state.codes.set(code, { grant, expiresAt: state.now() + settings.codeTtlMs, used: false });
  return withQuery(grant.redirectUri, { code });
}

/** Exchanges an authorization code for the credential. */
export function exchange(
  world: World,
  connectorId: string,
  userId: string,
  body: JsonObject,
  requestId: string,
): Credential {
  world.catalogue.connector(connectorId);
  if (typeof body.code !== "string" || body.code === "") throw invalidInput("code is required");
  if (typeof body.userId !== "string") throw invalidInput("userId is required");
  const { codes, credentials } = world.state;
  const code = codes.get(body.code);
  if (!code || code.grant.userId !== userId || code.grant.connectorId !== connectorId) {
    throw invalidCode("is not valid");
  }
  const { grant } = code;
  if (body.credentialId !== undefined && body.credentialId !== grant.credentialId) {
    throw invalidCode("was issued for another credential");
  }
  if (code.used) throw invalidCode("has already been used");
  if (world.state.now() >= code.expiresAt) throw invalidCode("has expired");
  code.used = true;
  if (world.settings.dialect === "guide") return createCredential(world, grant, requestId);
  const credential = credentials.get(grant.credentialId);
  if (!credential) throw invalidInput("Credential not found");
  return credential;
}

function createCredential(world: World, grant: Grant, requestId: string): Credential {
  const { name } = world.catalogue.connector(grant.connectorId);
  const credential = world.state.addCredential(grant, `${name} credential`);
  const { userId, connectorId } = grant;
  world.effect("credential.created", credential.id, { userId, connectorId, requestId });
  return credential;
}

function invalidCode(reason: string): Refusal {
  return invalidInput(`The authorization code ${reason}`);
}

function isWebAddress(value: unknown): value is string {
  if (typeof value !== "string" || !URL.canParse(value)) return false;
  return /^https?:$/.test(new URL(value).protocol);
}

/** Adds to the query and leaves what is there to the letter, which `searchParams` would not. */
function withQuery(address: string, added: Record<string, string>): string {
  const url = new URL(address);
  const own = url.search === "" ? "?" : `${url.search}&`;
  url.search = `${own}${new URLSearchParams(added)}`;
  return url.href;
}
