import { misconfigured } from "../core/alloy.js";

// Where it is noted that a state has been used: each may be once.

/** Says of each id whether this is the first time that it is used. */
export interface StateStore {
  /**
   * Answers `true` the first time that it is asked about the id, and `false` until `expiresAtMs` after that.
   *
   * @param expiresAtMs - when the id may be forgotten, in milliseconds since 1970
   */
  useOnce(id: string, expiresAtMs: number): boolean | Promise<boolean>;
}

/** What is used of a Durable Object's namespace. */
export interface DurableObjectNamespaceLike {
  /** Gives the id of the object of that name. */
  idFromName(name: string): unknown;
  /** Gives a way to the object of that id. */
  get(id: any): { fetch(url: string): Promise<Response> };
}

/** What is used of a Durable Object's state. */
export interface DurableObjectStateLike {
  /** Where the object keeps what it knows. */
  storage: {
    get(key: string): Promise<unknown>;
    put(key: string, value: unknown): Promise<void>;
    setAlarm(timeMs: number): Promise<void>;
    deleteAll(): Promise<void>;
  };
}

/**
 * Notes in Workers which states have been used: a Durable Object for each, which is gone soon after
 * its state is void. A KV namespace cannot promise what this does, for two requests at once.
 *
 * @example
 * ```ts
 * export { AlloyStateStore } from "alloy-connectivity/worker";
 * // and in wrangler.jsonc:
 * // "durable_objects": { "bindings": [{ "name": "STATES", "class_name": "AlloyStateStore" }] },
 * // "migrations": [{ "tag": "v1", "new_sqlite_classes": ["AlloyStateStore"] }]
 * ```
 */
export class AlloyStateStore {
  readonly #storage: DurableObjectStateLike["storage"];

  /** Is called by Workers alone. */
  constructor({ storage }: DurableObjectStateLike) {
    this.#storage = storage;
  }

  /** Answers `true` the first time. Nothing else gets in while the storage is asked. */
  async fetch({ url }: Request): Promise<Response> {
    const used = await this.#storage.get("used");
    if (!used) {
      await this.#storage.put("used", true);
      await this.#storage.setAlarm(Number(url.split("=")[1]));
    }
    return new Response(`${!used}`);
  }

  /** Forgets it. */
  alarm(): Promise<void> {
    return this.#storage.deleteAll();
  }
}

/** Notes it in this process: for a handler that is one process, and for tests. */
export function memoryStateStore(now: () => number = Date.now): StateStore {
  const used = new Map<string, number>();
  return {
    useOnce(id, expiresAtMs) {
      // In the order in which they came, which is nearly that in which they expire.
      for (const [old, until] of used) {
        if (until > now()) break;
        used.delete(old);
      }
      if (used.has(id)) return false;
      used.set(id, expiresAtMs);
      return true;
    },
  };
}

/** A store, whichever was given. */
export function storeOf(given: StateStore | DurableObjectNamespaceLike): StateStore {
  const { useOnce, idFromName } = given as StateStore & DurableObjectNamespaceLike;
  if (typeof useOnce === "function") return given as StateStore;
  if (typeof idFromName !== "function") {
    misconfigured("store", "must have useOnce, or be a namespace");
  }
  const objects = given as DurableObjectNamespaceLike;
  return {
    async useOnce(id, expiresAtMs) {
      const object = objects.get(objects.idFromName(id));
      const answer = await object.fetch(`https://state/?until=${expiresAtMs}`);
      return (await answer.text()) === "true";
    },
  };
}
