// What leads to connections: OAuth, and credentials without it.

import type { AlloyConnectivity } from "../index.js";
import type { ConnectorId } from "./actions.js";
import type { CallbackOptions, CallOptions, InitiateOptions, Result } from "./calls.js";
import type { OpenString } from "./client.js";
import type { AlloyOAuthError } from "./errors.js";
import type { JsonSchema } from "./schema.js";

/** What {@link AlloyConnectivity.initiateOAuthFlow} gives. */
export interface OAuthResponse {
  /** The page on which the user gives consent. It holds a token: do not log it. */
  oauthUrl: string;
  /** The credential to be, where Alloy names it already. */
  credentialId?: string;
}

/** What {@link AlloyConnectivity.handleOAuthCallback} gives: two names of one id. */
export interface CallbackResponse {
  /** What actions take as `connectionId`. */
  connectionId: string;
  /** The same, under the reference's name. */
  credentialId: string;
}

/** What a redirect carried. */
export interface OAuthCallback {
  /** The authorization code. */
  code?: string;
  /** The state that was sent along in the redirect URI. */
  state?: string;
  /** OAuth's error code, such as `access_denied`. */
  error?: string;
  /** OAuth's description of it. */
  errorDescription?: string;
}

/** One way of authenticating with a connector, and what it takes. */
export interface CredentialMetadata {
  /** What {@link AlloyConnectivity.createCredential} takes, such as `oauth2`. */
  authenticationType: string;
  /** Whether it takes an OAuth app of your own, as `authConfigId`. */
  authConfigRequired?: boolean;
  /** The body of the request; what the connector itself wants is under `properties.data`. */
  inputSchema?: JsonSchema;
  /** An example of that body. */
  sampleInput?: Record<string, unknown>;
  [field: string]: unknown;
}

/** What a credential is made of. */
export interface NewCredential {
  /** One that {@link AlloyConnectivity.getCredentialMetadata} names. */
  authenticationType: OpenString<"oauth2">;
  /** The connector's own fields, such as an API key. They are kept out of errors and events. */
  data?: Record<string, unknown> | undefined;
  /** Where the user comes back to, which OAuth needs. @defaultValue with OAuth, the client's */
  redirectUri?: string | URL | undefined;
  /** An own OAuth app, as set up in Alloy's dashboard. */
  authConfigId?: string | undefined;
}

/** What {@link AlloyConnectivity.createCredential} gives: where the user gives consent, or a connection. */
export type CreatedCredential =
  | (OAuthResponse & {
      /** There is no connection yet. */
      connectionId?: undefined;
    })
  | (CallbackResponse & {
      /** The user has no page to go to. */
      oauthUrl?: undefined;
    });

/** How {@link AlloyConnectivity} comes by connections. */
export interface CredentialMethods {
  /**
   * Begins an OAuth flow: send the user to the `oauthUrl` that it gives.
   *
   * `POST /connectors/{connectorId}/credentials`, in the guide and in the reference.
   *
   * @param connectorId - which service, such as `"notion"`
   * @param redirectUri - where the user comes back to: an absolute http(s) URL; default: the client's
   */
  initiateOAuthFlow<O extends InitiateOptions>(
    connectorId: ConnectorId,
    redirectUri?: string | URL | null,
    options?: O,
  ): Promise<Result<OAuthResponse, O>>;

  /**
   * Finishes an OAuth flow.
   *
   * With a code: `POST /connectors/{connectorId}/credentials/callback`, the guide's exchange.
   * Without one, or where a client of dialect `"auto"` sees the exchange refused as unknown (400,
   * 404, 405), it takes `since` and resolves with the connection that is new since then; it never
   * gives an old one.
   *
   * @example
   * ```ts
   * import { AlloyConnectivity } from "alloy-connectivity";
   *
   * const alloy = AlloyConnectivity.fromEnv();
   * const since = await alloy.snapshotConnections("notion");
   * const begun = await alloy.initiateOAuthFlow("notion", "https://app.example/callback");
   * console.log(`Send the user to ${begun.oauthUrl}`);
   *
   * async function cameBack(url: URL): Promise<string> {
   *   const { credentialId } = begun;
   *   const ended = await alloy.handleOAuthCallback("notion", url, credentialId, { since });
   *   return ended.connectionId;
   * }
   * ```
   * @param code - the redirect's code, or what carried it: the `URL`, its `URLSearchParams`, a record
   * such as Express's `req.query`, or what {@link AlloyConnectivity.parseOAuthCallback} found
   * @param credentialId - what {@link CredentialMethods.initiateOAuthFlow} gave
   * @throws {@link AlloyOAuthError} with the redirect's `error` and `errorDescription`, when it carried
   * an error; "OAuth callback received but no authorization code", when there is neither a code nor
   * `since`
   */
  handleOAuthCallback<O extends CallbackOptions>(
    connectorId: ConnectorId,
    code?: string | URL | URLSearchParams | OAuthCallback | Record<string, unknown> | null,
    credentialId?: string | null,
    options?: O,
  ): Promise<Result<CallbackResponse, O>>;

  /**
   * Gets the ways of authenticating with a connector, each with the schema of what it takes.
   *
   * `GET /connectors/{connectorId}/credentials/metadata`, the reference's.
   */
  getCredentialMetadata<O extends CallOptions>(
    connectorId: ConnectorId,
    options?: O,
  ): Promise<Result<CredentialMetadata[], O>>;

  /**
   * Creates a credential of any type: with an API key, a password or what else `data` holds, the
   * connection is there at once; with OAuth it gives an `oauthUrl`, as
   * {@link CredentialMethods.initiateOAuthFlow} does.
   *
   * `POST /connectors/{connectorId}/credentials`, in the guide (OAuth alone) and in the reference.
   *
   * @example
   * ```ts
   * import { AlloyConnectivity } from "alloy-connectivity";
   *
   * const alloy = AlloyConnectivity.fromEnv();
   * const { connectionId, oauthUrl } = await alloy.createCredential("mailgun", {
   *   authenticationType: "apiKey",
   *   data: { apiKey: process.env.MAILGUN_KEY, region: "eu" },
   * });
   * console.log(connectionId ?? `The user has to go to ${oauthUrl}`);
   * ```
   */
  createCredential<O extends CallOptions>(
    connectorId: ConnectorId,
    credential: NewCredential,
    options?: O,
  ): Promise<Result<CreatedCredential, O>>;
}
