import type { AlloyConnectivity, Connection } from "alloy-connectivity";
import { notFound } from "./refusal.js";

const VALID_MS = 300_000;
// A connection may be seconds old, and made elsewhere; but nobody makes Alloy list by asking for others.
const ASKED_AGAIN_AFTER_MS = 1_000;
const MOST_USERS = 1_000;

/** Which connections are whose, remembered for a while, so that not every call has to list them. */
export class Ownership {
  readonly #known = new Map<string, { at: number; list: Connection[] }>();

  /** @param connectors - those that may be used: others' connections are not there */
  constructor(
    readonly client: AlloyConnectivity,
    readonly connectors: ReadonlyMap<string, unknown>,
    readonly now: () => number,
  ) {}

  /** Asks Alloy for the user's connections. */
  async list(userId: string): Promise<Connection[]> {
    const all = await this.client.listConnections({ userId, ownOnly: true });
    const list = all.filter(({ connectorId }) => this.connectors.has(connectorId ?? ""));
    this.forget(userId);
    if (this.#known.size >= MOST_USERS) this.#known.delete(this.#known.keys().next().value!);
    this.#known.set(userId, { at: this.now(), list });
    return list;
  }

  /** The user's connection of that id, and of that connector where one is named; else it is not found. */
  async own(userId: string, connectionId: string, connectorId?: string): Promise<Connection> {
    const known = this.#known.get(userId);
    const age = known ? this.now() - known.at : VALID_MS;
    let found = age < VALID_MS ? pick(known!.list, connectionId) : undefined;
    if (!found && age >= ASKED_AGAIN_AFTER_MS) found = pick(await this.list(userId), connectionId);
    if (found && (connectorId ?? found.connectorId) === found.connectorId) return found;
    throw notFound();
  }

  /** Forgets a user's: they have changed. */
  forget(userId: string): void {
    this.#known.delete(userId);
  }
}

const pick = (list: Connection[], connectionId: string) =>
  list.find(({ id }) => id === connectionId);
