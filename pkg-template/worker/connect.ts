import { json, redirect } from "./answers.js";
import type { Call } from "./call.js";
import { flowCookie, flowsOf } from "./cookies.js";
import type { HandlerContext } from "./options.js";
import { heed, Refusal, refusalOf } from "./refusal.js";
import { base64url, fromBase64url } from "./sealing.js";
import { parse, report, type Mount } from "./settings.js";

/** How long a flow may take. */
const LIFE_S = 600;
/** As many flows as one browser may have under way. */
const MOST_FLOWS = 8;
/** As many connections a state remembers, or it would be too long for an address. */
const MOST_KNOWN = 256;
const MAX_RETURN_TO = 2_048;
const OVER = "This was begun in another browser, or is finished already";

/**
 * Begins an OAuth flow. Alloy has no state of its own, so ours travels in the address that the user comes
 * back to: signed, with what was connected before, and good only for the browser that has its cookie.
 */
export async function connect(
  mount: Mount<any>,
  userId: string,
  call: Call,
  request: Request,
): Promise<Response> {
  const { client, seal, settings, publicOrigin } = mount;
  const { connectorId } = call;
  const returnTo = targetOf(mount, call.returnTo);
  const flow = base64url(crypto.getRandomValues(new Uint8Array(16)));
  const before = await rows(mount, userId, connectorId);
  if (before.length > MOST_KNOWN) {
    throw new Refusal(409, "TOO_MANY_CONNECTIONS", "There are too many connections");
  }
  const expires = Math.floor(settings.now() / 1_000) + LIFE_S;
  const words = [`${expires}`, flow, ...[userId, connectorId].map(encodeURIComponent), returnTo];
  const payload = base64url(heed("pack", words.join(" "), ...before.map(lineOf)));
  const state = `${payload}.${await seal.sign("state", payload)}`;
  const path = `${settings.basePath}/callback/${encodeURIComponent(connectorId)}`;
  const { oauthUrl, credentialId = "" } = await client.initiateOAuthFlow(
    connectorId,
    `${publicOrigin}${path}?alloy_state=${state}`,
    {
      userId,
      data: call.parameters,
      authConfigId: settings.usable.get(connectorId)?.authConfigId,
    },
  );
  const id = encodeURIComponent(credentialId);
  const cookie = `${await seal.sign("cookie", `${flow}.${id}`)}.${id}`;
  const crowdedOut = [...flowsOf(publicOrigin, request).keys()].slice(0, 1 - MOST_FLOWS);
  const cookies = [
    flowCookie(publicOrigin, flow, cookie, LIFE_S),
    ...crowdedOut.map((flow) => flowCookie(publicOrigin, flow)),
  ];
  return request.method === "GET"
    ? redirect(call, oauthUrl, cookies)
    : json(call, { url: oauthUrl, flow }, cookies);
}

/** Where the user goes in the end, if he may be sent there. */
function targetOf({ settings, publicOrigin }: Mount<any>, given = "/"): string {
  const { basePath, returnTo } = settings;
  const { href = "", pathname = "", search = "", hash = "" } = parse(given, publicOrigin) ?? {};
  // With the user's name and password, if there are any.
  const origin = href.slice(0, href.length - (pathname + search + hash).length);
  const fits = given.length <= MAX_RETURN_TO;
  heed("redirect", fits ? origin : "", pathname, publicOrigin, basePath, returnTo.join("\t"));
  return href;
}

type Row = [id: string, updatedAt: string | null];

async function rows({ client }: Mount<any>, userId: string, connectorId: string): Promise<Row[]> {
  const { connections } = await client.snapshotConnections(connectorId, { userId, ownOnly: true });
  return Object.entries(connections);
}

const lineOf = ([id, updatedAt]: Row) =>
  `${encodeURIComponent(id)} ${encodeURIComponent(updatedAt ?? "")}`;

/** What a state says of its flow. */
interface Flow {
  id: string;
  userId: string;
  connectorId: string;
  returnTo: string;
  expiresAtMs: number;
  /** What was connected before, as marks. */
  known: string[];
}

/**
 * Ends it. A navigation carries no Authorization header: who the user is, the state says, and the cookie
 * that this is the browser in which he began.
 */
