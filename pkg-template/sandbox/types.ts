/** Which of Alloy's two dialects a sandbox answers: the guide's routes, the public reference's, or all of them. */
export type SandboxDialect = "guide" | "reference" | "both";

/** How a sandbox is set up. Everything has a default. */
export interface SandboxOptions {
  /** The key that calls must carry. Default `"sandbox-api-key-0000"`. */
  apiKey?: string;
  /** The key's owner, as whom calls act that name no user: 24 hexadecimal digits. Default: made from the seed. */
  userId?: string;
  /** Further users that exist from the start (24 hexadecimal digits each). Default: two, made from the seed. */
  users?: readonly string[];
  /** Default `"both"`. */
  dialect?: SandboxDialect;
  /** Answer pages of any origin. Default `false`. */
  cors?: boolean;
  /** How long an authorization code can be exchanged. Default 600,000 (ten minutes). */
  codeTtlMs?: number;
  /** What every id, code and token is made from: the same seed and calls give the same ids. Default `1`. */
  seed?: number | string;
  /** The clock, in milliseconds since 1970. Default `Date.now`. */
  now?: () => number;
  /** Holds every API answer back for this long. Default: no delay. */
  latencyMs?: number;
}

/** One request as the sandbox saw it. Secrets in it read `"[redacted]"`. */
export interface JournalRequest {
  /** When it came, by the sandbox's clock. */
  readonly at: number;
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  /** The route's template, such as `/connectors/{connectorId}/credentials`; `null` when there is no such path. */
  readonly route: string | null;
  /** The user it acted as; `null` when it was refused before that was known. */
  readonly userId: string | null;
  readonly connectorId?: string;
  readonly actionId?: string;
  /** The answer's status; `null` until it was answered. */
  readonly status: number | null;
  /** The answer's `x-request-id`. */
  readonly requestId: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** The parsed JSON body; `null` when there was none or it was not read. */
  readonly body: unknown;
}

/** What a request can change. */
export type JournalEffectKind =
  | "credential.created"
  | "credential.deleted"
  | "page.created"
  | "page.updated"
  | "database.created"
  | "message.posted";

/** One change in the sandbox's state. */
export interface JournalEffect {
  readonly at: number;
  readonly kind: JournalEffectKind;
  /** The id of what was changed. */
  readonly id: string;
  readonly userId: string;
  readonly connectorId: string;
  /** The request that did it. */
  readonly requestId: string;
}

/** What happened, oldest first. The arrays are live: they grow with every request. */
export interface SandboxJournal {
  readonly requests: readonly JournalRequest[];
  readonly effects: readonly JournalEffect[];
  /** Empties both lists; the sandbox's state stays. */
  clear(): void;
}

/** An Alloy of one's own, held in memory. */
export interface Sandbox {
  /** The key that calls must carry. */
  readonly apiKey: string;
  /** The key's owner, as whom calls act that name no user. */
  readonly userId: string;
  /** Every user that exists, the key's owner first. */
  readonly users: readonly string[];
  readonly dialect: SandboxDialect;
  /**
   * Answers one request. Shaped like the global `fetch`, needs no `this`, and never follows a redirect.
   * Given a `Request` it ignores the second argument, so that it is also a handler for a Worker, Deno or Bun.
   */
  fetch(input: Request | string | URL, init?: RequestInit): Promise<Response>;
  /**
   * Does what the user does on the consent page.
   * @param oauthUrl - the address that the start of an OAuth flow answered
   * @returns the address to which the user's browser is sent then
   */
  consent(oauthUrl: string, decision?: "allow" | "deny"): Promise<string>;
  readonly journal: SandboxJournal;
  /** Back to the state, the ids and the empty journal of the start. */
  reset(): void;
}
