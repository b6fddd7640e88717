// When a connection that was found is looked for anew: when there may be another one, or when Alloy
// says that it is gone.
import { equal, ok } from "./assert.mjs";
import { asking, Namespace } from "./caches.mjs";
import { answering, recorder, REDIRECT_URI } from "./context.mjs";
import { COMBINATIONS, connect } from "./flow.mjs";

const SINCE = { connections: {} };
const GONE = answering(
  { error: { code: "INVALID_INPUT", message: "Credential not found" } },
  { status: 400 },
);
const REFUSED = answering({ error: { code: "NO", message: "No" } }, { status: 400 });

const read = (alloy, options) => alloy.executeAction("notion", "a", {}, options);

/** What makes it forget: a call, and how whatever is no list is answered where that is not a success. */
const OCCASIONS = {
  "handleOAuthCallback with a code": [(alloy) => alloy.handleOAuthCallback("slack", "a-code")],
  "handleOAuthCallback without one": [
    (alloy) => alloy.handleOAuthCallback("notion", null, null, { since: SINCE }),
  ],
  waitForConnection: [(alloy) => alloy.waitForConnection("notion", { since: SINCE, pollMs: 1 })],
  createCredential: [
    (alloy) => alloy.createCredential("mailgun", { authenticationType: "apiKey", data: {} }),
  ],
  deleteConnection: [(alloy) => alloy.deleteConnection("c1")],
  "deleteConnection, of one that is not there": [(alloy) => alloy.deleteConnection("c0"), GONE],
  "executeAction, told that there is none": [(alloy) => read(alloy), GONE],
  "getConnection, told that there is none": [(alloy) => alloy.getConnection("c0"), GONE],
  "verifyConnection, told that there is none": [(alloy) => alloy.verifyConnection("c0"), GONE],
  "a contact, told that there is none": [
    (alloy) => alloy.CRM.listContacts({}, { connectionId: "c3" }),
    GONE,
  ],
  "a page of pages, told that there is none": [
    (alloy) => alloy.paginate("notion", "a")[Symbol.asyncIterator]().next(),
    GONE,
  ],
  "a batch, told that there is none": [
    (alloy) => alloy.batch([{ connectorId: "notion", actionId: "a" }]),
    GONE,
  ],
};

/** What leaves it as it is. */
const OTHERS = {
  "an action": [(alloy) => read(alloy)],
  "an action that fails": [(alloy) => read(alloy), REFUSED],
  "an action of another user's, told that there is none": [
    (alloy) => read(alloy, { userId: "user-2" }),
    GONE,
  ],
  listConnections: [(alloy) => alloy.listConnections()],
  getConnection: [(alloy) => alloy.getConnection("c1")],
  snapshotConnections: [(alloy) => alloy.snapshotConnections("notion")],
  "the start of a flow": [(alloy) => alloy.initiateOAuthFlow("hubspot", REDIRECT_URI)],
  "a credential that begins a flow": [
    (alloy) =>
      alloy.createCredential("hubspot", {
        authenticationType: "oauth2",
        redirectUri: REDIRECT_URI,
      }),
  ],
  "a code that was refused": [(alloy) => alloy.handleOAuthCallback("notion", "c"), REFUSED],
  "a credential that was refused": [
    (alloy) => alloy.createCredential("mailgun", { authenticationType: "apiKey" }),
    REFUSED,
  ],
  "a deletion that was refused": [(alloy) => alloy.deleteConnection("c1"), REFUSED],
  "a deletion of another user's": [(alloy) => alloy.deleteConnection("c1", { userId: "user-2" })],
};

const CONNECTION = { id: "c1", connectorId: "notion", createdAt: "2026-01-01T00:00:00Z" };

export function* forgetting(context) {
  for (const [what, make] of Object.entries({
    "its own memory": () => undefined,
    "a namespace": () => new Namespace(),
  })) {
    for (const [occasion, [call, refusal]] of Object.entries(OCCASIONS)) {
      yield [
        `${occasion}, in ${what}`,
        async () => equal(await lookups(context, make(), call, refusal), 2, "look-ups"),
      ];
    }
  }
  for (const [occasion, [call, refusal]] of Object.entries(OTHERS)) {
    yield [
      `not at ${occasion}`,
      async () => equal(await lookups(context, undefined, call, refusal), 1, "look-ups"),
    ];
  }
  yield ["the catalogue is kept", () => keepsTheCatalogue(context)];
  for (const [dialect, server] of COMBINATIONS) {
    yield [
      `what comes and goes, ${dialect} on ${server}`,
      () => followsChanges(context, dialect, server),
    ];
  }
}

/** How often a connection is looked up when it is found, then `call` is made, and it is found again. */
async function lookups(context, cache, call, refusal) {
  const answer = (url, { method }) => {
    const { pathname } = new URL(url);
    if (pathname.endsWith("/users/user-1/credentials")) return answering([CONNECTION])();
    if (refusal) return refusal();
    const isFlow = method === "POST" && pathname.endsWith("/hubspot/credentials");
    return answering(isFlow ? { oauthUrl: "https://service.example/" } : CONNECTION)();
  };
  const { alloy, requests } = asking(context, answer).open({ cache });
  const find = () => alloy.findConnection("notion");
  await find();
  await find();
  const before = requests.length;
  await call(alloy).catch(() => {});
  const between = requests.length;
  ok(between > before, "nothing was sent");
  equal((await find()).id, "c1", "connection");
  await find();
  return before + requests.length - between;
}

async function keepsTheCatalogue(context) {
  const { alloy, asked } = asking(context, answering({ data: [CONNECTION], id: "c1" })).open();
  await alloy.listConnectors();
  await alloy.handleOAuthCallback("notion", "a-code");
  await alloy.deleteConnection("c1");
  await alloy.listConnectors();
  equal(asked(), 3, "requests");
}

async function followsChanges(context, dialect, server) {
  const userId = context.takeUser(server);
  const { fetch, requests } = recorder();
  const alloy = context.inSandbox(server, { dialect, fetch, userId });
  const find = async () => (await alloy.findConnection("notion"))?.id ?? null;
  equal(await find(), null, "the connection of a new user");
  const first = (await connect(context, alloy, "notion")).connectionId;
  equal(await find(), first, "the first");
  const second = (await connect(context, alloy, "notion")).connectionId;
  equal(await find(), second, "the newest");
  requests.length = 0;
  equal(await find(), second, "the newest, remembered");
  equal(requests.length, 0, "requests");

  // Somebody else deletes it: that is seen when it is used.
  const elsewhere = context.inSandbox(server, { dialect, userId });
  await elsewhere.deleteConnection(second, { connectorId: "notion" });
  equal(await find(), second, "the newest, as it is remembered");
  await context.rejects(
    () => alloy.executeAction("notion", "post-search", {}, { connectionId: second }),
    "AlloyBadRequestError",
    { message: "Credential not found" },
  );
  equal(await find(), first, "what is left");
  await alloy.deleteConnection(first, { connectorId: "notion" });
  equal(await find(), null, "nothing is left");
}
