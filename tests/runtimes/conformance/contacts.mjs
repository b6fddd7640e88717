// Contacts of a CRM, by the Unified API.
import { equal, ok, same } from "./assert.mjs";
import { answering, recorder } from "./context.mjs";
import { connect } from "./flow.mjs";
import { SERVERS } from "./users.mjs";

const CONTACTS = "/one/crm/contacts";
const LOOKED_UP = {
  guide: ["GET /credentials/{id}"],
  reference: ["GET /users/{userId}/credentials"],
  both: ["GET /credentials/{id}"],
};

/** The three methods. */
export const CALLS = {
  listContacts: (alloy, options) => alloy.CRM.listContacts(null, options),
  createContact: (alloy, options) => alloy.CRM.createContact({ lastName: "L" }, options),
  updateContact: (alloy, options) => alloy.CRM.updateContact("c-1", { lastName: "L" }, options),
};

export function* contacts(context) {
  for (const [dialect, server] of SERVERS) {
    const where = `${dialect} on ${server}`;
    yield [`listed, created and updated, ${where}`, () => livesItsLife(context, dialect, server)];
    yield [
      `a connection's connector is looked up once, ${where}`,
      () => looksUpOnce(context, dialect, server),
    ];
    yield [`what the CRM refuses, ${where}`, () => passesRefusals(context, dialect, server)];
  }
  yield ["the connectors of a thousand connections are kept in mind", () => forgetsSome(context)];
  yield ["no connection, no call", () => needsConnections(context)];
  yield ["the query", () => writesQueries(context)];
  yield ["a connection in the query", () => namesOneConnection(context)];
  yield ["the shapes of answers", () => readsEveryShape(context)];
  yield ["an id is percent-encoded", () => encodesIds(context)];
  yield ["one CRM object", () => isOneObject(context)];
}

async function open(context, server, dialect) {
  const { fetch, requests, routes } = recorder();
  const alloy = context.inSandbox(server, { dialect, fetch });
  const { connectionId } = await connect(context, alloy, "hubspot");
  requests.length = 0;
  const { url } = context.world.sandboxes[server];
  const taken = () =>
    routes(url).map((route) =>
      route
        .replace(connectionId, "{id}")
        .replace(/(?<=\/users\/)[0-9a-f]{24}/, "{userId}")
        .replace(/(?<=contacts\/).*/, "{contactId}"),
    );
  return { alloy, connectionId, requests, taken };
}

async function livesItsLife(context, dialect, server) {
  const { alloy, connectionId } = await open(context, server, dialect);
  const options = { connectionId };
  const { CRM } = alloy;
  const listed = await CRM.listContacts(null, options);
  equal(listed.data, listed.contacts, "the list under both names");
  same(
    listed.contacts.map(({ lastName }) => lastName),
    ["Lovelace", "Hopper", "Turing"],
    "names",
  );
  const emailAddresses = [{ emailAddress: "e@example.com", emailAddressType: "work" }];
  const created = await CRM.createContact({ lastName: "Ñoether", emailAddresses }, options);
  equal(created.data, created.contact, "the contact under both names");
  same([created.data.lastName, created.data.emailAddresses], ["Ñoether", emailAddresses], "it");

  const { id } = created.contact;
  const updated = await CRM.updateContact(id, { firstName: "Emmy" }, options);
  equal(updated.data, updated.contact, "the updated under both names");
  const { firstName, lastName } = updated.contact;
  same([updated.contact.id, firstName, lastName], [id, "Emmy", "Ñoether"], "updated");

  const enveloped = await CRM.listContacts(null, { ...options, withResponse: true });
  equal(enveloped.data.contacts.length, 4, "contacts, with the response");
  same([enveloped.status, enveloped.attempts], [200, 1], "status and attempts");
  const later = await CRM.listContacts({ remoteCreatedAtMin: "2999-01-01T00:00:00Z" }, options);
  same(later.contacts, [], "by a filter of the Unified API's");
}

