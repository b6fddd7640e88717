/**
 * What a page needs to have its user connect a service, where the edge handler
 * (`alloy-connectivity/worker`) is mounted.
 *
 * @module alloy-connectivity/browser
 */

export { ConnectError } from "./error.js";
export { readConnectOutcome } from "./outcome.js";
export { connectWithPopup } from "./popup.js";
export { redirectToConnect } from "./redirect.js";
export type {
  ConnectClosed,
  ConnectedOutcome,
  ConnectOptions,
  ConnectOutcome,
  PopupOptions,
  UnconnectedOutcome,
} from "./types.js";
