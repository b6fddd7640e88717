/**
 * What an observer was told: whether each request had its one response, and whether a closed gate
 * was kept.
 */
export class Events {
  #retryAfterMs;
  #now;
  #open = new Set();
  #closedUntil = 0;
  #counts = { requests: 0, responses: 0, unasked: 0, closings: 0, early: 0 };

  /**
   * @param {number} retryAfterMs  what every 429 asks for
   * @param {() => number} now  the clock by which the client counts
   */
  constructor(retryAfterMs, now = Date.now) {
    this.#retryAfterMs = retryAfterMs;
    this.#now = now;
  }

  observe = ({ type, call, attempt, status }) => {
    const request = `${call}/${attempt}`;
    if (type === "request") {
      this.#counts.requests += 1;
      if (this.#now() < this.#closedUntil) this.#counts.early += 1;
      this.#open.add(request);
    }
    if (type === "response") {
      this.#counts.responses += 1;
      if (!this.#open.delete(request)) this.#counts.unasked += 1;
      // The event comes before the client closes its gate: not later than that.
      if (status === 429 && this.#retryAfterMs > 0) {
        this.#counts.closings += 1;
        this.#closedUntil = this.#now() + this.#retryAfterMs;
      }
    }
  };

  counts() {
    return { ...this.#counts, unanswered: this.#open.size };
  }
}
