// Values that no sane caller hands over, by what they are.

/** What hostile getters, traps and methods throw: nobody may see it but as a cause. */
export class Tossed extends Error {}

const toss = () => {
  throw new Tossed("tossed");
};

const TRAPS = [
  ...["get", "has", "ownKeys", "getPrototypeOf", "getOwnPropertyDescriptor", "set", "apply"],
  ...["defineProperty", "deleteProperty", "isExtensible", "preventExtensions", "setPrototypeOf"],
];
const throwing = Object.fromEntries(TRAPS.map((trap) => [trap, toss]));

function revoked(target) {
  const { proxy, revoke } = Proxy.revocable(target, {});
  revoke();
  return proxy;
}

function cyclic() {
  const value = { a: [] };
  value.a.push(value);
  return value;
}

function deep(levels) {
  let value = {};
  for (let level = 0; level < levels; level++) value = level % 2 ? [value] : { a: value };
  return value;
}

const getter = (key, get) => Object.defineProperty({}, key, { get, enumerable: true });

class Instance {
  connectorId = "notion";
}

const NAMES = ["then", "href", "toJSON", "toString", "valueOf", "signal", "userId", "length", "a"];

const TEXTS = [
  ...["", " ", "\u0000", "a\r\nx-evil: 1", "\u0085", "\ud800", "a\udc00b", "."],
  ...["..", "%2e%2e", "../../admin", "a/b", "a?b=c", "a#b", "a\\b", "http://a"],
  ...["//evil.example", "é", "漢", "😀", "__proto__", "constructor", "toString", "hasOwnProperty"],
  ...[
    "\u202e",
    "\ufeff",
    "null",
    "javascript:alert(1)",
    "https://u:p@host.example",
    "http://10.0.0.1",
    "https://h/?q",
    "0",
  ],
  ...["file:///etc/passwd", "http://127.0.0.1:99999", "https://[::1", "auto", "2025-09", "{}"],
];

const numbers = (...numbers) =>
  Object.fromEntries(
    numbers.map((number) => [Object.is(number, -0) ? "-0" : `${number}`, () => number]),
  );

