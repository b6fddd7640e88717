// Node and Bun, by import or by require(esm): the module is a file beside this one.
import { readFileSync } from "node:fs";
import { initSync } from "./core/alloy.js";

initSync({ module: readFileSync(new URL("./core/alloy_bg.wasm", import.meta.url)) });

export * from "./public.js";
