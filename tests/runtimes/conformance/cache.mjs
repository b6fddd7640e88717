// What is remembered, where, for how long and for whom.
import { equal, matches, ok, same } from "./assert.mjs";
import { asking, CONNECTORS, later, Namespace } from "./caches.mjs";
import { answering, FAULT_KEY, recorder, REDIRECT_URI } from "./context.mjs";
import { hides } from "./everything.mjs";
import { listener } from "./observe.mjs";

const STORES = {
  "its own memory": () => undefined,
  "a Map": () => new Map(),
  "a namespace": () => new Namespace(),
};
const VALID_MS = 300_000;

export function* cache(context) {
  for (const [what, make] of Object.entries(STORES)) {
    yield [`${what}: asked once`, () => asksOnce(context, make())];
    yield [`${what}: what is got is the caller's own`, () => givesCopies(context, make())];
    yield [`${what}: for five minutes`, () => expires(context, make())];
    yield [`${what}: each user's own`, () => keepsUsersApart(context, make())];
    yield [`${what}: connections of any connector`, () => keepsConnections(context, make())];
    yield [
      `${what}: an action's description, for two methods`,
      () => sharesActions(context, make()),
    ];
    yield [
      `${what}: no error, and not that there is nothing`,
      () => keepsNoNothing(context, make()),
    ];
    yield [`${what}: no answer that is none`, () => keepsNoLies(context, make())];
    yield [`${what}: an abort is heeded none the less`, () => heedsAborts(context, make())];
  }
  yield ["clients of one key share a Map", () => shares(context, () => new Map())];
  yield ["clients of one key share a namespace", () => shares(context, () => new Namespace())];
  yield ["clients without one share nothing", () => sharesNothing(context)];
  yield ["another key, user or server has entries of its own", () => keepsRealmsApart(context)];
  yield ["a namespace gets strings that expire", () => putsStrings(context)];
  yield ["what a namespace gives at once", () => takesSynchronous(context)];
  yield ["keys name the server and not the key", () => namesKeys(context)];
  yield ["no secret is in it", () => keepsNoSecret(context)];
  yield ["nothing is told where nothing is sent", () => tellsNothing(context)];
  yield ["its own memory holds a thousand entries", () => holdsAThousand(context)];
}

async function asksOnce(context, cache) {
  const { alloy, asked } = asking(context).open({ cache });
  for (let time = 0; time < 3; time += 1) {
    same(await alloy.listConnectors(), CONNECTORS.connectors, "connectors");
  }
  equal(asked(), 1, "requests");
}

async function givesCopies(context, cache) {
  const connection = {
    ...{ credentialId: "c1", type: "notion-oauth2", createdAt: "2026-01-01T00:00:00Z" },
    tags: ["t"],
  };
  const { fetch } = recorder((url) => {
    const { pathname } = new URL(url);
    if (pathname.endsWith("/credentials")) return answering([connection])();
    if (pathname.endsWith("/actions/a")) return answering({ action: { id: "a", path: "/x" } })();
    return answering(CONNECTORS)();
  });
  const alloy = context.faulty("unused", { fetch, cache });
  const methods = {
    listConnectors: () => alloy.listConnectors(),
    findConnection: () => alloy.findConnection("notion"),
    getAction: () => alloy.getAction("notion", "a"),
  };
  for (const [method, call] of Object.entries(methods)) {
    const first = await call();
    const expected = JSON.parse(JSON.stringify(first));
    // The one that was asked for, and the ones that were remembered.
    let found = first;
    for (let time = 0; time < 3; time += 1) {
      spoil(found);
      found = await call();
      same(found, expected, `${method}, after ${time + 1} were changed`);
    }
  }
}

/** Changes all that can be changed. */
function spoil(value) {
  if (Object(value) !== value) return;
  for (const key of Object.keys(value)) {
    spoil(value[key]);
    delete value[key];
  }
  if (Array.isArray(value)) value.push("spoilt");
  else value.spoilt = true;
}

async function expires(context, cache) {
  const { alloy, asked } = asking(context).open({ cache });
  await alloy.listConnectors();
  const moments = [
    [0, 1],
    [VALID_MS - 10_000, 1],
    [VALID_MS, 2],
  ];
  for (const [ms, requests] of moments) {
    await later(ms, () => alloy.listConnectors());
    equal(asked(), requests, `requests after ${ms} ms`);
  }
  // What was asked for then is remembered from then on.
  await later(2 * VALID_MS - 10_000, () => alloy.listConnectors());
  equal(asked(), 2, "requests in the second five minutes");
}

