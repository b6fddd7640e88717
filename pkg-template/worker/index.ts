/**
 * The edge handler, which holds the key that a page must not have. It lets an app's users connect
 * services, and its pages run actions on connections of their own.
 *
 * @module alloy-connectivity/worker
 */

export { createAlloyHandler } from "./handler.js";
export type {
  AlloyHandler,
  AlloyHandlerCall,
  AlloyHandlerOptions,
  ConnectedEvent,
  ConnectorSettings,
  HandlerContext,
  OfEnvironment,
} from "./options.js";
export {
  AlloyStateStore,
  memoryStateStore,
  type DurableObjectNamespaceLike,
  type DurableObjectStateLike,
  type StateStore,
} from "./store.js";
