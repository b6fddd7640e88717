// Caches of the callers' own making, and what is put behind them.
import { answering, recorder } from "./context.mjs";

/** Of Workers KV's form: strings in, strings out, and nothing at once. */
export class Namespace {
  #values = new Map();
  puts = [];

  async get(key) {
    return this.#values.get(key) ?? null;
  }
  async put(key, value, options) {
    this.puts.push({ key, value, options });
    this.#values.set(key, value);
  }
  async delete(key) {
    this.#values.delete(key);
  }
  entries() {
    return [...this.#values];
  }
}

export const CONNECTORS = { connectors: [{ id: "notion", name: "Notion", category: ["a"] }] };

/** Clients that share an answer, and how often each of them asked for it. */
export function asking(context, answer = answering(CONNECTORS)) {
  const open = (options) => {
    const { fetch, requests } = recorder(answer);
    const alloy = context.faulty("unused", { fetch, ...options });
    return { alloy, requests, asked: () => requests.length };
  };
  return { open };
}

/** Does the work while the clock shows so many milliseconds more. */
export async function later(ms, work) {
  const { now } = Date;
  Date.now = () => now() + ms;
  try {
    return await work();
  } finally {
    Date.now = now;
  }
}
