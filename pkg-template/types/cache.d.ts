// Where a client keeps what it need not ask for twice.

/**
 * A cache, such as a Worker's KV namespace. What it does wrong is no error of the call: the client
 * asks Alloy then.
 */
export interface AlloyCache {
  /** What was put under the key; `null` or `undefined` for nothing. */
  get(key: string): unknown;
  /**
   * Keeps a value; `expirationTtl` says for how many seconds.
   *
   * @param value - JSON text
   */
  put(key: string, value: string, options?: { expirationTtl?: number }): unknown;
  /** Forgets what was put under the key. */
  delete(key: string): unknown;
}
