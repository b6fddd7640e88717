import { Credentials } from "./credentials.js";
import { Files } from "./files/files.js";
import type { Ids } from "./ids.js";
import type { Visit } from "./provider.js";
import type { Settings } from "./settings.js";
import { Users } from "./users.js";

/** An OAuth flow from its start to the user's decision. */
export interface Grant {
  readonly token: string;
  /** The id that the credential gets, unless the decision renews one that is there. */
  readonly credentialId: string;
  readonly userId: string;
  readonly connectorId: string;
  readonly authenticationType: string;
  readonly redirectUri: string;
  decision: "allow" | "deny" | "renew" | null;
}

/** An authorization code. */
export interface Code {
  readonly grant: Grant;
  /** What the consent made; in the guide's dialect nothing yet. */
  readonly credentialId: string | null;
  readonly expiresAt: number;
  used: boolean;
}

/** Everything that calls change, but for what connectors hold. */
export class State {
  readonly users: Users;
  readonly credentials = new Credentials(() => this.stamp());
  readonly files = new Files();
  readonly grants = new Map<string, Grant>();
  /** By the state that a provider gives back. */
  readonly visits = new Map<string, Visit>();
  readonly codes = new Map<string, Code>();
  readonly ids: Ids;
  readonly #now: () => number;
  #lastStamp = 0;
  #requests = 0;

  constructor(settings: Settings, ids: Ids) {
    this.users = new Users(settings.users);
    this.ids = ids;
    this.#now = settings.now;
  }

  now(): number {
    return this.#now();
  }

  /** The time as Alloy writes it. No two are equal, so that "newest" has one meaning even with a clock that stands. */
  stamp(): string {
    this.#lastStamp = Math.max(this.#now(), this.#lastStamp + 1);
    return new Date(this.#lastStamp).toISOString();
  }

  nextRequestId(): string {
    this.#requests += 1;
    return `req-${String(this.#requests).padStart(8, "0")}`;
  }
}
