import { coded } from "../../answers.js";
import { isObject, type JsonObject } from "../../json.js";
import type { State } from "../../state.js";
import { OAUTH2 } from "../authentication.js";
import type { Connector, Execution } from "../connector.js";
import { perUser } from "../per-user.js";
import { emailAddress, Contacts, type Contact, type ContactFields } from "./contacts.js";
import { unifiedContacts } from "./unified.js";

const MAX_LIMIT = 100;
const PROPERTIES = {
  type: "object",
  properties: Object.fromEntries(
    ["firstname", "lastname", "email", "phone"].map((name) => [name, { type: "string" }]),
  ),
};
const BODY = { type: "object", properties: { properties: PROPERTIES }, required: ["properties"] };

/** HubSpot, a CRM: its contacts by its own actions, and by the Unified API. */
export function hubspot(state: State): Connector {
  const contactsOf = perUser(
    (userId) => new Contacts(state.ids.fork(`hubspot/${userId}`), () => state.stamp()),
  );
  return {
    id: "hubspot",
    name: "HubSpot",
    category: ["crm"],
    icon: "https://cdn.runalloy.com/icons/hubspot.png",
    authentications: [OAUTH2],
    contacts: unifiedContacts(contactsOf),
    resources: [
      {
        id: "contacts",
        name: "Contacts",
        actions: [
          {
            id: "list-contacts",
            displayName: "List contacts",
            description: "Lists the contacts, oldest first",
            httpMethod: "get",
            path: "/crm/v3/objects/contacts",
            parameters: [
              {
                name: "limit",
                in: "query",
                required: false,
                description: "Contacts in a page",
                schema: { type: "integer", minimum: 1, maximum: MAX_LIMIT, default: 10 },
              },
              {
                name: "after",
                in: "query",
                required: false,
                description: "Where the next page begins",
                schema: { type: "string" },
              },
            ],
            run: (execution) => listContacts(contactsOf(execution.userId), execution),
          },
          {
            id: "create-contact",
            displayName: "Create a contact",
            description: "Adds a contact to the CRM",
            httpMethod: "post",
            path: "/crm/v3/objects/contacts",
            parameters: [],
            requestBody: BODY,
            run: (execution) => createContact(contactsOf(execution.userId), execution),
          },
          {
            id: "update-contact",
            displayName: "Update a contact",
            description: "Changes properties of a contact",
            httpMethod: "patch",
            path: "/crm/v3/objects/contacts/{contactId}",
            parameters: [
              {
                name: "contactId",
                in: "path",
                required: true,
                description: "The contact's id",
                schema: { type: "string" },
              },
            ],
            requestBody: BODY,
            run: (execution) => updateContact(contactsOf(execution.userId), execution),
          },
        ],
      },
    ],
  };
}

function listContacts(contacts: Contacts, { query }: Execution) {
  const limit = Number(query.limit ?? 10);
  if (!Number.isInteger(limit) || limit < 1 || limit > MAX_LIMIT) {
    throw validationError(`limit must be a whole number from 1 to ${MAX_LIMIT}`);
  }
  const all = contacts.list();
  const start = query.after === undefined ? 0 : startAfter(all, query.after);
  const page = all.slice(start, start + limit);
  const after = page.at(-1)?.remoteId;
  const isLast = after === undefined || start + limit >= all.length;
  return {
    results: page.map(contactObject),
    ...(isLast ? {} : { paging: { next: { after, link: `?after=${after}` } } }),
  };
}

function startAfter(all: readonly Contact[], after: unknown): number {
  const index = all.findIndex(({ remoteId }) => remoteId === String(after));
  if (index < 0) throw validationError("after is not a cursor of this list");
  return index + 1;
}

function createContact(contacts: Contacts, { body, effect }: Execution) {
  const contact = contacts.create(parseProperties(body.properties));
  effect("contact.created", contact.id);
  return contactObject(contact);
}

function updateContact(contacts: Contacts, { path, body, effect }: Execution) {
  const contact = contacts.list().find(({ remoteId }) => remoteId === path.contactId);
  if (!contact) throw coded(404, "OBJECT_NOT_FOUND", `No contact with the id ${path.contactId}`);
  const updated = contacts.update(contact, parseProperties(body.properties));
  effect("contact.updated", contact.id);
  return contactObject(updated);
}

/** HubSpot's flat properties as a contact has them. */
function parseProperties(given: unknown): Partial<ContactFields> {
  if (!isObject(given)) throw validationError("properties must be an object");
  for (const [name, value] of Object.entries(given)) {
    if (!Object.hasOwn(PROPERTIES.properties, name)) {
      throw validationError(`Property "${name}" does not exist`);
    }
    if (typeof value !== "string") throw validationError(`Property "${name}" must be a string`);
  }
  const { firstname, lastname, email, phone } = given as Record<string, string>;
  return {
    ...(firstname === undefined ? {} : { firstName: firstname }),
    ...(lastname === undefined ? {} : { lastName: lastname }),
    ...(email === undefined ? {} : { emailAddresses: [emailAddress(email)] }),
    ...(phone === undefined
      ? {}
      : { phoneNumbers: [{ phoneNumberType: "work", phoneNumber: phone }] }),
  };
}

/** A contact as HubSpot's own API gives it. */
function contactObject(contact: Contact): JsonObject {
  const { remoteId, remoteCreatedAt, remoteUpdatedAt } = contact;
  return {
    id: remoteId,
    properties: {
      firstname: contact.firstName,
      lastname: contact.lastName,
      email: contact.emailAddresses[0]?.emailAddress ?? null,
      phone: contact.phoneNumbers[0]?.phoneNumber ?? null,
      createdate: remoteCreatedAt,
      lastmodifieddate: remoteUpdatedAt,
      hs_object_id: remoteId,
    },
    createdAt: remoteCreatedAt,
    updatedAt: remoteUpdatedAt,
    archived: false,
  };
}

function validationError(message: string) {
  return coded(400, "VALIDATION_ERROR", message);
}
