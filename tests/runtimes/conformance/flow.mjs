// The guide's whole flow, in each dialect against each server that speaks it.
import { equal, matches, ok, same } from "./assert.mjs";
import { REDIRECT_URI } from "./context.mjs";

/** A client's dialect, and a server that speaks it. */
export const COMBINATIONS = [
  ["guide", "guide"],
  ["guide", "both"],
  ["reference", "reference"],
  ["reference", "both"],
  ["auto", "guide"],
  ["auto", "reference"],
  ["auto", "both"],
];

export function* flow(context) {
  for (const [dialect, server] of COMBINATIONS) {
    const open = () => context.inSandbox(server, { dialect });
    const where = `${dialect} on ${server}`;
    yield [`OAuth, ${where}`, () => connectsByCodeOrDifference(context, open(), dialect, server)];
    yield [`connections, ${where}`, () => findsConnections(context, open())];
    yield [`Notion, ${where}`, () => usesNotion(context, open())];
    yield [`Slack, ${where}`, () => usesSlack(context, open())];
  }
  yield ["forUser acts for another user", () => actsForAnotherUser(context)];
  yield ["withResponse in the guide", () => showsTheResponse(context, "guide")];
  yield ["withResponse in the reference", () => showsTheResponse(context, "reference")];
}

/** Does what the user's browser does: gives consent, and follows where it is sent. */
export async function consent(oauthUrl, decision = "allow") {
  const answer = await fetch(oauthUrl, {
    method: "POST",
    headers: { accept: "application/json" },
    body: new URLSearchParams({ decision }),
  });
  equal(answer.status, 200, "status of the consent page");
  const { redirectTo } = await answer.json();
  ok(redirectTo.startsWith(REDIRECT_URI), `sent to ${redirectTo}`);
  return redirectTo;
}

/** Connects a service, on whichever server. */
export async function connect({ sdk }, alloy, connectorId) {
  const since = await alloy.snapshotConnections(connectorId);
  const { oauthUrl, credentialId } = await alloy.initiateOAuthFlow(connectorId, REDIRECT_URI);
  const { code } = sdk.AlloyConnectivity.parseOAuthCallback(await consent(oauthUrl));
  return alloy.handleOAuthCallback(connectorId, code, credentialId, { since });
}

