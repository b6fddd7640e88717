// What Notion gives, as of its version 2022-06-28: the members that may be relied on, and any other.

import type { OpenString } from "./client.js";

/** One page of a list. */
export interface NotionList<Item> {
  /** The items of this page of the list. */
  results: Item[];
  /** Whether there are more. */
  has_more: boolean;
  /** Where the next page begins. */
  next_cursor: string | null;
  [field: string]: unknown;
}

/** What pages and databases have in common. */
interface NotionItem {
  /** Notion's id for it. */
  id: string;
  /** ISO 8601. */
  created_time: string;
  /** ISO 8601. */
  last_edited_time: string;
  /** Where it stands. */
  parent: NotionParent;
  /** Whether it is in the trash. */
  archived: boolean;
  /** Its address in Notion. */
  url: string;
  [field: string]: unknown;
}

/** A page. */
export interface NotionPage extends NotionItem {
  /** What kind of object it is. */
  object: "page";
  /** By name. */
  properties: Record<string, NotionProperty>;
}

/** A database. */
export interface NotionDatabase extends NotionItem {
  /** What kind of object it is. */
  object: "database";
  /** What it is called. */
  title: NotionRichText[];
  /** Its columns, by name. */
  properties: Record<string, NotionProperty>;
}

/** Where a page or a database stands. */
export interface NotionParent {
  /** Which of the others says where. */
  type: OpenString<"workspace" | "page_id" | "database_id">;
  /** `true` at the top of the workspace. */
  workspace?: boolean;
  /** The page that it stands below. */
  page_id?: string;
  /** The database that it is a row of. */
  database_id?: string;
  [field: string]: unknown;
}

/** A page's property, or a database's column: what it is stands under the name of its `type`. */
export interface NotionProperty {
  /** Notion's id for it, which outlives a change of name. */
  id: string;
  /** What kind of value it holds. */
  type: OpenString<"title" | "rich_text" | "number" | "select" | "checkbox" | "date" | "url">;
  [value: string]: unknown;
}

/** A piece of text in one format. */
export interface NotionRichText {
  /** What kind of piece it is. */
  type: OpenString<"text" | "mention" | "equation">;
  /** The text without its format. */
  plain_text: string;
  /** Where it links to, if anywhere. */
  href: string | null;
  [field: string]: unknown;
}

// Keeps what is not exported here from being so all the same.
export {};
