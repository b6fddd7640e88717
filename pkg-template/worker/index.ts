// `alloy-connectivity/worker`: the edge handler, which holds the key that a page must not have.

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
