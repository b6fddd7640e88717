/**
 * The client for pages without a bundler: the page says where the WebAssembly module is fetched from, and
 * when. Besides, it has everything that `alloy-connectivity` has.
 *
 * @module alloy-connectivity/web
 */

export * from "./index.js";

/** Where the module comes from: its URL, a response, its bytes, or the compiled module. */
export type AlloyModule = string | URL | Request | Response | BufferSource | WebAssembly.Module;

/**
 * Loads the module; the classes may be used when the promise has resolved. A second call does
 * nothing.
 *
 * @param source - `alloy-connectivity/alloy.wasm`, by whichever URL it is served under
 */
export default function init(source: {
  module_or_path: AlloyModule | Promise<AlloyModule>;
}): Promise<unknown>;

/** Loads the module from bytes, or from a compiled module. A second call does nothing. */
export function initSync(source: { module: BufferSource | WebAssembly.Module }): unknown;
