// Browsers, Deno and whoever else: the module travels as text inside the code, so that it takes no
// bundler plugin, no second request and no permission. A page's CSP must allow 'wasm-unsafe-eval'.
import "./digest.js";
import { initSync } from "./core/alloy.js";
import base64 from "./core/alloy_bg.wasm.js";

initSync({ module: Uint8Array.from(atob(base64), (char) => char.charCodeAt(0)) });

export * from "./public.js";
