import type { AlloyEvent } from "alloy-connectivity";

type Listener = ReadableStreamDefaultController<Uint8Array>;

/** So many are kept for whoever comes next, while nobody listens. */
const MOST_KEPT = 200;
/** So many may wait for a listener that reads slowly; he does without the rest. */
const MOST_WAITING = 500;
const BEAT_MS = 15_000;

/** Tells the visitor's pages what his client does: a stream of server-sent events to each. */
export class EventStream {
  readonly #listeners = new Set<Listener>();
  #kept: Uint8Array[] = [];
  #beat: ReturnType<typeof setInterval> | undefined;

  /** What the client calls with each event. */
  readonly push = (event: AlloyEvent): void => {
    const message = encoded(`data: ${JSON.stringify({ at: Date.now(), ...event })}\n\n`);
    if (this.#listeners.size > 0) this.#send(message);
    else this.#kept = [...this.#kept, message].slice(-MOST_KEPT);
  };

  /** A stream of its own for one page. */
  open(): Response {
    let listener: Listener;
    const body = new ReadableStream<Uint8Array>(
      {
        start: (controller) => {
          listener = controller;
          this.#admit(listener);
        },
        cancel: () => this.#dismiss(listener),
      },
      new CountQueuingStrategy({ highWaterMark: MOST_WAITING }),
    );
    const headers = { "content-type": "text/event-stream", "cache-control": "no-store" };
    return new Response(body, { headers });
  }

  #admit(listener: Listener): void {
    const retry = encoded("retry: 1000\n\n");
    for (const message of [retry, ...this.#kept]) listener.enqueue(message);
    this.#kept = [];
    this.#listeners.add(listener);
    // What stands between may take a silent connection for a dead one.
    this.#beat ??= setInterval(() => this.#send(encoded(":\n\n")), BEAT_MS);
  }

  #send(message: Uint8Array): void {
    for (const listener of this.#listeners) {
      if ((listener.desiredSize ?? 0) > 0) listener.enqueue(message);
    }
  }

  #dismiss(listener: Listener): void {
    this.#listeners.delete(listener);
    if (this.#listeners.size > 0) return;
    clearInterval(this.#beat);
    this.#beat = undefined;
  }
}

const encoded = (text: string) => new TextEncoder().encode(text);
