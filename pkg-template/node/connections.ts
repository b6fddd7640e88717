import type { Agent, ClientRequest, RequestOptions } from "node:http";
import type { NodeFetchOptions } from "./index.js";

/** What sends requests of one scheme. */
export interface Connector {
  readonly request: (options: RequestOptions) => ClientRequest;
  readonly agent: Agent;
  /** How to end each call under way. */
  readonly underWay: Set<(reason: unknown) => void>;
}

// Loaded by the first request that needs them: an import of this package is not to wait for them.
const MODULES = {
  "http:": () => import("node:http"),
  "https:": () => import("node:https"),
};
type Protocol = keyof typeof MODULES;

/** As undici: below the five seconds after which Node's servers, among others, hang up. */
const KEEP_ALIVE_MS = 4_000;
const LONGEST_TIMER_MS = 2_147_483_647;

/** The connections of one `fetch`, opened when they are needed and kept for the next request. */
export class Connections {
  readonly #agentOptions: { keepAlive: true; timeout: number; maxSockets: number };
  readonly #connectors = new Map<Protocol, Connector | Promise<Connector>>();
  readonly #underWay = new Set<(reason: unknown) => void>();
  #isClosed = false;

  constructor({ maxSockets = Infinity, keepAliveMs = KEEP_ALIVE_MS }: NodeFetchOptions) {
    if (maxSockets !== Infinity) count("maxSockets", maxSockets, Number.MAX_SAFE_INTEGER);
    count("keepAliveMs", keepAliveMs, LONGEST_TIMER_MS);
    // Without a time-out of its own the agent does not heed the server's either.
    this.#agentOptions = { keepAlive: true, timeout: keepAliveMs, maxSockets };
  }

  /** @throws TypeError when the scheme is neither http nor https, or all is closed */
  connector(protocol: string): Connector | Promise<Connector> {
    if (this.#isClosed) throw closed();
    if (!isKnown(protocol)) throw new TypeError(`fetch failed: ${protocol} is not http: or https:`);
    let connector = this.#connectors.get(protocol);
    if (connector === undefined) {
      connector = this.#load(protocol);
      this.#connectors.set(protocol, connector);
    }
    return connector;
  }

  async #load(protocol: Protocol): Promise<Connector> {
    const { Agent, request } = await MODULES[protocol]();
    if (this.#isClosed) throw closed();
    const agent = new Agent(this.#agentOptions);
    const connector = { request, agent, underWay: this.#underWay };
    this.#connectors.set(protocol, connector);
    return connector;
  }

  close(): void {
    this.#isClosed = true;
    for (const end of [...this.#underWay]) end(closed());
    for (const connector of this.#connectors.values()) {
      if (connector instanceof Promise) continue;
      // Or it would open new connections for those requests that waited for one.
      connector.agent.createConnection = (_options, done) => {
        done?.(closed(), undefined!);
        return undefined;
      };
      connector.agent.destroy();
    }
  }
}

const closed = () => new TypeError("fetch failed: it was closed");

const isKnown = (protocol: string): protocol is Protocol => protocol in MODULES;

function count(option: string, value: unknown, most: number): void {
  if (!Number.isInteger(value) || (value as number) < 1 || (value as number) > most) {
    throw new TypeError(`${option} must be a whole number from 1`);
  }
}
