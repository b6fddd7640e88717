import type { AlloyConnectivity, Connection } from "alloy-connectivity";
import { notFound } from "./refusal.js";

const VALID_MS = 300_000;
// A connection may be seconds old, and made elsewhere; but nobody makes Alloy list by asking for others.
const ASKED_AGAIN_AFTER_MS = 1_000;
const MOST_USERS = 1_000;

/** Which connections are whose, remembered for a while, so that not every call has to list them. */
export class Ownership {
  readonly #client: AlloyConnectivity;
  readonly #now: () => number;
  readonly #known = new Map<string, { at: number; list: Connection[] }>();

  constructor(client: AlloyConnectivity, now: () => number) {
    this.#client = client;
    this.#now = now;
  }

  /** Asks Alloy for the user's connections. */
  async list(userId: string): Promise<Connection[]> {
    const list = await this.#client.listConnections({ userId, ownOnly: true });
    this.forget(userId);
    if (this.#known.size >= MOST_USERS) this.#known.delete(this.#known.keys().next().value!);
    this.#known.set(userId, { at: this.#now(), list });
    return list;
  }

  /** The user's connection of that id, and of that connector where one is named; else it is not found. */
  async own(userId: string, connectionId: string, connectorId?: string): Promise<Connection> {
    const known = this.#known.get(userId);
    const age = known ? this.#now() - known.at : VALID_MS;
    let found = age < VALID_MS ? pick(known!.list, connectionId) : undefined;
    if (!found && age >= ASKED_AGAIN_AFTER_MS) found = pick(await this.list(userId), connectionId);
    // Alloy does not name the connector of every connection.
    if (!found || (connectorId && found.connectorId && found.connectorId !== connectorId)) {
      throw notFound();
    }
    return found;
  }

  /** Forgets a user's: they have changed. */
  forget(userId: string): void {
    this.#known.delete(userId);
  }
}

const pick = (list: Connection[], connectionId: string) =>
  list.find(({ id }) => id === connectionId);
