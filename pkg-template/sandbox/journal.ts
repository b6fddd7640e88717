import { isObject } from "./json.js";
import type { JournalEffect, JournalRequest, SandboxJournal } from "./types.js";

const REDACTED = "[redacted]";
const SECRET_HEADERS = new Set(["authorization", "cookie", "x-alloy-user-token"]);
const SECRET_QUERY = new Set(["token", "code", "X-Amz-Signature"]);
const SECRET_MEMBERS = ["code", "data"];

/** A request's entry while it is being answered. */
export type OpenRequest = { -readonly [Member in keyof JournalRequest]: JournalRequest[Member] };

export class Journal implements SandboxJournal {
  readonly requests: JournalRequest[] = [];
  readonly effects: JournalEffect[] = [];
  readonly #limit: number;

  /** @param limit - how many entries each list keeps; the oldest make room */
  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Written down on arrival, so that a request that is never answered is seen too. */
  open(request: Request, at: number, requestId: string): OpenRequest {
    const url = new URL(request.url);
    const entry: OpenRequest = {
      at,
      method: request.method,
      path: url.pathname,
      query: redact(url.searchParams, SECRET_QUERY),
      route: null,
      userId: null,
      status: null,
      requestId,
      headers: redact(request.headers, SECRET_HEADERS),
      body: null,
    };
    this.#add(this.requests, entry);
    return entry;
  }

  addEffect(effect: JournalEffect): void {
    this.#add(this.effects, effect);
  }

  clear(): void {
    this.requests.length = 0;
    this.effects.length = 0;
  }

  #add<Entry>(list: Entry[], entry: Entry): void {
    list.push(entry);
    if (list.length > this.#limit) list.shift();
  }
}

function redact(pairs: URLSearchParams | Headers, secret: ReadonlySet<string>) {
  const record: Record<string, string> = {};
  pairs.forEach((value, name) => {
    record[name] = secret.has(name) ? REDACTED : value;
  });
  return record;
}

/** The body without authorization codes and without the secrets of a connector's own fields. */
export function redactBody(body: unknown): unknown {
  if (!isObject(body)) return body;
  const copy = { ...body };
  for (const member of SECRET_MEMBERS) {
    if (member in copy) copy[member] = REDACTED;
  }
  return copy;
}
