// Users by the thousand: as many in each request as Alloy takes, one request after the other.
import { equal, ok, same } from "./assert.mjs";
import { answering, recorder } from "./context.mjs";
import { SERVERS } from "./users.mjs";

const CHUNK = 1_000;

/** `count` users whom nobody else makes. */
const crowd = (count, name) =>
  Array.from({ length: count }, (_, index) => ({ username: `${name}-${index}` }));

/** What came back, as it was asked for. */
const names = (users) => users.map(({ username }) => username).join("\n");

export function* manyUsers(context) {
  for (const [dialect, server] of SERVERS) {
    const open = (options) => context.inSandbox(server, { dialect, ...options });
    const where = `${dialect} on ${server}`;
    yield [`2,500, ${where}`, () => makesThem(open, `crowd of ${server}`)];
    yield [
      `2,500, of whom one in the second thousand is there, ${where}`,
      () => keepsTheFirst(context, open, `guests of ${server}`),
    ];
  }
  yield ["as many requests as it takes", () => countsRequests(context)];
  yield ["what is told of them when a request fails", () => tellsWhoWasMade(context)];
  yield ["a failed request is not sent again", () => repeatsNone(context)];
  yield ["what is done to the list meanwhile changes nothing", () => readsOnce(context)];
}

async function makesThem(open, name) {
  const users = crowd(2_500, name).map((user, index) => ({ ...user, fullName: `No. ${index}` }));
  let waiting = 0;
  const { fetch, requests } = recorder(async (url, init) => {
    equal((waiting += 1), 1, "requests at once");
    const answer = await globalThis.fetch(url, init);
    waiting -= 1;
    return answer;
  });
  const alloy = open({ fetch });
  const made = await alloy.createUsers(users);
  equal(names(made), names(users), "names, in their order");
  equal(new Set(made.map(({ userId }) => userId)).size, 2_500, "ids");
  equal(requests.length, 3, "requests");
  for (const [index, { method, url, body }] of requests.entries()) {
    same([method, new URL(url).pathname], ["POST", "/users/batch"], "request");
    const expected = users.slice(index * CHUNK, (index + 1) * CHUNK);
    equal(body, JSON.stringify({ users: expected }), `body ${index}`);
  }
  same(await alloy.getUser(users.at(-1).username), made.at(-1), "the last of them");
}

async function keepsTheFirst(context, open, name) {
  const users = crowd(2_500, name);
  const { fetch, requests } = recorder();
  const alloy = open({ fetch });
  await alloy.createUser(users[1_500]);
  requests.length = 0;
  const error = await context.rejects(() => alloy.createUsers(users), "AlloyConflictError", {
    ...{ status: 409, code: "CONFLICT", method: "POST", path: "/users/batch" },
  });
  equal(requests.length, 2, "requests: the third was not sent");
  equal(names(error.created), names(users.slice(0, CHUNK)), "created");
  same(await alloy.getUser(users[0].username), error.created[0], "the first of them");
  const { message } = error;
  ok(message.includes(users[1_500].username), `${message} does not say who`);
  await context.rejects(() => alloy.getUser(users[1_000].username), "AlloyNotFoundError");
}

async function countsRequests(context) {
  for (const [count, requests] of [
    [0, 0],
    [1, 1],
    [999, 1],
    [1_000, 1],
    [1_001, 2],
    [3_000, 3],
  ]) {
    const { fetch, requests: sent } = recorder((_, { body }) => answering(JSON.parse(body))());
    const alloy = context.faulty("unused", { fetch });
    equal((await alloy.createUsers(crowd(count, "u"))).length, count, "users");
    equal(sent.length, requests, `requests for ${count}`);
  }
}

async function tellsWhoWasMade(context) {
  const users = crowd(2_500, "u");
  const controller = new AbortController();
  const never = () => new Promise(() => {});
  const aborted = () => {
    controller.abort();
    return never();
  };
  for (const [className, fails, options] of [
    ["AlloyNetworkError", () => Promise.reject(new Error("no"))],
    ["AlloyServerError", answering({}, { status: 500 })],
    ["AlloyProtocolError", answering({ message: "no list" })],
    ["AlloyTimeoutError", never, { timeoutMs: 250 }],
    ["AlloyTimeoutError", never, { deadlineMs: 1_000 }],
    ["AlloyAbortError", aborted, { signal: controller.signal }],
  ]) {
    for (const failing of [1, 2, 3]) {
      if (failing < 3 && className === "AlloyAbortError") continue;
      const { fetch, requests } = recorder((_, { body }) =>
        requests.length === failing ? fails() : answering(JSON.parse(body))(),
      );
      const alloy = context.faulty("unused", { fetch });
      const call = () => alloy.createUsers(users, options);
      const error = await context.rejects(call, className);
      const expected = users.slice(0, (failing - 1) * CHUNK);
      equal(names(error.created ?? []), names(expected), `created before ${failing}`);
      equal(requests.length, failing, "requests");
    }
  }
}

/** A user made twice is one too many. What a 429 refused was not made. */
async function repeatsNone(context) {
  for (const [step, hits] of [
    ["503~0", 1],
    ["500~0", 1],
    ["reset", 1],
    ["429~0", 2],
  ]) {
    const { alloy, seen } = context.sequence(`${step},200`);
    const outcome = await alloy.createUsers([{ username: "ada" }]).catch((error) => error);
    equal(Array.isArray(outcome), hits === 2, `is made at ${step}`);
    equal((await seen()).length, hits, `requests at ${step}`);
  }
}

async function readsOnce(context) {
  const users = crowd(1_500, "u");
  const { fetch, requests } = recorder((_, { body }) => {
    users[1_400].username = "changed";
    users.length = 1_450;
    return answering(JSON.parse(body))();
  });
  const made = await context.faulty("unused", { fetch }).createUsers(users);
  equal(names(made), names(crowd(1_500, "u")), "users");
  equal(requests.length, 2, "requests");
}
