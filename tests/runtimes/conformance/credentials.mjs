// Credentials of every sort: what they take, what comes of them, and what is told when they fail.
import { equal, matches, ok, rejection, same } from "./assert.mjs";
import { answering, FAULT_KEY, recorder, REDIRECT_URI } from "./context.mjs";
import { hides } from "./everything.mjs";
import { COMBINATIONS, connect, consent } from "./flow.mjs";
import { listener } from "./observe.mjs";

export function* credentials(context) {
  for (const [dialect, server] of COMBINATIONS) {
    const where = `${dialect} on ${server}`;
    const open = (options) => context.inSandbox(server, { dialect, ...options });
    yield [`what they take, ${where}`, () => describes(context, server, dialect)];
    yield [`by key and by password, ${where}`, () => takesKeys(context, open())];
    yield [`by OAuth, ${where}`, () => takesConsent(context, open(), server)];
    yield [`a renewed consent, ${where}`, () => renews(context, open(), dialect, server)];
    yield [`waiting for one, ${where}`, () => waits(open())];
    yield [`what is missing or unknown, ${where}`, () => refuses(context, server, dialect)];
  }
  yield ["what is sent of one, in both dialects", () => sendsWhatIsGiven(context)];
  yield ["OAuth needs somewhere to come back to", () => needsRedirect(context)];
  yield ["an answer that is neither a connection nor a flow", () => needsAnId(context)];
  yield ["a flow without a page to go to", () => needsAPage(context)];
  yield ["any name of its id", () => readsIds(context)];
  yield ["one is created once", () => createsOnce(context)];
  yield ["data is in no error and in no event", () => hidesData(context)];
  yield ["a user is needed, where there is a key", () => needsUser(context)];
  for (const [what, callback] of Object.entries(REFUSALS)) {
    yield [`a flow that was refused, told by ${what}`, () => tellsRefusal(context, callback)];
  }
  for (const [what, callback] of Object.entries(GRANTS)) {
    yield [`a flow that was granted, told by ${what}`, () => takesCode(context, callback)];
  }
  yield ["a refusal without words", () => tellsBareRefusal(context)];
  yield ["a callback that carries nothing", () => needsSomething(context)];
}

async function describes(context, server, dialect) {
  const { userId } = context.world.sandboxes[server];
  const { fetch, requests } = recorder();
  const alloy = context.inSandbox(server, { dialect, userId, fetch });
  const kinds = {};
  for (const id of ["notion", "mailgun"]) {
    const metadata = await alloy.getCredentialMetadata(id);
    kinds[id] = metadata.map(({ authenticationType }) => authenticationType);
    for (const { authConfigRequired, inputSchema, sampleInput } of metadata) {
      equal(authConfigRequired, false, "authConfigRequired");
      equal(inputSchema.type, "object", "inputSchema");
      for (const name of inputSchema.required) ok(name in sampleInput, `no sample of ${name}`);
    }
  }
  same(kinds, { notion: ["oauth2"], mailgun: ["apiKey", "basic"] }, "kinds");
  // Which may name a user, so it is not remembered.
  await alloy.getCredentialMetadata("notion");
  equal(requests.length, 3, "requests");
}

/** A sample of what Mailgun takes. */
async function sampleOf(alloy, kind) {
  const metadata = await alloy.getCredentialMetadata("mailgun");
  const { data } = metadata.find((each) => each.authenticationType === kind).sampleInput;
  return { authenticationType: kind, data };
}

async function takesKeys(context, alloy) {
  const made = [];
  for (const kind of ["apiKey", "basic", "apiKey"]) {
    const created = await alloy.createCredential("mailgun", await sampleOf(alloy, kind));
    same(Object.keys(created).sort(), ["connectionId", "credentialId"], "names");
    equal(created.connectionId, created.credentialId, "the two names of one id");
    made.push(created.connectionId);
    const { id, type } = await alloy.findConnection("mailgun");
    same([id, type], [created.connectionId, `mailgun-${kind}`], "the newest");
  }
  const listed = await alloy.listConnections({ connectorId: "mailgun" });
  same(listed.map(({ id }) => id).sort(), [...made].sort(), "all of them");
  equal(await alloy.findConnection("notion"), null, "Notion's");

  for (const connectionId of made) {
    const { items } = await alloy.executeAction("mailgun", "domains_list", {}, { connectionId });
    equal(items.length, 1, "domains");
    const [{ name: domain_name }] = items;
    const message = { domain_name, from: "a@example.com", to: "b@example.com", text: "ü" };
    const sent = await alloy.executeAction("mailgun", "messages_send", message, { connectionId });
    matches(sent.id, /@/, "id");
  }
  await context.rejects(
    () => alloy.executeAction("notion", "post-search", {}, { connectionId: made[0] }),
    "AlloyBadRequestError",
    { message: "Credential not found" },
  );
}

