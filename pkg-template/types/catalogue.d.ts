// What Alloy can connect to, and what can be done there.

import type { AlloyConnectivity } from "../index.js";
import type { ActionId, ConnectorId } from "./actions.js";
import type { CallOptions, Result } from "./calls.js";
import type { OpenString } from "./client.js";
import type { AlloyNotFoundError } from "./errors.js";
import type { JsonSchema } from "./schema.js";

/** A service that Alloy connects to. */
export interface Connector {
  /** What methods take as `connectorId`. */
  id: string;
  /** What it is called before people. */
  name: string;
  /** What kind of service it is. */
  category?: string[];
  /** The URL of its picture. */
  icon?: string;
  [field: string]: unknown;
}

/** A part of a connector, with what can be done there. */
export interface Resource {
  /** Alloy's id for it. */
  id?: string;
  /** What it is called before people. */
  name?: string;
  /** What can be done there. */
  actions: ActionSummary[];
  [field: string]: unknown;
}

/** An action as lists have it. */
export interface ActionSummary {
  /** What methods take as `actionId`. */
  id: string;
  /** What it is called before people. */
  displayName?: string;
  [field: string]: unknown;
}

/** An action with what it takes. */
export interface ActionDetails extends ActionSummary {
  /** What it does, in a sentence or two. */
  description?: string;
  /** The provider's own method, in lower case. */
  httpMethod?: OpenString<"get" | "post" | "put" | "patch" | "delete">;
  /** The provider's own path. */
  path?: string;
  /** What travels in the provider's path, query and headers. */
  parameters?: ParameterDetails[];
  /** What travels in the provider's request body. */
  requestBody?: JsonSchema;
}

/** A parameter that does not travel in the provider's request body. */
export interface ParameterDetails {
  /** The provider's name for it. */
  name: string;
  /** Where in the provider's request it travels. */
  in: OpenString<"path" | "query" | "header">;
  /** What it is for. */
  description?: string;
  /** Whether the action cannot do without it. */
  required?: boolean;
  /** What its value must be. */
  schema?: JsonSchema;
  [field: string]: unknown;
}

/**
 * What {@link AlloyConnectivity} knows of connectors and actions. The routes are the reference's; the
 * guide takes all of this for known. Answers are kept in the client's `cache` for five minutes.
 */
export interface CatalogueMethods {
  /** Lists all connectors. `GET /connectors`. */
  listConnectors<O extends CallOptions>(options?: O): Promise<Result<Connector[], O>>;

  /**
   * Gets a connector. `GET /connectors/{connectorId}`.
   *
   * @throws {@link AlloyNotFoundError} when there is none of that id
   */
  getConnector<O extends CallOptions>(
    connectorId: ConnectorId,
    options?: O,
  ): Promise<Result<Connector, O>>;

  /** Lists the parts of a connector with their actions. `GET /connectors/{connectorId}/resources`. */
  listResources<O extends CallOptions>(
    connectorId: ConnectorId,
    options?: O,
  ): Promise<Result<Resource[], O>>;

  /**
   * Lists the actions of a connector. `GET /connectors/{connectorId}/actions`, which neither the guide
   * nor the reference has; where it is missing, the actions of all
   * {@link CatalogueMethods.listResources resources}.
   */
  listActions<O extends CallOptions>(
    connectorId: ConnectorId,
    options?: O,
  ): Promise<Result<ActionSummary[], O>>;

  /**
   * Gets an action with the schema of what it takes.
   * `GET /connectors/{connectorId}/actions/{actionId}`.
   *
   * @throws {@link AlloyNotFoundError} when there is none of that id; its `hint` names those that are
   * nearest
   */
  getAction<C extends ConnectorId, O extends CallOptions>(
    connectorId: C,
    actionId: ActionId<C>,
    options?: O,
  ): Promise<Result<ActionDetails, O>>;
}