async function looksUpOnce(context, dialect, server) {
  const { alloy, connectionId, taken, requests } = await open(context, server, dialect);
  const mine = { connectionId };
  await alloy.CRM.listContacts({}, mine);
  const list = `GET ${CONTACTS}`;
  same(taken(), [...LOOKED_UP[server], list], "requests");
  const { contact } = await alloy.CRM.createContact({ lastName: "Once" }, mine);
  await alloy.CRM.updateContact(contact.id, { firstName: "A" }, mine);
  await alloy.CRM.listContacts({}, { ...mine, withResponse: true });
  const [create, update] = [`POST ${CONTACTS}`, `PUT ${CONTACTS}/{contactId}`];
  same(taken().slice(LOOKED_UP[server].length), [list, create, update, list], "requests");

  // Of two connections each is looked up.
  const other = await connect(context, alloy, "hubspot");
  requests.length = 0;
  for (const { connectionId } of [other, other, other]) {
    await alloy.CRM.listContacts(null, { connectionId });
  }
  equal(requests.length, 4, "requests of another connection's");
}

/** A client may live for long, and have connections without end. */
async function forgetsSome(context) {
  const lookedUp = [];
  const fetch = (url) => {
    const [, id] = /\/credentials\/(.*)$/.exec(url) ?? [];
    if (id) lookedUp.push(id);
    return answering({ id, credentialId: id, connectorId: "hubspot", data: [] })();
  };
  const { CRM } = context.faulty("unused", { dialect: "guide", fetch });
  const list = (number) => CRM.listContacts(null, { connectionId: `c-${number}` });
  const look = async (numbers) => {
    lookedUp.length = 0;
    for (const number of numbers) await list(number);
    return lookedUp.length;
  };
  const thousand = Array.from({ length: 1_000 }, (_, number) => number);
  equal(await look(thousand), 1_000, "looked up");
  equal(await look(thousand), 0, "looked up again");
  equal(await look([1_000, 1_000, 999, 1, 0]), 2, "looked up when there is one more");
}

async function passesRefusals(context, dialect, server) {
  const { alloy, connectionId } = await open(context, server, dialect);
  const options = { connectionId };
  const { CRM } = alloy;
  // The reference says so itself: a call that knows better would break the contract.
  if (server !== "reference") {
    await context.rejects(
      () => CRM.createContact({ firstName: "No last name" }, options),
      "AlloyBadRequestError",
      { code: "INVALID_INPUT", message: "lastName is required", method: "POST", path: CONTACTS },
    );
  }
  await context.rejects(
    () => CRM.updateContact("gone", { lastName: "L" }, options),
    "AlloyNotFoundError",
    { message: "Contact not found", path: `${CONTACTS}/gone`, method: "PUT" },
  );
  await context.rejects(
    () => CRM.listContacts(null, { connectionId: "0".repeat(24) }),
    "AlloyNotFoundError",
    { message: "Credential not found", hint: /listConnections/ },
  );
  const slack = await connect(context, alloy, "slack");
  await context.rejects(
    () => CRM.listContacts(null, { connectionId: slack.connectionId }),
    "AlloyBadRequestError",
    { code: "UNSUPPORTED_APP" },
  );
}

async function needsConnections(context) {
  const { fetch, requests } = recorder(answering({ contacts: [] }));
  const alloy = context.faulty("unused", { fetch, connectionId: null });
  for (const call of Object.values(CALLS)) {
    await context.rejects(() => call(alloy), "AlloyConfigError", {
      ...{ code: "CONFIG_INVALID", message: "Connection not yet established", attempts: 0 },
    });
  }
  equal(requests.length, 0, "requests");
  await context.rejects(
    () => CALLS.listContacts(context.faulty("unused").forUser("user-2")),
    "AlloyConfigError",
    { message: "Connection not yet established" },
  );
}

