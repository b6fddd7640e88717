import type {
  AlloyConnectivity,
  AlloyOptions,
  CallbackOptions,
  CallbackResponse,
  CallOptions,
  Connection,
  ConnectionSnapshot,
  InitiateOptions,
  OAuthResponse,
} from "alloy-connectivity";
import { type AlloyConfig, clientOf, getConfig } from "./config.js";

/** The guide's two steps of connecting a service, and the list of what is connected. */
export class AlloyOAuthFlow {
  readonly #alloy: AlloyConnectivity;
  /** Per connector, what was connected before the latest flow began. */
  readonly #before = new Map<string, ConnectionSnapshot>();

  /**
   * Makes one with a client of its own. Nothing is sent.
   *
   * @param config - default: `getConfig()`
   * @param options - whatever else a client may be made with
   * @throws AlloyConfigError where a variable is missing, as `getConfig` does
   */
  constructor(config: AlloyConfig = getConfig(), options?: AlloyOptions) {
    this.#alloy = clientOf(config, options);
  }

  /**
   * Begins a flow: send the user to the `oauthUrl` that it gives. What is connected is listed first,
   * so that the new connection can be told even where the redirect carries no code.
   *
   * @param connectorId - which service, such as `"notion"`
   * @param redirectUri - where the user comes back to
   */
  async initiateOAuthFlow(
    connectorId: string,
    redirectUri: string,
    options?: Omit<InitiateOptions, "withResponse">,
  ): Promise<OAuthResponse> {
    const own = { ...options, withResponse: false };
    const before = await this.#alloy.snapshotConnections(connectorId, own);
    const begun = await this.#alloy.initiateOAuthFlow(connectorId, redirectUri, own);
    this.#before.set(connectorId, before);
    return begun;
  }

  /**
   * Finishes the flow: exchanges the code. Where the redirect carried none, as in the reference's
   * dialect, it gives the connection that is new since the flow began.
   *
   * @param code - the redirect's `code`, if it has one
   * @param credentialId - what `initiateOAuthFlow` gave
   */
  async handleOAuthCallback(
    connectorId: string,
    code?: string | null,
    credentialId?: string | null,
    options?: Omit<CallbackOptions, "withResponse">,
  ): Promise<CallbackResponse> {
    // Not with a code: one that is wrong would be looked for in the list, for as long as that takes.
    const since = options?.since ?? (code ? undefined : this.#before.get(connectorId));
    const own = { ...options, since, withResponse: false };
    return this.#alloy.handleOAuthCallback(connectorId, code, credentialId, own);
  }

  /** What the user has connected. */
  async listConnections(options?: Omit<CallOptions, "withResponse">): Promise<Connection[]> {
    return this.#alloy.listConnections({ ...options, withResponse: false });
  }
}