async function takesConsent(context, alloy, server) {
  const since = await alloy.snapshotConnections("notion");
  const wanted = { authenticationType: "oauth2", redirectUri: new URL(REDIRECT_URI) };
  const { oauthUrl, ...rest } = await alloy.createCredential("notion", wanted);
  same(Object.keys(rest), server === "reference" ? [] : ["credentialId"], "beside oauthUrl");
  const callback = new URL(await consent(oauthUrl));
  // Without a code in it, it is enough to know what there was.
  const { connectionId } = await alloy.handleOAuthCallback("notion", callback, rest.credentialId, {
    since,
  });
  equal((await alloy.findConnection("notion")).id, connectionId, "connection");
}

async function renews(context, alloy, dialect, server) {
  const older = await connect(context, alloy, "notion");
  const { connectionId } = await connect(context, alloy, "notion");
  const { updatedAt } = await alloy.findConnection("notion");
  const since = await alloy.snapshotConnections("notion");
  const { oauthUrl } = await alloy.initiateOAuthFlow("notion", REDIRECT_URI);
  const callback = new URL(await consent(oauthUrl, "renew"));
  const finish = () => alloy.handleOAuthCallback("notion", callback, null, { since });
  // In the guide's telling it is the exchange that makes or renews a credential.
  if (server === "guide") equal((await finish()).connectionId, connectionId, "connectionId");
  const awaited = await alloy.waitForConnection("notion", { since, pollMs: 1 });
  equal(awaited.id, connectionId, "the connection waited for");
  ok(awaited.updatedAt > updatedAt, `${awaited.updatedAt} is not after ${updatedAt}`);
  if (server !== "guide") equal((await finish()).connectionId, connectionId, "connectionId");

  const found = await alloy.findConnection("notion");
  same([found.id, found.updatedAt], [connectionId, awaited.updatedAt], "what is remembered");
  const after = await alloy.snapshotConnections("notion");
  same(
    Object.keys(after.connections).sort(),
    [older.connectionId, connectionId].sort(),
    "connections, of which none was added",
  );
  // And from there on nothing is new.
  await context.rejects(
    () => alloy.waitForConnection("notion", { since: after, pollMs: 5, deadlineMs: 30 }),
    "AlloyTimeoutError",
  );
}

async function waits(alloy) {
  await alloy.createCredential("mailgun", await sampleOf(alloy, "basic"));
  // Without `since` it counts from its own first look.
  const waiting = alloy.waitForConnection("mailgun", { pollMs: 20 });
  const early = await Promise.race([
    waiting.then(() => "at once"),
    new Promise((resolve) => setTimeout(resolve, 60, "later")),
  ]);
  equal(early, "later", "it ended");
  const wanted = await sampleOf(alloy, "apiKey");
  const { connectionId } = await alloy.createCredential("mailgun", wanted);
  equal((await waiting).id, connectionId, "the connection waited for");
}

async function refuses(context, server, dialect) {
  const { userId } = context.world.sandboxes[server];
  const alloy = context.inSandbox(server, { dialect, userId });
  const { data } = await sampleOf(alloy, "apiKey");
  const refusals = [
    ["smtp", data, "AlloyNotFoundError", { code: "AUTHENTICATION_NOT_FOUND", message: /smtp/ }],
    ["apiKey", undefined, "AlloyBadRequestError", { message: /Missing required field .*apiKey/ }],
    ["apiKey", { apiKey: data.apiKey }, "AlloyBadRequestError", { message: /region/ }],
    ["apiKey", { ...data, region: "mars" }, "AlloyBadRequestError", { code: "INVALID_INPUT" }],
    [
      "apiKey",
      { ...data, apiKey: "key-x" },
      "AlloyBadRequestError",
      { code: "INVALID_CREDENTIALS" },
    ],
    ["oauth2", undefined, "AlloyNotFoundError", { code: "AUTHENTICATION_NOT_FOUND" }],
  ];
  for (const [authenticationType, data, className, expected] of refusals) {
    await context.rejects(
      () =>
        alloy.createCredential("mailgun", { authenticationType, data, redirectUri: REDIRECT_URI }),
      className,
      { connectorId: "mailgun", attempts: 1, ...expected },
    );
  }
  await context.rejects(
    () => alloy.createCredential("nowhere", { authenticationType: "apiKey", data }),
    "AlloyNotFoundError",
    { message: "Connector not found", connectorId: "nowhere" },
  );
  await context.rejects(
    () =>
      alloy.createCredential("notion", {
        ...{ authenticationType: "oauth2", redirectUri: REDIRECT_URI, authConfigId: "mine" },
      }),
    "AlloyBadRequestError",
    { message: "Invalid authConfigId format" },
  );
}

