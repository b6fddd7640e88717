// The boundary under thousands of calls with values that no sane caller hands over. Whatever it gets,
// a method sends a request as it must be or fails with an error of the package's own: no engine's
// error comes through, nothing is thrown where a promise is due, and no promise stays pending.
//
// BOUNDARY_SEED and BOUNDARY_CALLS look elsewhere, and further; BOUNDARY_FIRST begins at a later call.
import assert from "node:assert/strict";
import { after, before, describe, it, mock } from "node:test";
import * as sdk from "../../pkg/node.js";
import { recorder } from "./answers.mjs";
import { BASES, CLIENT, ENVIRONMENT, KEY, METHODS, options, perhaps } from "./arguments.mjs";
import { hostile } from "./hostile.mjs";
import { checkError, outcome, tried } from "./outcomes.mjs";
import { Random } from "./random.mjs";
import { checkRequest } from "./requests.mjs";

const SEED = Number(process.env.BOUNDARY_SEED ?? 202_509);
const FIRST = Number(process.env.BOUNDARY_FIRST ?? 0);
const CALLS = Number(process.env.BOUNDARY_CALLS ?? 6_000);

const PRODUCTION = "https://production.runalloy.com";

const { AlloyConnectivity } = sdk;

/** What is done with the package. Each gives `{ value }` or `{ error }`, the error checked. */
const ACTS = {
  constructor(random, { odds, fetch }) {
    const given = options(random, CLIENT, odds, random.chance(0.8) ? { apiKey: KEY, fetch } : {});
    return listed(tried(() => new AlloyConnectivity(given)));
  },
  fromEnv(random, { odds, fetch }) {
    const env = options(random, ENVIRONMENT, odds);
    const given = options(random, CLIENT, odds, random.chance(0.8) ? { apiKey: KEY, fetch } : {});
    return listed(tried(() => AlloyConnectivity.fromEnv(env, given)));
  },
  forUser(random, { odds, client }) {
    const userId = perhaps(random, CLIENT.userId, odds);
    return listed(tried(() => client.forUser(userId)));
  },
  parseOAuthCallback(random) {
    const { value } = hostile(random);
    const callback = random.chance(0.5) ? value : { code: value, state: hostile(random).value };
    const parsed = tried(() => AlloyConnectivity.parseOAuthCallback(callback));
    for (const [name, text] of Object.entries(parsed.value ?? {})) {
      assert.ok(["code", "state", "error", "errorDescription"].includes(name), name);
      assert.ok(typeof text === "string" && text !== "", name);
    }
    return parsed;
  },
  ...Object.fromEntries(Object.keys(METHODS).map((method) => [method, callMethod(method)])),
};

function callMethod(method) {
  return async (random, { odds, client }) => {
    const given = METHODS[method].map((valid) =>
      typeof valid === "function" ? perhaps(random, valid, odds) : options(random, valid, odds),
    );
    // No tried(): whatever a method has to say, it says by its promise.
    const called = client[method](...given);
    const came = await outcome(method === "paginate" ? collected(called) : called);
    if (method === "batch") {
      for (const { reason } of came.value ?? []) if (reason) checkError(reason);
    }
    return came;
  };
}

async function collected(iterable) {
  const items = [];
  for await (const item of iterable) if (items.push(item) === 5) break;
  return items;
}

/** A client that was made of anything goes on to make a call. */
function listed({ value: client, error }) {
  return error ? { error } : outcome(client.listConnections());
}

describe(`hostile values (seed ${SEED}, ${CALLS} calls from ${FIRST})`, () => {
  const names = Object.keys(ACTS);
  const done = new Map(names.map((name) => [name, 0]));
  const failed = new Map(names.map((name) => [name, 0]));
  const classes = new Set();
  const globalFetch = globalThis.fetch;
  let sent = 0;
  let current;
  const fetch = (...given) => current.fetch(...given);

  const clients = ["auto", "guide", "reference"].map((dialect, index) => {
    const [baseUrl, known] = [BASES[index], { userId: "user-1", connectionId: "connection-1" }];
    return {
      baseUrl,
      client: new AlloyConnectivity({ apiKey: KEY, fetch, baseUrl, dialect, ...known }),
    };
  });

  before(() => {
    mock.timers.enable({ apis: ["setTimeout", "Date"], now: Date.UTC(2025, 8) });
    // A client whose options say nothing of fetch takes the global one.
    globalThis.fetch = fetch;
  });

  after(() => {
    mock.timers.reset();
    globalThis.fetch = globalFetch;
  });

  /** One call, whose values depend on the seed and its index alone. */
  async function call(index) {
    const random = new Random(SEED + Math.imul(index, 0x9e3779b9));
    const name = random.pick(names);
    const { client, baseUrl } = random.pick(clients);
    current = recorder(random);
    try {
      const odds = random.pick([1, 0.95, 0.8]);
      const { error } = await ACTS[name](random, { odds, client, fetch });
      const counts = error ? failed : done;
      counts.set(name, counts.get(name) + 1);
      if (error) classes.add(error.name);
      const ofClient = name === "forUser" || Object.hasOwn(METHODS, name);
      const bases = ofClient ? [baseUrl] : [PRODUCTION, ...BASES];
      for (const request of current.requests) checkRequest(request, bases);
      sent += current.requests.length;
    } catch (cause) {
      throw new Error(`seed ${SEED}, call ${index}: ${name}`, { cause });
    }
  }

  it("are refused, or do no harm", async () => {
    for (let index = FIRST; index < FIRST + CALLS; index++) await call(index);
  });

  it("are not all that was tried", { skip: CALLS < 6_000 && "too few calls" }, () => {
    for (const name of names) {
      assert.ok(done.get(name) >= 20, `${name} did what it is for ${done.get(name)} times`);
      assert.ok(failed.get(name) >= 20, `${name} failed ${failed.get(name)} times`);
    }
    const concrete = Object.keys(sdk).filter((name) => /^Alloy.+Error$/.test(name));
    assert.deepEqual([...classes].sort(), concrete.filter((name) => name !== "AlloyError").sort());
    assert.ok(sent > CALLS / 2, `only ${sent} requests`);
  });

  it("leave the clients as they were", async () => {
    current = { fetch: async () => new Response('{"results":[1]}') };
    for (const { client } of clients) {
      const { value } = await outcome(
        client.executeAction("notion", "post-search", { query: "x" }),
      );
      assert.deepEqual(value, { results: [1] });
    }
    assert.equal({}.polluted, undefined);
  });
});
