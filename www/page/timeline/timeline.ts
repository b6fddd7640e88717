import type { AlloyEvent } from "alloy-connectivity";

/** Whose requests: this page's to the Worker, or the Worker's to Alloy. */
export type Lane = "page" | "worker";

/** One request of a call: in line for its turn, under way, or over. */
export interface Attempt {
  readonly number: number;
  readonly method: string;
  readonly route: string;
  /** What it waited for before it was sent, or waits for now. */
  readonly wait?: {
    readonly since: number;
    /** When it is expected to end. */
    readonly until: number;
    readonly reason: "backoff" | "retry_after" | "rate_limit";
  };
  readonly sentAt?: number;
  readonly ms?: number;
  readonly status?: number;
  /** Why no answer came. */
  readonly code?: string;
  readonly requestId?: string;
}

/** What belongs together: the requests of one call. Replaced when it changes, never changed. */
export interface CallRow {
  readonly key: string;
  readonly lane: Lane;
  readonly operation: string;
  readonly connectorId?: string;
  readonly actionId?: string;
  readonly attempts: readonly Attempt[];
  /** What else was said of it. */
  readonly notes: readonly string[];
}

/** What all of it comes to, forgotten rows included. */
export interface Totals {
  readonly requests: number;
  readonly retries: number;
  readonly waitedMs: number;
  /** How often which failing status, or which code where no answer came. */
  readonly failures: Readonly<Record<string, number>>;
}

const NOTHING: Totals = { requests: 0, retries: 0, waitedMs: 0, failures: {} };

/** Makes rows of what observers are told, the latest calls of them. */
export class Timeline {
  readonly #calls = new Map<string, CallRow>();
  readonly #mostCalls: number;
  #forgotten = 0;
  #totals = NOTHING;
  #lives = { page: 0, worker: 0 };

  constructor(mostCalls = 100) {
    this.#mostCalls = mostCalls;
  }

  /** The newest first. */
  get rows(): CallRow[] {
    return [...this.#calls.values()].reverse();
  }

  /** How many calls there were before. */
  get forgotten(): number {
    return this.#forgotten;
  }

  get totals(): Totals {
    return this.#totals;
  }

  clear(): void {
    this.#calls.clear();
    this.#forgotten = 0;
    this.#totals = NOTHING;
  }

  add(lane: Lane, event: AlloyEvent, at: number): void {
    const keyOf = () => `${lane} ${this.#lives[lane]} ${event.call}`;
    // A client that was made anew numbers its calls from 1 again.
    if (isFirst(event, this.#calls.get(keyOf()))) this.#lives[lane] += 1;
    const key = keyOf();
    const before = this.#calls.get(key);
    // What is left of a call whose rows are forgotten.
    if (!before && event.type !== "request" && event.type !== "wait") return;
    const { connectorId, actionId } = event;
    const row: CallRow = {
      ...(before ?? { key, lane, operation: event.operation, attempts: [], notes: [] }),
      ...(connectorId !== undefined && { connectorId }),
      ...(actionId !== undefined && { actionId }),
    };
    this.#calls.set(key, this.#after(row, event, at));
    if (this.#calls.size > this.#mostCalls) this.#forget();
  }

  /** The oldest call goes that is over; one that still waits stays in sight, as long as others can go. */
  #forget(): void {
    const rows = [...this.#calls.values()];
    const gone = rows.find(isOver) ?? rows[0];
    if (gone) this.#calls.delete(gone.key);
    this.#forgotten += 1;
  }

  #after(row: CallRow, event: AlloyEvent, at: number): CallRow {
    const { attempt: number, method, route } = event;
    const bare: Attempt = { number, method, route };
    switch (event.type) {
      case "request": {
        const { wait, ...waiting } = attemptOf(row, number) ?? bare;
        this.#count({ requests: 1, waitedMs: wait ? at - wait.since : 0 });
        const waited = wait && { wait: { ...wait, until: at } };
        return put(row, { ...waiting, ...bare, ...waited, sentAt: at });
      }
      case "response": {
        const { ms, status, code, requestId } = event;
        if (code !== undefined || (status ?? 0) >= 400)
          this.#count({ failure: `${status ?? code}` });
        return put(row, {
          ...(attemptOf(row, number) ?? bare),
          ms,
          ...(status !== undefined && { status }),
          ...(code !== undefined && { code }),
          ...(requestId !== undefined && { requestId }),
        });
      }
      case "retry": {
        this.#count({ retries: 1 });
        const wait = { since: at, until: at + event.ms, reason: "backoff" } as const;
        return put(row, { ...bare, number: number + 1, wait });
      }
      case "wait": {
        const waiting = attemptOf(row, number) ?? bare;
        const { since = at, until = at } = waiting.wait ?? {};
        const wait = { since, until: Math.max(until, at + event.ms), reason: event.reason };
        return put(row, { ...waiting, wait });
      }
      case "fallback":
        return { ...row, notes: [...row.notes, `no such route, next: ${event.to}`] };
      case "ambiguity":
        return { ...row, notes: [...row.notes, `${event.parameter} has two places`] };
    }
  }

  #count({
    requests = 0,
    retries = 0,
    waitedMs = 0,
    failure,
  }: Partial<Totals> & { failure?: string }) {
    const { failures, ...totals } = this.#totals;
    this.#totals = {
      requests: totals.requests + requests,
      retries: totals.retries + retries,
      waitedMs: totals.waitedMs + waitedMs,
      failures:
        failure === undefined ? failures : { ...failures, [failure]: (failures[failure] ?? 0) + 1 },
    };
  }
}

/** In words why no answer came. */
export const CODES: Readonly<Record<string, string>> = {
  NETWORK_FAILED: "no answer",
  TIMED_OUT: "timed out",
  ABORTED: "aborted",
};

/** Whether something went wrong with it, or is to be waited for. */
export const isTrouble = ({ attempts }: CallRow): boolean =>
  attempts.some(({ wait, code, status = 0 }) => wait || code !== undefined || status >= 400);

const isOver = ({ attempts }: CallRow): boolean => attempts.at(-1)?.ms !== undefined;

/** Whether a client's life begins with it: it is the first call of all, or one whose number was there. */
const isFirst = ({ type, call, attempt }: AlloyEvent, before: CallRow | undefined): boolean =>
  type === "request" &&
  attempt === 1 &&
  (before ? before.attempts[0]?.sentAt !== undefined : call === 1);

const attemptOf = ({ attempts }: CallRow, number: number): Attempt | undefined =>
  attempts.find((attempt) => attempt.number === number);

const put = (row: CallRow, attempt: Attempt): CallRow => ({
  ...row,
  attempts: [...row.attempts.filter(({ number }) => number !== attempt.number), attempt],
});
