// Users: made, found, changed and deleted; and one that is to exist, whoever makes it.
import { equal, matches, ok, rejection, same } from "./assert.mjs";
import { answering, recorder } from "./context.mjs";

export const SERVERS = [
  ["guide", "guide"],
  ["reference", "reference"],
  ["auto", "both"],
];

export function* users(context) {
  for (const [dialect, server] of SERVERS) {
    const open = (options) => context.inSandbox(server, { dialect, ...options });
    const named = (name) => `${name}@${server}.example`;
    const where = `${dialect} on ${server}`;
    yield [
      `made, found, changed and deleted, ${where}`,
      () => livesItsLife(context, open(), named),
    ];
    yield [`a name that is taken, ${where}`, () => refusesTakenNames(context, open(), named)];
    yield [`ensured, ${where}`, () => ensures(context, open, named)];
    yield [`ensured while another makes it, ${where}`, () => losesTheRace(context, open, named)];
  }
  yield ["ensured under another's id", () => takesNobodyElse(context)];
  yield ["the shapes of answers", () => readsEveryShape(context)];
  yield ["ensuring makes nobody when it could not look", () => makesNobodyBlindly(context)];
  yield ["ensuring makes a user at most once", () => makesOnce(context)];
  yield ["ensuring a user who is gone again", () => givesUp(context)];
  yield ["names are percent-encoded", () => encodesNames(context)];
}

async function livesItsLife(context, alloy, named) {
  const username = named("Zoë & Søn/?#%");
  const { userId } = await alloy.createUser({ username, fullName: "Zoë Søn" });
  matches(userId, /^[0-9a-f]{24}$/, "userId");

  const user = { userId, username, fullName: "Zoë Søn" };
  same(await alloy.getUser(userId), user, "by id");
  same(await alloy.getUser(username), user, "by name");
  const all = await alloy.listUsers();
  same(
    all.filter((each) => each.userId === userId),
    [user],
    "listed",
  );
  ok(all.length > 1, "the others are listed too");

  const renamed = { ...user, username: named("zoe") };
  same(await alloy.updateUser(userId, { username: renamed.username }), renamed, "renamed");
  same(await alloy.getUser(renamed.username), renamed, "by its new name");
  await context.rejects(() => alloy.getUser(username), "AlloyNotFoundError", {
    ...{ status: 404, code: "NOT_FOUND", message: "User not found", attempts: 1 },
    ...{ method: "GET", path: `/users/${encodeURIComponent(username)}` },
  });
  const full = await alloy.updateUser(userId, { fullName: "Z. S." }, { withResponse: true });
  same([full.data.fullName, full.status, full.attempts], ["Z. S.", 200, 1], "with its response");

  equal(await alloy.deleteUser(userId), null, "what deleting gives");
  for (const gone of [() => alloy.getUser(userId), () => alloy.deleteUser(userId)]) {
    await context.rejects(gone, "AlloyNotFoundError", { status: 404, attempts: 1 });
  }
}

async function refusesTakenNames(context, alloy, named) {
  const username = named("taken");
  await alloy.createUser({ username });
  const other = await alloy.createUser({ username: named("free") });
  const conflict = { status: 409, code: "CONFLICT", message: /already taken/, attempts: 1 };
  for (const call of [
    () => alloy.createUser({ username }),
    () => alloy.updateUser(other.userId, { username }),
  ]) {
    await context.rejects(call, "AlloyConflictError", conflict);
  }
}

async function ensures(context, open, named) {
  const { fetch, requests } = recorder();
  const alloy = open({ fetch });
  const user = { username: named("ensured & sure"), fullName: "En Sured" };
  const first = await alloy.ensureUser(user, { withResponse: true });
  same(
    requests.map(({ method }) => method),
    ["GET", "POST"],
    "requests for one who is not there",
  );
  same(JSON.parse(requests[1].body), user, "body");

  requests.length = 0;
  const { data } = await alloy.ensureUser(user, { withResponse: true });
  equal(requests.length, 1, "requests for one who is there");
  same(data, { userId: first.data.userId, ...user }, "the user");
  const again = await alloy.ensureUser({ username: user.username, fullName: "Another" });
  equal(again.fullName, user.fullName, "is not changed");
}

