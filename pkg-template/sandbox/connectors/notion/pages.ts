import type { Execution } from "../connector.js";
import { isObject, type JsonObject } from "../../json.js";
import { textOfBlocks } from "./blocks.js";
import { unfit, validationError } from "./failures.js";
import { parseDecoration, parseId, parseParent, titleOf, urlOf } from "./objects.js";
import type { Database, Page, PropertyValue } from "./objects.js";
import { propertyType, type PropertySchema } from "./properties.js";
import { requireUnarchived, type Workspace } from "./workspace.js";

/** What a page has that is no row of a database. */
const TITLE_ONLY: PropertySchema = { id: "title", name: "title", type: "title", configuration: {} };

type Properties = Readonly<Record<string, PropertyValue>>;

export function createPage(workspace: Workspace, { body, effect }: Execution): Page {
  const parent = parseParent(body.parent);
  const database = workspace.databaseAbove(parent);
  const content = textOfBlocks(body.children, "body.children");
  const properties = {
    ...emptyProperties(schemasOf(database)),
    ...parseProperties(workspace, database, body.properties),
  };
  const title = titleOf({ object: "page", properties } as Page);
  const page = workspace.savePage({
    object: "page",
    ...workspace.newItem(parent, title, body),
    properties,
  });
  workspace.saveContent(page.id, content);
  effect("page.created", page.id);
  return page;
}

export function retrievePage(workspace: Workspace, { path, query }: Execution): Page {
  const page = workspace.page(parseId(path.page_id, "path.page_id"));
  return withOnly(page, query.filter_properties);
}

export function updatePage(workspace: Workspace, { path, body, effect }: Execution): Page {
  const page = workspace.page(parseId(path.page_id, "path.page_id"));
  const archived = body.archived ?? body.in_trash ?? page.archived;
  if (typeof archived !== "boolean") throw unfit("body.archived", "a boolean", archived);
  if (archived) requireUnarchived(page);
  const database = workspace.databaseAbove(page.parent);
  const properties = {
    ...page.properties,
    ...(body.properties === undefined ? {} : parseProperties(workspace, database, body.properties)),
  };
  const updated = {
    ...page,
    ...workspace.editedNow(),
    ...decorations(body),
    properties,
    archived,
    in_trash: archived,
  };
  effect("page.updated", page.id);
  return workspace.savePage({ ...updated, url: urlOf(page.id, titleOf(updated)) });
}

/** The page with those properties only whose ids are named. */
export function withOnly(page: Page, wanted: unknown): Page {
  if (wanted === undefined) return page;
  const ids = Array.isArray(wanted) ? wanted : String(wanted).split(",");
  const kept = Object.entries(page.properties).filter(([, { id }]) => ids.includes(id));
  return { ...page, properties: Object.fromEntries(kept) };
}

/** The column that a name or an id stands for. */
export function findSchema(schemas: readonly PropertySchema[], nameOrId: unknown) {
  return schemas.find(({ id, name }) => name === nameOrId || id === nameOrId);
}

function schemasOf(database: Database | null): readonly PropertySchema[] {
  return database?.schemas ?? [TITLE_ONLY];
}

function emptyProperties(schemas: readonly PropertySchema[]): Properties {
  return Object.fromEntries(
    schemas.map(({ id, name, type }) => [name, { id, type, [type]: propertyType(type).empty }]),
  );
}

function parseProperties(workspace: Workspace, database: Database | null, given: unknown) {
  if (!isObject(given)) throw unfit("body.properties", given ? "an object" : "defined", given);
  const parsed = Object.entries(given).map(([key, value]) => {
    const schema = findSchema(schemasOf(database), key);
    if (!schema) throw validationError(`${key} is not a property that exists.`);
    return [schema.name, parseProperty(workspace, schema, value, `body.properties.${key}`)];
  });
  return Object.fromEntries(parsed) as Properties;
}

function parseProperty(workspace: Workspace, schema: PropertySchema, given: unknown, at: string) {
  const { id, type, name } = schema;
  // A title may be given as the bare array.
  const property = type === "title" && Array.isArray(given) ? { title: given } : given;
  if (!isObject(property)) throw unfit(at, "an object", property);
  if (property[type] === undefined) throw validationError(`${name} is expected to be ${type}.`);
  const value = propertyType(type).parse(property[type], `${at}.${type}`, schema, workspace.ids);
  return { id, type, [type]: value };
}

function decorations(body: Readonly<JsonObject>) {
  const { icon, cover } = body;
  return {
    ...(icon === undefined ? {} : { icon: parseDecoration(icon, "body.icon") }),
    ...(cover === undefined ? {} : { cover: parseDecoration(cover, "body.cover") }),
  };
}