/** A client with a connection to a CRM, whose contacts are all answered so. */
function answeringContacts(context, answer, options) {
  const row = { credentialId: "connection-1", type: "hubspot-oauth2" };
  const { fetch, requests } = recorder((url) =>
    answering(/\/credentials/.test(url) ? row : answer)(),
  );
  return { alloy: context.faulty("unused", { fetch, ...options }), requests };
}

async function writesQueries(context) {
  const connectionId = "c&d=ü/?";
  const row = { credentialId: connectionId, type: "hubspot-oauth2" };
  const { fetch, requests } = recorder((url) =>
    answering(url.includes("/credentials/") ? row : { contacts: [], contact: { id: "1" } })(),
  );
  const alloy = context.faulty("unused", { fetch, connectionId });
  const query = { remoteCreatedAtMin: "2030-01-01T00:00:00+01:00", list: ["a", "b"], none: null };
  await alloy.CRM.listContacts(query);
  const pairs = () => [...new URL(requests.at(-1).url).searchParams];
  same(
    pairs(),
    [
      ["credentialId", connectionId],
      ["remoteCreatedAtMin", "2030-01-01T00:00:00+01:00"],
      ["list", "a"],
      ["list", "b"],
    ],
    "query of a list",
  );
  for (const call of Object.values(CALLS)) {
    await call(alloy);
    same(pairs(), [["credentialId", connectionId]], "query");
  }
}

/** The connection is an option; whoever puts it into the query, too, may not have it sent twice. */
async function namesOneConnection(context) {
  const { alloy, requests } = answeringContacts(context, { contacts: [] });
  await alloy.CRM.listContacts({ credentialId: "another" }).catch(() => {});
  for (const { url } of requests) {
    const named = new URL(url).searchParams.getAll("credentialId");
    ok(named.length < 2, `names the connections ${named}`);
  }
}

async function readsEveryShape(context) {
  const contact = { id: "c-1", lastName: "L", deep: { list: [1] } };
  const rows = [contact];
  for (const body of [{ contacts: rows }, { data: rows }, rows]) {
    const { alloy } = answeringContacts(context, body);
    same(
      await alloy.CRM.listContacts(),
      { data: rows, contacts: rows },
      "contacts, and nothing beside them",
    );
  }
  const paged = { contacts: rows, next: "n", total: 7 };
  const found = await answeringContacts(context, paged).alloy.CRM.listContacts();
  same([found.next, found.total], ["n", 7], "what else the answer has");
  for (const body of [{ contact }, contact]) {
    const { alloy } = answeringContacts(context, body);
    for (const call of [CALLS.createContact, CALLS.updateContact]) {
      const made = await call(alloy);
      same([made.data, made.contact], [contact, contact], "a contact");
    }
  }
  for (const [name, call] of Object.entries(CALLS)) {
    for (const body of [null, 7, "text", ...(name === "listContacts" ? [{}] : [[]])]) {
      const { alloy } = answeringContacts(context, body);
      await context.rejects(() => call(alloy), "AlloyProtocolError", { status: 200 });
    }
  }
}

async function encodesIds(context) {
  for (const id of ["a b", "a/b?c#d", "ü 東 🚀", "%2e"]) {
    const { alloy, requests } = answeringContacts(context, { contact: { id } });
    await alloy.CRM.updateContact(id, { lastName: "L" });
    const { url, body } = requests.at(-1);
    ok(url.includes(`${CONTACTS}/${encodeURIComponent(id)}?credentialId=connection-1`), url);
    same(JSON.parse(body), { lastName: "L" }, "body");
  }
}

function isOneObject(context) {
  const alloy = context.faulty("unused");
  const { listContacts } = alloy.CRM;
  equal(typeof listContacts, "function", "a method");
  ok(alloy.CRM !== alloy.forUser("user-2").CRM, "a view has its own");
  equal(typeof alloy.forUser("user-2").CRM.createContact, "function", "a view's method");
}
