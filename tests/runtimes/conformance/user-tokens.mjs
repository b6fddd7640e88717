// A user's token: made for one user, remembered while it is valid, and never shared.
import { equal, matches, ok, same } from "./assert.mjs";
import { answering, recorder } from "./context.mjs";
import { everythingIn } from "./everything.mjs";
import { SERVERS } from "./users.mjs";

const NOW = Date.UTC(2030, 0, 1);
const MINUTE = 60_000;

const base64Url = (text) =>
  btoa(String.fromCharCode(...new TextEncoder().encode(text)))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");

/** A JWT of these claims. */
const jwt = (claims) => `${base64Url('{"alg":"HS256"}')}.${base64Url(JSON.stringify(claims))}.c2ln`;
const ending = (ms) => jwt({ userId: "u", exp: ms / 1000 });

export function* userTokens(context) {
  for (const [dialect, server] of SERVERS) {
    yield [`a user's own, ${dialect} on ${server}`, () => isTheUsers(context, dialect, server)];
  }
  yield ["path and query both name the user", () => namesTwice(context)];
  yield ["it is given again until a minute before its end", () => isRemembered(context)];
  yield ["one that does not say when it ends is asked for each time", () => asksEachTime(context)];
  yield ["withResponse asks Alloy", () => asksForResponses(context)];
  yield ["each user has another one", () => tellsUsersApart(context)];
  yield ["a client's views share them, and other clients do not", () => sharesWithViews(context)];
  yield ["what is done to it changes nothing", () => givesCopies(context)];
  yield ["it is in no cache but the client's own memory", () => isInNoCache(context)];
  yield ["a failure is not remembered", () => forgetsFailures(context)];
}

async function isTheUsers(context, dialect, server) {
  const { fetch, requests } = recorder();
  const alloy = context.inSandbox(server, { dialect, fetch });
  const username = `bearer & "Tøken" of ${server}`;
  const { userId } = await alloy.createUser({ username });
  for (const name of [userId, username]) {
    const { token, expiresAt } = await alloy.createUserToken(name);
    matches(token, /^[\w-]+\.[\w-]+\.[\w-]+$/, "token");
    const claims = JSON.parse(atob(token.split(".")[1].replaceAll("-", "+").replaceAll("_", "/")));
    equal(claims.userId, userId, "userId in the token");
    equal(expiresAt, new Date(claims.exp * 1000).toISOString(), "expiresAt");
    ok(Date.parse(expiresAt) > Date.now(), "is valid");
    const before = requests.length;
    same(await alloy.createUserToken(name), { token, expiresAt }, "given again");
    equal(requests.length, before, "requests for what is remembered");
  }
  await context.rejects(() => alloy.createUserToken("f".repeat(24)), "AlloyNotFoundError", {
    ...{ message: "User not found", attempts: 1 },
  });
}

async function namesTwice(context) {
  const { fetch, requests } = recorder(answering({ token: "t" }));
  const alloy = context.faulty("unused", { fetch });
  for (const name of ["u-1", "a b", "ä/東?&=#+%"]) {
    await alloy.createUserToken(name);
    const { pathname, searchParams } = new URL(requests.at(-1).url);
    ok(pathname.endsWith(`/users/${encodeURIComponent(name)}/token`), `path: ${pathname}`);
    same([...searchParams], [["userId", name]], "query");
    equal(requests.at(-1).method, "GET", "method");
  }
}

/** A client that is given these tokens, one after the other, at the times that `at` sets. */
async function withTokens(context, tokens, work) {
  const { now } = Date;
  const { fetch, requests } = recorder(() => answering({ token: tokens[requests.length - 1] })());
  try {
    await work(context.faulty("unused", { fetch }), requests, (ms) => (Date.now = () => ms));
  } finally {
    Date.now = now;
  }
}

async function isRemembered(context) {
  const end = NOW + 15 * MINUTE;
  const [first, second] = [ending(end), ending(end + 15 * MINUTE)];
  await withTokens(context, [first, second], async (alloy, requests, at) => {
    for (const [ms, token, count] of [
      [NOW, first, 1],
      [NOW + 1, first, 1],
      [end - MINUTE - 1, first, 1],
      [end - MINUTE, second, 2],
      [end, second, 2],
    ]) {
      at(ms);
      const given = await alloy.createUserToken("u");
      equal(given.token, token, `token ${ms - end} ms after the end`);
      equal(requests.length, count, "requests");
    }
    equal((await alloy.createUserToken("u")).expiresAt, "2030-01-01T00:30:00.000Z", "expiresAt");
  });
  // Over before it began.
  const over = [ending(NOW + MINUTE), ending(NOW - MINUTE), ending(NOW + 2 * MINUTE)];
  await withTokens(context, over, async (alloy, requests, at) => {
    at(NOW);
    for (const token of [...over, over.at(-1)]) {
      equal((await alloy.createUserToken("u")).token, token, "token");
    }
    equal(requests.length, 3, "requests");
  });
}

