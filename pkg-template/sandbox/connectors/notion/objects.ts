import type { JsonObject } from "../../json.js";
import { isObject } from "../../json.js";
import { unfit } from "./failures.js";
import type { PropertySchema, PropertyTypeName } from "./properties.js";
import { plainText, type RichText } from "./rich-text.js";

export type Parent =
  | { readonly type: "workspace"; readonly workspace: true }
  | { readonly type: "page_id"; readonly page_id: string }
  | { readonly type: "database_id"; readonly database_id: string };

/** What pages and databases have in common. */
interface Item {
  readonly id: string;
  readonly created_time: string;
  readonly last_edited_time: string;
  readonly created_by: UserReference;
  readonly last_edited_by: UserReference;
  readonly cover: unknown;
  readonly icon: unknown;
  readonly parent: Parent;
  readonly archived: boolean;
  readonly in_trash: boolean;
  readonly url: string;
  readonly public_url: null;
}

export interface UserReference {
  readonly object: "user";
  readonly id: string;
}

/** A value together with its type, under whose name it stands. */
export type PropertyValue = { readonly id: string; readonly type: PropertyTypeName } & JsonObject;

/** A page just as Notion gives it. */
export interface Page extends Item {
  readonly object: "page";
  readonly properties: Readonly<Record<string, PropertyValue>>;
}

/** A database; `databaseObject` makes of it what Notion gives. */
export interface Database extends Item {
  readonly object: "database";
  readonly title: readonly RichText[];
  readonly description: readonly RichText[];
  readonly is_inline: boolean;
  readonly schemas: readonly PropertySchema[];
}

export function databaseObject({ schemas, ...database }: Database) {
  const properties = schemas.map(({ id, name, type, configuration }) => [
    name,
    { id, name, type, [type]: configuration },
  ]);
  return { ...database, properties: Object.fromEntries(properties) as JsonObject };
}

export function titleOf(item: Page | Database): string {
  if (item.object === "database") return plainText(item.title);
  const title = Object.values(item.properties).find(({ type }) => type === "title");
  return plainText((title?.title ?? []) as RichText[]);
}

const UUID = /^[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}$/i;

/** An id as Notion takes it, with or without dashes. */
export function parseId(value: unknown, at: string): string {
  if (typeof value !== "string" || !UUID.test(value)) throw unfit(at, "a valid uuid", value);
  const hex = value.replaceAll("-", "").toLowerCase();
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

export function urlOf(id: string, title: string): string {
  const slug = title.replace(/[^A-Za-z0-9]+/g, "-").replace(/^-|-$/g, "");
  return `https://www.notion.so/${slug === "" ? "" : `${slug}-`}${id.replaceAll("-", "")}`;
}

/** The parent that a caller names: its kind may be given by the member alone. */
export function parseParent(value: unknown): Parent {
  if (value === undefined) throw unfit("body.parent", "defined", value);
  if (!isObject(value)) throw unfit("body.parent", "an object", value);
  if (value.page_id !== undefined) {
    return { type: "page_id", page_id: parseId(value.page_id, "body.parent.page_id") };
  }
  if (value.database_id !== undefined) {
    const database_id = parseId(value.database_id, "body.parent.database_id");
    return { type: "database_id", database_id };
  }
  if (value.workspace !== true) {
    throw unfit("body.parent", "a page_id, a database_id or the workspace", value);
  }
  return { type: "workspace", workspace: true };
}

/** An icon or a cover: kept as it was given. */
export function parseDecoration(value: unknown, at: string): unknown {
  if (value === null || isObject(value)) return value;
  throw unfit(at, "an object or `null`", value);
}
