// What pages and popups of one origin tell each other over a BroadcastChannel.

export const CHANNEL = "alloy-connect";

/** A popup has an outcome, in `search`: the query of the address that it ended on. */
export const OUTCOME = "alloy-connect";
/** The popup called `name` has loaded, and waits. */
export const READY = "alloy-connect-ready";
/** The popup called `name` is to close. */
export const CLOSE = "alloy-connect-close";

export interface Message {
  readonly type?: unknown;
  readonly name?: unknown;
  readonly search?: unknown;
}
