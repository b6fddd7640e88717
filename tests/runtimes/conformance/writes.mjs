// Which of the calls that change something are sent again, and what a delete makes of what is gone.
import { equal, rejection, same } from "./assert.mjs";
import { recorder } from "./context.mjs";
import { connect } from "./flow.mjs";
import { SERVERS } from "./users.mjs";

const DELETES = {
  deleteConnection: (alloy, options) => alloy.deleteConnection("c-1", options),
  deleteFile: (alloy, options) => alloy.deleteFile("k-1", options),
  deleteUser: (alloy, options) => alloy.deleteUser("u-1", options),
};
const PUTS = {
  updateRecord: (alloy, options) => alloy.updateRecord("notion", "pages", "r-1", {}, options),
  updateUser: (alloy, options) => alloy.updateUser("u-1", { fullName: "F" }, options),
};
const POSTS = {
  createRecord: (alloy, options) => alloy.createRecord("notion", "pages", {}, options),
  createUser: (alloy, options) => alloy.createUser({ username: "ada" }, options),
};
const GETS = {
  createUserToken: (alloy, options) => alloy.createUserToken("u-1", options),
  getUser: (alloy, options) => alloy.getUser("u-1", options),
  listFiles: (alloy, options) => alloy.listFiles(options),
  listRecords: (alloy, options) => alloy.listRecords("notion", "pages", null, options),
  listUsers: (alloy, options) => alloy.listUsers(options),
};

/** What each is, and whether sending it twice does no harm. */
const CALLS = Object.entries({ DELETE: DELETES, PUT: PUTS, POST: POSTS, GET: GETS }).flatMap(
  ([method, calls]) =>
    Object.entries(calls).map(([name, call]) => [name, method, method !== "POST", call]),
);

const STATUSES_WHEN_SAFE = [408, 500, 502, 503, 504];
const STATUSES_NEVER = [400, 401, 403, 404, 405, 409, 410, 418, 422, 425, 451, 501, 505, 507];

export function* writes(context) {
  for (const [name, method, safe, call] of CALLS) {
    const rows = [
      [429, true],
      ...STATUSES_WHEN_SAFE.map((status) => [status, safe]),
      ...STATUSES_NEVER.map((status) => [status, false]),
    ];
    yield [`${name}, a ${method}, at each status`, () => keepsToTheTable(context, call, rows)];
  }
  for (const fault of ["reset", "cut", "hang"]) {
    yield [
      `only what is safe is sent again after ${fault}`,
      () => repeatsWithoutAnswer(context, fault),
    ];
  }
  yield ["a POST marked idempotent is sent again", () => repeatsWhatIsMarked(context)];
  yield ["maxRetries: 0 holds for all", () => heedsMaxRetries(context)];
  yield ["each attempt sends the same", () => sendsTheSame(context)];

  for (const [name, call] of Object.entries(DELETES)) {
    yield [`${name}: gone when it is tried again`, () => takesGoneForDeleted(context, call)];
    yield [`${name}: gone at once`, () => failsWhenGone(context, call)];
    yield [`${name}: whatever it is answered`, () => takesAnyAnswer(context, call)];
  }
  yield ["gone is for deletes alone", () => takesGoneForNothingElse(context)];
  yield ["a missing route deletes nothing", () => looksForTheOtherRoute(context)];
  for (const [dialect, server] of SERVERS) {
    yield [
      `connections, deleted for real, ${dialect} on ${server}`,
      () => deletesConnections(context, dialect, server),
    ];
  }
}

async function keepsToTheTable(context, call, rows) {
  for (const [status, again] of rows) {
    const { alloy, seen } = context.sequence(`${status}~0`);
    const error = await rejection(() => call(alloy));
    const hits = again ? 3 : 1;
    same([error.status, error.attempts], [status, hits], "status and attempts");
    const came = (await seen()).map(({ at }) => at);
    const after = came.map((at) => at - came[0]).join(", ");
    equal(came.length, hits, `requests at ${status}, which came after ${after} ms`);
  }
}

/** At once, as each of the retries waits for half a second; but a page has six connections to a host. */
async function repeatsWithoutAnswer(context, fault) {
  const timeoutMs = fault === "hang" ? 1_000 : undefined;
  const atOnce = context.world.page ? 5 : CALLS.length;
  for (let at = 0; at < CALLS.length; at += atOnce) {
    const some = CALLS.slice(at, at + atOnce).map(async ([name, , safe, call]) => {
      const { alloy, seen } = context.sequence(`${fault},200`, { timeoutMs });
      const outcome = await call(alloy, { withResponse: true }).catch((error) => error);
      // The answer has no token.
      if (name === "createUserToken") context.isError(outcome, "AlloyProtocolError");
      else if (!safe) {
        context.isError(outcome, fault === "hang" ? "AlloyTimeoutError" : "AlloyNetworkError");
      }
      equal(outcome.attempts, safe ? 2 : 1, `attempts of ${name}`);
      equal((await seen()).length, safe ? 2 : 1, `requests of ${name}`);
    });
    await Promise.all(some);
  }
}

async function repeatsWhatIsMarked(context) {
  for (const call of Object.values(POSTS)) {
    const { alloy, seen } = context.sequence("503~0,200");
    const { attempts } = await call(alloy, { idempotent: true, withResponse: true });
    equal(attempts, 2, "attempts");
    equal((await seen()).length, 2, "requests");
  }
}

