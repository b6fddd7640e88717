import { AlloyConnectivity, type AlloyOptions, type FetchLike } from "alloy-connectivity";
import type { DurableObjectNamespaceLike } from "alloy-connectivity/worker";
import { VisitorSandbox } from "./sandbox.js";

interface Fetcher {
  fetch(request: Request): Promise<Response>;
}

/** What the Worker is bound to, and the variables and secrets that wrangler.jsonc names, where they are set. */
export interface Environment {
  readonly ASSETS: Fetcher;
  readonly VISITORS: { getByName(name: string): Fetcher };
  readonly ALLOY_STATES: DurableObjectNamespaceLike;
  readonly PUBLIC_ORIGIN?: string;
  readonly ALLOY_CONNECTORS?: string;
  readonly ALLOY_API_KEY?: string;
  readonly ALLOY_USER_ID?: string;
  readonly ALLOY_BASE_URL?: string;
  readonly ALLOY_STATE_KEY?: string;
}

/** The Alloy that stands behind a visitor: an embedded one of his own, or with a key in the environment Alloy itself. */
export interface Service {
  /** Not there with Alloy itself. */
  readonly sandbox?: VisitorSandbox;
  readonly userId: string;
  readonly fetch: FetchLike;
  client(overrides?: Omit<AlloyOptions, "apiKey">): AlloyConnectivity;
}

/** @param origin - this Worker's own: the sandbox's consent page is served on it */
export function serviceOf(environment: Environment, origin: string, seed: string): Service {
  if (environment.ALLOY_API_KEY?.trim()) {
    return service(environment, (url, init) => fetch(url, init));
  }
  const sandbox = new VisitorSandbox(seed);
  return { sandbox, ...service({ ...sandbox.account, ALLOY_BASE_URL: origin }, sandbox.fetch) };
}

function service(variables: Partial<Environment>, send: FetchLike): Service {
  return {
    userId: variables.ALLOY_USER_ID ?? "",
    fetch: send,
    client: (overrides) => AlloyConnectivity.fromEnv(variables, { fetch: send, ...overrides }),
  };
}
