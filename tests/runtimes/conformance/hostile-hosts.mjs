// Hosts that are not what a client hopes for, and what a fetch of theirs may do.
import { equal, ok, rejection, same } from "./assert.mjs";
import { answering, pause } from "./context.mjs";

const act = (alloy, options) => alloy.executeAction("notion", "post-search", {}, options);

export function* hostileHosts(context) {
  yield ["no global fetch", () => hasNoFetch(context)];
  yield ["a Response of another realm", () => takesForeignResponse(context)];
  yield ["promises of another make", () => takesForeignPromises(context)];
  yield ["headers of any kind", () => takesHeaders(context)];
  for (const name of ["setTimeout", "AbortController"]) {
    yield [`${name} throwing`, () => survivesGlobal(context, name)];
  }
  yield ["a fetch that calls the client", () => isReentrant(context)];
  yield ["a fetch that frees the client", () => isFreedByFetch(context)];
}

async function hasNoFetch(context) {
  const alloy = context.faulty("mirror/200");
  const { fetch } = globalThis;
  let error;
  try {
    globalThis.fetch = undefined;
    error = await rejection(() => act(alloy));
  } finally {
    globalThis.fetch = fetch;
  }
  const { AlloyConfigError, AlloyNetworkError } = context.sdk;
  ok(
    [AlloyConfigError, AlloyNetworkError].some((known) => error instanceof known),
    `got ${error}`,
  );
  ok(/fetch/.test(`${error.message} ${error.hint}`), `${error} does not say what is missing`);
  equal((await act(alloy)).method, "POST", "method, when it is back");
}

/** The runtime's own, where it has one; or one made by hand, of a class that nobody knows. */
async function takesForeignResponse(context) {
  class Response {
    #text;
    constructor(text) {
      this.#text = text;
    }
    status = 200;
    headers = new Headers({ "x-request-id": "abroad" });
    text() {
      return Promise.resolve(this.#text);
    }
  }
  const make = context.world.foreignResponse ?? ((text) => new Response(text));
  const alloy = context.faulty("unused", { fetch: () => make('{"from":"abroad"}') });
  const { data, requestId } = await act(alloy, { withResponse: true });
  same([data, requestId], [{ from: "abroad" }, "abroad"], "data and requestId");
}

async function takesForeignPromises(context) {
  const thenable = (value) => ({ then: (resolve) => void setTimeout(resolve, 1, value) });
  const response = { status: 200, text: () => thenable('{"a":1}') };
  for (const promise of [thenable(response), { then: (resolve) => resolve(response) }]) {
    same(await act(context.faulty("unused", { fetch: () => promise })), { a: 1 }, "result");
  }
  const failing = { then: (_, reject) => reject(new Error("no")) };
  const throwing = { then: () => toss(new Error("no")) };
  for (const promise of [failing, throwing, throwingGetter("then")]) {
    const alloy = context.faulty("unused", { fetch: () => promise });
    await context.rejects(() => act(alloy), "AlloyNetworkError", { attempts: 1 });
  }
}

/** They are told as far as they can be read, and no answer is lost over them. */
async function takesHeaders(context) {
  const kinds = [
    ["missing", undefined],
    ["null", null],
    ["a plain object", { "Retry-After": "0", "X-Request-Id": "r" }],
    ["a Map", new Map([["Retry-After", "0"]])],
    ["a Headers whose forEach throws", changed({ forEach: () => toss(new Error("no")) })],
    ["a Headers whose get throws", changed({ get: () => toss(new Error("no")) })],
    ["an object whose get cannot be got", throwingGetter("get")],
    ["an object whose forEach cannot be got", throwingGetter("forEach")],
  ];
  // At once: some of them are waited for, as their Retry-After cannot be read.
  await Promise.all(
    kinds.map(async ([what, headers]) => {
      const answers = [
        { status: 429, headers, text: async () => "{}" },
        { status: 200, headers, text: async () => '{"a":1}' },
      ];
      let sent = 0;
      const fetch = async () => answers[Math.min(sent++, 1)];
      const alloy = context.faulty("unused", { fetch, maxRetries: 1 });
      same(await act(alloy), { a: 1 }, `result, headers being ${what}`);
      equal(sent, 2, `requests, headers being ${what}`);

      const refusing = context.faulty("unused", { fetch: async () => answers[0] });
      const error = await context.rejects(() => act(refusing), "AlloyRateLimitError");
      equal(typeof error.headers, "object", `an error's headers, being ${what}`);
      JSON.stringify(error);
    }),
  );
}

/** workerd has 10,000 timers for a request and no more; others have none at module scope. */
async function survivesGlobal(context, name) {
  const rateLimit = { requestsPerSecond: 20, burst: 1 };
  const alloy = context.faulty("mirror/200", { rateLimit });
  const before = globalThis[name];
  // Made while there still are some.
  const longEnough = pause(2_000);
  let calls;
  try {
    globalThis[name] = function () {
      throw new RangeError("none is left");
    };
    // The first meets it as it is sent, the second at the gate.
    calls = Promise.all([rejection(() => act(alloy)), rejection(() => act(alloy))]);
    await Promise.race([calls, longEnough]);
  } finally {
    globalThis[name] = before;
  }
  for (const error of await calls) {
    ok(error instanceof context.sdk.AlloyError, `${error} is none of ours`);
  }
  equal((await act(alloy)).method, "POST", "method, when it is back");
}

async function isReentrant(context) {
  const inner = context.faulty("mirror/200");
  let depth = 0;
  const alloy = context.faulty("unused", {
    async fetch() {
      depth += 1;
      if (depth < 4) await act(alloy);
      else await act(inner);
      return answering({ depth })();
    },
  });
  same(await act(alloy), { depth: 4 }, "result");
}

async function isFreedByFetch(context) {
  const alloy = context.faulty("unused", {
    fetch() {
      alloy.free();
      return answering({ a: 1 })();
    },
  });
  same(await act(alloy), { a: 1 }, "result");
}

const changed = (methods) => Object.assign(new Headers(), methods);

function throwingGetter(name) {
  return Object.defineProperty({}, name, { get: () => toss(new Error("no")) });
}

function toss(value) {
  throw value;
}
