/** Which of Alloy's two dialects a sandbox answers: the guide's routes, the public reference's, or all of them. */
export type SandboxDialect = "guide" | "reference" | "both";

/** How a sandbox is set up. Everything has a default. */
export interface SandboxOptions {
  /** The key that calls must carry. Default `"sandbox-api-key-0000"`. */
  apiKey?: string;
  /** The key's owner, as whom calls act that name no user: 24 hexadecimal digits. Default: made from the seed. */
  userId?: string;
  /**
   * Further users that exist from the start (24 hexadecimal digits each). Default: two, made from the seed. With the
   * key's owner first they have the usernames `user-1`, `user-2` and so on.
   */
  users?: readonly string[];
  /** Default `"both"`. */
  dialect?: SandboxDialect;
  /** Answer pages of any origin. Default `false`. */
  cors?: boolean;
  /** How long an authorization code can be exchanged. Default 600,000 (ten minutes). */
  codeTtlMs?: number;
  /** How long a user's token (`GET /users/{userId}/token`) is good for. Default 900,000 (fifteen minutes). */
  tokenTtlMs?: number;
  /** What every id, code and token is made from: the same seed and calls give the same ids. Default `1`. */
  seed?: number | string;
  /** The clock, in milliseconds since 1970. Default `Date.now`. */
  now?: () => number;
  /** Holds every API answer back for this long. Default: no delay. */
  latencyMs?: number;
  /**
   * How many requests, and how many effects, the journal keeps: the latest. Default: all of them, so that a long run
   * grows without this or a `journal.clear()` now and then.
   */
  journalLimit?: number;
  /**
   * OAuth servers that stand behind connectors, by the connector's id. There the user is asked in place of the
   * sandbox's own page, as it is in Alloy; the sandbox exchanges the code for real, and forgets the token.
   */
  providers?: Readonly<Record<string, SandboxProvider>>;
}

/**
 * An OAuth server of a provider's. The sandbox is its client, and is called back at
 * `/api/strategy/connector/{connectorId}/callback`.
 */
export interface SandboxProvider {
  /** Where the user is asked. */
  authorizationEndpoint: string;
  /** Where the code is exchanged. */
  tokenEndpoint: string;
  /** The sandbox's name at this server. */
  clientId: string;
  /** Sent as HTTP Basic does it. Default: a public client, which has none. */
  clientSecret?: string;
  /** Default: none is asked for. */
  scope?: string;
  /** What the token endpoint is called with. Default: the global `fetch`. */
  fetch?: typeof globalThis.fetch;
}

/** One request as the sandbox saw it. Secrets in it read `"[redacted]"`. */
export interface JournalRequest {
  /** When it came, by the sandbox's clock. */
  readonly at: number;
  /** The HTTP method. */
  readonly method: string;
  /** The path as it came, with the ids in it. */
  readonly path: string;
  /** The query's parameters. */
  readonly query: Readonly<Record<string, string>>;
  /** The route's template, such as `/connectors/{connectorId}/credentials`; `null` when there is no such path. */
  readonly route: string | null;
  /** The user it acted as; `null` when it was refused before that was known. */
  readonly userId: string | null;
  /** The connector in the path, where its route has one. */
  readonly connectorId?: string;
  /** The action in the path, where its route has one. */
  readonly actionId?: string;
  /** The answer's status; `null` until it was answered, and for good where a fault left it without an answer. */
  readonly status: number | null;
  /** The answer's `x-request-id`. */
  readonly requestId: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** The parsed JSON body, of an uploaded file `{ bytes }`; `null` when there was none or it was not read. */
  readonly body: unknown;
  /** The fault that struck it: `"reset"`, `"hang"`, `"slow"`, `"truncate"` or a status such as `"503"`. */
  readonly fault?: string;
}

/** What a request can change. Renewing a credential updates it. */
export type JournalEffectKind =
  | "user.created"
  | "user.updated"
  | "user.deleted"
  | "credential.created"
  | "credential.updated"
  | "credential.deleted"
  | "page.created"
  | "page.updated"
  | "database.created"
  | "contact.created"
  | "contact.updated"
  | "message.posted"
  | "message.sent"
  | "file.uploaded"
  | "file.deleted";

/** One change in the sandbox's state. */
export interface JournalEffect {
  /** When it happened, by the sandbox's clock. */
  readonly at: number;
  /** What was done. */
  readonly kind: JournalEffectKind;
  /** The id of what was changed, of a file its `s3Key`. */
  readonly id: string;
  /** The user as whom the request acted. */
  readonly userId: string;
  /** `null` for users and files, which are Alloy's own. */
  readonly connectorId: string | null;
  /** The request that did it. */
  readonly requestId: string;
}

/** What happened, oldest first. The arrays are live: they change with every request. */
export interface SandboxJournal {
  /** Every request, refused ones included. */
  readonly requests: readonly JournalRequest[];
  /** Every change that a request made. */
  readonly effects: readonly JournalEffect[];
  /** Empties both lists; the sandbox's state stays. */
  clear(): void;
}

/**
 * A fault of the connection.
 * - `reset`: no answer, the connection is reset. A `fetch` rejects.
 * - `hang`: no answer at all, until the caller gives up or the server closes.
 * - `slow`: the route's own answer, its body bit by bit.
 * - `truncate`: the route's own answer with the length of the whole body, and half of the body.
 */
