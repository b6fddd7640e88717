// The glue's own exports, as far as this package's other modules use them. It is not shipped.

/** Which call a request is. The first fields are set when it is admitted, the others with its body. */
export interface EdgeCall {
  operation?: EdgeOperation;
  connectorId?: string;
  actionId?: string;
  connectionId?: string;
  /** Under which name its answer goes; empty for none. */
  wrap?: string;
  /** The origin that may read the answer, where the request came from a listed one. */
  cors?: string;
  /** Of a callback. */
  state?: string;
  code?: string;
  error?: string;
  /** Where the user goes in the end. */
  returnTo?: string;
  /** An action's, as one object, whichever dialect was spoken; or the connector's own fields. */
  parameters?: Record<string, unknown>;
  /** An action's, in the reference's places. */
  split?: Record<string, Record<string, unknown>>;
  data?: Record<string, unknown>;
  /** Of a refusal; `code` is its code then. */
  message?: string;
  allow?: string;
}

export type EdgeOperation =
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
  | "connect"
  | "callback"
  | "connected"
  | "preflight";

/** What a state says of the flow that it belongs to. */
export interface EdgeFlow {
  /** In seconds since 1970. */
  expires: number;
  /** Its id. */
  flow: string;
  userId: string;
  connectorId: string;
  returnTo: string;
  /** Connections, each with its updatedAt: what there was before. */
  since: Record<string, string | null>;
}

export interface EdgeSettings {
  basePath: string;
  publicOrigin: string;
  origins: readonly string[];
  returnTo: readonly string[];
  connectors: readonly string[] | null;
  providerHeaders: readonly string[];
}

/** The decisions of the handler: src/edge. Those that give a number give 0, or the status of a refusal. */
export class Edge {
  /** What is wrong with the settings. */
  static problem(settings: EdgeSettings): string | undefined;
  /** The origin of a URL on this very machine. */
  static loopback(url: string): string | undefined;
  constructor(settings: EdgeSettings);
  admit(
    method: string,
    url: string,
    origin: string | null,
    site: string | null,
    call: EdgeCall,
  ): number;
  fill(call: EdgeCall, body: unknown): number;
  returnTo(call: EdgeCall): number;
  /** Empty where the URL would be too long. */
  pack(flow: EdgeFlow): string;
  unpack(text: string, nowSeconds: number, call: EdgeCall, flow: Partial<EdgeFlow>): number;
  since(flow: Partial<EdgeFlow>, connections: Record<string, string | null>): void;
}

/** Refuses an option: `${argument} ${expectation}`. */
export function misconfigured(argument: string, expectation: string): never;

/** What reads one thing after another out of options: undefined where it is missing. */
export function fieldsOf(
  options: object,
  prefix: string,
  refuse: typeof misconfigured,
): <T>(key: string, read: Reader<T>) => T | undefined;

/** Gives the value, if it is what it must be. */
export type Reader<T> = (argument: string, value: any, refuse: typeof misconfigured) => T;

export const func: Reader<(...given: any[]) => any>;
/** @param unit - empty, or such as `of milliseconds ` */
export function whole(unit: string, least: number, most: number): Reader<number>;
