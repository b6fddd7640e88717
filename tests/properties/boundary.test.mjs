// The boundary under thousands of calls with values that no sane caller hands over. Whatever it gets,
// a method sends a request as it must be or fails with an error of the package's own: no engine's
// error comes through, nothing is thrown where a promise is due, and no promise stays pending.
//
// BOUNDARY_SEED and BOUNDARY_CALLS look elsewhere, and further.
import assert from "node:assert/strict";
import { after, before, describe, it, mock } from "node:test";
import * as sdk from "../../pkg/node.js";
import { recorder } from "./answers.mjs";
import { BASES, CLIENT, ENVIRONMENT, KEY, METHODS, options, perhaps } from "./arguments.mjs";
import { Tossed, hostile } from "./hostile.mjs";
import { Random } from "./random.mjs";
import { checkRequest } from "./requests.mjs";

const SEED = Number(process.env.BOUNDARY_SEED ?? 202_509);
const CALLS = Number(process.env.BOUNDARY_CALLS ?? 6_000);
const PRODUCTION = "https://production.runalloy.com";

const { AlloyConnectivity, AlloyError } = sdk;
const turn = () => new Promise(setImmediate);

/** How a promise settles, with the clock running as fast as it can. */
async function outcome(promise) {
  let settled;
  promise.then(
    (value) => (settled = { value }),
    (error) => (settled = { error }),
  );
  for (let look = 0; look < 3_000; look++) {
    await turn();
    if (settled) return settled;
    mock.timers.tick(1_000);
  }
  throw new Error("the promise stays pending");
}

function shown(thrown) {
  try {
    return `${thrown?.stack ?? thrown?.toString()}`;
  } catch {
    return typeof thrown;
  }
}

function checkError(error) {
  assert.ok(error instanceof AlloyError, `no error of the package's own: ${shown(error)}`);
  assert.equal(error.constructor, sdk[error.name]);
  assert.notEqual(error.constructor, AlloyError);
  const { message, code, attempts } = error;
  assert.ok(typeof message === "string" && message !== "");
  assert.ok(typeof code === "string" && code !== "");
  assert.ok(Number.isInteger(attempts) && attempts >= 0);
  assert.ok(
    !`${message} ${error.stack} ${JSON.stringify(error)}`.includes(KEY),
    "it tells the key",
  );
}

function checkedOutcome({ value, error }) {
  if (error === undefined) return { value };
  checkError(error);
  return { error };
}

/** What a function that gives no promise comes to. */
function tried(act) {
  try {
    return { value: act() };
  } catch (error) {
    return checkedOutcome({ error });
  }
}

async function collected(iterable) {
  const items = [];
  for await (const item of iterable) if (items.push(item) === 5) break;
  return items;
}

/** What may be done with the package, each kind as often as its weight says. */
const KINDS = {
  constructor: [
    2,
    (random, { fetch }) => {
      const own = random.chance(0.7) ? { apiKey: KEY, fetch } : {};
      const given = options(random, CLIENT, 0.9, own);
      return exercised(tried(() => new AlloyConnectivity(given)));
    },
  ],
  fromEnv: [
    2,
    (random, { fetch }) => {
      const env = options(random, ENVIRONMENT, 0.9);
      const own = random.chance(0.5) ? { apiKey: KEY, fetch } : {};
      const overrides = options(random, CLIENT, 0.9, own);
      return exercised(tried(() => AlloyConnectivity.fromEnv(env, overrides)));
    },
  ],
  forUser: [
    1,
    (random, { client }) => exercised(tried(() => client.forUser(hostile(random).value))),
  ],
  parseOAuthCallback: [
    2,
    (random) => {
      const { value } = hostile(random);
      const given = random.chance(0.5) ? value : { code: value, state: hostile(random).value };
      const { value: callback, error } = tried(() => AlloyConnectivity.parseOAuthCallback(given));
      if (error) return { error };
      const names = ["code", "state", "error", "errorDescription"];
      for (const [name, text] of Object.entries(callback)) {
        assert.ok(names.includes(name) && typeof text === "string" && text !== "", name);
      }
      return { value: callback };
    },
  ],
  ...Object.fromEntries(
    Object.entries(METHODS).map(([method, specification]) => [
      method,
      [
        method === "executeAction" ? 5 : 2,
        async (random, { client }) => {
          const given = specification.map((valid) =>
            typeof valid === "function" ? perhaps(random, valid, 0.8) : options(random, valid),
          );
          const called = client[method](...given.slice(0, random.chance(0.9) ? 4 : 1));
          if (method !== "paginate") return settledCheck(method, await outcome(called));
          const { value, error } = await outcome(collected(called));
          // What the caller's own `items` and `cursor` throw is the caller's.
          if (error instanceof Tossed) return { error };
          return checkedOutcome({ value, error });
        },
      ],
    ]),
  ),
};

function settledCheck(method, settled) {
  const { value, error } = checkedOutcome(settled);
  if (method === "batch" && value) {
    for (const { status, reason } of value) if (status === "rejected") checkError(reason);
  }
  return { value, error };
}

/** A client that was made of anything goes on to make a call. */
async function exercised({ value: client, error }) {
  if (error) return { error };
  return checkedOutcome(await outcome(client.listConnections({ timeoutMs: 1 })));
}

const DRAW = Object.entries(KINDS).flatMap(([kind, [weight]]) => Array(weight).fill(kind));

describe(`hostile values (seed ${SEED}, ${CALLS} calls)`, () => {
  const tally = Object.fromEntries(
    Object.keys(KINDS).map((kind) => [kind, { done: 0, failed: 0 }]),
  );
  const classes = new Set();
  const globalFetch = globalThis.fetch;
  let requests = 0;
  let current = { fetch: () => assert.fail("nobody calls") };

  const clients = ["auto", "guide", "reference"].map((dialect, index) => {
    const baseUrl = BASES[index];
    const fetch = (...given) => current.fetch(...given);
    const known = { userId: "user-1", connectionId: "connection-1" };
    return {
      baseUrl,
      client: new AlloyConnectivity({ apiKey: KEY, fetch, baseUrl, dialect, ...known }),
    };
  });

  before(() => {
    mock.timers.enable({ apis: ["setTimeout", "Date"], now: Date.UTC(2025, 8) });
    globalThis.fetch = (...given) => current.fetch(...given);
  });

  after(() => {
    mock.timers.reset();
    globalThis.fetch = globalFetch;
  });

  async function call(index) {
    const random = new Random(SEED + Math.imul(index, 0x9e3779b9));
    const kind = random.pick(DRAW);
    const { client, baseUrl } = random.pick(clients);
    current = recorder(random);
    try {
      const { error } = await KINDS[kind][1](random, { client, fetch: current.fetch });
      tally[kind][error ? "failed" : "done"] += 1;
      if (error) classes.add(error.name);
      requests += current.requests.length;
      for (const request of current.requests)
        checkRequest(request, [baseUrl, PRODUCTION, ...BASES]);
    } catch (cause) {
      throw new Error(`call ${index} of seed ${SEED}, ${kind}: ${cause?.message}`, { cause });
    }
  }

  it("are refused, or do no harm", async () => {
    const seen = {};
    for (let index = 0; index < CALLS; index++) await call(index).catch(e => { const k=e.message.replace(/call \d+/,'').split('\n').slice(0,5).join('|').slice(0,600); (seen[k]??=[]).push(index) });
    for (const [k,v] of Object.entries(seen)) console.log(v.length, v.slice(0,3), k);
    console.log(tally, classes, requests);
  });
});