export async function callback(
  mount: Mount<any>,
  call: Call,
  request: Request,
  context: HandlerContext | undefined,
): Promise<Response> {
  const { seal, settings, store, publicOrigin } = mount;
  const [payload, ...signature] = (call.query.get("alloy_state") ?? "").split(".");
  if (!(await seal.verify("state", payload!, signature.join(".")))) {
    throw new Refusal(403, "STATE_INVALID", "This app gave out no such address");
  }
  const state = fromBase64url(payload!) ?? "";
  const nowSeconds = `${Math.floor(settings.now() / 1_000)}`;
  heed("state", nowSeconds, encodeURIComponent(call.connectorId), state);
  const [, expires, id = "", user = "", , returnTo = "", ...known] = state.split(" ");
  const userId = decodeURIComponent(user);
  const { connectorId } = call;
  const expiresAtMs = Number(expires) * 1_000;
  const flow: Flow = { id, userId, connectorId, returnTo, expiresAtMs, known };
  const [mac = "", ...rest] = (flowsOf(publicOrigin, request).get(id) ?? "").split(".");
  const credential = rest.join(".");
  if (!(await seal.verify("cookie", `${id}.${credential}`, mac))) {
    throw new Refusal(403, "COOKIE_MISSING", OVER);
  }
  if (!(await store.useOnce(id, expiresAtMs))) {
    throw new Refusal(403, "STATE_USED", OVER);
  }
  const credentialId = decodeURIComponent(credential);
  const outcome = await outcomeOf(mount, call, flow, credentialId, request, context);
  const target = new URL(returnTo);
  // What is there stays to the letter, which searchParams would not do.
  const own = target.search.slice(1).split("&");
  const added = Object.entries(outcome).map(
    ([name, value]) => `alloy_${name}=${encodeURIComponent(value)}`,
  );
  const another = /^(alloy_(outcome|connector|connection|flow|error)\b|$)/;
  target.search = [...own.filter((pair) => !another.test(pair)), ...added].join("&");
  return redirect(call, target.href, [flowCookie(publicOrigin, id)]);
}

/** What the page that the user returns to is told. */
async function outcomeOf(
  mount: Mount<any>,
  { query }: Call,
  flow: Flow,
  credentialId: string,
  request: Request,
  context: HandlerContext | undefined,
): Promise<Record<string, string>> {
  const { userId, connectorId } = flow;
  const told = { connector: connectorId, flow: flow.id };
  const denied = query.get("error");
  if (denied) {
    const error = /^\w{1,64}$/.test(denied) ? denied : "oauth_failed";
    return { outcome: error === "access_denied" ? "denied" : "failed", ...told, error };
  }
  try {
    const connected = await finish(mount, flow, query.get("code"), credentialId);
    const event = { userId, connectorId, ...connected };
    await mount.settings.onConnected?.(event, mount.env, context);
    return { outcome: "connected", ...told, connection: connected.connectionId };
  } catch (error) {
    const { code } = refusalOf(error);
    report(mount.settings, error, request);
    return { outcome: "failed", ...told, error: code };
  }
}

/** Exchanges the code, or waits for a connection that was not there before. */
async function finish(
  mount: Mount<any>,
  { userId, connectorId, known, expiresAtMs }: Flow,
  code: string | null,
  credentialId: string,
) {
  const now = await rows(mount, userId, connectorId);
  const marks = heed("marks", ...now.map(lineOf)).split(" ");
  const since = Object.fromEntries(now.filter((_, at) => known.includes(marks[at]!)));
  try {
    for (;;) {
      const connected = await mount.client.handleOAuthCallback(
        connectorId,
        code || undefined,
        credentialId || undefined,
        { userId, ownOnly: true, since: { connections: since } },
      );
      if (code) return connected;
      // Two flows that end at once both see both connections: each takes one.
      const all = await rows(mount, userId, connectorId);
      const row = all.find(([id]) => id === connected.connectionId);
      if (!row || (await mount.store.useOnce(lineOf(row), expiresAtMs))) return connected;
      since[row[0]] = row[1];
    }
  } finally {
    mount.owned.forget(userId);
  }
}