async function connectsByCodeOrDifference({ sdk }, alloy, dialect, server) {
  const since = await alloy.snapshotConnections("notion");
  same(since, { connections: {} }, "snapshot of a new user");
  const started = await alloy.initiateOAuthFlow("notion", new URL(REDIRECT_URI));
  matches(started.oauthUrl, /^http:\/\/127\.0\.0\.1:\d+\//, "oauthUrl");

  const redirect = new URL(await consent(started.oauthUrl));
  const callback = sdk.AlloyConnectivity.parseOAuthCallback(redirect);
  equal("code" in callback, server !== "reference", "the redirect carries a code");
  const exchangeable = callback.code !== undefined && dialect !== "reference";
  const connected = await alloy.handleOAuthCallback(
    "notion",
    callback.code,
    started.credentialId,
    exchangeable ? undefined : { since },
  );
  same(Object.keys(connected).sort(), ["connectionId", "credentialId"], "names");
  equal(connected.connectionId, connected.credentialId, "the two names of one id");
  matches(connected.connectionId, /^[0-9a-f]{24}$/, "connectionId");
  if (started.credentialId) equal(connected.connectionId, started.credentialId, "the id");

  const after = await alloy.snapshotConnections("notion");
  same(Object.keys(after.connections), [connected.connectionId], "snapshot afterwards");
  const awaited = await alloy.waitForConnection("notion", { since, pollMs: 1 });
  equal(awaited.id, connected.connectionId, "the connection waited for");
}

async function findsConnections(context, alloy) {
  equal(await alloy.findConnection("notion"), null, "connection of a new user");
  const notion = await connect(context, alloy, "notion");
  const slack = await connect(context, alloy, "slack");

  const all = await alloy.listConnections();
  same(all.map(({ id }) => id).sort(), [notion.connectionId, slack.connectionId].sort(), "all");
  const some = await alloy.listConnections({ connectorId: "slack" });
  same(
    some.map(({ id }) => id),
    [slack.connectionId],
    "Slack's",
  );
  for (const connection of [
    ...all.filter(({ id }) => id === notion.connectionId),
    await alloy.getConnection(notion.connectionId),
    await alloy.findConnection("notion"),
  ]) {
    equal(connection.id, notion.connectionId, "id");
    equal(connection.connectionId, connection.id, "connectionId");
    equal(connection.credentialId, connection.id, "credentialId");
    equal(connection.connectorId, "notion", "connectorId");
    ok(Number.isFinite(Date.parse(connection.createdAt)), `createdAt: ${connection.createdAt}`);
  }
  await context.rejects(
    () => alloy.getConnection("000000000000000000000000"),
    "AlloyNotFoundError",
    { status: 404, code: "NOT_FOUND", message: "Credential not found", hint: /listConnections/ },
  );
}

async function usesNotion(context, alloy) {
  const { connectionId } = await connect(context, alloy, "notion");
  const call = (action, parameters) =>
    alloy.executeAction("notion", action, parameters, { connectionId });

  const found = await call("post-search", { query: "roadmap", page_size: 5 });
  equal(found.object, "list", "object");
  same(found.results.map(titleOf), ["Product roadmap"], "found");

  const created = await call("post-page", {
    parent: { page_id: found.results[0].id },
    properties: { title: { title: runs("Plans for 東京 🚀") } },
  });
  equal(created.object, "page", "object");
  equal(titleOf(created), "Plans for 東京 🚀", "title");

  // The page's id belongs into the path: flat parameters are sorted by the action's schema.
  const updated = await call("patch-page", {
    page_id: created.id,
    properties: { title: { title: runs("Plans, revised") } },
  });
  equal(updated.id, created.id, "id");
  equal(titleOf(updated), "Plans, revised", "title after the change");

  await context.rejects(
    () => alloy.executeAction("notion", "post-search", {}, { connectionId: "nobody's" }),
    "AlloyBadRequestError",
    {
      ...{ status: 400, code: "INVALID_INPUT", message: "Credential not found" },
      ...{ hint: /listConnections/, connectorId: "notion", actionId: "post-search" },
    },
  );
}

async function usesSlack(context, alloy) {
  const { connectionId } = await connect(context, alloy, "slack");
  const call = (action, parameters) =>
    alloy.executeAction("slack", action, parameters, { connectionId });
  const { ok: listed, channels } = await call("conversations_list", { limit: "2" });
  equal(listed, true, "ok");
  same(
    channels.map(({ name }) => name),
    ["general", "random"],
    "channels",
  );
  const posted = await call("chat_postMessage", { channel: channels[0].id, text: "Hi <3 & ü" });
  equal(posted.ok, true, "ok");
  equal(posted.message.text, "Hi <3 & ü", "text");
  equal((await call("conversations_list")).channels.length, 4, "channels without parameters");
}

async function actsForAnotherUser(context) {
  const mine = context.inSandbox("both");
  const theirId = context.takeUser("both");
  const { connectionId } = await connect(context, mine, "notion");
  const theirs = mine.forUser(theirId);
  ok(theirs instanceof context.sdk.AlloyConnectivity, "forUser gives a client");
  same(await theirs.listConnections(), [], "their connections");
  equal((await mine.listConnections()).length, 1, "my connections");
  same(await mine.listConnections({ userId: theirId }), [], "theirs, by the call's userId");
  await context.rejects(
    () => theirs.executeAction("notion", "post-search", {}, { connectionId }),
    "AlloyBadRequestError",
    { message: "Credential not found" },
  );
}

async function showsTheResponse(context, dialect) {
  const alloy = context.inSandbox(dialect, { dialect });
  const { connectionId } = await connect(context, alloy, "notion");
  const envelope = await alloy.executeAction(
    "notion",
    "post-search",
    { query: "roadmap" },
    { connectionId, withResponse: true },
  );
  equal(envelope.data.object, "list", "data.object");
  equal(envelope.status, 200, "status");
  matches(envelope.headers["content-type"], /^application\/json/, "content-type");
  ok(envelope.requestId, "requestId");
  equal(envelope.requestId, envelope.headers["x-request-id"], "requestId");
  if (dialect === "guide") {
    equal(envelope.attempts, 1, "attempts");
    same(envelope.raw, envelope.data, "raw");
    ok(!("executionId" in envelope), "the guide names no execution");
  } else {
    equal(envelope.attempts, 2, "attempts, the schema's among them");
    equal(envelope.executionId, envelope.raw.executionId, "executionId");
    same(envelope.raw.responseData, envelope.data, "raw.responseData");
  }
  const { data } = await alloy.findConnection("notion", { withResponse: true });
  equal(data.id, connectionId, "data of another method");
}

function runs(content) {
  return [{ type: "text", text: { content } }];
}

function titleOf({ properties }) {
  const { title } = Object.values(properties).find(({ type }) => type === "title");
  return title.map(({ plain_text }) => plain_text).join("");
}
