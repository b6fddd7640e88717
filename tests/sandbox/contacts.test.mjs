import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { assertCoded, openSandbox, openVia, WAYS } from "./calls.mjs";

const MEMBERS = [
  ...["id", "remoteId", "firstName", "lastName", "account", "addresses", "emailAddresses"],
  ...["phoneNumbers", "lastActivityAt", "remoteCreatedAt", "remoteUpdatedAt", "remoteDeleted"],
  ...["createdAt", "updatedAt"],
];
const PATH = "/one/crm/contacts";

/** A user's HubSpot, by the Unified API and by its own actions. */
async function connected(opened) {
  const { call } = opened;
  const credentialId = await opened.connect("hubspot");
  const query = `?credentialId=${credentialId}`;
  return {
    ...opened,
    credentialId,
    list: (more = "") => call("GET", `${PATH}${query}${more}`),
    create: (contact) => call("POST", `${PATH}${query}`, contact),
    update: (id, contact) => call("PUT", `${PATH}/${id}${query}`, contact),
    run: (actionId, parameters) =>
      call("POST", `/connectors/hubspot/actions/${actionId}`, { credentialId, parameters }),
  };
}

const open = (options) => connected(openSandbox(options));
const namesOf = ({ body }) => body.contacts.map(({ firstName }) => firstName);

for (const way of Object.keys(WAYS)) {
  describe(`a contact, ${way}`, () => {
    for (const dialect of ["guide", "reference", "both"]) {
      it(`is created, listed and updated in ${dialect}`, async (test) => {
        const { sandbox, list, create, update } = await connected(
          await openVia(test, way, { dialect }),
        );
        sandbox.journal.clear();
        const before = await list();
        assert.deepEqual(namesOf(before), ["Ada", "Grace", "Alan"]);
        for (const contact of before.body.contacts) assert.deepEqual(Object.keys(contact), MEMBERS);
        const fields = {
          firstName: "Emmy",
          lastName: "Noether",
          emailAddresses: [{ emailAddressType: "work", emailAddress: "emmy@example.com" }],
        };
        const created = await create({ ...fields, nickname: "not kept" });
        assert.deepEqual(Object.keys(created.body), ["contact"]);
        const { contact } = created.body;
        assert.deepEqual(Object.keys(contact), MEMBERS);
        assert.deepEqual({ ...contact, ...fields }, contact);
        const updated = (await update(contact.id, { lastName: "N." })).body.contact;
        assert.equal(updated.lastName, "N.");
        assert.ok(updated.remoteUpdatedAt > contact.remoteUpdatedAt);
        assert.deepEqual(updated.emailAddresses, fields.emailAddresses);
        assert.deepEqual((await list()).body.contacts.at(-1), updated);
        assert.deepEqual(
          sandbox.journal.effects.map(({ kind, id, connectorId }) => [kind, id, connectorId]),
          [
            ["contact.created", contact.id, "hubspot"],
            ["contact.updated", contact.id, "hubspot"],
          ],
        );
        assert.equal(sandbox.journal.requests.at(-1).connectorId, "hubspot");
      });
    }
  });
}

