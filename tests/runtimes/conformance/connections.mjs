// Connections from their beginning to their end: verified, deleted, and gone.
import { equal, ok, same } from "./assert.mjs";
import { answering, recorder } from "./context.mjs";
import { COMBINATIONS, connect } from "./flow.mjs";

const NOWHERE = "000000000000000000000000";
const GONE = { status: 404, message: "Credential not found", hint: /listConnections/ };

export function* connections(context) {
  for (const [dialect, server] of COMBINATIONS) {
    const where = `${dialect} on ${server}`;
    yield [`verified, ${where}`, () => verifies(context, dialect, server)];
    yield [`another user's, ${where}`, () => keepsOthersApart(context, dialect, server)];
    yield [`deleted, ${where}`, () => deletes(context, dialect, server)];
  }
  yield ["deleting once is enough", () => deletesOnce(context)];
  yield ["deleting gives nothing, whatever Alloy says", () => givesNothing(context)];
  yield ["deleting where no route is", () => findsNoRoute(context)];
  yield ["deleting again where no route is", () => findsNoRouteAgain(context)];
  yield ["the newest, of several", () => findsNewest(context)];
}

async function connectAll(context, alloy) {
  const { data } = (await alloy.getCredentialMetadata("mailgun"))[0].sampleInput;
  return {
    notion: await connect(context, alloy, "notion"),
    slack: await connect(context, alloy, "slack"),
    hubspot: await connect(context, alloy, "hubspot"),
    mailgun: await alloy.createCredential("mailgun", { authenticationType: "apiKey", data }),
  };
}

async function verifies(context, dialect, server) {
  const { fetch, requests } = recorder();
  const alloy = context.inSandbox(server, { dialect, fetch });
  for (const [connectorId, { connectionId }] of Object.entries(await connectAll(context, alloy))) {
    requests.length = 0;
    const { ok: works, probed, why, connection } = await alloy.verifyConnection(connectionId);
    same({ works, probed, why }, { works: true, probed: true, why: undefined }, connectorId);
    same([connection.id, connection.connectorId], [connectionId, connectorId], "connection");
    const executed = requests.filter(({ body }) => body?.includes(connectionId));
    ok(executed.length > 0, `nothing was executed on ${connectorId}`);
  }
  const { ok: works, reason, error } = await alloy.verifyConnection(NOWHERE);
  same([works, reason], [false, "not_found"], "of one that is not there");
  context.isError(error, "AlloyNotFoundError", GONE);
}

async function keepsOthersApart(context, dialect, server) {
  const alloy = context.inSandbox(server, { dialect });
  const { connectionId } = await connect(context, alloy, "notion");
  const theirs = alloy.forUser(context.world.sandboxes[server].userId);
  const { ok: works, reason } = await theirs.verifyConnection(connectionId);
  equal(works, false, "it works for another user");
  ok(["wrong_user", "not_found"].includes(reason), `the reason is ${reason}`);
  await context.rejects(
    () => theirs.deleteConnection(connectionId, { connectorId: "notion" }),
    "AlloyNotFoundError",
    GONE,
  );
  equal((await alloy.verifyConnection(connectionId)).ok, true, "it works");
}

async function deletes(context, dialect, server) {
  const userId = context.takeUser(server);
  const { fetch, requests, routes } = recorder();
  const alloy = context.inSandbox(server, { dialect, userId, fetch });
  const kept = (await connect(context, alloy, "slack")).connectionId;
  for (const options of [undefined, { connectorId: "notion" }]) {
    const { connectionId } = await connect(context, alloy, "notion");
    equal((await alloy.findConnection("notion")).id, connectionId, "connection");
    requests.length = 0;
    equal((await alloy.deleteConnection(connectionId, options)) ?? null, null, "result");
    same(
      routes(context.world.sandboxes[server].url),
      [`DELETE /users/${userId}/credentials/${connectionId}`],
      "requests",
    );

    equal(await alloy.findConnection("notion"), null, "what is found");
    same(
      (await alloy.listConnections()).map(({ id }) => id),
      [kept],
      "what is listed",
    );
    const gone = [
      () => alloy.getConnection(connectionId),
      () => alloy.deleteConnection(connectionId, options),
    ];
    for (const call of gone) await context.rejects(call, "AlloyNotFoundError", GONE);
    await context.rejects(
      () => alloy.executeAction("notion", "post-search", {}, { connectionId }),
      "AlloyBadRequestError",
      { message: "Credential not found" },
    );
    equal((await alloy.verifyConnection(connectionId)).reason, "not_found", "reason");
  }
}

