// A consumer of the edge handler: a Worker's environment, the options, and what a store is.
import { AlloyConnectivity } from "alloy-connectivity";
import {
  AlloyStateStore,
  createAlloyHandler,
  memoryStateStore,
  type AlloyHandler,
  type AlloyHandlerCall,
  type AlloyHandlerOptions,
  type ConnectedEvent,
  type DurableObjectNamespaceLike,
  type StateStore,
} from "alloy-connectivity/worker";

interface Env {
  ALLOY_API_KEY: string;
  ALLOY_STATE_KEY: string;
  STATES: DurableObjectNamespaceLike;
}

const READS: readonly AlloyHandlerCall["operation"][] = ["listConnectors", "getAction"];

export const handler: AlloyHandler<Env> = createAlloyHandler<Env>({
  client: (env) => new AlloyConnectivity({ apiKey: env.ALLOY_API_KEY }),
  async authenticate(request, env) {
    const userId: string | null = request.headers.get("x-session");
    return userId && env.ALLOY_API_KEY ? { userId } : null;
  },
  publicOrigin: "https://app.example",
  stateKeys: (env) => [env.ALLOY_STATE_KEY],
  connectors: { notion: { authConfigId: "0123456789abcdef01234567" }, "of-nobody-yet": {} },
  store: (env) => env.STATES,
  allow: ({ operation, actionId, parameters }) =>
    READS.includes(operation) || actionId === "post-search" || parameters?.["page_size"] === 1,
  returnTo: ["https://docs.example"],
  origins: [],
  onConnected({ userId, connectorId, connectionId }: ConnectedEvent, env, context) {
    context?.waitUntil(Promise.resolve([userId, connectorId, connectionId, env.ALLOY_API_KEY]));
  },
  onError: (error, request) => void [error instanceof Error, request.url],
  maxBodyBytes: 65_536,
});

export default {
  fetch: (request: Request, env: Env, context: { waitUntil(work: Promise<unknown>): void }) =>
    handler(request, env, context),
};

export { AlloyStateStore };

const alloy = new AlloyConnectivity({ apiKey: "k" });
const least = {
  client: alloy,
  authenticate: () => null,
  stateKeys: ["k"],
  connectors: ["notion"],
};

export async function servesOneProcess(request: Request): Promise<Response> {
  const store: StateStore = memoryStateStore(() => 7);
  const isFirst: boolean = await store.useOnce("id", 7);
  const own: StateStore = { useOnce: (id, expiresAtMs) => isFirst && id !== "" && expiresAtMs > 0 };
  const options: AlloyHandlerOptions = { ...least, store: own };
  const serve = createAlloyHandler(options);
  await createAlloyHandler({ ...least, store })(request);
  return serve(request);
}

export function refuses(): void {
  // @ts-expect-error: nothing lets anyone in by default
  createAlloyHandler({ client: alloy, stateKeys: ["k"], connectors: ["notion"] });
  // @ts-expect-error: a user has an id
  createAlloyHandler({ ...least, authenticate: () => ({ user: "u" }) });
  // @ts-expect-error: a client, or what makes one
  createAlloyHandler({ ...least, client: { apiKey: "k" } });
  // @ts-expect-error: a list of keys
  createAlloyHandler({ ...least, stateKeys: "k" });
  // @ts-expect-error: misspelt
  createAlloyHandler({ ...least, publicorigin: "https://app.example" });
  // @ts-expect-error: a store says whether it is the first time
  createAlloyHandler({ ...least, store: { useOnce: () => "yes" } });
  const allow = (call: AlloyHandlerCall): boolean => {
    // @ts-expect-error: what is asked for is not changed
    call.userId = "another";
    // @ts-expect-error: no such operation
    return call.operation === "createUser";
  };
  createAlloyHandler({ ...least, allow });
}