describe("contacts", () => {
  it("are each user's own", async () => {
    const { sandbox, call, connect, list, create, credentialId } = await open();
    await create({ lastName: "Noether" });
    const [, other] = sandbox.users;
    const foreign = await connect("hubspot", other);
    const theirs = await call("GET", `${PATH}?credentialId=${foreign}`, undefined, {
      userId: other,
    });
    assert.equal(theirs.body.contacts.length, 3);
    assert.equal((await list()).body.contacts.length, 4);
    const mixed = await call("GET", `${PATH}?credentialId=${credentialId}`, undefined, {
      userId: other,
    });
    assertCoded(mixed, 400, "INVALID_INPUT", /^Credential not found$/);
  });

  it("are found by when they were made and changed", async () => {
    let time = Date.parse("2024-05-01T00:00:00Z");
    const { list, create, update } = await open({ now: () => time });
    await list();
    time = Date.parse("2024-05-02T00:00:00Z");
    const { contact } = (await create({ firstName: "Emmy", lastName: "Noether" })).body;
    time = Date.parse("2024-05-03T00:00:00Z");
    await update(contact.id, { firstName: "E." });
    const names = async (more) => namesOf(await list(more));
    assert.deepEqual(await names("&remoteCreatedAtMin=2024-05-02T00:00:00Z"), ["E."]);
    assert.deepEqual(await names("&remoteUpdatedAtMin=2024-05-03T00:00:00Z"), ["E."]);
    assert.deepEqual(await names("&remoteUpdatedAtMin=2024-05-04"), []);
    assert.equal((await names("&remoteCreatedAtMax=2024-05-01T12:00:00Z")).length, 3);
    const wrong = await list("&remoteUpdatedAtMax=soon");
    assertCoded(wrong, 400, "INVALID_INPUT", /^remoteUpdatedAtMax must be a date$/);
  });

  it("are refused with what is missing, wrong or not there", async () => {
    const { sandbox, list, create, update } = await open();
    const [{ id }] = (await list()).body.contacts;
    sandbox.journal.clear();
    for (const [answer, message] of [
      [await create({ title: "New Page", content: "x" }), /^lastName is required$/],
      [await create({ lastName: "" }), /^lastName is required$/],
      [await update(id, { lastName: null }), /^lastName is required$/],
      [await update(id, { firstName: 7 }), /^firstName must be a string$/],
      [await create({ lastName: "x", phoneNumbers: "1" }), /^phoneNumbers must be an array/],
    ]) {
      assertCoded(answer, 400, "INVALID_INPUT", message);
    }
    const unknown = await update("x", { lastName: "x" });
    assertCoded(unknown, 404, "NOT_FOUND", /^Contact not found$/);
    assert.deepEqual(sandbox.journal.effects, []);
  });

  it("need a credential of a CRM", async () => {
    const { call, connect } = openSandbox();
    const missing = await call("GET", PATH);
    assertCoded(missing, 400, "INVALID_INPUT", /^credentialId is required$/);
    const unknown = await call("GET", `${PATH}?credentialId=x`);
    assertCoded(unknown, 400, "INVALID_INPUT", /^Credential not found$/);
    const query = `?credentialId=${await connect("notion")}`;
    for (const answer of [
      await call("GET", `${PATH}${query}`),
      await call("POST", `${PATH}${query}`, { lastName: "x" }),
      await call("PUT", `${PATH}/x${query}`, { lastName: "x" }),
    ]) {
      assertCoded(answer, 400, "UNSUPPORTED_APP", /^Notion is not a CRM app$/);
    }
  });
});

describe("HubSpot's own actions", () => {
  it("see and change the same contacts", async () => {
    const { sandbox, list, run } = await open();
    const [ada] = (await list()).body.contacts;
    const properties = { lastname: "Noether", email: "emmy@example.com", phone: "1" };
    const { body: made } = await run("create-contact", { properties });
    assert.equal(made.properties.lastname, "Noether");
    const { contacts } = (await list()).body;
    assert.equal(contacts.at(-1).remoteId, made.id);
    assert.equal(contacts.at(-1).emailAddresses[0].emailAddress, "emmy@example.com");
    const changed = await run("update-contact", {
      contactId: ada.remoteId,
      properties: { firstname: "A." },
    });
    assert.equal(changed.body.properties.firstname, "A.");
    assert.equal((await list()).body.contacts[0].firstName, "A.");
    assert.deepEqual(
      sandbox.journal.effects.slice(1).map(({ kind }) => kind),
      ["contact.created", "contact.updated"],
    );
  });

  it("list them page by page", async () => {
    const { run } = await open();
    const page = async (parameters) => (await run("list-contacts", parameters)).body;
    const first = await page({ limit: 2 });
    assert.deepEqual(
      first.results.map(({ properties }) => properties.firstname),
      ["Ada", "Grace"],
    );
    const second = await page({ limit: 2, after: first.paging.next.after });
    assert.deepEqual(
      second.results.map(({ properties }) => properties.firstname),
      ["Alan"],
    );
    assert.equal(second.paging, undefined);
    assert.equal((await page({})).results.length, 3);
  });

  it("refuse what is wrong", async () => {
    const { run } = await open();
    for (const [actionId, parameters, message] of [
      ["list-contacts", { limit: 101 }, /^limit must be/],
      ["list-contacts", { after: "x" }, /^after is not a cursor/],
      ["create-contact", {}, /^properties must be an object$/],
      ["create-contact", { properties: { age: "7" } }, /^Property "age" does not exist$/],
      ["create-contact", { properties: { email: 7 } }, /^Property "email" must be a string$/],
    ]) {
      assertCoded(await run(actionId, parameters), 400, "VALIDATION_ERROR", message);
    }
    const unknown = await run("update-contact", { contactId: "7", properties: {} });
    assertCoded(unknown, 404, "OBJECT_NOT_FOUND", /7/);
  });
});
