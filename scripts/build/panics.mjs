// A panic of this module's is a trap, and its words go nowhere: stable Rust has no other way on wasm, and
// no hook is set.
const PANICS =
  /::(panic_(fmt|already_borrowed|already_mutably_borrowed|poisoned|access_error)|capacity_overflow|handle_error|handle_alloc_error)$/;

const WORDS = [
  "capacity overflow",
  "cannot access a Thread Local Storage value during or after destruction: ",
  "LazyCell instance has previously been poisoned",
  "RefCell already mutably borrowed",
  "RefCell already borrowed",
  "Attempted to initialize thread-local while it is being dropped",
  "Tried to shrink to a larger capacity",
  "AccessError",
];

/** Has panics trap at once. */
export function silencePanics(binaryen, module) {
  for (let at = 0; at < module.getNumFunctions(); at += 1) {
    const panic = binaryen.Function(module.getFunctionByIndex(at));
    if (PANICS.test(panic.name)) panic.body = module.unreachable();
  }
}

/**
 * Puts zeros, which take no room in the end, over those words, and over the names of source files.
 *
 * @param {Buffer} bytes of the module
 * @param {{ offset: number, data: ArrayBuffer }} segment of its data
 */
export function forgetWords(bytes, { offset, data }) {
  const at = bytes.indexOf(Buffer.from(data));
  const memory = bytes.subarray(at, at + data.byteLength);
  const paths = [];
  // A core::panic::Location: its file's name, by address and length, its line and column.
  for (let place = 0; place + 16 <= memory.length; place += 4) {
    const from = memory.readUInt32LE(place) - offset;
    const to = from + memory.readUInt32LE(place + 4);
    if (from < 0 || to > memory.length) continue;
    if (!/^[\w./-]+\.rs$/.test(memory.toString("latin1", from, to))) continue;
    memory.fill(0, place, place + 16);
    paths.push([from, to]);
  }
  for (const [from, to] of paths) memory.fill(0, from, to);
  for (const words of WORDS) {
    const from = memory.indexOf(words);
    if (from >= 0) memory.fill(0, from, from + words.length);
  }
}
