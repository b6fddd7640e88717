import { invalidInput, notFound } from "../../answers.js";
import type { JsonObject } from "../../json.js";
import type { Collection, Execution } from "../connector.js";
import { parseContactFields, type Contact, type Contacts } from "./contacts.js";

/** The contacts as the Unified API offers them. */
export function unifiedContacts(contactsOf: (userId: string) => Contacts): Collection {
  return {
    list: ({ userId, query }) => contactsOf(userId).list().filter(withinTimes(query)),
    create({ userId, body, effect }: Execution) {
      requireLastName(body);
      const contact = contactsOf(userId).create(parseContactFields(body));
      effect("contact.created", contact.id);
      return contact;
    },
    update({ userId, path, body, effect }: Execution) {
      const contacts = contactsOf(userId);
      const contact = contacts.get(path.id ?? "");
      if (!contact) throw notFound("Contact not found");
      if ("lastName" in body) requireLastName(body);
      const updated = contacts.update(contact, parseContactFields(body));
      effect("contact.updated", contact.id);
      return updated;
    },
  };
}

function requireLastName({ lastName }: Readonly<JsonObject>): void {
  if (typeof lastName !== "string" || lastName === "") throw invalidInput("lastName is required");
}

/** By the Unified API's filters: `remoteCreatedAtMin` and its like. */
function withinTimes(query: Readonly<JsonObject>): (contact: Contact) => boolean {
  const time = (name: string, otherwise: number) => {
    if (query[name] === undefined) return otherwise;
    const given = Date.parse(String(query[name]));
    if (Number.isNaN(given)) throw invalidInput(`${name} must be a date`);
    return given;
  };
  const bounds = (["remoteCreatedAt", "remoteUpdatedAt"] as const).map((member) => ({
    member,
    min: time(`${member}Min`, -Infinity),
    max: time(`${member}Max`, Infinity),
  }));
  return (contact) =>
    bounds.every(({ member, min, max }) => {
      const at = Date.parse(contact[member]);
      return at >= min && at <= max;
    });
}
