import type { Execution } from "../connector.js";
import type { Ids } from "../../ids.js";
import { isObject } from "../../json.js";
import { unfit, validationError } from "./failures.js";
import { parseFilter } from "./filters.js";
import { databaseObject, parseId, parseParent, type Database } from "./objects.js";
import { listPage } from "./paging.js";
import { withOnly } from "./pages.js";
import { isPropertyType, propertyType, type PropertySchema } from "./properties.js";
import { parseRichText, plainText } from "./rich-text.js";
import { parseSorts } from "./sorts.js";
import type { Workspace } from "./workspace.js";

export function createDatabase(workspace: Workspace, { body, effect }: Execution) {
  const parent = parseParent(body.parent);
  if (parent.type === "database_id") {
    throw unfit("body.parent.type", '`"page_id"` or `"workspace"`', parent.type);
  }
  const title = parseRichText(body.title ?? [], "body.title");
  const { is_inline = false } = body;
  if (typeof is_inline !== "boolean") throw unfit("body.is_inline", "a boolean", is_inline);
  const database = workspace.saveDatabase({
    object: "database",
    title,
    description: parseRichText(body.description ?? [], "body.description"),
    is_inline,
    schemas: parseSchemas(body.properties, workspace.ids),
    ...workspace.newItem(parent, plainText(title), body),
  });
  effect("database.created", database.id);
  return databaseObject(database);
}

export function retrieveDatabase(workspace: Workspace, execution: Execution) {
  return databaseObject(findDatabase(workspace, execution));
}

export function queryDatabase(workspace: Workspace, execution: Execution) {
  const { body, query } = execution;
  const { id, schemas } = findDatabase(workspace, execution);
  const matches = parseFilter(body.filter, schemas);
  const rows = workspace
    .rows(id)
    .filter((row) => !row.archived && matches(row))
    .sort(parseSorts(body.sorts, schemas));
  return listPage(rows, body, (row) => withOnly(row, query.filter_properties));
}

function findDatabase(workspace: Workspace, { path }: Execution): Database {
  return workspace.database(parseId(path.database_id, "path.database_id"));
}

function parseSchemas(given: unknown, ids: Ids): PropertySchema[] {
  if (!isObject(given)) throw unfit("body.properties", given ? "an object" : "defined", given);
  const schemas = Object.entries(given).map(([name, property]) => parseSchema(name, property, ids));
  if (schemas.filter(({ type }) => type === "title").length !== 1) {
    throw validationError("A database must have exactly one title property.");
  }
  return schemas;
}

function parseSchema(name: string, property: unknown, ids: Ids): PropertySchema {
  const at = `body.properties.${name}`;
  if (!isObject(property)) throw unfit(at, "an object", property);
  const type = Object.keys(property).find(isPropertyType);
  if (!type) throw unfit(at, "a property of a type that exists", property);
  const given = property[type];
  if (!isObject(given)) throw unfit(`${at}.${type}`, "an object", given);
  const configuration = propertyType(type).configure?.(given, `${at}.${type}`, ids) ?? {};
  return { id: type === "title" ? "title" : ids.alphanumeric(4), name, type, configuration };
}
