import type { AlloyEvent } from "alloy-connectivity";

interface Limits {
  /** So many events are kept: for a page that comes later or comes back, and for one that reads slowly. */
  readonly mostKept: number;
  readonly beatMs: number;
}

const LIMITS: Limits = { mostKept: 500, beatMs: 15_000 };

/** A comment: what stands between may take a silent connection for a dead one. */
const BEAT = ":\n\n";

/**
 * Tells the visitor's pages what his client does, as server-sent events. Each page reads what is kept at a pace of its
 * own, and names the last event that it has seen when it comes back: so it misses nothing while it is loaded anew. What
 * a slow page has not read in time is forgotten, and nobody waits for it.
 */
export class EventStream {
  /** Part of the events' ids: those of a Worker that was started again are others. */
  readonly #id = crypto.randomUUID();
  readonly #limits: Limits;
  readonly #kept: string[] = [];
  #told = 0;
  readonly #waiting = new Set<() => void>();

  constructor(limits = LIMITS) {
    this.#limits = limits;
  }

  /** What the client calls with each event. */
  readonly push = (event: AlloyEvent): void => {
    this.#told += 1;
    const data = JSON.stringify({ at: Date.now(), ...event });
    this.#kept.push(`id: ${this.#id}/${this.#told}\ndata: ${data}\n\n`);
    if (this.#kept.length > this.#limits.mostKept) this.#kept.shift();
    for (const wake of this.#waiting) wake();
  };

  /**
   * A stream for one page.
   *
   * @param lastId - of the event after which it begins; it begins with all that is kept where that is not known here
   */
  open(lastId: string | null): Response {
    let seen = this.#positionOf(lastId);
    const closed = new AbortController();
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => controller.enqueue(encoded("retry: 1000\n\n")),
      // Called whenever the page has read what there was.
      pull: async (controller) => {
        if (seen === this.#told) await this.#news(closed.signal);
        if (closed.signal.aborted) return;
        const unseen = this.#told - seen;
        const messages = unseen > 0 ? this.#kept.slice(-unseen).join("") : BEAT;
        seen = this.#told;
        controller.enqueue(encoded(messages));
      },
      cancel: () => closed.abort(),
    });
    const headers = { "content-type": "text/event-stream", "cache-control": "no-store" };
    return new Response(body, { headers });
  }

  #positionOf(id: string | null): number {
    const [stream, position] = (id ?? "").split("/");
    return stream === this.#id ? Math.min(Number(position) || 0, this.#told) : 0;
  }

  /** Waits for the next event, or until it is time for a beat. */
  #news(closed: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const wake = () => {
        clearTimeout(timer);
        // Or a stream that is open for long would have a listener for each event that it was told.
        closed.removeEventListener("abort", wake);
        this.#waiting.delete(wake);
        resolve();
      };
      const timer = setTimeout(wake, this.#limits.beatMs);
      this.#waiting.add(wake);
      closed.addEventListener("abort", wake);
    });
  }
}

const encoded = (text: string) => new TextEncoder().encode(text);
