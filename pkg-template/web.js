// For pages without a bundler, and for whoever would rather fetch the module than carry it as text:
// `await init({ module_or_path: url })` streams it; `initSync({ module })` takes bytes or a compiled module.
import "./digest.js";

export { default, initSync } from "./core/alloy.js";
export * from "./public.js";
