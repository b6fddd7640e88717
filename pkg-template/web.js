// For pages without a bundler, and for whoever would rather fetch the module than carry it as text:
// `await init({ module_or_path: url })` streams it; `initSync({ module })` takes bytes or a compiled module.
import "./digest.js";
import { initSync } from "./core/alloy.js";

export default async function init(source) {
  const given = await source.module_or_path;
  const isPlace = typeof given === "string" || given instanceof URL || given instanceof Request;
  const found = isPlace ? await fetch(given) : given;
  return initSync({ module: found instanceof Response ? await compile(found) : found });
}

async function compile(response) {
  if (!response.ok) throw new Error(`The module could not be fetched: status ${response.status}`);
  // Streams refuse a module that is served under another type.
  return response.headers.get("content-type")?.startsWith("application/wasm")
    ? WebAssembly.compileStreaming(response)
    : WebAssembly.compile(await response.arrayBuffer());
}

export { initSync };
export * from "./public.js";
