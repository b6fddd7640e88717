import { readFileSync, writeFileSync } from "node:fs";
import { forgetWords, silencePanics } from "./panics.mjs";

// Shims that JavaScript calls as exports or, of closures that this module never makes, not at all; what
// wakes futures, of which there are none in it; and what panics would say (panics.mjs).
const DEAD = new RegExp(
  [
    /^wasm_bindgen::convert::closures::.*invoke/,
    /^js_sys::futures/,
    /^<(core|std)\[.*::(BorrowError|BorrowMutError|AccessError|panicking::.*) as /,
  ]
    .map(({ source }) => source)
    .join("|"),
);

/**
 * Takes out what this module never does, before wasm-opt makes it small: the words of panics, and dead
 * functions. These stand in its table, as every function does whose address is taken somewhere, and by that
 * wasm-opt takes them for alive. In their place stands one that traps. The module must have its names still.
 */
export async function pruneTable(path) {
  const { default: binaryen } = await import("binaryen");
  // Its declarations do not know all of it.
  const module = /** @type {any} */ (binaryen.readBinary(readFileSync(path)));
  module.addFunction("pruned", binaryen.none, binaryen.none, [], module.unreachable());
  for (let at = 0; at < module.getNumElementSegments(); at += 1) {
    const segment = binaryen.getElementSegmentInfo(module.getElementSegmentByIndex(at));
    const kept = segment.data.map((name) => (DEAD.test(name) ? "pruned" : name));
    module.removeElementSegment(segment.name);
    module.addActiveElementSegment(segment.table, segment.name, kept, segment.offset);
  }
  silencePanics(binaryen, module);
  const bytes = Buffer.from(module.emitBinary());
  for (let at = 0; at < module.getNumDataSegments(); at += 1) {
    forgetWords(bytes, module.getDataSegmentInfo(module.getDataSegmentByIndex(at)));
  }
  writeFileSync(path, bytes);
  module.dispose();
}
