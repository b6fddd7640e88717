// What Notion gives, as of its version 2022-06-28: the members that may be relied on, and any other.

import type { OpenString } from "./client.js";

/** One page of a list. */
export interface NotionList<Item> {
  results: Item[];
  /** Whether there are more. */
  has_more: boolean;
  /** Where the next page begins. */
  next_cursor: string | null;
  [field: string]: unknown;
}

/** What pages and databases have in common. */
interface NotionItem {
  id: string;
  /** ISO 8601. */
  created_time: string;
  /** ISO 8601. */
  last_edited_time: string;
  parent: NotionParent;
  archived: boolean;
  url: string;
  [field: string]: unknown;
}

/** A page. */
export interface NotionPage extends NotionItem {
  object: "page";
  /** By name. */
  properties: Record<string, NotionProperty>;
}

/** A database. */
export interface NotionDatabase extends NotionItem {
  object: "database";
  title: NotionRichText[];
  /** Its columns, by name. */
  properties: Record<string, NotionProperty>;
}

/** Where a page or a database stands. */
export interface NotionParent {
  type: OpenString<"workspace" | "page_id" | "database_id">;
  workspace?: boolean;
  page_id?: string;
  database_id?: string;
  [field: string]: unknown;
}

/** A page's property, or a database's column: what it is stands under the name of its `type`. */
export interface NotionProperty {
  id: string;
  type: OpenString<"title" | "rich_text" | "number" | "select" | "checkbox" | "date" | "url">;
  [value: string]: unknown;
}

/** A piece of text in one format. */
export interface NotionRichText {
  type: OpenString<"text" | "mention" | "equation">;
  /** The text without its format. */
  plain_text: string;
  href: string | null;
  [field: string]: unknown;
}

// Keeps what is not exported here from being so all the same.
export {};
