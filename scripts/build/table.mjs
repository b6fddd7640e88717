import { readFileSync, writeFileSync } from "node:fs";

// Shims that JavaScript calls as exports or, of closures that this module never makes, not at all; and
// what wakes futures, of which there are none in it.
const DEAD = /^(wasm_bindgen::convert::closures::.*invoke|js_sys::futures)/;

/**
 * Takes dead functions out of the module's table, in which every function stands whose address is taken
 * somewhere, and by which wasm-opt takes it for alive: 0.7 KB gzip with what only they use. In their place
 * stands one that traps. The module must have its names still.
 */
export async function pruneTable(path) {
  const { default: binaryen } = await import("binaryen");
  const module = binaryen.readBinary(readFileSync(path));
  module.addFunction("pruned", binaryen.none, binaryen.none, [], module.unreachable());
  for (let at = 0; at < module.getNumElementSegments(); at += 1) {
    const segment = binaryen.getElementSegmentInfo(module.getElementSegmentByIndex(at));
    const kept = segment.data.map((name) => (DEAD.test(name) ? "pruned" : name));
    module.removeElementSegment(segment.name);
    module.addActiveElementSegment(segment.table, segment.name, kept, segment.offset);
  }
  writeFileSync(path, module.emitBinary());
  module.dispose();
}
