// Options that are not simply read, and classes made of the client's.
import { equal, ok, same } from "./assert.mjs";
import { answering, FAULT_KEY, recorder } from "./context.mjs";

const act = (alloy, options) => alloy.executeAction("notion", "post-search", {}, options);

export function* optionsAndHeirs(context) {
  yield ["frozen options", () => takesFrozenOptions(context)];
  yield ["options behind a Proxy", () => takesProxies(context)];
  yield ["options whose Proxy throws", () => refusesThrowingProxies(context)];
  yield ["a subclass that overrides", () => isOverridden(context)];
  yield ["a subclass's views", () => givesViews(context)];
}

async function takesFrozenOptions(context) {
  const frozen = (options) => Object.freeze({ ...options });
  const options = frozen({
    ...{ apiKey: FAULT_KEY, connectionId: "c", dialect: "guide", maxRetries: 1 },
    ...{ baseUrl: `${context.world.faults}/mirror/200`, headers: frozen({ "x-mine": "1" }) },
    ...{ rateLimit: frozen({ requestsPerSecond: 1_000 }), ...context.inPage },
  });
  const alloy = new context.sdk.AlloyConnectivity(options);
  const parameters = frozen({ query: "x", nested: frozen({ list: Object.freeze([1]) }) });
  const ofCall = frozen({ headers: frozen({ "x-call": "2" }), idempotent: true });
  const { body, headers } = await alloy.executeAction("notion", "a", parameters, ofCall);
  same(body.parameters, { query: "x", nested: { list: [1] } }, "parameters");
  same([headers["x-mine"], headers["x-call"]], ["1", "2"], "headers");
}

async function takesProxies(context) {
  const proxied = (target) => new Proxy(target, {});
  const { fetch, requests } = recorder(answering({}));
  const options = { apiKey: FAULT_KEY, connectionId: "c", dialect: "guide", fetch };
  const rateLimit = proxied({ requestsPerSecond: 1_000 });
  const alloy = context.client(proxied({ ...options, rateLimit, headers: proxied({ a: "1" }) }));
  await alloy.executeAction("n", "a", proxied({ x: 1 }), proxied({ headers: proxied({ b: "2" }) }));
  same(JSON.parse(requests[0].body).parameters, { x: 1 }, "parameters");
  same([requests[0].headers.a, requests[0].headers.b], ["1", "2"], "headers");
}

async function refusesThrowingProxies(context) {
  const { AlloyConnectivity, AlloyConfigError, AlloyValidationError } = context.sdk;
  const refuses = (trap) =>
    new Proxy({ apiKey: FAULT_KEY }, { [trap]: () => toss(new Error("no")) });
  for (const trap of ["get", "has", "ownKeys", "getPrototypeOf", "getOwnPropertyDescriptor"]) {
    let refusal = null;
    try {
      new AlloyConnectivity(refuses(trap));
    } catch (error) {
      refusal = error;
    }
    // What is never asked harms nobody, and a key alone will not do in a page.
    const known = refusal instanceof AlloyConfigError || refusal instanceof AlloyValidationError;
    ok(refusal === null || known, `${trap} ends in ${refusal}`);
    const outcome = await act(context.faulty("mirror/200"), refuses(trap)).catch((error) => error);
    ok(
      outcome instanceof AlloyValidationError || outcome?.method === "POST",
      `${trap} of a call's options ends in ${outcome}`,
    );
  }
}

async function isOverridden(context) {
  class Counting extends context.sdk.AlloyConnectivity {
    static made = 0;
    #calls = 0;
    constructor(options) {
      super(options);
      Counting.made += 1;
    }
    get calls() {
      return this.#calls;
    }
    async executeAction(...given) {
      this.#calls += 1;
      return { wrapped: await super.executeAction(...given) };
    }
  }
  const { fetch } = recorder(answering({ a: 1 }));
  const options = { apiKey: FAULT_KEY, connectionId: "c", dialect: "guide", fetch };
  const alloy = new Counting({ ...options, ...context.inPage });
  same(await alloy.executeAction("notion", "a"), { wrapped: { a: 1 } }, "result");
  same([alloy.calls, Counting.made], [1, 1], "calls and clients");
  ok(alloy instanceof Counting && alloy instanceof context.sdk.AlloyConnectivity, "instanceof");
  equal(alloy.constructor, Counting, "constructor");
  let error;
  try {
    new Counting({ ...context.inPage });
  } catch (thrown) {
    error = thrown;
  }
  context.isError(error, "AlloyConfigError");
}

async function givesViews(context) {
  class Mine extends context.sdk.AlloyConnectivity {
    shout = () => "!";
  }
  const { fetch, requests } = recorder(answering([]));
  const options = { apiKey: FAULT_KEY, userId: "user-1", dialect: "guide", fetch };
  const view = new Mine({ ...options, ...context.inPage }).forUser("user-2");
  ok(view instanceof context.sdk.AlloyConnectivity, "no client");
  same(await view.listConnections(), [], "connections");
  equal(requests[0].headers["x-alloy-userid"], "user-2", "user");
}

function toss(value) {
  throw value;
}
