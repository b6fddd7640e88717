// Contacts, under the name that they have in the guide's older SDK: the Unified API's, or, with a Notion
// connection, pages.

import { idsOf, optional, record, required } from "./arguments.js";
import { item, rows } from "./endpoints.js";
import { ask, ownOf, stepsOf } from "./engine.js";
import { Store } from "./memory.js";
import { lie } from "./paginate.js";
import { invalid, json, misconfigured, plain, query } from "./readers.js";

const PAGED = "notion";

export class Contacts {
  #client;
  // By the id of a connection, which connector it is of: that never changes.
  #connectors = new Store();

  constructor(client) {
    this.#client = client;
  }

  async listContacts(given, options) {
    const { options: checked, filter } = record(options, () => ({
      filter: optional("query", given, filterOf),
    }));
    const pages = { property: "object", value: "page" };
    const search = () => ["post-search", { ...filter, filter: pages }];
    return await this.#perform("listContacts", checked, { filter }, search, "contacts");
  }

  async createContact(contact, options) {
    const { options: checked, body } = record(options, () => bodyOf(contact));
    const create = () => ["post-page", pageOf(JSON.parse(body))];
    return await this.#perform("createContact", checked, { body }, create, "contact");
  }

  async updateContact(contactId, contact, options) {
    const { options: checked, ...own } = record(options, () => ({
      ...idsOf({ contactId }),
      ...bodyOf(contact),
    }));
    const patch = () => ["patch-page", pageOf(JSON.parse(own.body), contactId)];
    return await this.#perform("updateContact", checked, own, patch, "contact");
  }

  /** Asks whichever has the contacts of the connection. They are called `data` too, as the guide does. */
  async #perform(name, options, { filter, ...given }, page, field) {
    const client = this.#client;
    const connectionId = options?.connectionId ?? ownOf(client).connectionId;
    if (!connectionId) misconfigured("Connection", "not yet established");
    const step = stepsOf(client, options, `CRM.${name}`);
    const isList = field === "contacts";

    let answer, data, beside;
    if ((await this.#connectorOf(connectionId, step)) === PAGED) {
      const [actionId, parameters] = page();
      const own = step({ connectionId, withResponse: true, ...(isList && { idempotent: true }) });
      answer = await client.executeAction(PAGED, actionId, parameters, own);
      data = (isList ? rows("results") : item())(answer.data);
      if (!data) throw lie(answer, "The answer has no page", undefined, PAGED, actionId);
    } else {
      const credential = { credentialId: connectionId };
      const whole = query("query", { ...credential, ...filter, ...credential }, invalid);
      const asked = { ...given, query: whole, options: step({ withResponse: true }) };
      answer = await ask(client, `CRM.${name}`, asked, (isList ? rows : item)(field));
      ({ data } = answer);
      if (data !== answer.raw) beside = answer.raw;
    }
    const result = { ...beside, data, [field]: data };
    return options?.withResponse ? { ...answer, data: result } : result;
  }

  async #connectorOf(connectionId, step) {
    if (!this.#connectors.has(connectionId)) {
      const { connectorId } = await this.#client.getConnection(
        connectionId,
        step({ withResponse: false }),
      );
      this.#connectors.set(connectionId, connectorId);
    }
    return this.#connectors.get(connectionId);
  }
}

function filterOf(argument, value, refuse) {
  query(argument, value, refuse);
  return plain(argument, value, refuse);
}

const bodyOf = (contact) => ({ body: required("contact", contact, json) });

/** The parameters of Notion's post-page or, with the id of a page, of patch-page. */
function pageOf({ title, content, ...page }, pageId) {
  const refuse = (expectation) => invalid("contact", `${expectation} (with a Notion connection)`);
  if (typeof (title ?? "") !== "string") refuse("must have a title that is a string");
  if (typeof (content ?? "") !== "string") refuse("must have a content that is a string");
  if (!title && !page.properties) refuse("must have a title or properties");
  if (content && pageId) refuse("cannot change its content: patch-page takes properties alone");
  if (pageId) page.page_id = pageId;
  else page.parent ??= { type: "workspace", workspace: true };
  // By its id, which is the same in every database, whatever the property is called there.
  if (title) page.properties = { ...page.properties, title: { title: richText(title) } };
  if (content) page.children = [paragraph(content)];
  return page;
}

const paragraph = (content) => ({
  object: "block",
  type: "paragraph",
  paragraph: { rich_text: richText(content) },
});

// Notion takes 2,000 characters in each. No surrogate pair is cut.
const richText = (text) =>
  text
    .match(/[^]{1,1999}[\udc00-\udfff]?/g)
    .map((content) => ({ type: "text", text: { content } }));