async function sendsWhatIsGiven(context) {
  const given = {
    authenticationType: "my-own",
    data: { token: "t-12345", nested: { list: [1, null, "é"], __proto__: undefined } },
    authConfigId: "65f0c0ffee65f0c0ffee65f0",
  };
  for (const [dialect, own] of [
    ["guide", { connectorId: "service" }],
    ["reference", {}],
  ]) {
    const { fetch, requests } = recorder(answering({ credentialId: "c1" }));
    const alloy = context.faulty("unused", { fetch, dialect, redirectUri: REDIRECT_URI });
    const created = await alloy.createCredential("service", given);
    same(created, { connectionId: "c1", credentialId: "c1" }, "result");
    equal(requests[0].method, "POST", "method");
    ok(requests[0].url.endsWith("/connectors/service/credentials"), requests[0].url);
    same(
      JSON.parse(requests[0].body),
      { ...own, ...JSON.parse(JSON.stringify(given)), userId: "user-1" },
      `body in ${dialect}`,
    );
    // The client's own redirectUri is for OAuth; another one is sent to whoever wants it.
    await alloy.createCredential("service", { ...given, redirectUri: `${REDIRECT_URI}?x=1` });
    equal(JSON.parse(requests[1].body).redirectUri, `${REDIRECT_URI}?x=1`, "redirectUri");
  }
}

async function needsRedirect(context) {
  const { fetch, requests } = recorder(answering({ oauthUrl: "https://service.example/" }));
  const alloy = context.faulty("unused", { fetch });
  await context.rejects(
    () => alloy.createCredential("notion", { authenticationType: "oauth2" }),
    "AlloyValidationError",
    { argument: /redirectUri$/, attempts: 0 },
  );
  equal(requests.length, 0, "requests");
  const other = context.faulty("unused", { fetch, redirectUri: REDIRECT_URI });
  await other.createCredential("notion", { authenticationType: "oauth2" });
  equal(JSON.parse(requests[0].body).redirectUri, REDIRECT_URI, "the client's redirectUri");
}

async function needsAnId(context) {
  for (const body of [{}, [], null, { oauthUrl: 7 }, { oauthUrl: "javascript:x" }, { id: 7 }]) {
    const alloy = context.faulty("unused", { fetch: answering(body) });
    await context.rejects(
      () => alloy.createCredential("service", { authenticationType: "apiKey" }),
      "AlloyProtocolError",
      { code: "ANSWER_INVALID", message: /oauthUrl or credentialId/ },
    );
  }
}

async function needsAPage(context) {
  // Nobody has consented to anything yet.
  for (const oauthUrl of ["javascript:alert(1)", "/authorize", "", 7]) {
    const alloy = context.faulty("unused", { fetch: answering({ oauthUrl, credentialId: "c" }) });
    await context.rejects(
      () =>
        alloy.createCredential("notion", {
          authenticationType: "oauth2",
          redirectUri: REDIRECT_URI,
        }),
      "AlloyProtocolError",
      { code: "ANSWER_INVALID", message: /oauthUrl/ },
    );
  }
}

async function readsIds(context) {
  const bodies = [{ credentialId: "c" }, { connectionId: "c" }, { id: "c", more: 1 }];
  for (const body of bodies) {
    const alloy = context.faulty("unused", { fetch: answering(body) });
    const created = await alloy.createCredential("service", { authenticationType: "apiKey" });
    same(created, { connectionId: "c", credentialId: "c" }, "result");
  }
}

async function createsOnce(context) {
  for (const step of ["500~0", "503~0", "reset"]) {
    const { alloy, seen } = context.sequence(`${step},200`);
    const create = () => alloy.createCredential("service", { authenticationType: "apiKey" });
    equal((await rejection(create)).attempts, 1, `attempts at ${step}`);
    equal((await seen()).length, 1, `requests at ${step}`);
  }
}

