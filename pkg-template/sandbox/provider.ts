import { coded } from "./answers.js";
import { isObject } from "./json.js";
import type { Grant } from "./state.js";
import type { SandboxProvider } from "./types.js";
import type { World } from "./world.js";

/** A user who has been sent to a provider to be asked there. */
export interface Visit {
  readonly grant: Grant;
  readonly provider: SandboxProvider;
  /** The sandbox's own callback. */
  readonly redirectUri: string;
  readonly verifier: string;
}

/** What a provider is asked for a token with. */
const FORM = { accept: "application/json", "content-type": "application/x-www-form-urlencoded" };

/** Sends the user to the provider; answers its address, with a state and PKCE of the sandbox's own. */
export async function visit(
  world: World,
  grant: Grant,
  provider: SandboxProvider,
  origin: string,
): Promise<string> {
  const { ids, visits } = world.state;
  const state = ids.secret();
  const verifier = ids.secret();
  const redirectUri = `${origin}/api/strategy/connector/${grant.connectorId}/callback`;
  visits.set(state, { grant, provider, redirectUri, verifier });
  const url = new URL(provider.authorizationEndpoint);
  const { clientId, scope } = provider;
  for (const [name, value] of Object.entries({
    response_type: "code",
    client_id: clientId,
    redirect_uri: redirectUri,
    ...(scope === undefined ? {} : { scope }),
    state,
    code_challenge: await challenge(verifier),
    code_challenge_method: "S256",
  })) {
    url.searchParams.set(name, value);
  }
  return url.href;
}

/** The visit that a callback is the end of: a state is good for one. */
export function endVisit(world: World, connectorId: string, query: URLSearchParams): Visit {
  const { visits } = world.state;
  const state = query.get("state") ?? "";
  const ended = visits.get(state);
  if (ended?.grant.connectorId !== connectorId) {
    throw coded(400, "INVALID_INPUT", "This callback belongs to no authorization.");
  }
  visits.delete(state);
  return ended;
}

/** Exchanges the provider's code; whether it gave a token, of which the sandbox has no need. */
export async function givesToken({ provider, redirectUri, verifier }: Visit, code: string) {
  const { tokenEndpoint, clientId, clientSecret, fetch = globalThis.fetch } = provider;
  const form = new URLSearchParams({
    grant_type: "authorization_code",
    code,
    redirect_uri: redirectUri,
    code_verifier: verifier,
  });
  const basic = [clientId, clientSecret ?? ""].map(encodeURIComponent).join(":");
  if (clientSecret === undefined) form.set("client_id", clientId);
  try {
    const answer = await fetch(tokenEndpoint, {
      method: "POST",
      headers:
        clientSecret === undefined ? FORM : { ...FORM, authorization: `Basic ${btoa(basic)}` },
      body: form.toString(),
    });
    const body: unknown = await answer.json();
    return answer.ok && isObject(body) && typeof body.access_token === "string";
  } catch {
    return false;
  }
}

async function challenge(verifier: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(verifier));
  const text = btoa(String.fromCharCode(...new Uint8Array(digest)));
  return text.replace(/[+/=]/g, (sign) => ({ "+": "-", "/": "_" })[sign] ?? "");
}
