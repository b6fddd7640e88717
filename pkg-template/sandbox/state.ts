import type { Ids } from "./ids.js";
import type { Settings } from "./settings.js";

/** A user's permission to use one connector, as it is stored. */
export interface Credential {
  readonly id: string;
  readonly userId: string;
  readonly connectorId: string;
  readonly authenticationType: string;
  readonly name: string;
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** An OAuth flow from its start to the user's decision. */
export interface Grant {
  readonly token: string;
  /** The id that the credential has, or will have once it is made. */
  readonly credentialId: string;
  readonly userId: string;
  readonly connectorId: string;
  readonly authenticationType: string;
  readonly redirectUri: string;
  decided: boolean;
}

/** An authorization code. */
export interface Code {
  readonly grant: Grant;
  readonly expiresAt: number;
  used: boolean;
}

/** Everything that calls change, but for what connectors hold. */
export class State {
  readonly users: ReadonlySet<string>;
  readonly credentials = new Map<string, Credential>();
  readonly grants = new Map<string, Grant>();
  readonly codes = new Map<string, Code>();
  readonly ids: Ids;
  readonly #now: () => number;
  #lastStamp = 0;
  #requests = 0;

  constructor(settings: Settings, ids: Ids) {
    this.users = new Set(settings.users);
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

  addCredential(grant: Grant, name: string): Credential {
    const createdAt = this.stamp();
    const { credentialId: id, userId, connectorId, authenticationType } = grant;
    const credential: Credential = {
      ...{ id, userId, connectorId, authenticationType, name },
      ...{ createdAt, updatedAt: createdAt },
    };
    this.credentials.set(id, credential);
    return credential;
  }

  /** Newest first, as the guide's scripts expect when they take the first. */
  listCredentials(wanted: { userId?: string; connectorId?: string | undefined }): Credential[] {
    return [...this.credentials.values()]
      .filter(({ userId }) => wanted.userId === undefined || userId === wanted.userId)
      .filter(({ connectorId }) => !wanted.connectorId || connectorId === wanted.connectorId)
      .reverse();
  }
}
