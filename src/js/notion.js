// Notion's actions under the guide's names.

import { listOf, lie } from "./paginate.js";
import { expected, fieldsOf, flag, guard, id, invalid, isMissing, isPlain } from "./readers.js";

const NOTION = "notion";

export class NotionClient {
  // Spelt out, because minifiers rename classes.
  static name = "NotionClient";
  #alloy;
  #connectionId;

  constructor(alloy, connectionId) {
    if (typeof alloy?.executeAction !== "function") {
      expected("alloy", "an AlloyConnectivity", alloy, invalid);
    }
    this.#alloy = alloy;
    if (!isMissing(connectionId)) this.#connectionId = required("connectionId", connectionId);
  }

  async executeAction(actionId, parameters = {}, options) {
    return this.#execute(actionId, parameters, options, false);
  }

  async searchPages(query, filter, options) {
    const parameters = {
      query: query ?? undefined,
      filter: filter ?? { value: "page", property: "object" },
    };
    return await this.#list("post-search", parameters, options);
  }

  async getPage(pageId, options) {
    return this.#execute("get-page", { page_id: required("pageId", pageId) }, options, true);
  }

  async createPage(pageData, options) {
    return this.#execute("post-page", merge("pageData", pageData), options, false);
  }

  async updatePage(pageId, updates, options) {
    const own = { page_id: required("pageId", pageId) };
    return this.#execute("patch-page", merge("updates", updates, own), options, false);
  }

  async getDatabase(databaseId, options) {
    const parameters = { database_id: required("databaseId", databaseId) };
    return this.#execute("get-database", parameters, options, true);
  }

  async queryDatabase(databaseId, query, options) {
    const own = { database_id: required("databaseId", databaseId) };
    return await this.#list("query-database", merge("query", query ?? {}, own), options);
  }

  #execute(actionId, parameters, options, isRead, whole) {
    const field = fieldsOf(options, "options.", invalid);
    // Inherited, so that each option is still read, and checked, by the call itself.
    return this.#alloy.executeAction(NOTION, actionId, parameters, {
      __proto__: options,
      connectionId: field("connectionId", id) ?? this.#connectionId,
      // A read, although it is a POST, may be asked twice.
      idempotent: field("idempotent", flag) ?? isRead,
      withResponse: whole ?? field("withResponse", flag),
    });
  }

  /** The array that the guide takes a page of results for, with what Notion says of the next. */
  async #list(actionId, parameters, options) {
    const answer = await this.#execute(actionId, parameters, options, true, true);
    const page = answer.data;
    const list = listOf(page);
    if (!list) throw lie(answer, "The answer has no list of results", undefined, NOTION, actionId);
    // Not enumerable: the array equals one of the same results.
    Object.defineProperties(list, {
      has_more: { value: page.has_more ?? false },
      next_cursor: { value: page.next_cursor ?? null },
    });
    return options?.withResponse ? { ...answer, data: list } : list;
  }
}

const required = (argument, value) => guard(argument, invalid, () => id(argument, value, invalid));

/** The caller's fields, and over them what the arguments name. */
const merge = (argument, value, own) =>
  guard(argument, invalid, () => {
    if (!isPlain(value)) expected(argument, "a plain object", value, invalid);
    return { ...value, ...own };
  });
