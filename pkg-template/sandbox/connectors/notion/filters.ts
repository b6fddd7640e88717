import { isObject, type JsonObject } from "../../json.js";
import { unfit, validationError } from "./failures.js";
import type { Page } from "./objects.js";
import { findSchema } from "./pages.js";
import { isDate, propertyType } from "./properties.js";
import type { Plain, PropertySchema, PropertyTypeName } from "./properties.js";

type Matches = (page: Page) => boolean;

/** One comparison: the operand it takes, and whether it holds. */
interface Condition {
  readonly operand: keyof typeof OPERANDS;
  readonly holds: (value: Plain, operand: never) => boolean;
}

/** Compound filters may stand in each other only so deep. */
const MAX_DEPTH = 2;

const OPERANDS = {
  "a string": (value: unknown) => typeof value === "string",
  "a number": (value: unknown) => typeof value === "number",
  "a boolean": (value: unknown) => typeof value === "boolean",
  "a valid ISO 8601 date string": isDate,
  "`true`": (value: unknown) => value === true,
};

/** What a filter is looked at with: a type's conditions by name. */
type Conditions = Readonly<Record<string, Condition>>;

const EMPTINESS: Conditions = {
  is_empty: { operand: "`true`", holds: isEmpty },
  is_not_empty: { operand: "`true`", holds: (value) => !isEmpty(value) },
};

// A part of a text is looked for without regard to case; a whole text must be the same by the letter.
const TEXT: Conditions = {
  ...EMPTINESS,
  equals: textual((text, part) => text === part),
  does_not_equal: textual((text, part) => text !== part),
  contains: textual((text, part) => folded(text).includes(folded(part))),
  does_not_contain: textual((text, part) => !folded(text).includes(folded(part))),
  starts_with: textual((text, part) => folded(text).startsWith(folded(part))),
  ends_with: textual((text, part) => folded(text).endsWith(folded(part))),
};

const NUMBER: Conditions = {
  ...EMPTINESS,
  equals: numeric((value, operand) => value === operand),
  does_not_equal: { operand: "a number", holds: (value, operand) => value !== operand },
  greater_than: numeric((value, operand) => value > operand),
  less_than: numeric((value, operand) => value < operand),
  greater_than_or_equal_to: numeric((value, operand) => value >= operand),
  less_than_or_equal_to: numeric((value, operand) => value <= operand),
};

const CHECKBOX: Conditions = {
  equals: { operand: "a boolean", holds: (value, operand) => value === operand },
  does_not_equal: { operand: "a boolean", holds: (value, operand) => value !== operand },
};

const SELECT: Conditions = {
  ...EMPTINESS,
  equals: { operand: "a string", holds: (value, operand) => value === operand },
  does_not_equal: { operand: "a string", holds: (value, operand) => value !== operand },
};

const MULTI_SELECT: Conditions = {
  ...EMPTINESS,
  contains: { operand: "a string", holds: (names, name) => has(names, name) },
  does_not_contain: { operand: "a string", holds: (names, name) => !has(names, name) },
};

const DATE: Conditions = {
  ...EMPTINESS,
  equals: dated((distance) => distance === 0),
  before: dated((distance) => distance < 0),
  after: dated((distance) => distance > 0),
  on_or_before: dated((distance) => distance <= 0),
  on_or_after: dated((distance) => distance >= 0),
};

const CONDITIONS: Readonly<Record<PropertyTypeName, Conditions>> = {
  ...{ title: TEXT, rich_text: TEXT, url: TEXT, email: TEXT, phone_number: TEXT },
  ...{ number: NUMBER, checkbox: CHECKBOX, select: SELECT, multi_select: MULTI_SELECT, date: DATE },
};

/** Whether a row of a database with these columns passes. */
export function parseFilter(filter: unknown, schemas: readonly PropertySchema[]): Matches {
  return filter === undefined ? () => true : parse(filter, schemas, "body.filter", 0);
}

