// What reaches Alloy.

/** An Alloy whose requests are counted, and whose answers can be put in place of its own. */
export class Recorder {
  #sandbox;
  #stand = null;

  /** @type {{ method: string, path: string, query: string, headers: Record<string, string>, body: string }[]} */
  requests = [];

  constructor(sandbox) {
    this.#sandbox = sandbox;
  }

  /** @param {Request} request */
  async fetch(request) {
    const { pathname, search } = new URL(request.url);
    const recorded = {
      ...{ method: request.method, path: pathname, query: search },
      ...{ headers: Object.fromEntries(request.headers), body: await request.clone().text() },
    };
    this.requests.push(recorded);
    return this.#stand?.(recorded) ?? this.#sandbox.fetch(request);
  }

  /**
   * While `work` runs, `answer` may give an answer in place of Alloy's own.
   *
   * @param {(request: object) => Response | undefined} answer
   * @param {() => Promise<unknown>} work
   */
  async answering(answer, work) {
    this.#stand = answer;
    try {
      return await work();
    } finally {
      this.#stand = null;
    }
  }

  /** What reached Alloy while `work` ran. */
  async during(work) {
    const before = this.requests.length;
    const result = await work();
    return { result, sent: this.requests.slice(before) };
  }
}