/** @type {Record<string, (random: import("./random.mjs").Random) => unknown>} */
export const HOSTILE = {
  undefined: () => undefined,
  null: () => null,
  true: () => true,
  false: () => false,
  ...numbers(NaN, Infinity, -Infinity, -0, 0, 1, -1, 1.5, 2 ** 31, 2 ** 32 + 1, 2 ** 53, 1e308),
  "1n": () => 1n,
  "a symbol": () => Symbol("s"),
  "Symbol.iterator": () => Symbol.iterator,

  ...Object.fromEntries(TEXTS.map((text) => [JSON.stringify(text), () => text])),
  "a long string": (random) => "x".repeat(random.pick([1024, 1025, 8192, 8193, 1_000_000])),
  "a long string of surrogate pairs": (random) => "😀".repeat(random.pick([512, 1024, 1025])),

  "new String": () => new String("notion"),
  "new Number": () => new Number(1),
  "new Boolean": () => new Boolean(true),
  "a boxed symbol": () => Object(Symbol("s")),
  "a boxed bigint": () => Object(1n),

  "a function": () => () => "notion",
  "a class": () => Instance,
  "a function that throws": () => toss,
  "an async function": () => async () => "notion",

  "a date": () => new Date(0),
  "an invalid date": () => new Date(NaN),
  "a regular expression": () => /x/,
  "a map": () => new Map([["a", "b"]]),
  "a set": () => new Set(["a"]),
  "a weak map": () => new WeakMap(),
  "an error": () => new Error("an error"),
  "a promise": () => Promise.resolve("notion"),
  bytes: () => new Uint8Array([1, 2]),
  "a buffer": () => new ArrayBuffer(2),
  "a URL": () => new URL("https://host.example/a?b"),
  "search parameters": () => new URLSearchParams("code=c"),
  "an instance": () => new Instance(),
  "an instance with data": () => Object.assign(new Instance(), { headers: { a: "b" } }),

  "[]": () => [],
  "[1]": () => [1],
  "a sparse array": () => new Array(3),
  "an array with a hole in it": () => Object.assign([], { 1: "a" }),
  arguments: (function () {
    const given = arguments;
    return () => given;
  })("a"),

  "{}": () => ({}),
  "an object without prototype": () => Object.assign(Object.create(null), { a: 1 }),
  "an object with __proto__": () => JSON.parse('{"__proto__": {"polluted": true}, "a": 1}'),
  "an object that names constructor.prototype": () =>
    JSON.parse('{"constructor": {"prototype": {"polluted": true}}}'),
  "an object with odd names": () => ({ "": 1, "a\r\nb": "c", "\ud800": "d", é: "e" }),
  "an object with a line break in a value": () => ({ a: "b\r\nx-evil: 1" }),
  "an object with a secret's name": () => ({ authorization: "Bearer x", host: "evil.example" }),
  "a frozen object": () => Object.freeze({ a: 1 }),
  "an object with a bigint": () => ({ a: 1n }),
  "an object with a symbol": () => ({ [Symbol("s")]: 1, a: Symbol("s") }),
  "a cyclic object": cyclic,
  "a deep object": (random) => deep(random.pick([10, 1_000, 2_500, 5_000, 10_000, 50_000])),
  "an object with a getter that throws": (random) => getter(random.pick(NAMES), toss),
  "an object with a getter that gives something else each time": (random) => {
    let count = 0;
    return getter(random.pick(NAMES), () => (count++ ? Symbol("later") : "first"));
  },
  "an object with a getter that gives a symbol": (random) =>
    getter(random.pick(NAMES), () => Symbol("s")),
  "an object whose toJSON throws": () => ({ toJSON: toss }),
  "an object whose toJSON gives a string": () => ({ toJSON: () => "{" }),
  "an object whose toJSON gives nothing": () => ({ toJSON: () => undefined }),
  "an object that cannot be a string": () => ({ toString: toss, valueOf: toss }),
  "an object that is no primitive": () => ({ [Symbol.toPrimitive]: toss }),
  "an object whose tag throws": () => getter(Symbol.toStringTag, toss),
  "a thenable that throws": () => ({ then: toss }),
  "a thenable that rejects": () => ({ then: (_, reject) => reject(new Tossed("rejected")) }),

  "a proxy whose traps throw": () => new Proxy({}, throwing),
  "a proxy of a function whose traps throw": () => new Proxy(() => {}, throwing),
  "a proxy of an array whose traps throw": () => new Proxy([], throwing),
  "a proxy that has everything": () =>
    new Proxy(
      {},
      { get: (_, key) => (typeof key === "symbol" ? undefined : "x"), has: () => true },
    ),
  "a proxy that has proxies all the way down": () => {
    const down = new Proxy(() => {}, { get: (_, key) => (key === "then" ? undefined : down) });
    return down;
  },
  "a revoked proxy": () => revoked({}),
  "a revoked proxy of an array": () => revoked([]),
  "a revoked proxy of a function": () => revoked(() => {}),

  "an aborted signal": () => AbortSignal.abort(),
  "a signal aborted with a symbol": () => AbortSignal.abort(Symbol("s")),
  "a signal aborted with a revoked proxy": () => AbortSignal.abort(revoked({})),
  "a stand-in for a signal": () => ({ addEventListener() {}, removeEventListener() {} }),
  "a stand-in for a signal that throws": () => ({
    addEventListener: toss,
    removeEventListener: toss,
  }),
  "a stand-in for a signal that cannot be let go": () => ({
    addEventListener() {},
    removeEventListener: toss,
  }),
  "a stand-in for a signal whose aborted throws": () =>
    Object.assign(getter("aborted", toss), { addEventListener() {}, removeEventListener() {} }),
  "a stand-in for a signal whose reason throws": () =>
    Object.assign(getter("reason", toss), {
      aborted: true,
      addEventListener() {},
      removeEventListener() {},
    }),
};

const KINDS = Object.keys(HOSTILE);

/** What may be an id all the same: texts, and what some of the objects here give for one. */
export const ACCEPTABLE = [...TEXTS, ...["x", "first", "x".repeat(1024), "😀".repeat(512)]];

/** @returns {{ what: string, value: unknown }} */
export function hostile(random) {
  const what = random.pick(KINDS);
  return { what, value: HOSTILE[what](random) };
}