function parse(
  filter: unknown,
  schemas: readonly PropertySchema[],
  at: string,
  depth: number,
): Matches {
  if (!isObject(filter)) throw unfit(at, "an object", filter);
  for (const operator of ["and", "or"] as const) {
    if (filter[operator] === undefined) continue;
    const list = filter[operator];
    if (!Array.isArray(list)) throw unfit(`${at}.${operator}`, "an array", list);
    if (depth === MAX_DEPTH) throw unfit(`${at}.${operator}`, "not present", list);
    const parts = list.map((part, index) =>
      parse(part, schemas, `${at}.${operator}[${index}]`, depth + 1),
    );
    return operator === "and"
      ? (page) => parts.every((matches) => matches(page))
      : (page) => parts.some((matches) => matches(page));
  }
  return filter.timestamp === undefined
    ? parseProperty(filter, schemas, at)
    : parseTimestamp(filter, at);
}

function parseProperty(
  filter: JsonObject,
  schemas: readonly PropertySchema[],
  at: string,
): Matches {
  const { property } = filter;
  if (typeof property !== "string") throw unfit(`${at}.property`, "defined", property);
  const schema = findSchema(schemas, property);
  if (!schema) throw validationError(`Could not find property with name or id: ${property}`);
  const { name, type } = schema;
  if (filter[type] === undefined) {
    const other = Object.keys(filter).find((key) => key !== "property" && key !== "type");
    throw validationError(`database property ${type} does not match filter ${other}`);
  }
  const holds = parseCondition(filter[type], CONDITIONS[type], `${at}.${type}`);
  return (page) => holds(propertyType(type).plain(page.properties[name]?.[type]));
}

function parseTimestamp(filter: JsonObject, at: string): Matches {
  const { timestamp } = filter;
  if (timestamp !== "created_time" && timestamp !== "last_edited_time") {
    throw unfit(`${at}.timestamp`, '`"created_time"` or `"last_edited_time"`', timestamp);
  }
  const holds = parseCondition(filter[timestamp], DATE, `${at}.${timestamp}`);
  return (page) => holds(page[timestamp]);
}

function parseCondition(given: unknown, conditions: Conditions, at: string) {
  if (!isObject(given)) throw unfit(at, "an object", given);
  const [name, ...others] = Object.keys(given);
  const condition = name !== undefined && Object.hasOwn(conditions, name) && conditions[name];
  if (!condition || name === undefined || others.length > 0) {
    throw unfit(at, `one of ${Object.keys(conditions).join(", ")}`, given);
  }
  const operand = given[name];
  if (!OPERANDS[condition.operand](operand))
    throw unfit(`${at}.${name}`, condition.operand, operand);
  // The operand has just been seen to be of the kind that this condition takes.
  return (value: Plain) => condition.holds(value, operand as never);
}

function textual(holds: (text: string, operand: string) => boolean): Condition {
  return { operand: "a string", holds: (value, operand) => holds(String(value ?? ""), operand) };
}

function numeric(holds: (value: number, operand: number) => boolean): Condition {
  return {
    operand: "a number",
    holds: (value, operand) => typeof value === "number" && holds(value, operand),
  };
}

/** A date without a time stands for its whole day. */
function dated(holds: (distance: number) => boolean): Condition {
  return {
    operand: "a valid ISO 8601 date string",
    holds: (value, operand: string) => {
      if (typeof value !== "string") return false;
      const day = operand.length === 10 ? value.slice(0, 10) : value;
      return holds(Date.parse(day) - Date.parse(operand));
    },
  };
}

function folded(text: string): string {
  return text.toLowerCase();
}

function has(names: Plain, name: string): boolean {
  return Array.isArray(names) && names.includes(name);
}

function isEmpty(value: Plain): boolean {
  return value === null || value === "" || (Array.isArray(value) && value.length === 0);
}
