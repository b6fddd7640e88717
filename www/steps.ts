import { AlloyError, type Dialect, type FetchLike } from "alloy-connectivity";

/** One request of a step, or a step that took none. */
export interface Step {
  readonly dialect: Dialect;
  readonly name: string;
  readonly method: string | null;
  readonly path: string | null;
  readonly status: number | null;
  readonly ms: number | null;
  /** Whether the step held; of a step's requests, the last one tells. */
  readonly ok: boolean;
  /** Set where the flow goes on without the step. */
  readonly skipped?: true;
  readonly detail?: string;
  /** What to do about a failure. */
  readonly hint?: string;
}

/** The last line of a flow: one that is missing means that the flow broke off. */
export interface Ending {
  readonly done: true;
  readonly ok: boolean;
  readonly steps: number;
  readonly requests: number;
  readonly ms: number;
}

type Exchange = { -readonly [Member in "method" | "path" | "status" | "ms"]: Step[Member] };
type Outcome = Pick<Step, "ok" | "skipped" | "detail" | "hint">;

const NO_REQUEST: Exchange = { method: null, path: null, status: null, ms: null };

class StepFailed extends Error {}

/** Runs a flow's steps one after another and notes the requests that each of them sends. */
export class StepRecorder {
  dialect: Dialect = "auto";
  #exchanges: Exchange[] = [];
  #steps = 0;
  #requests = 0;
  readonly #started = Date.now();
  readonly #send: FetchLike;

  constructor(send: FetchLike) {
    this.#send = send;
  }

  /** The `fetch` to give to whatever sends requests in a step. The time it notes ends with the answer's headers. */
  readonly fetch: FetchLike = async (url, init) => {
    // The path alone: the query of a consent page holds a token.
    const { pathname: path } = new URL(url);
    const exchange: Exchange = { method: init.method ?? "GET", path, status: null, ms: null };
    this.#exchanges.push(exchange);
    this.#requests += 1;
    const started = Date.now();
    try {
      const response = await this.#send(url, init);
      exchange.status = response.status;
      return response;
    } finally {
      exchange.ms = Date.now() - started;
    }
  };

  /**
   * Does the step's work and shows what it took.
   *
   * @param describe - what to say about the result
   * @returns the work's result
   */
  async *step<Result>(
    name: string,
    work: () => Result | Promise<Result>,
    describe?: (result: Result) => string,
  ): AsyncGenerator<Step, Result, void> {
    this.#exchanges = [];
    this.#steps += 1;
    let result: Result;
    let outcome: Outcome;
    try {
      result = await work();
      outcome = { ok: true, ...(describe && { detail: describe(result) }) };
    } catch (error) {
      yield* this.#show(name, failure(error));
      throw new StepFailed();
    }
    yield* this.#show(name, outcome);
    return result;
  }

  /** Shows a step that this flow goes without, and why. */
  *skip(name: string, why: string): Generator<Step> {
    this.#exchanges = [];
    yield* this.#show(name, { ok: true, skipped: true, detail: why });
  }

  /** Runs a flow to its end or to the first step that does not hold. */
  async *run(flow: AsyncIterable<Step>): AsyncGenerator<Step | Ending, void, void> {
    let ok = true;
    try {
      yield* flow;
    } catch (error) {
      if (!(error instanceof StepFailed)) throw error;
      ok = false;
    }
    const ms = Date.now() - this.#started;
    yield { done: true, ok, steps: this.#steps, requests: this.#requests, ms };
  }

  *#show(name: string, outcome: Outcome): Generator<Step> {
    const { dialect } = this;
    const last = this.#exchanges.pop() ?? NO_REQUEST;
    for (const exchange of this.#exchanges) yield { dialect, name, ...exchange, ok: true };
    yield { dialect, name, ...last, ...outcome };
  }
}

/** Fails the step that it is called in. */
export function expect(condition: unknown, message: string): asserts condition {
  if (!condition) throw new Error(message);
}

function failure(error: unknown): Outcome {
  const { name, message } = error instanceof Error ? error : new Error(String(error));
  const hint = error instanceof AlloyError ? error.hint : undefined;
  return { ok: false, detail: `${name}: ${message}`, ...(hint !== undefined && { hint }) };
}
