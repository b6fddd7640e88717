// What an observer is told of the methods of users, files, records and contacts: one call each, under
// its own name, whatever number of requests it takes.
import { equal, rejection, same } from "./assert.mjs";
import { answering, recorder } from "./context.mjs";

const FILE = { filename: "a.txt", mimeType: "text/plain" };
const USER = "/users/{userId}";
const RECORDS = "/users/{userId}/integrations/{integrationId}/data/{entity}";
const CONTACTS = "/one/crm/contacts";
const CREDENTIAL = "GET /credentials/{credentialId}";
const ACTION = "POST /connectors/{connectorId}/actions/{actionId}";
const ASK = "POST /connectors/files/upload/request";
const PUT = "PUT /{presignedUrl}";

const crowd = Array.from({ length: 1_001 }, (_, index) => ({ username: `u-${index}` }));

/** Each method, and the requests that it takes. */
const METHODS = [
  ["createUser", (alloy) => alloy.createUser({ username: "ada" }), ["POST /users"]],
  ["listUsers", (alloy) => alloy.listUsers(), ["GET /users"]],
  ["getUser", (alloy) => alloy.getUser("ada"), [`GET ${USER}`]],
  ["updateUser", (alloy) => alloy.updateUser("ada", {}), [`PUT ${USER}`]],
  ["deleteUser", (alloy) => alloy.deleteUser("ada"), [`DELETE ${USER}`]],
  ["createUsers", (alloy) => alloy.createUsers(crowd), Array(2).fill("POST /users/batch")],
  ["ensureUser", (alloy) => alloy.ensureUser({ username: "none" }), [`GET ${USER}`, "POST /users"]],
  ["createUserToken", (alloy) => alloy.createUserToken("ada"), [`GET ${USER}/token`]],
  ["uploadFile", (alloy) => alloy.uploadFile(new Uint8Array(3), FILE), [ASK, PUT]],
  ["listFiles", (alloy) => alloy.listFiles(), ["GET /connectors/files/list"]],
  ["deleteFile", (alloy) => alloy.deleteFile("k"), ["DELETE /connectors/files/{s3Key}"]],
  ["listRecords", (alloy) => alloy.listRecords("notion", "pages"), [`GET ${RECORDS}`]],
  ["createRecord", (alloy) => alloy.createRecord("notion", "pages", {}), [`POST ${RECORDS}`]],
  [
    "updateRecord",
    (alloy) => alloy.updateRecord("notion", "pages", "r", {}),
    [`PUT ${RECORDS}/{recordId}`],
  ],
  ["CRM.listContacts", ({ CRM }) => CRM.listContacts(), [CREDENTIAL, `GET ${CONTACTS}`]],
  ["CRM.createContact", ({ CRM }) => CRM.createContact({}), [CREDENTIAL, `POST ${CONTACTS}`]],
  [
    "CRM.updateContact",
    ({ CRM }) => CRM.updateContact("c", {}),
    [CREDENTIAL, `PUT ${CONTACTS}/{contactId}`],
  ],
  [
    "deleteConnection",
    (alloy) => alloy.deleteConnection("c"),
    ["DELETE /users/{userId}/credentials/{credentialId}"],
  ],
];

/** With a connection to Notion. */
const OF_PAGES = [
  ["CRM.listContacts", ({ CRM }) => CRM.listContacts(), [CREDENTIAL, ACTION]],
  ["CRM.createContact", ({ CRM }) => CRM.createContact({ title: "T" }), [CREDENTIAL, ACTION]],
  ["CRM.updateContact", ({ CRM }) => CRM.updateContact("p", { title: "T" }), [CREDENTIAL, ACTION]],
];

export function* observeData(context) {
  for (const [name, call, routes] of METHODS) {
    yield [`${name}, as one call`, () => tellsOfOneCall(context, "hubspot", name, call, routes)];
    yield [`${name}, of its requests in all`, () => countsRequests(context, call, routes)];
  }
  for (const [name, call, routes] of OF_PAGES) {
    yield [
      `${name} of pages, as one call`,
      () => tellsOfOneCall(context, "notion", name, call, routes),
    ];
  }
  yield ["an upload that is asked for anew", () => tellsOfSecondPlaces(context)];
}

/** Answers whatever is asked. */
function answers(connectorId, { url, method }) {
  const missing = { status: 404 };
  if (url.endsWith("/users/none")) return answering({ error: { code: "NOT_FOUND" } }, missing)();
  const storage = "https://s3.example/x";
  return answering({
    ...{ token: "t", data: [], results: [], contact: { id: "c" }, credentialId: "connection-1" },
    ...{ type: `${connectorId}-oauth2`, userId: "u", method },
    presignedUrl: { type: "new", s3Key: "k", presignedUrl: storage },
  })();
}

function observed(context, connectorId) {
  const events = [];
  const { fetch, requests } = recorder((url, { method }) => answers(connectorId, { url, method }));
  const observe = (event) => void events.push(event);
  return { alloy: context.faulty("unused", { fetch, observe }), events, requests };
}

async function tellsOfOneCall(context, connectorId, name, call, routes) {
  const { alloy, events, requests } = observed(context, connectorId);
  await call(alloy);
  equal(requests.length, routes.length, "requests");
  const told = events.map(({ type, method, route }) => `${type} ${method} ${route}`);
  same(
    told,
    routes.flatMap((route) => [`request ${route}`, `response ${route}`]),
    "events",
  );
  same([...new Set(events.map(({ operation }) => operation))], [name], "operation");
  equal(new Set(events.map(({ call }) => call)).size, 1, "calls");
  same(
    events.map(({ attempt }) => attempt),
    routes.flatMap((_, index) => [index + 1, index + 1]),
    "attempts",
  );
}

/** As `withResponse` and errors have it. */
async function countsRequests(context, call, routes) {
  const { alloy } = observed(context, "hubspot");
  const options = { withResponse: true };
  // Every method takes its options last.
  const handler = {
    get: (target, name) =>
      name === "CRM"
        ? new Proxy(target.CRM, handler)
        : (...given) => target[name](...padded(name, given), options),
  };
  const { attempts } = await call(new Proxy(alloy, handler));
  equal(attempts, routes.length, "attempts");

  // The last of them fails.
  const { fetch, requests } = recorder((url, { method }) =>
    requests.length === routes.length
      ? answering({}, { status: 400 })()
      : answers("hubspot", { url, method }),
  );
  const error = await rejection(() => call(context.faulty("unused", { fetch })));
  same([error.status, error.attempts], [400, routes.length], "status and attempts of an error");
}

const TAKES = { listRecords: 3, listContacts: 1 };
const padded = (name, given) =>
  Object.assign(Array(TAKES[name] ?? given.length).fill(undefined), given);

async function tellsOfSecondPlaces(context) {
  const statuses = [200, 403, 200, 200];
  const events = [];
  const alloy = context.faulty("unused", {
    observe: (event) => void events.push(event),
    fetch: (url, { method }) =>
      statuses.shift() === 403
        ? answering(null, { status: 403 })()
        : answers("hubspot", { url, method }),
  });
  await alloy.uploadFile(new Uint8Array(3), FILE);
  same(
    events.filter(({ type }) => type === "response").map(({ status }) => status),
    [200, 403, 200, 200],
    "statuses",
  );
  equal(new Set(events.map(({ call }) => call)).size, 1, "calls");
}
