// Cloudflare's workerd compiles no bytes at run time: the module must be imported, and comes compiled.
import { initSync } from "./core/alloy.js";
import module from "./core/alloy_bg.wasm";

initSync({ module });

export * from "./public.js";
