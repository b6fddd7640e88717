import { AlloyConnectivity, type AlloyOptions, type FetchLike } from "alloy-connectivity";
import { SANDBOX_ACCOUNT, sandboxOf } from "./sandbox.js";

interface Fetcher {
  fetch(input: Request | URL | string, init?: RequestInit): Promise<Response>;
}

/** What the Worker is bound to, and the guide's variables where they are set. */
export interface Environment {
  readonly SANDBOX: { getByName(name: string): Fetcher };
  readonly ASSETS: Fetcher;
  readonly ALLOY_API_KEY?: string;
  readonly ALLOY_USER_ID?: string;
  readonly ALLOY_BASE_URL?: string;
}

/** The Alloy that stands behind this Worker: the embedded sandbox, or with a key of one's own Alloy itself. */
export interface Service {
  readonly isSandbox: boolean;
  readonly fetch: FetchLike;
  client(overrides?: Omit<AlloyOptions, "apiKey">): AlloyConnectivity;
}

/** @param origin - this Worker's own: the sandbox's consent page is served on it */
export function serviceOf(environment: Environment, origin: string): Service {
  const isSandbox = (environment.ALLOY_API_KEY ?? "").trim() === "";
  const variables = isSandbox ? { ...SANDBOX_ACCOUNT, ALLOY_BASE_URL: origin } : environment;
  const send: FetchLike = isSandbox
    ? (url, init) => sandboxOf(environment).fetch(url, init)
    : (url, init) => fetch(url, init);
  return {
    isSandbox,
    fetch: send,
    client: (overrides) => AlloyConnectivity.fromEnv(variables, { fetch: send, ...overrides }),
  };
}
