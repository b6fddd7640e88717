import { coded, invalidInput } from "./answers.js";
import type { SandboxInvalidity } from "./types.js";

/** A user's permission to use one connector, as it is stored. */
export interface Credential {
  readonly id: string;
  readonly userId: string;
  readonly connectorId: string;
  readonly authenticationType: string;
  readonly name: string;
  readonly createdAt: string;
  readonly updatedAt: string;
  /** Why it can no longer be used; `null` as long as it can. */
  readonly invalid: SandboxInvalidity | null;
}

type NewCredential = Omit<Credential, "createdAt" | "updatedAt" | "invalid">;

const INVALID: Readonly<Record<SandboxInvalidity, readonly [code: string, message: string]>> = {
  expired: ["CREDENTIAL_EXPIRED", "The credential has expired: connect again"],
  revoked: ["CREDENTIAL_REVOKED", "The credential was revoked: connect again"],
};

export class Credentials {
  readonly #byId = new Map<string, Credential>();
  readonly #stamp: () => string;

  constructor(stamp: () => string) {
    this.#stamp = stamp;
  }

  get(id: string): Credential | undefined {
    return this.#byId.get(id.toLowerCase());
  }

  /** Newest first, as the guide's scripts expect when they take the first. */
  list(wanted: { userId?: string; connectorId?: string | undefined }): Credential[] {
    return [...this.#byId.values()]
      .filter(({ userId }) => wanted.userId === undefined || userId === wanted.userId)
      .filter(({ connectorId }) => !wanted.connectorId || connectorId === wanted.connectorId)
      .reverse();
  }

  /** A user's own, and of one connector if that is named. */
  getOwn(id: string, userId: string, connectorId?: string): Credential | undefined {
    const credential = this.get(id);
    if (credential?.userId !== userId) return undefined;
    return [undefined, credential.connectorId].includes(connectorId) ? credential : undefined;
  }

  /** A user's own credential, fit for use. */
  use(id: unknown, userId: string, connectorId?: string): Credential {
    if (typeof id !== "string" || id === "") throw invalidInput("credentialId is required");
    const credential = this.getOwn(id, userId, connectorId);
    if (!credential) throw credentialNotFound();
    return requireValid(credential);
  }

  /** Any credential that a user has of a connector, one that is fit for use before the others. */
  useAny(userId: string, connectorId: string): Credential {
    const held = this.list({ userId, connectorId });
    const credential = held.find(({ invalid }) => invalid === null) ?? held[0];
    if (!credential) throw credentialNotFound();
    return requireValid(credential);
  }

  add(wanted: NewCredential): Credential {
    const createdAt = this.#stamp();
    return this.#save({ ...wanted, createdAt, updatedAt: createdAt, invalid: null });
  }

  renew(credential: Credential): Credential {
    return this.#save({ ...credential, updatedAt: this.#stamp(), invalid: null });
  }

  invalidate(credential: Credential, invalid: SandboxInvalidity): void {
    this.#save({ ...credential, invalid });
  }

  delete({ id }: Credential): void {
    this.#byId.delete(id);
  }

  #save(credential: Credential): Credential {
    this.#byId.set(credential.id, credential);
    return credential;
  }
}

function requireValid(credential: Credential): Credential {
  if (credential.invalid === null) return credential;
  const [code, message] = INVALID[credential.invalid];
  throw coded(401, code, message);
}

/** As Alloy words it when a call runs with a credential that the user does not have. */
function credentialNotFound() {
  return invalidInput("Credential not found");
}
