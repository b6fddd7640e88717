// What every example must do, over HTTP: one user's whole way, and what others are refused.
import assert from "node:assert/strict";
import { once } from "node:events";
import { request } from "node:http";
import { json } from "node:stream/consumers";
import { it } from "node:test";
import { Visitor } from "./visitor.mjs";

const EXECUTIONS = /\/actions\/[^/]+(\/execute)?$/;

/**
 * Makes the tests of an example, which runs by the time that they do.
 *
 * @param {() => import("./examples.mjs").Running & { origin: string, secrets: string[], sandbox: object }} running
 *   with the origin that browsers see, the Alloy behind it, and what no answer may have in it
 */
export function checks(running, AlloyConnectivity) {
  let visitor, other, connectionId, finished;
  const strangers = [];
  const clientOf = (of, dialect = "auto") =>
    new AlloyConnectivity({ baseUrl: `${running().origin}/alloy`, fetch: of.ask, dialect });

  it("serves the app beside the handler", async () => {
    const { origin, url, signIn, sandbox } = running();
    const [, mine, theirs] = sandbox.users;
    visitor = new Visitor({ origin, url }, { session: await signIn(mine) });
    other = new Visitor({ origin, url }, { session: await signIn(theirs) });
    assert.notEqual((await visitor.ask("/alloyed")).headers.get("cache-control"), "no-store");
  });

  it("answers 401 without a session, and with a forged one", async () => {
    const { origin, url, forged, sandbox } = running();
    const cookies = forged(sandbox.users[1]).map((session) => ({ session }));
    for (const kept of [{}, ...cookies]) {
      const stranger = new Visitor({ origin, url }, kept);
      strangers.push(stranger);
      const answer = await stranger.ask("/alloy/connectors");
      assert.equal(answer.status, 401);
      assert.equal((await answer.json()).error.code, "NOT_SIGNED_IN");
      assert.equal(answer.headers.get("cache-control"), "no-store");
      assert.equal((await post(stranger, "/alloy/connect/notion")).status, 401);
    }
    assert.deepEqual(sandbox.journal.requests, []);
  });

  it("lists the connectors that it offers", async () => {
    const connectors = await clientOf(visitor).listConnectors();
    assert.deepEqual(connectors.map(({ id }) => id).sort(), ["notion", "slack"]);
  });

  it("connects", async () => {
    const { origin, sandbox } = running();
    const answer = await post(visitor, "/alloy/connect/notion", { returnTo: "/settings?tab=2" });
    assert.equal(answer.status, 200);
    const { url, flow } = await answer.json();
    assert.ok(url.startsWith(sandbox.url), url);

    const callback = await sandbox.consent(url);
    assert.ok(callback.startsWith(`${origin}/alloy/callback/notion?`), callback);
    finished = { callback, visitor: visitor.copy() };
    const { location, outcome } = await arrival(visitor, callback);
    connectionId = outcome.alloy_connection;
    assert.match(connectionId, /^[0-9a-f]{24}$/);
    assert.equal(location.origin + location.pathname, `${origin}/settings`);
    assert.deepEqual(outcome, {
      ...{ tab: "2", alloy_outcome: "connected", alloy_connector: "notion" },
      ...{ alloy_connection: connectionId, alloy_flow: flow },
    });
    assert.deepEqual([...visitor.cookies.keys()], ["session"], "the flow's cookie is gone");
  });

  it("takes a callback once", async () => {
    assert.equal(finished.visitor.cookies.size, 2, "the flow's cookie is still there");
    const answer = await finished.visitor.ask(finished.callback);
    assert.equal(answer.status, 403);
    assert.equal((await answer.json()).error.code, "STATE_USED");
  });

  it("takes a callback of nobody's flow from no one", async () => {
    const answer = await post(visitor, "/alloy/connect/slack", { returnTo: "/" });
    const callback = await running().sandbox.consent((await answer.json()).url);
    const refused = await other.arrive(callback);
    assert.equal(refused.status, 403);
    assert.match(refused.headers.get("content-type"), /^text\/html/, "for a person to read");
    const { outcome } = await arrival(visitor, callback);
    assert.equal(outcome.alloy_outcome, "connected");
  });

  it("says that a user did not want to", async () => {
    const answer = await post(visitor, "/alloy/connect/notion", { returnTo: "/" });
    const callback = await running().sandbox.consent((await answer.json()).url, "deny");
    const { outcome } = await arrival(visitor, callback);
    assert.equal(outcome.alloy_outcome, "denied");
    assert.equal(outcome.alloy_error, "access_denied");
  });

  it("begins from a plain link", async () => {
    const answer = await visitor.ask("/alloy/connect/notion?returnTo=%2Fsettings");
    assert.equal(answer.status, 302);
    assert.ok(answer.headers.get("location").startsWith(running().sandbox.url));
  });

  it("lists the user's connections, and gives one", async () => {
    const alloy = clientOf(visitor);
    const ids = (list) => list.map(({ id, connectorId }) => [connectorId, id]);
    assert.deepEqual(ids(await alloy.listConnections({ connectorId: "notion" })), [
      ["notion", connectionId],
    ]);
    assert.equal((await alloy.listConnections()).length, 2);
    assert.equal((await alloy.getConnection(connectionId)).id, connectionId);
    assert.deepEqual(await clientOf(other).listConnections(), []);
  });

  for (const dialect of ["guide", "reference"]) {
    it(`executes an action as the ${dialect} has it`, async () => {
      const parameters = { query: "roadmap", page_size: 1 };
      const found = await clientOf(visitor, dialect).executeAction(
        ...["notion", "post-search", parameters, { connectionId }],
      );
      assert.equal(found.results.length, 1);
      assert.equal(found.results[0].object, "page");
      const sent = executions(running()).at(-1);
      assert.equal(sent.userId, running().sandbox.users[1]);
      assert.equal(sent.headers.cookie, undefined);
    });

    it(`knows nothing of another user's connection, as the ${dialect} has it`, async () => {
      const before = executions(running()).length;
      const alloy = clientOf(other, dialect);
      const isMissing = ({ status, code }) => status === 404 && code === "NOT_FOUND";
      const execution = alloy.executeAction("notion", "post-search", {}, { connectionId });
      await assert.rejects(execution, isMissing);
      const deletion = alloy.deleteConnection(connectionId, { connectorId: "notion" });
      await assert.rejects(deletion, isMissing);
      if (dialect === "guide") await assert.rejects(alloy.getConnection(connectionId), isMissing);
      assert.equal(executions(running()).length, before, "Alloy was not asked");
    });
  }

  it("refuses what comes of another site, and a connector that it does not offer", async () => {
    const elsewhere = { origin: "https://elsewhere.example", "sec-fetch-site": "cross-site" };
    const { url } = running();
    const cookie = `session=${visitor.cookies.get("session")}`;
    const answer = await fetch(`${url}/alloy/connect/notion`, {
      ...{ method: "POST", headers: { ...elsewhere, cookie } },
    });
    assert.equal(answer.status, 403);
    assert.equal((await answer.json()).error.code, "CROSS_ORIGIN");
    const refused = await post(visitor, "/alloy/connect/hubspot");
    assert.equal(refused.status, 403);
    assert.equal((await refused.json()).error.code, "CONNECTOR_REFUSED");
  });

  for (const says of [true, false]) {
    it(`refuses a body of more than a mebibyte that ${says ? "says so" : "comes in chunks"}`, async () => {
      const data = { text: "x".repeat(1_048_576) };
      const { status, error } = await sendOnItsOwn(running().url, {
        cookie: `session=${visitor.cookies.get("session")}`,
        body: JSON.stringify({ returnTo: "/", data }),
        says,
      });
      assert.deepEqual([status, error.code], [413, "BODY_TOO_LARGE"]);
      assert.equal((await visitor.ask("/alloy/connectors")).status, 200, "and goes on");
    });
  }

  it("deletes a connection", async () => {
    const alloy = clientOf(visitor);
    await alloy.deleteConnection(connectionId);
    assert.deepEqual(await alloy.listConnections({ connectorId: "notion" }), []);
    const deleted = running().sandbox.journal.effects.at(-1);
    assert.deepEqual([deleted.kind, deleted.id], ["credential.deleted", connectionId]);
  });

  it("gives no secret away, and complains of nothing", () => {
    const answers = [visitor, other, ...strangers].flatMap((of) => of.answers);
    assert.ok(answers.length > 20, `${answers.length} answers`);
    for (const answer of answers) {
      for (const secret of running().secrets) assert.ok(!answer.includes(secret), answer);
    }
    assert.equal(running().complaints(), "");
  });
}

