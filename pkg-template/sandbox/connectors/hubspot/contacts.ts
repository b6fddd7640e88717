import { invalidInput } from "../../answers.js";
import type { Ids } from "../../ids.js";
import { isObject, type JsonObject } from "../../json.js";

/** A contact as Alloy's Unified API shows it. */
export interface Contact extends ContactFields {
  readonly id: string;
  /** The CRM's own id. */
  readonly remoteId: string;
  readonly lastActivityAt: null;
  readonly remoteCreatedAt: string;
  readonly remoteUpdatedAt: string;
  readonly remoteDeleted: false;
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** What a caller may say of a contact. */
export interface ContactFields {
  readonly firstName: string | null;
  readonly lastName: string | null;
  readonly account: string | null;
  readonly addresses: readonly JsonObject[];
  readonly emailAddresses: readonly JsonObject[];
  readonly phoneNumbers: readonly JsonObject[];
}

const NOTHING: ContactFields = {
  ...{ firstName: null, lastName: null, account: null },
  ...{ addresses: [], emailAddresses: [], phoneNumbers: [] },
};
const SEED = [
  ["Ada", "Lovelace", "ada@example.com"],
  ["Grace", "Hopper", "grace@example.com"],
  ["Alan", "Turing", "alan@example.com"],
] as const;

/** One user's contacts. */
export class Contacts {
  readonly #byId = new Map<string, Contact>();
  readonly #ids: Ids;
  readonly #stamp: () => string;

  constructor(ids: Ids, stamp: () => string) {
    this.#ids = ids;
    this.#stamp = stamp;
    for (const [firstName, lastName, email] of SEED) {
      this.create({ firstName, lastName, emailAddresses: [emailAddress(email)] });
    }
  }

  /** Oldest first. */
  list(): Contact[] {
    return [...this.#byId.values()];
  }

  get(id: string): Contact | undefined {
    return this.#byId.get(id);
  }

  create(fields: Partial<ContactFields>): Contact {
    const time = this.#stamp();
    return this.#save({
      id: this.#ids.uuid(),
      remoteId: String(101 + this.#byId.size),
      ...NOTHING,
      ...fields,
      lastActivityAt: null,
      remoteCreatedAt: time,
      remoteUpdatedAt: time,
      remoteDeleted: false,
      createdAt: time,
      updatedAt: time,
    });
  }

  update(contact: Contact, fields: Partial<ContactFields>): Contact {
    const time = this.#stamp();
    return this.#save({ ...contact, ...fields, remoteUpdatedAt: time, updatedAt: time });
  }

  #save(contact: Contact): Contact {
    this.#byId.set(contact.id, contact);
    return contact;
  }
}

export function emailAddress(address: string): JsonObject {
  return { emailAddressType: "work", emailAddress: address };
}

/** The fields that a caller of the Unified API gives; what a contact does not have is left out. */
export function parseContactFields(given: Readonly<JsonObject>): Partial<ContactFields> {
  const known = Object.entries(given).filter(
    ([name, value]) => Object.hasOwn(NOTHING, name) && value !== undefined,
  );
  for (const [name, value] of known) {
    if (Array.isArray(NOTHING[name as keyof ContactFields])) {
      if (!Array.isArray(value) || !value.every(isObject)) {
        throw invalidInput(`${name} must be an array of objects`);
      }
    } else if (value !== null && typeof value !== "string") {
      throw invalidInput(`${name} must be a string`);
    }
  }
  return Object.fromEntries(known);
}