async function losesTheRace(context, open, named) {
  const username = named("raced");
  const other = open();
  let theirs;
  const { fetch, requests } = recorder(async (url, init) => {
    // Between the look and the making.
    if (init.method === "POST") theirs = await other.createUser({ username });
    return globalThis.fetch(url, init);
  });
  const mine = await open({ fetch }).ensureUser({ username });
  equal(mine.userId, theirs.userId, "the user");
  same(
    requests.map(({ method }) => method),
    ["GET", "POST", "GET"],
    "requests",
  );
}

/** Where names are chosen by those who have them, one may choose another's id. */
async function takesNobodyElse(context) {
  const alloy = context.inSandbox("both");
  const { userId } = await alloy.createUser({ username: "the other" });
  const outcome = await alloy.ensureUser({ username: userId }).catch(({ name }) => name);
  ok(outcome.userId !== userId, "gives the user whose id is the name that was asked for");
}

async function readsEveryShape(context) {
  const user = { userId: "u-1", username: "ada", extra: { kept: [1] } };
  const alloy = (body) => context.faulty("unused", { fetch: answering(body) });
  for (const body of [user, { user }]) {
    same(await alloy(body).getUser("ada"), user, "a user");
    same(await alloy(body).createUser({ username: "ada" }), user, "a user made");
    same(await alloy(body).updateUser("u-1", {}), user, "a user changed");
    same(await alloy(body).ensureUser({ username: "ada" }), user, "a user ensured");
  }
  for (const body of [[user], { users: [user] }, { data: [user] }]) {
    same(await alloy(body).listUsers(), [user], "users");
    same(await alloy(body).createUsers([{ username: "ada" }]), [user], "users made");
  }
  for (const call of [
    (alloy) => alloy.getUser("ada"),
    (alloy) => alloy.createUser({ username: "ada" }),
    (alloy) => alloy.listUsers(),
    (alloy) => alloy.createUsers([{ username: "ada" }]),
    (alloy) => alloy.ensureUser({ username: "ada" }),
  ]) {
    for (const body of [null, "ada", 7]) {
      await context.rejects(() => call(alloy(body)), "AlloyProtocolError", { attempts: 1 });
    }
  }
  for (const body of [null, { success: true }, []]) {
    equal(await alloy(body).deleteUser("u-1"), null, "a user deleted");
  }
}

async function makesNobodyBlindly(context) {
  for (const [step, status] of [
    ["400", 400],
    ["401", 401],
    ["403", 403],
    ["500~0", 500],
  ]) {
    const { alloy, seen } = context.sequence(step);
    const error = await rejection(() => alloy.ensureUser({ username: "ada" }));
    ok(error instanceof context.sdk.AlloyApiError, `${step} ends in ${error}`);
    equal(error.status, status, "status");
    const methods = new Set((await seen()).map(({ method }) => method));
    same([...methods], ["GET"], `methods at ${step}`);
  }
}

async function makesOnce(context) {
  for (const [status, className] of [
    [400, "AlloyBadRequestError"],
    [503, "AlloyServerError"],
  ]) {
    const { fetch, requests } = recorder((_, { method }) =>
      method === "GET" ? missing() : answering({}, { status, headers: { "retry-after": "0" } })(),
    );
    const alloy = context.faulty("unused", { fetch, maxRetries: 2 });
    await context.rejects(() => alloy.ensureUser({ username: "ada" }), className, {
      ...{ method: "POST", path: "/users" },
    });
    equal(requests.length, 2, "requests");
  }
}

const missing = answering({ error: { code: "NOT_FOUND", message: "no" } }, { status: 404 });

async function givesUp(context) {
  const { fetch, requests } = recorder((_, { method }) =>
    method === "GET" ? missing() : answering({}, { status: 409 })(),
  );
  const alloy = context.faulty("unused", { fetch });
  await context.rejects(() => alloy.ensureUser({ username: "ada" }), "AlloyNotFoundError");
  equal(requests.length, 3, "requests");
}

async function encodesNames(context) {
  const alloy = context.faulty("mirror/200");
  for (const name of ["a/b", "a?b", "a#b", "ä 東 🚀", "%2e%2e", "a+b", "..a"]) {
    const { path } = await alloy.getUser(name);
    equal(path, `/users/${encodeURIComponent(name)}`, "path");
  }
}