async function hidesData(context) {
  const marks = ["data-7c1f0e", "data-2d9b4a", "data-5e8c3f", "data-0a6d2b", "40871935"];
  const data = {
    apiKey: marks[0],
    nested: { list: [{ password: marks[1] }, marks[2]] },
    plain: `${marks[3]} and "more"`,
    pin: Number(marks[4]),
  };
  const authenticationType = "my-own";
  for (const fault of [
    ...["echo-json/400", "echo-json/401", "echo-json/404", "echo-json/500", "echo-text/400"],
    ...["echo-text/200", "mirror/200", "mirror/422", "html/200", "reset"],
  ]) {
    const { events, observe } = listener();
    const alloy = context.faulty(fault, { observe });
    const error = await rejection(() =>
      alloy.createCredential("service", { authenticationType, data }),
    );
    ok(error instanceof context.sdk.AlloyError, `${fault}: ${error}`);
    hides([...marks, FAULT_KEY], fault, [error, events], context.world.inspect);
  }
}

async function needsUser(context) {
  const { fetch, requests } = recorder(answering({ credentialId: "c" }));
  const create = (alloy) => alloy.createCredential("service", { authenticationType: "apiKey" });
  const alloy = context.faulty("unused", { fetch, userId: null });
  await context.rejects(() => create(alloy), "AlloyConfigError", { message: /userId is required/ });
  equal(requests.length, 0, "requests");
  // A handler that holds the key names the user, too.
  await create(context.faulty("unused", { fetch, userId: null, apiKey: undefined }));
  ok(!("userId" in JSON.parse(requests[0].body)), "a user was sent");
}

const WORDS = { error: "access_denied", error_description: "The user said no" };
const REFUSALS = {
  "a URL": new URL(`${REDIRECT_URI}?${new URLSearchParams(WORDS)}`),
  URLSearchParams: new URLSearchParams(WORDS),
  "a record": { ...WORDS, state: "s" },
  "a record without a prototype": Object.assign(Object.create(null), WORDS),
  "what parseOAuthCallback found": {
    ...{ error: WORDS.error, errorDescription: WORDS.error_description },
  },
  "a code beside it": { ...WORDS, code: "a-code" },
};

async function tellsRefusal(context, callback) {
  for (const dialect of ["guide", "reference", "auto"]) {
    const { fetch, requests } = recorder();
    const alloy = context.faulty("status/500", { fetch, dialect });
    for (const since of [undefined, { connections: {} }]) {
      const error = await context.rejects(
        () => alloy.handleOAuthCallback("notion", callback, null, { since }),
        "AlloyOAuthError",
        {
          ...{ code: "OAUTH_FAILED", error: "access_denied", attempts: 0 },
          ...{ errorDescription: "The user said no", message: /access_denied.*The user said no/ },
        },
      );
      ok(!JSON.stringify(error).includes("a-code"), "the code is told");
    }
    equal(requests.length, 0, "requests");
  }
}

const GRANTS = {
  "a text": "a/b c",
  "a URL": new URL(`${REDIRECT_URI}?code=a%2Fb+c&state=s`),
  URLSearchParams: new URLSearchParams({ code: "a/b c" }),
  "a record": { code: "a/b c", state: "s", other: ["x"] },
  "a record whose error is empty": { code: "a/b c", error: "", error_description: "" },
};

async function takesCode(context, callback) {
  const { fetch, requests } = recorder(answering({ connectionId: "c1" }));
  const alloy = context.faulty("unused", { fetch });
  const { connectionId } = await alloy.handleOAuthCallback("notion", callback, "c1");
  equal(connectionId, "c1", "connectionId");
  const body = { code: "a/b c", userId: "user-1", credentialId: "c1" };
  same(JSON.parse(requests[0].body), body, "body");
}

async function tellsBareRefusal(context) {
  const alloy = context.faulty("unused", { fetch: () => Promise.reject(new Error("sent")) });
  for (const callback of [{ error: "server_error" }, new URLSearchParams("error=server_error")]) {
    const error = await context.rejects(
      () => alloy.handleOAuthCallback("notion", callback),
      "AlloyOAuthError",
      { error: "server_error", message: /server_error$/ },
    );
    ok(!("errorDescription" in error), "there is a description");
  }
}

async function needsSomething(context) {
  const { fetch, requests } = recorder();
  const alloy = context.faulty("unused", { fetch });
  const nothing = [{}, { code: "" }, new URL(REDIRECT_URI), new URLSearchParams(), { state: "s" }];
  for (const callback of nothing) {
    await context.rejects(() => alloy.handleOAuthCallback("notion", callback), "AlloyOAuthError", {
      message: "OAuth callback received but no authorization code",
    });
  }
  equal(requests.length, 0, "requests");
}
