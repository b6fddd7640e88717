// Notion's actions. Names and values are Notion's own, as of its version 2022-06-28.

import type { OpenString } from "./client.js";
import type { NotionDatabase, NotionList, NotionPage } from "./notion-objects.js";

/**
 * Notion's actions: the guide's six, and under the reference's ids the three that it names otherwise.
 * Add others by declaration merging, as {@link AlloyActions} shows.
 */
export interface NotionActions {
  /** Finds pages and databases by title. */
  "post-search": { parameters: NotionSearch; result: NotionList<NotionPage | NotionDatabase> };
  /** Gives a page; the reference calls it `retrieve-a-page`. */
  "get-page": { parameters: NotionPageReference; result: NotionPage };
  /** Creates a page. */
  "post-page": { parameters: NotionNewPage; result: NotionPage };
  /** Changes a page. */
  "patch-page": { parameters: NotionPageChanges; result: NotionPage };
  /** Gives a database; the reference calls it `retrieve-a-database`. */
  "get-database": { parameters: NotionDatabaseReference; result: NotionDatabase };
  /** Gives the rows of a database; the reference calls it `post-database-query`. */
  "query-database": { parameters: NotionDatabaseQuery; result: NotionList<NotionPage> };
  /** The reference's `get-page`. */
  "retrieve-a-page": { parameters: NotionPageReference; result: NotionPage };
  /** The reference's `get-database`. */
  "retrieve-a-database": { parameters: NotionDatabaseReference; result: NotionDatabase };
  /** The reference's `query-database`. */
  "post-database-query": { parameters: NotionDatabaseQuery; result: NotionList<NotionPage> };
}

/** Parameters with which Notion's lists are asked for page by page. */
export interface NotionPaging {
  /** Where the page begins: the `next_cursor` of the one before. */
  start_cursor?: string | undefined;
  /** Items in a page, 1 to 100. @defaultValue 100, Notion's */
  page_size?: number | undefined;
}

/** Parameters of `post-search`. */
export interface NotionSearch extends NotionPaging {
  /** A part of the title. */
  query?: string | undefined;
  /** Pages alone, or databases alone. */
  filter?: NotionSearchFilter | undefined;
  /** The order of what is found. */
  sort?: NotionSort | undefined;
}

/** What a search is narrowed to. */
export interface NotionSearchFilter {
  /** What is compared: `object` is all that Notion knows here. */
  property: OpenString<"object">;
  /** The only kind to find. */
  value: OpenString<"page" | "database">;
}

/** An order: by a database's property, or by a time. */
export interface NotionSort {
  /** A database's column, by its name. */
  property?: string | undefined;
  /** The time to go by, in place of a property. */
  timestamp?: OpenString<"created_time" | "last_edited_time"> | undefined;
  /** Which way. */
  direction?: OpenString<"ascending" | "descending"> | undefined;
}

/** Parameters of `get-page`. */
export interface NotionPageReference {
  /** The page's id. */
  page_id: string;
  /** Ids of the only properties to give. */
  filter_properties?: readonly string[] | undefined;
}

/** Where something stands: its `type`, and under the type's name what it is. */
export interface NotionParentInput {
  /** Which of the others says where. */
  type?: OpenString<"workspace" | "page_id" | "database_id"> | undefined;
  /** `true` for the top of the workspace. */
  workspace?: boolean | undefined;
  /** The page that it stands below. */
  page_id?: string | undefined;
  /** The database that it is a row of. */
  database_id?: string | undefined;
  [field: string]: unknown;
}

/** Parameters of `post-page`. */
export interface NotionNewPage {
  /** Where it is to stand. */
  parent: NotionParentInput;
  /** By the property's name or id; for a page that is in no database, `title` alone. */
  properties: object;
  /** Its content, as Notion's blocks. */
  children?: readonly object[] | undefined;
  /** An emoji or a file, as Notion has it. */
  icon?: object | null | undefined;
  /** A file, as Notion has it. */
  cover?: object | null | undefined;
}

/** What changes in a page. */
export interface NotionPageUpdates {
  /** By the property's name or id. */
  properties?: object | undefined;
  /** `true` puts the page into the trash, `false` takes it out. */
  archived?: boolean | undefined;
  /** The same, under Notion's later name. */
  in_trash?: boolean | undefined;
  /** An emoji or a file, as Notion has it; `null` takes it away. */
  icon?: object | null | undefined;
  /** A file, as Notion has it; `null` takes it away. */
  cover?: object | null | undefined;
}

/** Parameters of `patch-page`. */
export interface NotionPageChanges extends NotionPageUpdates {
  /** The page's id. */
  page_id: string;
}

/** Parameters of `get-database`. */
export interface NotionDatabaseReference {
  /** The database's id. */
  database_id: string;
}

/** What rows are asked for. */
export interface NotionQuery extends NotionPaging {
  /** Notion's filter: a condition on a property, or `and` and `or` of them. */
  filter?: object | undefined;
  /** The order of the rows: the first counts most. */
  sorts?: readonly NotionSort[] | undefined;
  /** Ids of the only properties to give. */
  filter_properties?: readonly string[] | undefined;
}

/** Parameters of `query-database`. */
export interface NotionDatabaseQuery extends NotionQuery {
  /** The database's id. */
  database_id: string;
}
