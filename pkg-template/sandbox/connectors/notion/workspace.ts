import type { Ids } from "../../ids.js";
import type { JsonObject } from "../../json.js";
import { objectNotFound, validationError } from "./failures.js";
import { parseDecoration, urlOf, type Database, type Page, type Parent } from "./objects.js";

/** One user's Notion. */
export class Workspace {
  readonly ids: Ids;
  readonly #pages = new Map<string, Page>();
  /** The text below a page's title, by the page's id. */
  readonly #contents = new Map<string, string>();
  readonly #databases = new Map<string, Database>();
  readonly #bot: { readonly object: "user"; readonly id: string };
  readonly #stamp: () => string;

  constructor(ids: Ids, stamp: () => string) {
    this.ids = ids;
    this.#stamp = stamp;
    this.#bot = { object: "user", id: ids.uuid() };
  }

  /** Pages and databases, oldest first. */
  items(): (Page | Database)[] {
    return [...this.#pages.values(), ...this.#databases.values()];
  }

  /** Oldest first. */
  pages(): Page[] {
    return [...this.#pages.values()];
  }

  rows(databaseId: string): Page[] {
    return this.pages().filter(
      ({ parent }) => parent.type === "database_id" && parent.database_id === databaseId,
    );
  }

  page(id: string): Page {
    const page = this.#pages.get(id);
    if (page) return page;
    if (!this.#databases.has(id)) throw objectNotFound("page", id);
    throw validationError(
      `Provided ID ${id} is a database, not a page. Use the retrieve database API instead.`,
    );
  }

  database(id: string): Database {
    const database = this.#databases.get(id);
    if (database) return database;
    if (!this.#pages.has(id)) throw objectNotFound("database", id);
    throw validationError(
      `Provided database_id ${id} is a page, not a database. Use the pages API instead, or pass the ID of the database itself.`,
    );
  }

  /** The database of a page that is one of its rows. */
  databaseAbove(parent: Parent): Database | null {
    return parent.type === "database_id" ? this.database(parent.database_id) : null;
  }

  /** The members that a new page or database shares with every other. */
  newItem(parent: Parent, title: string, { icon = null, cover = null }: JsonObject) {
    if (parent.type === "page_id") requireUnarchived(this.page(parent.page_id));
    const id = this.ids.uuid();
    const time = this.#stamp();
    return {
      id,
      created_time: time,
      last_edited_time: time,
      created_by: this.#bot,
      last_edited_by: this.#bot,
      cover: parseDecoration(cover, "body.cover"),
      icon: parseDecoration(icon, "body.icon"),
      parent,
      archived: false,
      in_trash: false,
      url: urlOf(id, title),
      public_url: null,
    };
  }

  editedNow() {
    return { last_edited_time: this.#stamp(), last_edited_by: this.#bot };
  }

  savePage(page: Page): Page {
    this.#pages.set(page.id, page);
    return page;
  }

  content(pageId: string): string {
    return this.#contents.get(pageId) ?? "";
  }

  saveContent(pageId: string, content: string): void {
    this.#contents.set(pageId, content);
  }

  saveDatabase(database: Database): Database {
    this.#databases.set(database.id, database);
    return database;
  }
}

export function requireUnarchived({ archived }: Page): void {
  if (!archived) return;
  throw validationError(
    "Can't edit block that is archived. You must unarchive the block before editing.",
  );
}
