// Many calls on one client, views of it, subclasses of it, and its end.
import { equal, ok, rejection, same } from "./assert.mjs";
import { answering, FAULT_KEY, pause } from "./context.mjs";
import { connect } from "./flow.mjs";

const MANY = 64;

export function* concurrency(context) {
  yield ["64 calls in flight at once", () => holdsManyAtOnce(context)];
  yield ["64 calls over HTTP, each with its own answer", () => keepsAnswersApart(context)];
  yield ["64 calls, each with an error of its own", () => keepsErrorsApart(context)];
  yield ["promises settle in the order of their answers", () => settlesInOrder(context)];
  yield ["a call that nobody waits for disturbs no other", () => disturbsNoOther(context)];
  yield ["free() in flight", () => outlivesFree(context)];
  yield ["a client that has been freed says so", () => saysThatItIsFreed(context)];
  yield ["free() of a view leaves the client alone", () => leavesClientAlone(context)];
  yield ["a subclass", () => isSubclassed(context)];
  yield ["a client shows nothing of itself", () => showsNothing(context)];
}

/** A `fetch` that answers only when told to. */
function held() {
  const waiting = [];
  const fetch = (_, { body }) =>
    new Promise((resolve) => {
      const { parameters } = JSON.parse(body);
      waiting.push({ parameters, answer: () => resolve(new Response(JSON.stringify(parameters))) });
    });
  const arrived = async (count) => {
    while (waiting.length < count) await pause(1);
  };
  return { fetch, waiting, arrived };
}

const numbers = Array.from({ length: MANY }, (_, number) => number);

async function holdsManyAtOnce(context) {
  const { fetch, waiting, arrived } = held();
  const alloy = context.faulty("unused", { fetch });
  const calls = numbers.map((number) => alloy.executeAction("notion", "a", { number }));
  await arrived(MANY);
  for (const { answer } of waiting) answer();
  same(
    await Promise.all(calls),
    numbers.map((number) => ({ number })),
    "results",
  );
}

async function keepsAnswersApart(context) {
  const alloy = context.inSandbox("both");
  const { connectionId } = await connect(context, alloy, "slack");
  const texts = await Promise.all(
    numbers.map(async (number) => {
      const message = { channel: "general", text: `message ${number}` };
      const posted = await alloy.executeAction("slack", "chat_postMessage", message, {
        connectionId,
      });
      return posted.message.text;
    }),
  );
  same(
    texts,
    numbers.map((number) => `message ${number}`),
    "texts",
  );
}

async function keepsErrorsApart(context) {
  const fetch = (url, { body }) => {
    const { status } = JSON.parse(body).parameters;
    return answering({ error: { code: `C${status}`, message: `m${status}` } }, { status })();
  };
  const alloy = context.faulty("unused", { fetch });
  const calls = numbers.map(async (number) => {
    const call = () => alloy.executeAction("notion", `a${number}`, { status: 400 + number });
    const { status, code, actionId } = await rejection(call);
    return [status, code, actionId];
  });
  const expected = numbers.map((number) => [400 + number, `C${400 + number}`, `a${number}`]);
  same(await Promise.all(calls), expected, "errors");
}

async function settlesInOrder(context) {
  const { fetch, waiting, arrived } = held();
  const alloy = context.faulty("unused", { fetch });
  const settled = [];
  const calls = [0, 1, 2, 3, 4].map((number) =>
    alloy.executeAction("notion", "a", { number }).then((result) => settled.push(result.number)),
  );
  await arrived(calls.length);
  for (const { answer } of waiting.toReversed()) {
    answer();
    const before = settled.length;
    while (settled.length === before) await pause(1);
  }
  await Promise.all(calls);
  same(settled, [4, 3, 2, 1, 0], "order");
}

async function disturbsNoOther(context) {
  const alloy = context.faulty("hang", { timeoutMs: 50 });
  const abandoned = alloy.executeAction("notion", "a").catch(() => "ended");
  const other = context.faulty("mirror/200");
  equal((await other.executeAction("notion", "a")).method, "POST", "method");
  equal(await abandoned, "ended", "the abandoned call");
}

async function outlivesFree(context) {
  for (const end of ["free", ...(Symbol.dispose ? [Symbol.dispose] : [])]) {
    const { fetch, waiting, arrived } = held();
    const alloy = context.faulty("unused", { fetch });
    const calls = [1, 2].map((number) => alloy.executeAction("notion", "a", { number }));
    await arrived(2);
    alloy[end]();
    for (const { answer } of waiting) answer();
    same(await Promise.all(calls), [{ number: 1 }, { number: 2 }], "results");
  }
}

async function saysThatItIsFreed(context) {
  const alloy = context.faulty("mirror/200");
  alloy.free();
  alloy.free();
  const calls = {
    executeAction: () => alloy.executeAction("notion", "a"),
    listConnectors: () => alloy.listConnectors(),
    verifyConnection: () => alloy.verifyConnection("c"),
    batch: () => alloy.batch([]),
    uploadFile: () =>
      alloy.uploadFile(new Uint8Array(1), { filename: "a", mimeType: "text/plain" }),
    forUser: async () => alloy.forUser("user-2"),
    notion: async () => alloy.notion("c"),
  };
  for (const [name, call] of Object.entries(calls)) {
    const { name: kind, message } = await rejection(call);
    equal(kind, "AlloyConfigError", name);
    equal(message, "client has been freed: make a new one", name);
  }
}

async function leavesClientAlone(context) {
  const alloy = context.faulty("mirror/200");
  const view = alloy.forUser("user-2");
  view.free();
  equal((await alloy.executeAction("notion", "a")).method, "POST", "method");
  const other = alloy.forUser("user-3");
  alloy.free();
  const { headers } = await other.executeAction("notion", "a", {}, { connectionId: "c" });
  equal(headers["x-alloy-userid"], "user-3", "user");
}

async function isSubclassed(context) {
  const { AlloyConnectivity } = context.sdk;
  class Workspace extends AlloyConnectivity {
    constructor(options) {
      super({ ...context.inPage, ...options });
      this.searches = 0;
    }
    search(query) {
      this.searches += 1;
      return this.executeAction("notion", "post-search", { query }, { connectionId: "c" });
    }
  }
  const baseUrl = `${context.world.faults}/mirror/200`;
  const workspace = new Workspace({ apiKey: FAULT_KEY, baseUrl, dialect: "guide" });
  ok(workspace instanceof AlloyConnectivity && workspace instanceof Workspace, "instanceof");
  const { body } = await workspace.search("plans");
  same(body.parameters, { query: "plans" }, "parameters");
  equal(workspace.searches, 1, "searches");
}

async function showsNothing(context) {
  const alloy = context.faulty("unused");
  ok(!JSON.stringify(alloy).includes(FAULT_KEY), "JSON shows the key");
  for (const name of Object.getOwnPropertyNames(alloy)) {
    ok(typeof alloy[name] !== "string", `${name} is a string`);
  }
}
