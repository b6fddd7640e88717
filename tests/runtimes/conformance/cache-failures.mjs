// Caches that do not do what they should. Then nothing is remembered, and that is all.
import { equal, ok, same } from "./assert.mjs";
import { asking, CONNECTORS } from "./caches.mjs";
import { answering } from "./context.mjs";

const never = () => new Promise(() => {});
const fails = () => {
  throw new Error("the cache is down");
};
const rejects = () => Promise.reject(new Error("the cache is down"));
const nothing = () => undefined;

/** Ways in which a method may fail, hanging aside. */
const FAILURES = {
  throws: fails,
  rejects,
  "rejects with nothing": () => Promise.reject(),
  "throws nothing": () => {
    throw undefined;
  },
  "gives a thenable that throws": () => ({ then: fails }),
  "gives a thenable that rejects": () => ({ then: (_, reject) => reject(new Error("no")) }),
  "gives what cannot be asked": () => {
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();
    return proxy;
  },
};

const HEALTHY = { get: nothing, put: nothing, delete: nothing };

const soon = () => Date.now() + 100_000;

/** What is in a cache that somebody else writes to. */
const GARBAGE = {
  null: () => null,
  "an empty string": () => "",
  words: () => "connectors",
  "JSON that is cut": () => '{"validUntil":9',
  "JSON of null": () => "null",
  "a number": () => 7,
  "a list": () => [],
  "an empty object": () => ({}),
  "an entry without a time": () => ({ value: [] }),
  "an entry of a wrong time": () => ({ validUntil: "soon", value: [] }),
  "an entry whose time is an object": () => ({ validUntil: {}, value: [] }),
  "an entry without a value": () => ({ validUntil: soon() }),
  "an entry of null": () => ({ validUntil: soon(), value: null }),
  "an entry of a number": () => ({ validUntil: soon(), value: 7 }),
  "an entry of a text": () => JSON.stringify({ validUntil: soon(), value: "x" }),
  "an entry that cannot be read": () => ({
    get validUntil() {
      throw new Error("no");
    },
  }),
  "a value that cannot be read": () => ({
    validUntil: soon(),
    get value() {
      throw new Error("no");
    },
  }),
  "a value of no JSON": () => ({ validUntil: soon(), value: 7n }),
  "a value that holds itself": () => {
    const value = [];
    value.push(value);
    return { validUntil: soon(), value };
  },
};

export function* cacheFailures(context) {
  for (const method of ["get", "put", "delete"]) {
    for (const [how, fail] of Object.entries(FAILURES)) {
      yield [`${method} ${how}`, () => works(context, { ...HEALTHY, [method]: fail })];
    }
  }
  yield ["set throws", () => works(context, mapThat({ set: fails }))];
  // Which must not surface past the calls: that is looked at when all checks are over.
  yield ["set rejects", () => works(context, mapThat({ set: rejects }))];
  yield ["a Map's get throws", () => works(context, mapThat({ get: fails }))];
  for (const [what, get] of Object.entries(GARBAGE)) {
    yield [`holds ${what}`, () => works(context, { ...HEALTHY, get })];
    yield [
      `holds ${what}, in a promise`,
      () => works(context, { ...HEALTHY, get: async () => get() }),
    ];
  }
  yield ["hangs", () => waitsALittle(context)];
  yield ["an abort while it hangs", () => abortsWaiting(context)];
  yield ["a deadline while it hangs", () => endsInTime(context)];
  yield ["fails while the call fails", () => tellsTheCallsFailure(context)];
}

const mapThat = (methods) => Object.assign(new Map(), methods);

/** Every sort of call that uses the cache. */
async function works(context, cache) {
  const connection = { id: "c1", connectorId: "notion", createdAt: null };
  const answer = (url, { method, body }) => {
    const { pathname } = new URL(url);
    if (method === "POST") return answering({ sent: JSON.parse(body).requestBody })();
    if (/credentials/.test(pathname)) return answering([connection])();
    return answering(/actions/.test(pathname) ? { action: { id: "a" } } : CONNECTORS)();
  };
  const { alloy, asked } = asking(context, answer).open({ cache, dialect: "reference" });
  for (let time = 1; time < 3; time += 1) {
    same(await alloy.listConnectors(), CONNECTORS.connectors, "connectors");
    equal((await alloy.findConnection("notion")).id, "c1", "connection");
    same(await alloy.getAction("notion", "a"), { id: "a" }, "action");
    same((await alloy.executeAction("notion", "a", { x: 1 })).sent, { x: 1 }, "execution");
    await alloy.deleteConnection("c1");
    equal(asked(), 6 * time, "requests");
  }
}

async function waitsALittle(context) {
  const since = Date.now();
  await Promise.all(
    ["get", "put", "delete"].map(async (method) => {
      const { alloy, asked } = asking(context).open({ cache: { ...HEALTHY, [method]: never } });
      if (method === "delete") await alloy.deleteConnection("c1");
      else same(await alloy.listConnectors(), CONNECTORS.connectors, method);
      equal(asked(), 1, `requests when ${method} hangs`);
    }),
  );
  const ms = Date.now() - since;
  ok(ms > 4_000 && ms < 8_000, `it took ${ms} ms`);
}

async function abortsWaiting(context) {
  for (const method of ["get", "put"]) {
    const controller = new AbortController();
    const hang = () => {
      setTimeout(() => controller.abort(), 5);
      return never();
    };
    const { alloy, asked } = asking(context).open({ cache: { ...HEALTHY, [method]: hang } });
    await context.rejects(
      () => alloy.listConnectors({ signal: controller.signal }),
      "AlloyAbortError",
    );
    equal(asked(), method === "get" ? 0 : 1, `requests when ${method} hangs`);
  }
}

async function endsInTime(context) {
  const { alloy } = asking(context).open({ cache: { ...HEALTHY, get: never } });
  const since = Date.now();
  await alloy.listConnectors({ deadlineMs: 50 }).catch(() => {});
  const ms = Date.now() - since;
  ok(ms < 10_000, `a call of 50 ms took ${ms}`);
}

async function tellsTheCallsFailure(context) {
  for (const fail of Object.values(FAILURES)) {
    const answer = answering(
      { error: { code: "NOT_FOUND", message: "Credential not found" } },
      { status: 404 },
    );
    const cache = { get: fail, put: fail, delete: fail };
    const { alloy } = asking(context, answer).open({ cache });
    await context.rejects(() => alloy.getConnection("c1"), "AlloyNotFoundError", {
      message: "Credential not found",
    });
  }
}
