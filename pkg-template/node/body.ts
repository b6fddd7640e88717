import type { IncomingMessage } from "node:http";
import { codingsOf, decode } from "./decoding.js";

// Enough for most answers whole, and little to hold where nobody asks for it.
const UNREAD_LIMIT = 65_536;

/**
 * The body of an answer. It is taken off the connection at once, so that the connection is free for
 * the next request even if nobody reads; only a long one waits to be asked for.
 */
export class IncomingBody {
  readonly #message: IncomingMessage;
  readonly #arrival: Promise<Uint8Array>;
  #reject!: (reason: unknown) => void;
  readonly #release: () => void;
  #isOver = false;
  #isWanted = false;
  #holders = 1;

  /** @param release - called when it has arrived, or will not */
  constructor(message: IncomingMessage, release: () => void) {
    this.#message = message;
    this.#release = release;
    this.#arrival = new Promise((resolve, reject) => {
      this.#reject = reject;
      this.#collect(resolve);
    });
    // Nobody may ever ask what came of it.
    this.#arrival.catch(() => {});
  }

  #collect(resolve: (bytes: Uint8Array) => void): void {
    const message = this.#message;
    const chunks: Buffer[] = [];
    let size = 0;
    message.on("data", (chunk: Buffer) => {
      chunks.push(chunk);
      size += chunk.length;
      if (size > UNREAD_LIMIT && !this.#isWanted) message.pause();
    });
    message.on("end", () => {
      const bytes = chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks, size);
      const arrived = (decoded: Uint8Array) => {
        this.#over();
        resolve(decoded);
      };
      const codings = codingsOf(message.headers["content-encoding"]);
      if (codings.length === 0 || size === 0) return arrived(bytes);
      decode(bytes, codings).then(arrived, (cause) => this.fail(terminated(cause)));
    });
    message.on("error", (cause) => this.fail(terminated(cause)));
    // The last resort: nobody is to wait for a body that has ended without a word.
    message.on("close", () => {
      if (!message.readableEnded) this.fail(terminated(new Error("The connection closed")));
    });
  }

  /** All of it. May be asked for again. */
  bytes(): Promise<Uint8Array> {
    this.#isWanted = true;
    this.#message.resume();
    return this.#arrival;
  }

  /** One more holds it, so that it takes one more {@link cancel} to end it. */
  share(): this {
    this.#holders += 1;
    return this;
  }

  /** Ends the connection, if the body is still to come. */
  cancel(): void {
    this.#holders -= 1;
    if (this.#holders === 0) this.fail(new TypeError("The body was cancelled"));
  }

  /** Ends the connection and rejects, unless all has arrived. */
  fail(reason: unknown): void {
    if (this.#isOver) return;
    this.#over();
    this.#reject(reason);
    this.#message.destroy();
  }

  #over(): void {
    this.#isOver = true;
    this.#release();
  }
}

// The word is that of Node's fetch.
const terminated = (cause: unknown) => new TypeError("terminated", { cause });