async function deletesOnce(context) {
  // The one before had its effect: what is not there any more is deleted.
  for (const step of ["503~0", "reset", "cut"]) {
    const { alloy, seen } = context.sequence(`${step},404`);
    equal((await alloy.deleteConnection("c1")) ?? null, null, `result at ${step}`);
    equal((await seen()).length, 2, `requests at ${step}`);
  }
  const { alloy, seen } = context.sequence("404");
  await context.rejects(() => alloy.deleteConnection("c1"), "AlloyNotFoundError", { attempts: 1 });
  equal((await seen()).length, 1, "requests");
}

async function givesNothing(context) {
  for (const body of [{ success: true }, {}, [], null, { id: "c1" }]) {
    const alloy = context.faulty("unused", { fetch: answering(body) });
    equal((await alloy.deleteConnection("c1")) ?? null, null, "result");
  }
  const empty = () => Promise.resolve(new Response(null, { status: 204 }));
  const alloy = context.faulty("unused", { fetch: empty });
  const { data, status } = await alloy.deleteConnection("c1", { withResponse: true });
  same([data ?? null, status], [null, 204], "with its response");
}

async function findsNoRoute(context) {
  const { fetch, requests } = recorder(answering({ message: "no" }, { status: 404 }));
  const alloy = context.faulty("unused", { fetch });
  const expected = { code: "HTTP_404", connectorId: undefined };
  await context.rejects(() => alloy.deleteConnection("c1"), "AlloyNotFoundError", expected);
  equal(requests.length, 1, "requests, when no connector is named");
  const remove = () => alloy.deleteConnection("c1", { connectorId: "notion" });
  await context.rejects(remove, "AlloyNotFoundError", { attempts: 2 });
  equal(requests.length, 3, "requests");
}

async function findsNoRouteAgain(context) {
  // A gateway was busy, and then it showed that there is nothing behind it.
  const answers = (missing) => {
    let busy = 1;
    return recorder((url) => {
      if (busy-- > 0) return answering({}, { status: 503, headers: { "retry-after": "0" } })();
      return missing.test(url)
        ? answering({ message: "Cannot DELETE" }, { status: 404 })()
        : answering({ success: true })();
    });
  };
  const options = { connectorId: "notion" };
  const other = answers(/\/users\//);
  const alloy = context.faulty("unused", { fetch: other.fetch, maxRetries: 2 });
  await alloy.deleteConnection("c1", options);
  equal(other.requests.length, 3, "requests, the other route's among them");
  ok(other.requests.at(-1).url.endsWith("/connectors/notion/credentials/c1"), "the other route");

  const none = context.faulty("unused", { fetch: answers(/./).fetch, maxRetries: 2 });
  await context.rejects(() => none.deleteConnection("c1", options), "AlloyNotFoundError", {
    code: "HTTP_404",
  });
}

async function findsNewest(context) {
  const row = (id, createdAt) => ({ id, connectorId: "notion", createdAt });
  const cases = [
    [[row("a", "2026-01-01T00:00:00.000Z"), row("b", "2026-01-02T00:00:00.000Z")], "b"],
    [[row("a", "2026-01-02T00:00:00.000Z"), row("b", "2026-01-01T00:00:00.000Z")], "a"],
    // Alloy lists the newest first.
    [[row("a", "2026-01-01T00:00:00Z"), row("b", "2026-01-01T00:00:00Z")], "a"],
    [[row("a", undefined), row("b", undefined)], "a"],
    [[row("a", null), row("b", "2020-01-01T00:00:00Z")], "b"],
    [[{ ...row("a", "2027-01-01T00:00:00Z"), connectorId: "slack" }, row("b", null)], "b"],
    [[{ ...row("a", "2027-01-01T00:00:00Z"), userId: "user-2" }, row("b", null)], "b"],
    [[{ credentialId: "a", type: "notion-oauth2", created_at: "2026-01-01T00:00:00Z" }], "a"],
  ];
  for (const rows of cases) {
    for (const body of [rows[0], { data: rows[0] }, { credentials: rows[0] }]) {
      const alloy = context.faulty("unused", { fetch: answering(body) });
      equal((await alloy.findConnection("notion")).id, rows[1], JSON.stringify(rows[0]));
    }
  }
}
