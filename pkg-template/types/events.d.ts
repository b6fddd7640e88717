// What an observer is told.

/** What every event says. There is no secret in any: no body, no header, no path with ids in it. */
export interface AlloyEventBase {
  /** The call's number, the first of the client being 1: tells what belongs together. */
  call: number;
  /** The method of the client that was called, such as `"executeAction"`. */
  operation: string;
  /** The HTTP method. */
  method: string;
  /** The template of the path, such as `/connectors/{connectorId}/actions/{actionId}`. */
  route: string;
  /** Which request of the call: 1, 2, … */
  attempt: number;
  /** The connector, where the call is about one. */
  connectorId?: string;
  /** The action, where the call is about one. */
  actionId?: string;
}

/** A request goes out. */
export interface AlloyRequestEvent extends AlloyEventBase {
  /** Tells it from the other events. */
  type: "request";
  /** The call's `traceparent` header, where it has one. */
  traceparent?: string;
}

/** An answer has come, or none will. */
export interface AlloyResponseEvent extends AlloyEventBase {
  /** Tells it from the other events. */
  type: "response";
  /** How long it took, in milliseconds. */
  ms: number;
  /** Not there when no answer came. */
  status?: number;
  /** The id under which the server knows the request. */
  requestId?: string;
  /** Why none came: `NETWORK_FAILED`, `TIMED_OUT`, `ABORTED`. */
  code?: string;
}

/** The request will be sent again, after so many milliseconds. */
export interface AlloyRetryEvent extends AlloyEventBase {
  /** Tells it from the other events. */
  type: "retry";
  /** The pause before it, in milliseconds. */
  ms: number;
  /** Of the answer; not there when none came. */
  status?: number;
}

/** The call waits for its turn: about so many milliseconds. */
export interface AlloyWaitEvent extends AlloyEventBase {
  /** Tells it from the other events. */
  type: "wait";
  /** For about how long, in milliseconds. */
  ms: number;
  /** The client's own rate, or a server's `Retry-After`. */
  reason: "rate_limit" | "retry_after";
}

/** The route is not there: another one is tried. */
export interface AlloyFallbackEvent extends AlloyEventBase {
  /** Tells it from the other events. */
  type: "fallback";
  /** The template of that one. */
  to: string;
}

/** The action's schema has a parameter of this name in two places: it goes into the path, else into the query. */
export interface AlloyAmbiguityEvent extends AlloyEventBase {
  /** Tells it from the other events. */
  type: "ambiguity";
  /** The name. */
  parameter: string;
}

/** What an observer is told. Each `request` is followed by one `response`. */
export type AlloyEvent =
  | AlloyRequestEvent
  | AlloyResponseEvent
  | AlloyRetryEvent
  | AlloyWaitEvent
  | AlloyFallbackEvent
  | AlloyAmbiguityEvent;
