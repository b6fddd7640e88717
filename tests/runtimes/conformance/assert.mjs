// Assertions for where there is no node:assert.

/** What a check throws where the runtime lacks what it is about; the message says what. */
export class Skipped extends Error {}

export function ok(value, message) {
  if (!value) throw new Error(message);
}

export function equal(actual, expected, what = "value") {
  if (!Object.is(actual, expected)) {
    throw new Error(`${what}: expected ${show(expected)}, got ${show(actual)}`);
  }
}

/** The same by structure, for what JSON can hold and undefined. */
export function same(actual, expected, what = "value") {
  if (Object.is(actual, expected)) return;
  const comparable =
    typeof actual === "object" &&
    typeof expected === "object" &&
    actual !== null &&
    expected !== null &&
    Array.isArray(actual) === Array.isArray(expected);
  if (!comparable) equal(actual, expected, what);
  const names = new Set([...Object.keys(actual), ...Object.keys(expected)]);
  for (const name of names) {
    equal(Object.hasOwn(actual, name), Object.hasOwn(expected, name), `${what} has ${name}`);
    same(actual[name], expected[name], `${what}.${name}`);
  }
}

export function matches(text, pattern, what = "text") {
  ok(typeof text === "string" && pattern.test(text), `${what}: ${show(text)} is not ${pattern}`);
}

/** What the call's promise is rejected with. The call itself must not throw. */
export async function rejection(call) {
  let promise;
  try {
    promise = call();
  } catch (error) {
    throw new Error(`threw synchronously: ${show(error)}`);
  }
  ok(typeof promise?.then === "function", `gave ${show(promise)} and no promise`);
  let value;
  try {
    value = await promise;
  } catch (error) {
    return error;
  }
  throw new Error(`resolved with ${show(value)}`);
}

/** What the call throws, at once. */
export function thrown(call) {
  let value;
  try {
    value = call();
  } catch (error) {
    return error;
  }
  throw new Error(`gave ${show(value)}`);
}

export function show(value) {
  if (value instanceof Error) return inFull(value);
  let json;
  try {
    json = JSON.stringify(value);
  } catch {
    // a bigint, a cycle, a getter that throws
  }
  return (json ?? String(value)).slice(0, 300);
}

/** Some engines put the message into the stack, others do not. */
function inFull({ name, message, stack = "" }) {
  const line = `${name}: ${message}`;
  return stack.includes(message) ? stack : `${line}\n${stack}`;
}
