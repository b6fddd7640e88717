import { isObject } from "../../json.js";
import { unfit, validationError } from "./failures.js";
import type { Page } from "./objects.js";
import { findSchema } from "./pages.js";
import { optionsOf, propertyType, type Plain, type PropertySchema } from "./properties.js";

type Order = (a: Page, b: Page) => number;

/** The order of a query's rows; rows that are equal keep the order in which they were made. */
export function parseSorts(sorts: unknown, schemas: readonly PropertySchema[]): Order {
  if (sorts === undefined) return () => 0;
  if (!Array.isArray(sorts)) throw unfit("body.sorts", "an array", sorts);
  const orders = sorts.map((sort, index) => parseSort(sort, schemas, `body.sorts[${index}]`));
  return (a, b) => orders.reduce((result, order) => result || order(a, b), 0);
}

export function parseDirection(direction: unknown, at: string): 1 | -1 {
  if (direction === "ascending") return 1;
  if (direction === "descending") return -1;
  throw unfit(at, '`"ascending"` or `"descending"`', direction);
}

function parseSort(sort: unknown, schemas: readonly PropertySchema[], at: string): Order {
  if (!isObject(sort)) throw unfit(at, "an object", sort);
  const direction = parseDirection(sort.direction ?? "ascending", `${at}.direction`);
  const key =
    sort.property === undefined ? timeKey(sort.timestamp, at) : propertyKey(sort.property, schemas);
  return (a, b) => {
    const [left, right] = [key(a), key(b)];
    // What is empty comes last, whatever the direction.
    if (isEmpty(left) || isEmpty(right)) return Number(isEmpty(left)) - Number(isEmpty(right));
    return direction * compare(left, right);
  };
}

function timeKey(timestamp: unknown, at: string) {
  if (timestamp !== "created_time" && timestamp !== "last_edited_time") {
    throw unfit(`${at}.timestamp`, '`"created_time"` or `"last_edited_time"`', timestamp);
  }
  return (page: Page): Plain => page[timestamp];
}

function propertyKey(nameOrId: unknown, schemas: readonly PropertySchema[]) {
  const schema = findSchema(schemas, nameOrId);
  if (!schema) throw validationError(`Could not find sort property with name or id: ${nameOrId}`);
  const { name, type } = schema;
  return (page: Page): Plain => {
    const value = propertyType(type).plain(page.properties[name]?.[type]);
    // Options have the order of the column, not that of the alphabet.
    return type === "select" && value !== null
      ? optionsOf(schema).findIndex((option) => option.name === value)
      : value;
  };
}

function isEmpty(value: Plain): boolean {
  return value === null || value === "" || (Array.isArray(value) && value.length === 0);
}

function compare(left: Plain, right: Plain): number {
  if (typeof left === "string" && typeof right === "string") return left.localeCompare(right, "en");
  if (Array.isArray(left)) return left.join().localeCompare(String(right), "en");
  return Number(left) - Number(right);
}
