/**
 * The class of Alloy's older SDK that the guide's snippets use, over this package's client.
 *
 * @module alloy-connectivity/uapi
 */

import {
  AlloyConnectivity,
  type AlloyOptions,
  type CallOptions,
  type Contacts,
} from "alloy-connectivity";

/** What a {@link UAPI} may be made with beside its key. */
export type UAPIOptions = Omit<AlloyOptions, "apiKey">;

/** Options of {@link UAPI.connect}. */
export interface ConnectOptions extends Omit<CallOptions, "withResponse"> {
  /** Asks Alloy whether the connection works, and rejects where it does not. @defaultValue false */
  verify?: boolean | undefined;
}

/**
 * One user's connection, and the contacts behind it.
 *
 * @example
 * ```ts
 * import { UAPI } from "alloy-connectivity/uapi";
 *
 * const client = new UAPI(process.env.ALLOY_API_KEY!);
 * client.userId = process.env.ALLOY_USER_ID!;
 * await client.connect(process.env.CONNECTION_ID!);
 * const { data } = await client.CRM.listContacts();
 * ```
 */
export class UAPI {
  /** The user on whose behalf calls are made. May be set at any time. */
  userId: string | undefined;
  /** The connection that calls use: what `connect` was given. */
  connectionId: string | undefined;
  /** Contacts; with a Notion connection, pages. */
  readonly CRM: Contacts;
  readonly #alloy: AlloyConnectivity;

  /**
   * Makes one. Nothing is sent.
   *
   * @param options - default of `baseUrl`: the environment's `ALLOY_BASE_URL`
   * @throws AlloyConfigError "ALLOY_API_KEY environment variable is required", where there is no key
   */
  constructor(apiKey: string, options: UAPIOptions = {}) {
    const { process } = globalThis as { process?: { env?: Record<string, string> } };
    const env = { ALLOY_API_KEY: apiKey, ALLOY_BASE_URL: process?.env?.ALLOY_BASE_URL };
    // User and connection go with each call, for they may change between two.
    this.#alloy = AlloyConnectivity.fromEnv(env, { ...options, userId: null, connectionId: null });
    this.userId = options.userId ?? undefined;
    this.connectionId = options.connectionId ?? undefined;
    const { CRM } = this.#alloy;
    this.CRM = {
      listContacts: (query, options) => CRM.listContacts(query, this.#own(options)),
      createContact: (contact, options) => CRM.createContact(contact, this.#own(options)),
      updateContact: (contactId, contact, options) =>
        CRM.updateContact(contactId, contact, this.#own(options)),
    };
  }

  /** Chooses the connection. Nothing is sent, unless it is to be verified. */
  async connect(
    connectionId: string,
    { verify = false, ...options }: ConnectOptions = {},
  ): Promise<void> {
    if (verify) {
      const found = await this.#alloy.verifyConnection(connectionId, this.#own(options));
      if (!found.ok) throw found.error;
    }
    this.connectionId = connectionId;
  }

  #own<O extends CallOptions>(options: O | undefined): O {
    const { userId = this.userId, connectionId = this.connectionId } = options ?? {};
    return { ...options, userId, connectionId } as O;
  }
}
