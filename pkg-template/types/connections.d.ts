// Connections.

import type { AlloyConnectivity } from "../index.js";
import type { ConnectorId } from "./actions.js";
import type {
  CallOptions,
  DeleteOptions,
  ListOptions,
  OwnOptions,
  Result,
  WaitOptions,
} from "./calls.js";
import type { OpenString } from "./client.js";
import type { AlloyError, AlloyNotFoundError, AlloyTimeoutError } from "./errors.js";

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

/** What was connected at one moment. Plain data, which may be stored. */
export interface ConnectionSnapshot {
  /** Per id of a connection, when it was last refreshed. */
  connections: Record<string, string | null>;
}

/** What {@link AlloyConnectivity.verifyConnection} found. */
export type Verification =
  | {
      /** It works. */
      ok: true;
      /** As Alloy lists it. */
      connection: Connection;
      /** A harmless call was made with it. */
      probed: true;
    }
  | {
      /** It is listed. */
      ok: true;
      /** As Alloy lists it. */
      connection: Connection;
      /** No call was made with it. */
      probed: false;
      /** Why not. */
      why: string;
    }
  | {
      /** It does not work. */
      ok: false;
      /** Why, in a word that programs may rely on. */
      reason: "not_found" | "wrong_user" | "expired" | "revoked" | "unknown";
      /** What went wrong. */
      error: AlloyError;
    };

/** What {@link AlloyConnectivity} does with the connections of its user. */
export interface ConnectionMethods {
  /**
   * Lists the user's connections.
   *
   * `GET /users/{userId}/credentials` or `GET /credentials` (the guide's), or
   * `GET /connectors/{connectorId}/credentials` or `GET /credentials/users/{userId}` (the reference's),
   * whichever is there. Rows of other users are dropped.
   */
  listConnections<O extends ListOptions>(options?: O): Promise<Result<Connection[], O>>;

  /**
   * Gets one connection.
   *
   * `GET /credentials/{credentialId}` (the guide's); the reference has no such route, there it is
   * picked from the list.
   *
   * @throws {@link AlloyNotFoundError} when there is none of that id
   */
  getConnection<O extends CallOptions>(
    connectionId: string,
    options?: O,
  ): Promise<Result<Connection, O>>;

  /**
   * Finds the user's newest connection of a connector; `null` when there is none. Lists as
   * {@link ConnectionMethods.listConnections} does, and keeps what it found in the client's `cache`
   * for five minutes, until a connection is made or deleted, or Alloy says "Credential not found".
   */
  findConnection<O extends CallOptions>(
    connectorId: ConnectorId,
    options?: O,
  ): Promise<Result<Connection | null, O>>;

  /**
   * Says whether a connection works. It gets the connection, and where its connector has a harmless
   * action, executes that: Notion's `post-search` for one page, Slack's list of channels, elsewhere an
   * action that reads and needs no parameters.
   *
   * A connection that does not work is a result, with `ok: false`. It rejects when the question itself
   * could not be asked, as when no answer came.
   *
   * @example
   * ```ts
   * import { AlloyConnectivity } from "alloy-connectivity";
   *
   * const alloy = AlloyConnectivity.fromEnv();
   * const connection = await alloy.findConnection("slack");
   * const found = connection && (await alloy.verifyConnection(connection.id));
   * if (found?.ok === false) console.log(`Connect Slack again: ${found.reason}`);
   * ```
   */
  verifyConnection(
    connectionId: string,
    options?: Omit<CallOptions, "withResponse">,
  ): Promise<Verification>;

  /**
   * Deletes a connection. `DELETE /users/{userId}/credentials/{credentialId}`; where that is missing
   * and `connectorId` is given, `DELETE /connectors/{connectorId}/credentials/{credentialId}`. Both are
   * the reference's; the guide has none.
   */
  deleteConnection<O extends DeleteOptions>(
    connectionId: string,
    options?: O,
  ): Promise<Result<void, O>>;

  /**
   * What is connected now, for `since` later on. Lists as
   * {@link ConnectionMethods.listConnections} does.
   */
  snapshotConnections<O extends OwnOptions>(
    connectorId: ConnectorId,
    options?: O,
  ): Promise<Result<ConnectionSnapshot, O>>;

  /**
   * Waits until a connection of the connector is new, or freshly updated. Lists as
   * {@link ConnectionMethods.listConnections} does.
   *
   * @throws {@link AlloyTimeoutError} when `deadlineMs` has passed
   */
  waitForConnection<O extends WaitOptions>(
    connectorId: ConnectorId,
    options?: O,
  ): Promise<Result<Connection, O>>;
}