async function asksEachTime(context) {
  const tokens = [
    ...[jwt({ userId: "u" }), jwt({ exp: "soon" }), jwt({ exp: 1e20 }), jwt({ exp: {} })],
    ...[jwt(null), jwt([]), "opaque", "a.b.c", "..", `${"a".repeat(5)}.!!!!.x`],
  ];
  await withTokens(context, tokens, async (alloy, requests) => {
    for (const [index, token] of tokens.entries()) {
      same(await alloy.createUserToken("u"), { token, expiresAt: null }, "token");
      equal(requests.length, index + 1, "requests");
    }
  });
  // In base64's alphabet for URLs, and of more than ASCII.
  const token = jwt({ name: "ÿþ?>~ü東", exp: NOW / 1000 });
  ok(/[-_]/.test(token.split(".")[1]), "has none of the letters that differ");
  await withTokens(context, [token], async (alloy) => {
    equal((await alloy.createUserToken("u")).expiresAt, "2030-01-01T00:00:00.000Z", "expiresAt");
  });
}

async function asksForResponses(context) {
  const tokens = [ending(NOW), ending(NOW + MINUTE)];
  await withTokens(context, tokens, async (alloy, requests, at) => {
    at(NOW - 60 * MINUTE);
    await alloy.createUserToken("u");
    const { data, attempts, status } = await alloy.createUserToken("u", { withResponse: true });
    same([data.token, attempts, status], [tokens[1], 1, 200], "with its response");
    equal((await alloy.createUserToken("u")).token, tokens[1], "the newer one is remembered");
    equal(requests.length, 2, "requests");
  });
}

const fresh = () => ending(Date.now() + 60 * MINUTE);

async function tellsUsersApart(context) {
  const { fetch, requests } = recorder(() => answering({ token: fresh() })());
  const alloy = context.faulty("unused", { fetch });
  for (const user of ["u-1", "u-2", "u-1", "u-2", "U-1"]) await alloy.createUserToken(user);
  equal(requests.length, 3, "requests");
}

async function sharesWithViews(context) {
  const { fetch, requests } = recorder(() => answering({ token: fresh() })());
  const alloy = context.faulty("unused", { fetch });
  await alloy.createUserToken("u-1");
  await alloy.forUser("user-1").createUserToken("u-1");
  equal(requests.length, 1, "requests of a client and its view");
  await context.faulty("unused", { fetch }).createUserToken("u-1");
  equal(requests.length, 2, "requests of another client");
}

async function givesCopies(context) {
  const token = fresh();
  const alloy = context.faulty("unused", { fetch: answering({ token }) });
  for (const round of [1, 2, 3]) {
    const given = await alloy.createUserToken("u-1");
    equal(given.token, token, `token of round ${round}`);
    given.token = "changed";
  }
}

/** Neither in the caller's cache nor asked for there. */
async function isInNoCache(context) {
  const map = new Map();
  const asked = [];
  const store = {
    get: (key) => void asked.push(key),
    put: (...given) => void asked.push(...given),
    delete: (key) => void asked.push(key),
  };
  for (const cache of [map, store]) {
    const { fetch, requests } = recorder(() => answering({ token: fresh() })());
    const alloy = context.faulty("unused", { fetch, cache });
    await alloy.createUserToken("u-1");
    await alloy.createUserToken("u-1");
    equal(requests.length, 1, "requests");
  }
  same(
    everythingIn([map, asked]).filter((text) => /token|u-1/.test(text)),
    [],
    "in the cache",
  );
}

async function forgetsFailures(context) {
  const answers = [
    answering({}, { status: 500 }),
    answering({ token: 7 }),
    answering({}),
    answering({ token: fresh() }),
  ];
  const { fetch } = recorder(() => answers.shift()());
  const alloy = context.faulty("unused", { fetch });
  const ask = () => alloy.createUserToken("u-1");
  await context.rejects(ask, "AlloyServerError", { attempts: 1 });
  await context.rejects(ask, "AlloyProtocolError", { message: /token/i });
  await context.rejects(ask, "AlloyProtocolError", { message: /token/i });
  ok((await ask()).token, "the token in the end");
}