export type SandboxFaultName = "reset" | "hang" | "slow" | "truncate";

/** An answer in place of the route's own. */
export interface SandboxStatusFault {
  /** 200 to 599. */
  status: number;
  /** Whether the request had its effect when the fault struck: not (`"before"`, the default), or `"after"` it. */
  when?: "before" | "after";
  /** The header of that name: seconds, or its text. */
  retryAfter?: number | string;
  /** A text is sent as it is, anything else as JSON. Default: an error in Alloy's form, nothing below 400. */
  body?: unknown;
  /** Headers of the answer beside those that the sandbox sends anyway. */
  headers?: Readonly<Record<string, string>>;
}

/** What can go wrong with an answer. */
export type SandboxFault =
  | SandboxFaultName
  | SandboxStatusFault
  | {
      /** A fault of the connection. */
      fault: "reset" | "hang";
      /** Whether the request had its effect when the fault struck: not (`"before"`, the default), or `"after"` it. */
      when?: "before" | "after";
    }
  | {
      /** Half an answer. */
      fault: "truncate";
      /** The answer is the route's own: the request has had its effect. */
      when?: "after";
    }
  | {
      /** An answer bit by bit. */
      fault: "slow";
      /** The answer is the route's own: the request has had its effect. */
      when?: "after";
      /** How long the body takes, in all. Default 1,000. */
      ms?: number;
    };

/** How often faults strike at random. */
export interface SandboxRandomFaults {
  /** The same seed and requests meet the same faults. Default: the sandbox's. */
  seed?: number | string;
  /**
   * The share of requests that meet each fault, 0 to 1, in sum 1 at most. Requests that meet 429 or 503 have no effect,
   * those that meet `slow` or `truncate` have theirs; with the others it is left to chance.
   */
  rates: { readonly [Fault in 429 | 500 | 502 | 503 | 504 | SandboxFaultName]?: number };
  /** As in `next`. Default `"*"`. */
  route?: string;
  /** The `Retry-After` of 429 and 503: seconds, or the header's text. Default: none is sent. */
  retryAfter?: number | string;
  /** How long a `slow` body takes, in all. Default 1,000. */
  slowMs?: number;
}

/**
 * Faults on purpose. They strike requests to API routes that would have been let in, uploads of files (`PUT
 * /files/{fileId}`) among them, never the consent page; the journal tells which. Served by `serve`, those of the connection are real ones on its socket; from
 * {@link Sandbox.fetch} they are what a caller of `fetch` sees of them.
 */
export interface SandboxFaults {
  /**
   * What the next requests of a route meet, one fault each, in order, after those that are set already.
   * @param route - a template as in the journal, with a method or for all of them
   *   (`"POST /connectors/{connectorId}/actions/{actionId}"`), or `"*"`. What is set for the narrower goes first.
   * @throws TypeError naming the argument that is wrong
   */
  next(route: string, ...faults: readonly SandboxFault[]): void;
  /**
   * From now on requests for which nothing is set by `next` meet faults by chance. A second call for the same route
   * takes the place of the first; of several routes that fit a request the narrowest counts.
   * @throws TypeError naming the argument that is wrong
   */
  random(options: SandboxRandomFaults): void;
  /** No more faults. */
  clear(): void;
}

/** Why a credential can no longer be used. */
export type SandboxInvalidity = "expired" | "revoked";

/** An Alloy of one's own, held in memory. */
export interface Sandbox {
  /** The key that calls must carry. */
  readonly apiKey: string;
  /** The key's owner, as whom calls act that name no user. */
  readonly userId: string;
  /** The ids of all users that there are now, the key's owner first. */
  readonly users: readonly string[];
  /** The dialect that it answers. */
  readonly dialect: SandboxDialect;
  /**
   * Answers one request. Shaped like the global `fetch`, needs no `this`, and never follows a redirect.
   * Given a `Request` it ignores the second argument, so that it is also a handler for a Worker, Deno or Bun.
   */
  fetch(input: Request | string | URL, init?: RequestInit): Promise<Response>;
  /**
   * Does what the user does on the consent page.
   * @param oauthUrl - the address that the start of an OAuth flow answered
   * @param decision - `"allow"` (the default) makes a credential, also when the user has one of the connector already.
   *   `"renew"` freshens the user's latest one instead, as Alloy may do: same id, new `updatedAt`, usable again. Where
   *   there is none it allows
   * @returns the address to which the user's browser is sent then
   */
  consent(oauthUrl: string, decision?: "allow" | "deny" | "renew"): Promise<string>;
  /**
   * Spoils a credential. It stays in every list, and from now on what is done with it is refused: 401
   * `CREDENTIAL_EXPIRED` or `CREDENTIAL_REVOKED`. Renewing it is the cure.
   * @throws TypeError when there is no such credential
   */
  invalidate(credentialId: string, reason: SandboxInvalidity): void;
  /** What has happened. */
  readonly journal: SandboxJournal;
  /** What is to go wrong. */
  readonly faults: SandboxFaults;
  /** Back to the state, the ids and the empty journal of the start, without faults. */
  reset(): void;
}
