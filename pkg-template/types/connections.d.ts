// Connections, and what leads to them.

import type { AlloyConnectivity } from "../index.js";
import type { OpenString } from "./client.js";

/** A connection: Alloy's own fields, and the names that may be relied on. */
export interface Connection {
  /** Alloy's id for it. */
  id: string;
  /** The same, under the guide's name. */
  connectionId: string;
  /** The same, under the reference's name. */
  credentialId: string;
  /** The connector, where it can be told. */
  connectorId: string | null;
  /** When it was made, ISO 8601. */
  createdAt: string | null;
  /** When it was last refreshed, ISO 8601. */
  updatedAt?: string;
  /** What the user calls it. */
  name?: string;
  /** Connector and authentication type, such as `notion-oauth2`. */
  type?: string;
  /** As Alloy sends it; never invented. */
  status?: OpenString<"active" | "inactive" | "expired">;
  [field: string]: unknown;
}

/** What {@link AlloyConnectivity.initiateOAuthFlow} gives. */
export interface OAuthResponse {
  /** The page on which the user gives consent. It holds a token: do not log it. */
  oauthUrl: string;
  /** The credential to be, where Alloy names it already. */
  credentialId?: string;
}

/** What {@link AlloyConnectivity.handleOAuthCallback} gives: two names of one id. */
export interface CallbackResponse {
  connectionId: string;
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

/** What was connected at one moment. Plain data, which may be stored. */
export interface ConnectionSnapshot {
  /** Per id of a connection, when it was last refreshed. */
  connections: Record<string, string | null>;
}

/** A page of content, as the guide's data routes have it. */
export interface Page {
  id: string;
  title: string;
  content: string;
  createdAt: string;
  updatedAt: string;
}