/** What an example's own `allow` does. */
export function refusesAction(running, AlloyConnectivity, [connectorId, actionId]) {
  it(`does not let ${actionId} pass`, async () => {
    const { signIn, sandbox, ...site } = running();
    const visitor = new Visitor(site, { session: await signIn(sandbox.users[1]) });
    const alloy = new AlloyConnectivity({ baseUrl: `${site.origin}/alloy`, fetch: visitor.ask });
    const before = sandbox.journal.requests.length;
    const execution = alloy.executeAction(connectorId, actionId, {}, { connectionId: "a" });
    await assert.rejects(execution, { status: 403, code: "CALL_REFUSED" });
    assert.equal(sandbox.journal.requests.length, before);
  });
}

const post = (visitor, path, body = {}) =>
  visitor.ask(path, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });

/** Begins a connection over a socket of its own: what is refused unread may cost the socket. */
async function sendOnItsOwn(url, { cookie, body, says }) {
  const length = says ? { "content-length": Buffer.byteLength(body) } : {};
  const sending = request(`${url}/alloy/connect/notion`, {
    ...{ method: "POST", agent: false },
    headers: { ...length, cookie, "content-type": "application/json" },
  });
  const answered = once(sending, "response");
  sending.write(body);
  sending.end();
  const [answer] = await answered;
  // The answer comes before all is sent; then the socket may go.
  sending.on("error", () => {});
  const { error } = await json(answer);
  sending.destroy();
  return { status: answer.statusCode, error };
}

/** Where a visitor ends up who comes back from the service, and what the page there is told. */
async function arrival(visitor, callback) {
  const answer = await visitor.arrive(callback);
  assert.equal(answer.status, 302, await answer.clone().text());
  const location = new URL(answer.headers.get("location"), visitor.site.origin);
  return { location, outcome: Object.fromEntries(location.searchParams) };
}

const executions = ({ sandbox }) =>
  sandbox.journal.requests.filter(({ method, path }) => method === "POST" && EXECUTIONS.test(path));
