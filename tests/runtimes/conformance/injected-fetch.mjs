// A fetch of the caller's own, and what it may be up to.
import { equal, ok, same } from "./assert.mjs";
import { answering, recorder } from "./context.mjs";

export function* injectedFetch(context) {
  yield [
    "is called as fetch is: without this, a string, a plain object",
    async () => {
      let seen;
      const fetch = function (...args) {
        seen = { receiver: this, args };
        return answering({})();
      };
      await act(context.faulty("unused", { fetch }));
      equal(seen.receiver, undefined, "this");
      equal(seen.args.length, 2, "arguments");
      const [url, init] = seen.args;
      equal(typeof url, "string", "type of the URL");
      equal(Object.getPrototypeOf(init), Object.prototype, "prototype of init");
      equal(init.redirect, "manual", "redirect");
      ok(init.signal instanceof AbortSignal, "no signal");
      new Request(url, init);
    },
  ];

  const standIns = [
    ["text() gives a promise", { status: 200, text: async () => '{"a":1}' }],
    ["text() gives a string", { status: 200, text: () => '{"a":1}' }],
    ["headers are a plain object", { status: 200, headers: { A: "b" }, text: () => '{"a":1}' }],
    ["headers are a Map", { status: 200, headers: new Map([["A", "b"]]), text: () => '{"a":1}' }],
    ["a thenable", { then: (resolve) => resolve({ status: 200, text: () => '{"a":1}' }) }],
  ];
  for (const [what, standIn] of standIns) {
    yield [
      `a stand-in for a Response: ${what}`,
      async () => {
        for (const fetch of [() => standIn, async () => standIn]) {
          const { data, headers } = await act(context.faulty("unused", { fetch }), {
            withResponse: true,
          });
          same(data, { a: 1 }, "data");
          equal(typeof headers, "object", "headers");
        }
      },
    ];
  }

  const broken = [
    ["undefined", undefined],
    ["null", null],
    ["a number", 200],
    ["a string", '{"a":1}'],
    ["an empty object", {}],
    ["a status that is a string", { status: "200", text: () => "{}" }],
    ["no text()", { status: 200 }],
    ["text that is no function", { status: 200, text: "{}" }],
    ["text() that gives a number", { status: 200, text: () => 7 }],
    ["text() that gives undefined", { status: 200, text: async () => undefined }],
    ["text() that throws", { status: 200, text: () => toss(new Error("no")) }],
    ["text() that rejects", { status: 200, text: async () => toss("no") }],
    ["a status that throws", Object.defineProperty({}, "status", { get: () => toss("no") })],
    ["a Response that was read", null],
  ];
  for (const [what, value] of broken) {
    yield [
      `gives ${what}`,
      async () => {
        const fetch = async () => {
          if (!what.endsWith("was read")) return value;
          const response = new Response("{}");
          await response.text();
          return response;
        };
        await context.rejects(() => act(context.faulty("unused", { fetch })), "AlloyNetworkError", {
          attempts: 1,
        });
      },
    ];
  }

  const failures = [
    ["an Error", new TypeError("fetch failed")],
    ["a string", "no"],
    ["undefined", undefined],
    ["null", null],
    ["a number", 7],
  ];
  // Nobody can tell what is in these, so that they may be left out.
  const opaque = [
    ["an object without prototype", Object.create(null)],
    ["a symbol", Symbol("no")],
  ];
  for (const [what, failure] of [...failures, ...opaque]) {
    for (const [how, fetch] of [
      ["throws", () => toss(failure)],
      ["rejects with", () => Promise.reject(failure)],
    ]) {
      yield [
        `${how} ${what}`,
        async () => {
          const alloy = context.faulty("unused", { fetch });
          const { cause } = await context.rejects(() => act(alloy), "AlloyNetworkError");
          if (cause !== undefined || !opaque.some(([known]) => known === what)) {
            equal(cause, failure, "cause");
          }
        },
      ];
    }
  }

  for (const [what, fetch] of [
    ["never settles", () => new Promise(() => {})],
    [
      "gives a body that never ends",
      async () => ({ status: 200, text: () => new Promise(() => {}) }),
    ],
  ]) {
    yield [
      `${what}, and knows nothing of signals: the time ends it`,
      () =>
        context.rejects(
          () => act(context.faulty("unused", { fetch, timeoutMs: 50 })),
          "AlloyTimeoutError",
        ),
    ];
    yield [
      `${what}, and knows nothing of signals: the caller ends it`,
      async () => {
        const controller = new AbortController();
        setTimeout(() => controller.abort(), 20);
        await context.rejects(
          () => act(context.faulty("unused", { fetch }), { signal: controller.signal }),
          "AlloyAbortError",
        );
      },
    ];
  }

  yield [
    "the global one is looked up at each call",
    async () => {
      const alloy = context.faulty("mirror/200");
      const original = globalThis.fetch;
      const { fetch, requests } = recorder(answering({ patched: true }));
      try {
        globalThis.fetch = fetch;
        equal((await act(alloy)).patched, true, "patched");
      } finally {
        globalThis.fetch = original;
      }
      equal((await act(alloy)).method, "POST", "method");
      equal(requests.length, 1, "requests at the patched one");
    },
  ];
  yield [
    "may change what it is given, for itself alone",
    async () => {
      const alloy = context.faulty("unused", {
        fetch: (url, init) => {
          try {
            init.headers.Authorization = "changed";
          } catch {
            // frozen
          }
          const seen = init.headers.Authorization;
          init.method = "PUT";
          return answering({ seen })();
        },
      });
      const first = await act(alloy);
      same(await act(alloy), first, "the second call's headers");
    },
  ];
}

const act = (alloy, options) => alloy.executeAction("notion", "post-search", {}, options);

function toss(value) {
  throw value;
}
