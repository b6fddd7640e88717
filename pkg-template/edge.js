// Vercel's edge runtime: as in workerd, only that its bundler wants to be told what the import is.
import "./digest.js";
import { initSync } from "./core/alloy.js";
import module from "./core/alloy_bg.wasm?module";

initSync({ module });

export * from "./public.js";
