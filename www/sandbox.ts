import type { FetchLike } from "alloy-connectivity";
import { createSandbox, type Sandbox, type SandboxRandomFaults } from "alloy-connectivity/sandbox";

/** What goes wrong on purpose between a client and the sandbox. */
export interface Faults extends SandboxRandomFaults {
  /** How long every request is on its way. */
  readonly latencyMs: number;
}

const NO_FAULTS: Faults = { rates: {}, retryAfter: 1, latencyMs: 0 };
const MOST_LATENCY_MS = 10_000;
const JOURNAL_LIMIT = 100;

/** A visitor's own embedded Alloy. */
export class VisitorSandbox {
  readonly #sandbox: Sandbox;
  #faults = NO_FAULTS;

  constructor(seed: string) {
    this.#sandbox = createSandbox({ seed, journalLimit: JOURNAL_LIMIT });
  }

  /** With what a client is let in. */
  get account() {
    const { apiKey, userId } = this.#sandbox;
    return { ALLOY_API_KEY: apiKey, ALLOY_USER_ID: userId };
  }

  /** The `fetch` of clients. */
  readonly fetch: FetchLike = async (url, init) => {
    await pause(this.#faults.latencyMs, init.signal);
    return this.#sandbox.fetch(url, init);
  };

  /** What a browser asks for, which meets no faults. */
  answer(request: Request): Promise<Response> {
    return this.#sandbox.fetch(request);
  }

  get faults(): Faults {
    return this.#faults;
  }

  /** @throws TypeError naming what is wrong; the faults stay as they were then */
  setFaults(wanted: unknown): void {
    if (typeof wanted !== "object" || wanted === null) {
      throw new TypeError("faults must be an object");
    }
    const faults: Faults = { ...NO_FAULTS, ...wanted };
    const { latencyMs, ...random } = faults;
    if (!Number.isInteger(latencyMs) || latencyMs < 0 || latencyMs > MOST_LATENCY_MS) {
      throw new TypeError(`latencyMs must be a whole number, ${MOST_LATENCY_MS} at most`);
    }
    if (random.route !== undefined) {
      throw new TypeError("route is not known: faults strike all routes");
    }
    this.#sandbox.faults.random(random);
    this.#faults = faults;
  }

  /** @throws TypeError when there is no such connection */
  revoke(connectionId: string): void {
    this.#sandbox.invalidate(connectionId, "revoked");
  }
}

/** Ends early, as a `fetch` does, when the caller gives up. */
function pause(ms: number, signal: AbortSignal | null = null): Promise<void> {
  if (ms === 0) return Promise.resolve();
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    const giveUp = () => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener("abort", giveUp);
      resolve();
    }, ms);
    signal?.addEventListener("abort", giveUp, { once: true });
  });
}
