// All that can be read off a value, by a logger, a debugger or whoever walks it.
import { ok } from "./assert.mjs";

const DEPTH = 10;

/** What a logger would call, and classes have by inheritance. */
const INHERITED = ["name", "message", "stack", "cause", "response", "request", "errors"];

/**
 * Every string that can be reached from a value in ten steps: members that are hidden, keyed by
 * symbols or got by getters, causes, and what collections hold.
 */
export function everythingIn(value, depth = DEPTH, seen = new Set()) {
  if (typeof value === "string") return [value];
  if (typeof value === "symbol") return [String(value)];
  if (value === null || !["object", "function"].includes(typeof value)) return [];
  if (seen.has(value) || depth < 0) return [];
  seen.add(value);
  const below = (member) => everythingIn(member, depth - 1, seen);
  const names = Reflect.ownKeys(value);
  const members = [...new Set([...names, ...INHERITED])].flatMap((name) =>
    below(attempted(() => value[name])),
  );
  return [...names.flatMap(below), ...members, ...held(value).flatMap(below), ...written(value)];
}

/** What a collection holds: an array's members are its own already. */
function held(value) {
  if (Array.isArray(value) || typeof value.forEach !== "function") return [];
  const found = [];
  attempted(() => value.forEach((content, name) => found.push(content, name)));
  return found;
}

const written = (value) =>
  [() => String(value), () => JSON.stringify(value), () => JSON.stringify(value.toJSON?.())]
    .map(attempted)
    .filter((text) => typeof text === "string");

function attempted(read) {
  try {
    return read();
  } catch (error) {
    return String(error);
  }
}

/** What a program wrote to its console while it did that. */
export async function consoleOutput(work) {
  const output = [];
  const methods = ["log", "info", "warn", "error", "debug", "trace", "dir", "table"];
  const before = methods.map((method) => [method, console[method]]);
  for (const method of methods) console[method] = (...given) => output.push(given);
  try {
    await work();
  } finally {
    Object.assign(console, Object.fromEntries(before));
  }
  return output;
}

/**
 * Asserts that none of these marks can be found in what came out of a call.
 *
 * @param {(value: unknown) => string} [inspect] how the runtime shows a value, where it has a way
 */
export function hides(marks, what, values, inspect = String) {
  const texts = values.flatMap((value) => [...everythingIn(value), inspect(value)]);
  for (const mark of marks) {
    for (const text of texts) {
      const at = text.indexOf(mark);
      ok(at < 0, `${what} leaks ${mark}: …${text.slice(Math.max(0, at - 100), at + 60)}…`);
    }
  }
}
