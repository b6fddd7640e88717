import { misconfigured } from "../core/alloy.js";
import { html, json, preflight, refused } from "./answers.js";
import { readJson } from "./body.js";
import { admit, fill, type Call } from "./call.js";
import { perform } from "./operations.js";
import { callback, connect } from "./connect.js";
import type {
  AlloyHandler,
  AlloyHandlerCall,
  AlloyHandlerOptions,
  HandlerContext,
} from "./options.js";
import { connectedPage } from "./pages.js";
import { Refusal, refusalOf } from "./refusal.js";
import { mounting, readOptions, report, type Mount } from "./settings.js";

/**
 * Makes what an edge app mounts so that its users connect services and its pages run actions, with the
 * key on the edge alone. Below `basePath` it speaks Alloy's own paths, in both dialects: in the page,
 * `new AlloyConnectivity({ baseUrl: "/alloy" })` is the whole client.
 *
 * What passes: the catalogue, the user's own connections, and executing actions on them. Connecting goes
 * through `POST {basePath}/connect/{connectorId}` (`alloy-connectivity/browser`), or a link to it.
 * Everything else is refused, in Alloy's own shape.
 *
 * @example
 * ```ts
 * import { AlloyConnectivity } from "alloy-connectivity";
 * import { createAlloyHandler, type DurableObjectNamespaceLike } from "alloy-connectivity/worker";
 *
 * export { AlloyStateStore } from "alloy-connectivity/worker";
 *
 * interface Env {
 *   ALLOY_API_KEY: string;
 *   ALLOY_STATE_KEY: string;
 *   STATES: DurableObjectNamespaceLike;
 *   SESSIONS: { get(id: string | null): Promise<string | null> };
 * }
 *
 * const fetch = createAlloyHandler<Env>({
 *   client: (env) => AlloyConnectivity.fromEnv(env, { userId: null }),
 *   publicOrigin: "https://app.example",
 *   stateKeys: (env) => [env.ALLOY_STATE_KEY],
 *   store: (env) => env.STATES,
 *   connectors: ["notion", "slack"],
 *   async authenticate(request, env) {
 *     const userId = await env.SESSIONS.get(request.headers.get("authorization"));
 *     return userId ? { userId } : null;
 *   },
 * });
 *
 * export default { fetch };
 * ```
 * @throws AlloyConfigError naming the option that is wrong
 */
export function createAlloyHandler<Env = unknown>(
  options: AlloyHandlerOptions<Env>,
): AlloyHandler<Env> {
  const settings = readOptions(options);
  const mountOf = mounting(settings);
  return async (request, env, context) => {
    const call = {} as Call;
    try {
      return await handle(mountOf(env as Env, request.url), call, request, context);
    } catch (error) {
      report(settings, error, request);
      return refused(call, refusalOf(error), request);
    }
  };
}

async function handle<Env>(
  mount: Mount<Env>,
  call: Call,
  request: Request,
  context: HandlerContext | undefined,
): Promise<Response> {
  admit(mount, request, call);
  if (call.operation === "preflight") return preflight(call);
  if (call.operation === "connected") return html(call, 200, ...connectedPage());
  if (call.operation === "callback") return callback(mount, call, request, context);

  const userId = await authenticate(mount, request);
  const { maxBodyBytes, bodyTimeoutMs } = mount.settings;
  const hasBody = request.method === "POST";
  fill(call, hasBody ? await readJson(request, maxBodyBytes, bodyTimeoutMs) : null);
  await ask(mount, userId, call);
  if (call.operation === "connect") return connect(mount, userId, call, request);
  return json(call, await perform(mount, userId, call));
}

async function authenticate<Env>({ settings, env }: Mount<Env>, request: Request): Promise<string> {
  const user = await settings.authenticate(request, env);
  if (user === null || user === undefined) {
    throw new Refusal(401, "NOT_SIGNED_IN", "Nobody is signed in");
  }
  if (typeof user.userId === "string" && user.userId.trim() !== "") return user.userId;
  return misconfigured("authenticate", "must give { userId }, or null for nobody");
}

/** Asks the app whether the call may be made. */
async function ask<Env>({ settings, env }: Mount<Env>, userId: string, call: Call): Promise<void> {
  if (!settings.allow) return;
  const { operation, connectorId, actionId, connectionId, parameters } = call;
  const seen = { operation, userId, connectorId, actionId, connectionId, parameters };
  if ((await settings.allow(structuredClone(seen) as AlloyHandlerCall, env)) === true) return;
  throw new Refusal(403, "CALL_REFUSED", "This call is not allowed");
}
