// Fetches that fail and throw what they were given: the key, wherever it may be kept.

/** What holds the key, made of the arguments of `fetch` and of the key itself. */
const THROWN = {
  "its message": ({ key }) => new Error(`no way with ${key}`),
  "its name": ({ key }) => failing({ name: key }),
  "its stack": ({ key }) => failing({ stack: `Error: ${key}` }),
  "a property": ({ key }) => failing({ authorization: key }),
  "a property of properties": ({ init }) => failing({ config: { init } }),
  "a hidden property": ({ key }) => Object.defineProperty(failing(), "key", { value: key }),
  "a symbol's property": ({ key }) => failing({ [Symbol("key")]: key }),
  "a property's name": ({ key }) => failing({ [key]: true }),
  "a symbol's description": ({ key }) => failing({ [Symbol(key)]: true }),
  "a getter": ({ key }) =>
    Object.defineProperty(failing(), "key", { enumerable: true, get: () => key }),
  "a Headers": ({ init }) => failing({ headers: new Headers(init.headers) }),
  "a Request": ({ url, init }) => failing({ request: new Request(url, { headers: init.headers }) }),
  "what is like a Request": ({ init }) =>
    failing({ request: { _headers: new Map(Object.entries(init.headers)) } }),
  "a Set in an array": ({ key }) => failing({ all: [new Set([{ key }])] }),
  "its cause": ({ key }) => new Error("no", { cause: new Error(`inner ${key}`) }),
  "a cause's cause's property": ({ init }) =>
    new Error("no", { cause: new Error("inner", { cause: failing({ init }) }) }),
  "a cause that is an object": ({ init }) => new Error("no", { cause: { options: init } }),
  "a cause that is a string": ({ key }) => new Error("no", { cause: key }),
  "one of many errors": ({ key }) => new AggregateError([new Error("a"), new Error(key)], "no"),
  "what is six steps down": ({ key }) => failing({ a: { b: { c: { d: { e: key } } } } }),
  "a circle": ({ key }) => {
    const error = failing({ key });
    error.self = error;
    return Object.assign(error, { cause: error });
  },
  "a string": ({ key }) => `a string with ${key}`,
  "an object": ({ init }) => ({ message: "an object", init }),
  "an array": ({ key }) => [key],
  "a Headers alone": ({ init }) => new Headers(init.headers),
  "a function's property": ({ key }) => failing({ retry: Object.assign(() => {}, { key }) }),
};

const failing = (members) => Object.assign(new Error("no"), members);

/** Where the key is, and a `fetch` that throws it, or gives a Response whose `text()` does. */
export function* tellingFetches() {
  for (const [where, make] of Object.entries(THROWN)) {
    yield [where, async (url, init) => toss(make({ url, init, key: keyOf(init) }))];
  }
  yield [
    "what text() throws",
    async (_, init) => ({
      ...{ status: 200, headers: new Headers() },
      text: async () => toss(failing({ init })),
    }),
  ];
}

/** A `fetch` that throws all that it was given. */
export async function tellAll(url, init) {
  throw failing({ request: { url, init } });
}

/** Without "Bearer", by which it might be known. */
function keyOf({ headers }) {
  const [, value] = Object.entries(headers).find(([name]) => /^authorization$/i.test(name));
  return value.slice("Bearer ".length);
}

function toss(value) {
  throw value;
}