async function keepsUsersApart(context, cache) {
  const answer = (_, { headers }) =>
    answering([{ id: `of ${headers["x-alloy-userid"]}`, connectorId: "notion" }])();
  const { alloy, asked } = asking(context, answer).open({ cache });
  const theirs = alloy.forUser("user-2");
  const found = async () => [
    (await alloy.findConnection("notion")).id,
    (await theirs.findConnection("notion")).id,
    (await alloy.findConnection("notion", { userId: "user-2" })).id,
    (await theirs.findConnection("notion", { userId: "user-1" })).id,
  ];
  const expected = ["of user-1", "of user-2", "of user-2", "of user-1"];
  same(await found(), expected, "ids");
  same(await found(), expected, "ids, remembered");
  equal(asked(), 2, "requests");
}

async function keepsConnections(context, cache) {
  const ids = ["notion", "slack", "constructor", "__proto__", "toString", "a b", "é", "..."];
  const rows = ids.map((connectorId) => ({ id: `c-${connectorId}`, connectorId }));
  const { alloy, asked } = asking(context, answering(rows)).open({ cache });
  for (let time = 0; time < 2; time += 1) {
    for (const id of ids) {
      const { id: found, connectorId } = await alloy.findConnection(id);
      same([found, connectorId], [`c-${id}`, id], "connection");
    }
  }
  equal(asked(), ids.length, "requests");
}

async function sharesActions(context, cache) {
  const action = { id: "a", parameters: [{ name: "q", in: "query" }] };
  const answer = (_, { method }) => answering(method === "GET" ? { action } : { done: true })();
  const { alloy, requests } = asking(context, answer).open({ cache, dialect: "reference" });
  const methods = () => requests.map(({ method }) => method).join(" ");
  await alloy.executeAction("notion", "a", { q: "x" });
  same(await alloy.getAction("notion", "a"), action, "action");
  equal(methods(), "GET POST", "requests when it was executed first");
  await alloy.getAction("slack", "a");
  await alloy.executeAction("slack", "a", { q: "x" });
  equal(methods(), "GET POST GET POST", "requests when it was got first");
  equal(
    JSON.parse(requests.at(-1).body).queryParameters.q,
    "x",
    "the query, placed by what was got",
  );
}

async function keepsNoNothing(context, cache) {
  const answers = [answering({}, { status: 500 }), answering([]), answering([])];
  const answer = () => (answers.shift() ?? answering([{ id: "c", connectorId: "notion" }]))();
  const { alloy, asked } = asking(context, answer).open({ cache });
  await context.rejects(() => alloy.findConnection("notion"), "AlloyServerError");
  equal(await alloy.findConnection("notion"), null, "connection");
  equal(await alloy.findConnection("notion"), null, "connection, asked for again");
  equal((await alloy.findConnection("notion")).id, "c", "the connection that came");
  equal(asked(), 4, "requests");
}

async function keepsNoLies(context, cache) {
  const answers = [{}, { connectors: 7 }, [], CONNECTORS].map((body) => answering(body));
  const { alloy, asked } = asking(context, () => answers.shift()()).open({ cache });
  const list = () => alloy.listConnectors();
  await context.rejects(list, "AlloyProtocolError", { attempts: 1 });
  await context.rejects(list, "AlloyProtocolError", { attempts: 1 });
  same(await list(), [], "an empty list, which is one");
  same(await list(), [], "the same, remembered");
  equal(asked(), 3, "requests");
}

async function heedsAborts(context, cache) {
  const { alloy, asked } = asking(context).open({ cache });
  await alloy.listConnectors();
  const controller = new AbortController();
  controller.abort();
  await context.rejects(
    () => alloy.listConnectors({ signal: controller.signal }),
    "AlloyAbortError",
    { attempts: 0 },
  );
  equal(asked(), 1, "requests");
}

async function shares(context, make) {
  const { open } = asking(context);
  const cache = make();
  const first = open({ cache });
  const second = open({ cache });
  await first.alloy.listConnectors();
  same(await second.alloy.listConnectors(), CONNECTORS.connectors, "connectors");
  same([first.asked(), second.asked()], [1, 0], "requests");
  const expected = await first.alloy.listConnectors();
  spoil(await second.alloy.listConnectors());
  same(
    await first.alloy.listConnectors(),
    expected,
    "what one gets, when the other changed its own",
  );
}

async function sharesNothing(context) {
  const { open } = asking(context);
  for (const { alloy, asked } of [open(), open()]) {
    await alloy.listConnectors();
    equal(asked(), 1, "requests");
  }
}

