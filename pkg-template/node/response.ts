import type { IncomingMessage } from "node:http";
import type { IncomingBody } from "./body.js";
import { IncomingHeaders } from "./headers.js";
import type { OutgoingRequest } from "./request.js";

const NULL_BODY_STATUSES = [204, 205, 304];
const NOTHING = new Uint8Array();

/** An answer, with the members of `Response`: making one of those would take longer than the call. */
export class IncomingResponse implements Response {
  readonly #message: IncomingMessage;
  readonly #incoming: IncomingBody;
  readonly #request: Pick<OutgoingRequest, "url" | "method">;
  readonly status: number;
  readonly redirected = false;
  readonly type = "basic";
  #headers: IncomingHeaders | undefined;
  #stream: ReadableStream<Uint8Array<ArrayBuffer>> | undefined;
  #isRead = false;

  constructor(
    message: IncomingMessage,
    body: IncomingBody,
    request: Pick<OutgoingRequest, "url" | "method">,
  ) {
    this.#message = message;
    this.#incoming = body;
    this.#request = request;
    this.status = message.statusCode!;
  }

  get ok(): boolean {
    return this.status >= 200 && this.status < 300;
  }

  get statusText(): string {
    return this.#message.statusMessage!;
  }

  get url(): string {
    const { href, hash } = this.#request.url;
    return hash === "" ? href : href.slice(0, -hash.length);
  }

  get headers(): Headers {
    return (this.#headers ??= new IncomingHeaders(this.#message.rawHeaders));
  }

  get bodyUsed(): boolean {
    return this.#isRead;
  }

  get body(): ReadableStream<Uint8Array<ArrayBuffer>> | null {
    if (this.#hasNoBody()) return null;
    return (this.#stream ??= this.#open());
  }

  async text(): Promise<string> {
    return decoder.decode(await this.#read());
  }

  async json(): Promise<any> {
    return JSON.parse(await this.text());
  }

  async bytes(): Promise<Uint8Array<ArrayBuffer>> {
    // A copy: what came off the connection is a part of something larger.
    return new Uint8Array(await this.#read());
  }

  async arrayBuffer(): Promise<ArrayBuffer> {
    return (await this.bytes()).buffer;
  }

  async blob(): Promise<Blob> {
    return new Blob([await this.bytes()], { type: this.headers.get("content-type") ?? "" });
  }

  async formData(): Promise<FormData> {
    const headers = { "content-type": this.headers.get("content-type") ?? "" };
    return new Response(await this.bytes(), { headers }).formData();
  }

  clone(): Response {
    if (this.#isUnusable()) throw unusable();
    return answerOf(this.#message, this.#incoming.share(), this.#request);
  }

  #hasNoBody(): boolean {
    return this.#request.method === "HEAD" || NULL_BODY_STATUSES.includes(this.status);
  }

  #isUnusable(): boolean {
    return this.#isRead || this.#stream?.locked === true;
  }

  async #read(): Promise<Uint8Array> {
    if (this.#hasNoBody()) return NOTHING;
    if (this.#isUnusable()) throw unusable();
    this.#isRead = true;
    return this.#incoming.bytes();
  }

  #open(): ReadableStream<Uint8Array<ArrayBuffer>> {
    return new ReadableStream(
      {
        pull: async (controller) => {
          if (this.#isRead) throw unusable();
          this.#isRead = true;
          const bytes = await this.#incoming.bytes();
          if (bytes.length > 0) controller.enqueue(new Uint8Array(bytes));
          controller.close();
        },
        cancel: () => {
          this.#isRead = true;
          this.#incoming.cancel();
        },
      },
      // So that nothing is read before somebody reads.
      { highWaterMark: 0 },
    );
  }
}

const answerOf = (...parts: ConstructorParameters<typeof IncomingResponse>) =>
  new IncomingResponse(...parts);

// As in fetch: U+FFFD for what is no UTF-8, and no byte order mark.
const decoder = new TextDecoder();

const unusable = () => new TypeError("Body is unusable: it has been read, or is being read");
