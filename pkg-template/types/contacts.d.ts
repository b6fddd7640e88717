// Contacts of a CRM: Alloy's Unified API, under the guide's names.

import type { AlloyConnectivity } from "../index.js";
import type { CallOptions, Result } from "./calls.js";
import type { AlloyConfigError } from "./errors.js";
import type { QueryParameters } from "./records.js";

/** A contact as the Unified API has it; with a connection to Notion, a page. */
export interface Contact {
  /** The Unified API's id. */
  id: string;
  /** The CRM's own id. */
  remoteId?: string | null;
  /** The given name. */
  firstName?: string | null;
  /** The family name. */
  lastName?: string | null;
  /** Each with its type, where the CRM has one. */
  emailAddresses?: { emailAddress: string; emailAddressType?: string | null }[];
  /** Each with its type, where the CRM has one. */
  phoneNumbers?: { phoneNumber: string; phoneNumberType?: string | null }[];
  [field: string]: unknown;
}

/** What a contact is made of, or what changes in it. A CRM wants `lastName`; a Notion, `title`. */
export interface ContactFields {
  /** The given name. */
  firstName?: string | undefined;
  /** The family name. */
  lastName?: string | undefined;
  /** Each with its type, where it has one. */
  emailAddresses?:
    readonly { emailAddress: string; emailAddressType?: string | undefined }[] | undefined;
  /** Each with its type, where it has one. */
  phoneNumbers?:
    readonly { phoneNumber: string; phoneNumberType?: string | undefined }[] | undefined;
  /** A page's, in Notion. */
  title?: string | undefined;
  /** A new page's, in Notion: its first paragraph. */
  content?: string | undefined;
  [field: string]: unknown;
}

/** What {@link Contacts.listContacts} gives: one list under two names. */
export interface ContactList {
  /** The guide's name. */
  data: Contact[];
  /** The Unified API's name. */
  contacts: Contact[];
  [field: string]: unknown;
}

/** What the other methods give: one contact under two names. */
export interface ContactAnswer {
  /** The guide's name. */
  data: Contact;
  /** The Unified API's name. */
  contact: Contact;
  [field: string]: unknown;
}

/**
 * {@link AlloyConnectivity.CRM}. The calls are the guide's, the routes the Unified API's: the
 * connection travels along as `credentialId` in the query. With a connection to Notion, which has no
 * contacts, pages are found, created and changed by its actions `post-search`, `post-page` and
 * `patch-page`.
 *
 * Every method rejects with an {@link AlloyConfigError} "Connection not yet established", when neither
 * the call nor the client names a connection.
 */
export interface Contacts {
  /** Lists contacts. `GET /one/crm/contacts`. */
  listContacts<O extends CallOptions>(
    query?: QueryParameters | null,
    options?: O,
  ): Promise<Result<ContactList, O>>;

  /** Creates a contact. `POST /one/crm/contacts`. */
  createContact<O extends CallOptions>(
    contact: ContactFields,
    options?: O,
  ): Promise<Result<ContactAnswer, O>>;

  /** Changes a contact. `PUT /one/crm/contacts/{contactId}`. */
  updateContact<O extends CallOptions>(
    contactId: string,
    contact: ContactFields,
    options?: O,
  ): Promise<Result<ContactAnswer, O>>;
}