async function keepsRealmsApart(context) {
  const cache = new Map();
  const { open } = asking(context);
  const others = [
    {},
    { apiKey: `${FAULT_KEY}x` },
    { apiKey: FAULT_KEY.toUpperCase() },
    { userId: "user-2" },
    { userId: null },
    { baseUrl: `${context.world.faults}/elsewhere` },
    { baseUrl: `${context.world.faults}/unused/users` },
  ];
  for (const options of others) {
    const { alloy, asked } = open({ cache, ...options });
    await alloy.listConnectors();
    await alloy.listConnectors();
    equal(asked(), 1, `requests of ${JSON.stringify(options)}`);
  }
  equal(cache.size, others.length, "entries");
}

async function putsStrings(context) {
  const cache = new Namespace();
  const { alloy } = asking(context).open({ cache });
  await alloy.listConnectors();
  equal(cache.puts.length, 1, "puts");
  const [{ key, value, options }] = cache.puts;
  same([typeof key, typeof value], ["string", "string"], "types");
  same(options, { expirationTtl: 300 }, "options");
  ok(value.includes('"Notion"'), "the value lacks the answer");
  JSON.parse(value);
}

async function takesSynchronous(context) {
  const values = {};
  const cache = {
    get: (key) => values[key],
    put: (key, value) => void (values[key] = value),
    delete: (key) => delete values[key],
  };
  await asksOnce(context, cache);
  equal(Object.keys(values).length, 1, "entries");
}

async function namesKeys(context) {
  const cache = new Map();
  const { alloy } = asking(context).open({ cache });
  await alloy.listConnectors();
  const [key] = cache.keys();
  const base = `${context.world.faults}/unused `;
  ok(key.startsWith(base), `a key is ${key}`);
  matches(key.slice(base.length), /^[0-9a-z]+ .*connectors$/i, "the rest of the key");
}

// Two days from now, as a JWT says it.
const expiresAt = () => Math.floor(Date.now() / 1000) + 172_800;

async function keepsNoSecret(context) {
  const claims = btoa(JSON.stringify({ exp: expiresAt() })).replaceAll("=", "");
  const token = `head9f2c.${claims}.tail7d1b`;
  const code = "code-4c8d2f6a";
  const data = { apiKey: "data-2b7e91d0", nested: [{ password: "data-5f3a08c6" }] };
  const answer = (url, { method }) => {
    const { pathname } = new URL(url);
    if (pathname.endsWith("/token")) return answering({ token })();
    if (method === "POST") {
      const oauthUrl = "https://service.example/consent?token=grant-6e1d7b3c";
      return answering(pathname.endsWith("/slack/credentials") ? { oauthUrl } : { id: "c2" })();
    }
    return answering([{ id: "c1", connectorId: "notion", createdAt: "2026-01-01T00:00:00Z" }])();
  };
  for (const cache of [new Map(), new Namespace()]) {
    const { alloy, requests } = asking(context, answer).open({ cache });
    await alloy.initiateOAuthFlow("slack", REDIRECT_URI);
    await alloy.handleOAuthCallback("notion", code);
    await alloy.createCredential("notion", { authenticationType: "apiKey", data });
    await alloy.executeAction("notion", "a", { text: "parameter-8a4b0c2e" });
    const before = requests.length;
    const first = await alloy.createUserToken("user-1");
    same(await alloy.createUserToken("user-1"), first, "the token, remembered");
    equal(first.token, token, "token");
    equal(requests.length - before, 1, "requests for tokens");
    equal([...cache.entries()].length, 0, "entries before anything was asked for");
    await alloy.findConnection("notion");
    await alloy.listConnectors();
    const held = [...cache.entries()];
    equal(held.length, 2, "entries");
    hides(
      [
        ...[FAULT_KEY, FAULT_KEY.slice(0, 8), FAULT_KEY.slice(-8), "Bearer", token, "head9f2c"],
        ...["tail7d1b", code, "data-2b7e91d0", "data-5f3a08c6", "grant-6e1d7b3c"],
        ...["parameter-8a4b0c2e"],
      ],
      "the cache",
      [held, cache.puts],
      context.world.inspect,
    );
  }
}

async function tellsNothing(context) {
  const { events, observe } = listener();
  const { alloy } = asking(context).open({ observe });
  await alloy.listConnectors();
  equal(events.length, 2, "events of what was sent");
  await alloy.listConnectors();
  equal(events.length, 2, "events");
}

async function holdsAThousand(context) {
  const { alloy, asked } = asking(context, answering({ id: "a" })).open();
  const get = (number) => alloy.getAction("c", `a-${number}`);
  for (let number = 0; number <= 1_000; number += 1) await get(number);
  equal(asked(), 1_001, "requests");
  await get(1_000);
  await get(1);
  equal(asked(), 1_001, "requests for what is still there");
  await get(0);
  equal(asked(), 1_002, "requests for what came first");
}
