import type { Execution } from "../connector.js";
import { isObject } from "../../json.js";
import { unfit } from "./failures.js";
import { databaseObject, titleOf, type Database, type Page } from "./objects.js";
import { listPage } from "./paging.js";
import { parseDirection } from "./sorts.js";
import type { Workspace } from "./workspace.js";

/** Finds pages and databases by title, the last edited first. */
export function search(workspace: Workspace, { body }: Execution) {
  const { query = "", filter, sort } = body;
  if (typeof query !== "string") throw unfit("body.query", "a string or `undefined`", query);
  const wanted = parseObjectFilter(filter);
  const direction = parseSort(sort);
  const text = query.trim().toLowerCase();
  const found = workspace
    .items()
    .filter((item) => !item.archived && (wanted === null || item.object === wanted))
    .filter((item) => titleOf(item).toLowerCase().includes(text))
    .sort((a, b) => direction * a.last_edited_time.localeCompare(b.last_edited_time));
  return listPage(found, body, asObject);
}

function asObject(item: Page | Database): object {
  return item.object === "page" ? item : databaseObject(item);
}

function parseObjectFilter(filter: unknown): "page" | "database" | null {
  if (filter === undefined) return null;
  if (!isObject(filter)) throw unfit("body.filter", "an object", filter);
  const { property, value } = filter;
  if (property !== "object") throw unfit("body.filter.property", '`"object"`', property);
  if (value !== "page" && value !== "database") {
    throw unfit("body.filter.value", '`"page"` or `"database"`', value);
  }
  return value;
}

function parseSort(sort: unknown): 1 | -1 {
  if (sort === undefined) return -1;
  if (!isObject(sort)) throw unfit("body.sort", "an object", sort);
  const { timestamp, direction = "descending" } = sort;
  if (timestamp !== undefined && timestamp !== "last_edited_time") {
    throw unfit("body.sort.timestamp", '`"last_edited_time"`', timestamp);
  }
  return parseDirection(direction, "body.sort.direction");
}