async function heedsMaxRetries(context) {
  for (const [, , , call] of CALLS) {
    const { alloy, seen } = context.sequence("429~0");
    await context.rejects(() => call(alloy, { maxRetries: 0 }), "AlloyRateLimitError", {
      attempts: 1,
    });
    equal((await seen()).length, 1, "requests");
  }
}

async function sendsTheSame(context) {
  for (const call of [...Object.values(PUTS), ...Object.values(DELETES)]) {
    const { alloy, seen } = context.sequence("503~0,502~0,200");
    await call(alloy, { headers: { "x-call": "1" } });
    const [first, ...others] = await seen();
    equal(others.length, 2, "retries");
    for (const { method, path, body, headers } of others) {
      same([method, path, body], [first.method, first.path, first.body], "request");
      same(headers, first.headers, "headers");
    }
  }
}

/** The answer to the attempt that deleted it was lost. */
async function takesGoneForDeleted(context, call) {
  for (const steps of ["503~0,404", "500~0,503~0,404", "reset,404"]) {
    const { alloy, seen } = context.sequence(steps);
    const { data, attempts } = await call(alloy, { withResponse: true });
    same([data, attempts], [null, steps.split(",").length], `data and attempts of ${steps}`);
    equal((await seen()).length, attempts, "requests");
  }
}

async function failsWhenGone(context, call) {
  const { alloy, seen } = context.sequence("404");
  await context.rejects(() => call(alloy), "AlloyNotFoundError", {
    ...{ status: 404, code: "FAULT_404", attempts: 1, method: "DELETE" },
  });
  equal((await seen()).length, 1, "requests");
  const other = context.sequence("503~0,410");
  await context.rejects(() => call(other.alloy), "AlloyApiError", { status: 410, attempts: 2 });
}

async function takesAnyAnswer(context, call) {
  const bodies = [{ success: true }, {}, [], null, { message: "Deleted" }, { success: false }];
  for (const body of bodies.map((body) => JSON.stringify(body)).concat("", " \n")) {
    const fetch = async () => new Response(body);
    equal(await call(context.faulty("unused", { fetch })), null, `what it gives for ${body}`);
  }
  const fetch = async () => new Response(null, { status: 204 });
  equal(await call(context.faulty("unused", { fetch })), null, "what it gives for 204");
  await context.rejects(() => call(context.faulty("html/200")), "AlloyProtocolError", {
    attempts: 1,
  });
}

async function takesGoneForNothingElse(context) {
  for (const [name, call] of Object.entries({ ...PUTS, ...GETS })) {
    const { alloy } = context.sequence("503~0,404");
    const error = await rejection(() => call(alloy));
    same([error.name, error.attempts], ["AlloyNotFoundError", 2], name);
  }
  const { alloy } = context.sequence("429~0,404");
  for (const call of Object.values(POSTS)) {
    context.isError(await rejection(() => call(alloy)), "AlloyNotFoundError");
  }
}

/** That there is no such route says nothing of the connection, be it the first attempt or another. */
async function looksForTheOtherRoute(context) {
  for (const before of ["", "503~0,", "reset,"]) {
    const { alloy, seen } = context.sequence(`${before}missing`);
    const call = () => alloy.deleteConnection("c-1", { connectorId: "notion" });
    const outcome = await call().catch(({ name }) => name);
    const paths = [...new Set((await seen()).map(({ path }) => path))];
    same(
      paths,
      ["/users/user-1/credentials/c-1", "/connectors/notion/credentials/c-1"],
      `routes after "${before}", which ended in ${outcome}`,
    );
  }
}

async function deletesConnections(context, dialect, server) {
  const userId = context.takeUser(server);
  const alloy = context.inSandbox(server, { dialect, userId });
  const { connectionId } = await connect(context, alloy, "notion");
  const kept = await connect(context, alloy, "slack");
  equal(await alloy.deleteConnection(connectionId), null, "what deleting gives");
  same(
    (await alloy.listConnections()).map(({ id }) => id),
    [kept.connectionId],
    "what is left",
  );
  equal(await alloy.findConnection("notion"), null, "the connection found");
  await context.rejects(() => alloy.deleteConnection(connectionId), "AlloyNotFoundError", {
    ...{ message: "Credential not found", attempts: 1 },
  });
  await context.rejects(
    () => alloy.executeAction("notion", "post-search", { query: "x" }, { connectionId }),
    "AlloyBadRequestError",
    { message: "Credential not found" },
  );
  const other = alloy.forUser(context.takeUser(server));
  await context.rejects(() => other.deleteConnection(kept.connectionId), "AlloyNotFoundError");
  equal((await alloy.listConnections()).length, 1, "another's cannot be deleted");

  // The connection is deleted, and the answer lost.
  const { connectionId: lost } = await connect(context, alloy, "notion");
  equal((await alloy.findConnection("notion")).id, lost, "connected again");
  const { fetch, requests } = recorder(async (url, init) => {
    const answer = await globalThis.fetch(url, init);
    if (requests.length === 1) throw new Error("lost");
    return answer;
  });
  const lossy = context.inSandbox(server, { dialect, userId, fetch });
  const { data, attempts } = await lossy.deleteConnection(lost, { withResponse: true });
  same([data, attempts], [null, 2], "data and attempts");
  same(
    (await alloy.listConnections()).map(({ id }) => id),
    [kept.connectionId],
    "what is left in the end",
  );
}
