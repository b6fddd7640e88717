import type { AlloyConnectivity, ConnectorId } from "alloy-connectivity";
import type { DurableObjectNamespaceLike, StateStore } from "./store.js";

/** What a page wants done, as {@link AlloyHandlerOptions.allow} sees it. */
export interface AlloyHandlerCall {
  /** What it is. `connect` begins an OAuth flow. */
  readonly operation:
    | "listConnectors"
    | "getConnector"
    | "listResources"
    | "listActions"
    | "getAction"
    | "getCredentialMetadata"
    | "executeAction"
    | "listConnections"
    | "getConnection"
    | "deleteConnection"
    | "connect";
  /** Who: whom `authenticate` named, whatever the request says. */
  readonly userId: string;
  /** The connector, where the call is about one. */
  readonly connectorId?: string;
  /** The action, where the call is about one. */
  readonly actionId?: string;
  /** The connection, where the call names one; whether it is the user's own is asked later. */
  readonly connectionId?: string;
  /**
   * What an action is given: one flat object, whichever dialect the request spoke. With `connect`, the
   * connector's own fields. A copy: what is done to it changes nothing.
   */
  readonly parameters?: Readonly<Record<string, unknown>>;
}

/** A connection that a user has just made. */
export interface ConnectedEvent {
  /** Whose it is. */
  readonly userId: string;
  /** The connector that was connected. */
  readonly connectorId: string;
  /** What actions take as `connectionId`. */
  readonly connectionId: string;
  /** The same as `connectionId`, under the reference's name. */
  readonly credentialId: string;
}

/** What a platform gives beside the request: Workers' execution context. */
export interface HandlerContext {
  /** Keeps the platform at work until the promise has settled. */
  waitUntil(work: Promise<unknown>): void;
}

/** A connector that may be connected, and how. */
export interface ConnectorSettings {
  /** An own OAuth app, as set up in Alloy's dashboard. */
  authConfigId?: string | undefined;
}

/** Itself, or what makes it of the environment, called once for each. */
export type OfEnvironment<Env, T> = T | ((env: Env) => T);

/** How a handler is set up. */
export interface AlloyHandlerOptions<Env = unknown> {
  /** The client that holds the key. */
  client: OfEnvironment<Env, AlloyConnectivity>;
  /**
   * Says who sends the request, or `null` for nobody: then it is answered 401. It sees the request as it
   * came, and must not read its body.
   */
  authenticate(
    request: Request,
    env: Env,
  ): { userId: string } | null | undefined | Promise<{ userId: string } | null | undefined>;
  /** The path that the handler is mounted at. @defaultValue "/alloy" */
  basePath?: string | undefined;
  /**
   * The origin under which browsers see the handler, such as `https://app.example`. Required unless
   * requests come from this very machine: what a request says of it is not trusted.
   */
  publicOrigin?: OfEnvironment<Env, string> | undefined;
  /**
   * What OAuth states are signed with: random texts of at least 32 characters. The first signs, all
   * verify, so that a new one can be put before the old.
   */
  stateKeys: OfEnvironment<Env, readonly string[]>;
  /** The connectors that may be connected and used: their ids, or a record of them. */
  connectors: readonly ConnectorId[] | Readonly<Record<string, ConnectorSettings>>;
  /** Whether a call may be made. It is asked before anything is sent. @defaultValue every call */
  allow?(call: AlloyHandlerCall, env: Env): boolean | Promise<boolean>;
  /**
   * Where users may be sent after connecting beside the handler's own origin: origins, or URLs, which
   * stand for their path and what is below it.
   */
  returnTo?: readonly string[] | undefined;
  /** Origins besides its own whose pages may call the handler (CORS). @defaultValue none */
  origins?: readonly string[] | undefined;
  /** Told of each new connection before the user is sent on, and waited for. */
  onConnected?(
    connection: ConnectedEvent,
    env: Env,
    context: HandlerContext | undefined,
  ): void | Promise<void>;
  /**
   * Where it is noted that a state has been used. A Durable Object's namespace with
   * {@link AlloyStateStore} in Workers; `memoryStateStore()` where the handler is one process. Required
   * unless requests come from this very machine.
   */
  store?: OfEnvironment<Env, StateStore | DurableObjectNamespaceLike> | undefined;
  /** How many bytes a request's body may have. @defaultValue 1048576 */
  maxBodyBytes?: number | undefined;
  /** How long a request's body may take to arrive, in milliseconds. @defaultValue 10000 */
  bodyTimeoutMs?: number | undefined;
  /** Told of what is answered with 500 or 502. @defaultValue `console.error`, with the error's text */
  onError?(error: unknown, request: Request): void | Promise<void>;
  /** The clock, in milliseconds since 1970: for tests. @defaultValue Date.now */
  now?(): number;
}

/** What answers requests. */
export type AlloyHandler<Env = unknown> = (
  request: Request,
  env?: Env,
  context?: HandlerContext,
) => Promise<Response>;
