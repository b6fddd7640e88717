import { isWebAddress, withQuery } from "./addresses.js";
import { coded, invalidInput, type Refusal } from "./answers.js";
import { createCredential, type CredentialRequest } from "./credential-requests.js";
import type { Credential } from "./credentials.js";
import type { JsonObject } from "./json.js";
import type { Grant } from "./state.js";
import type { World } from "./world.js";

/** Begins an OAuth flow for a user. */
export function begin(world: World, request: CredentialRequest): Grant {
  const { redirectUri, userId, connector, authentication } = request;
  if (!isWebAddress(redirectUri)) throw invalidInput("redirectUri must be an absolute http(s) URL");
  const { ids, grants } = world.state;
  const grant: Grant = {
    token: ids.secret(),
    credentialId: ids.objectId(),
    userId,
    connectorId: connector.id,
    authenticationType: authentication.type,
    redirectUri: new URL(redirectUri).href,
    decision: null,
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
    !world.state.users.get(grant.userId) ||
    grant.connectorId !== connectorId ||
    grant.userId !== query.get("userId") ||
    grant.redirectUri !== query.get("redirectUri")
  ) {
    throw invalidInput("This authorization link is not valid.");
  }
  return undecided(grant);
}

/** @throws Refusal when the user has decided already */
export function undecided(grant: Grant): Grant {
  if (grant.decision === null) return grant;
  throw coded(410, "GONE", "This authorization link has already been used.");
}

/** Carries out the user's decision; answers where the browser goes next. */
export function decide(
  world: World,
  grant: Grant,
  decision: "allow" | "deny" | "renew",
  requestId: string,
): string {
  const { state, settings } = world;
  if (decision === "deny") return decline(grant, "access_denied", "The user denied access");
  grant.decision = decision;
  // In the guide's telling the exchange makes the credential; in the reference's, consent alone does.
  const credential = settings.dialect === "guide" ? null : grantCredential(world, grant, requestId);
  if (settings.dialect === "reference") return grant.redirectUri;
  const code = state.ids.secret();
  state.codes.set(code, {
    grant,
    credentialId: credential?.id ?? null,
    expiresAt: state.now() + settings.codeTtlMs,
    used: false,
  });
  return withQuery(grant.redirectUri, { code });
}

/** Ends a flow without a credential; answers where the browser goes next. */
export function decline(grant: Grant, error: string, description: string): string {
  grant.decision = "deny";
  return withQuery(grant.redirectUri, { error, error_description: description });
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
  if (code.credentialId === null) return grantCredential(world, grant, requestId);
  const credential = credentials.get(code.credentialId);
  if (!credential) throw invalidInput("Credential not found");
  return credential;
}

/** The credential that the user allowed: a new one, or the latest of its kind renewed. */
function grantCredential(world: World, grant: Grant, requestId: string): Credential {
  const { credentialId: id, userId, connectorId, authenticationType } = grant;
  const { credentials } = world.state;
  const latest = credentials
    .list({ userId, connectorId })
    .find((credential) => credential.authenticationType === authenticationType);
  if (grant.decision !== "renew" || !latest) {
    return createCredential(world, { id, userId, connectorId, authenticationType }, requestId);
  }
  world.effect("credential.updated", latest.id, { userId, connectorId, requestId });
  return credentials.renew(latest);
}

function invalidCode(reason: string): Refusal {
  return invalidInput(`The authorization code ${reason}`);
}
