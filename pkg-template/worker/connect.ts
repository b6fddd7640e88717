import type { EdgeCall, EdgeFlow } from "../core/alloy.js";
import { json, redirect } from "./answers.js";
import type { Admitted } from "./calls.js";
import type { HandlerContext } from "./options.js";
import { heed, Refusal, refusalOf } from "./refusal.js";
import { base64url, fromBase64url } from "./sealing.js";
import type { Mount } from "./settings.js";

/** How long a flow may take. */
const LIFE_S = 600;

/**
 * Begins an OAuth flow. Alloy has no state of its own, so ours travels in the address that the user comes
 * back to: signed, with what was connected before, and good only for the browser that has its cookie.
 */
export async function connect(
  mount: Mount<any>,
  { userId, call }: Admitted,
  request: Request,
): Promise<Response> {
  const { client, edge, seal, settings, cookies } = mount;
  const { connectorId } = call;
  heed(edge.returnTo(call), call);
  const flow = base64url(crypto.getRandomValues(new Uint8Array(16)));
  const { connections } = await client.snapshotConnections(connectorId, { userId, ownOnly: true });
  const expires = Math.floor(settings.now() / 1_000) + LIFE_S;
  const returnTo = call.returnTo ?? "";
  const payload = base64url(
    edge.pack({ expires, flow, userId, connectorId, returnTo, since: connections }),
  );
  if (payload === "") {
    throw new Refusal(
      409,
      "TOO_MANY_CONNECTIONS",
      "There are too many connections to tell a new one",
    );
  }
  const state = `${payload}.${await seal.sign("state", payload)}`;
  const { oauthUrl, credentialId = "" } = await client.initiateOAuthFlow(
    connectorId,
    `${mount.publicBase}/callback/${encodeURIComponent(connectorId)}?alloy_state=${state}`,
    { userId, data: call.data, authConfigId: settings.connectors.get(connectorId)?.authConfigId },
  );
  const id = base64url(new TextEncoder().encode(credentialId));
  const cookie = `${id}.${await seal.sign("cookie", `${flow}.${id}`)}`;
  const headers = cookies.set(request, flow, cookie, LIFE_S);
  return request.method === "GET"
    ? redirect(call, oauthUrl, headers)
    : json(call, { url: oauthUrl, flow }, headers);
}

/**
 * Ends it. A navigation carries no Authorization header: who the user is, the state says, and the cookie
 * that this is the browser in which he began.
 */
export async function callback(
  mount: Mount<any>,
  call: EdgeCall,
  request: Request,
  context: HandlerContext | undefined,
): Promise<Response> {
  const { seal, edge, settings, store, cookies } = mount;
  const [payload = "", signature = ""] = (call.state ?? "").split(".");
  if (!(await seal.verify("state", payload, signature))) {
    throw new Refusal(403, "STATE_INVALID", "The address is not one that this app gave out");
  }
  const flow = {} as EdgeFlow;
  const nowSeconds = Math.floor(settings.now() / 1_000);
  heed(edge.unpack(fromBase64url(payload) ?? "", nowSeconds, call, flow), call);
  const [id = "", mac = ""] = (cookies.read(request, flow.flow) ?? "").split(".");
  if (!(await seal.verify("cookie", `${flow.flow}.${id}`, mac))) {
    const message = "This was begun in another browser, or has been finished already";
    throw new Refusal(403, "COOKIE_MISSING", message);
  }
  if (!(await store.useOnce(flow.flow, flow.expires * 1_000))) {
    throw new Refusal(403, "STATE_USED", "This has been finished already");
  }
  const outcome = await outcomeOf(mount, call, flow, credentialIn(id), request, context);
  const target = new URL(flow.returnTo);
  for (const [name, value] of Object.entries(outcome)) {
    target.searchParams.set(`alloy_${name}`, value);
  }
  return redirect(call, target.href, [cookies.clear(flow.flow)]);
}

const credentialIn = (id: string) => {
  const bytes = Uint8Array.from(fromBase64url(id) ?? "", (char) => char.charCodeAt(0));
  return new TextDecoder().decode(bytes) || undefined;
};

/** What the page that the user returns to is told. */
async function outcomeOf(
  mount: Mount<any>,
  call: EdgeCall,
  flow: EdgeFlow,
  credentialId: string | undefined,
  request: Request,
  context: HandlerContext | undefined,
): Promise<Record<string, string>> {
  const { settings, env } = mount;
  const { userId, connectorId } = flow;
  const told = { connector: connectorId, flow: flow.flow };
  if (call.error) {
    const error = /^\w{1,64}$/.test(call.error) ? call.error : "oauth_failed";
    return { outcome: error === "access_denied" ? "denied" : "failed", ...told, error };
  }
  try {
    const connected = await finish(mount, flow, call.code, credentialId);
    await settings.onConnected?.({ userId, connectorId, ...connected }, env, context);
    return { outcome: "connected", ...told, connection: connected.connectionId };
  } catch (error) {
    const { status, code } = refusalOf(error);
    if (status >= 500) settings.onError?.(error, request);
    return { outcome: "failed", ...told, error: code };
  }
}

/** Exchanges the code, or waits for a connection that was not there before. */
async function finish(
  { client, edge, owned }: Mount<any>,
  flow: EdgeFlow,
  code: string | undefined,
  credentialId: string | undefined,
) {
  const { userId, connectorId } = flow;
  const options = { userId, ownOnly: true };
  const { connections } = await client.snapshotConnections(connectorId, options);
  edge.since(flow, connections);
  owned.forget(userId);
  return client.handleOAuthCallback(connectorId, code, credentialId, {
    ...options,
    since: { connections: { ...flow.since } },
  });
}
