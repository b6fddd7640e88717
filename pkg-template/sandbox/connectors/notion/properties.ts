import type { Ids } from "../../ids.js";
import { isObject, type JsonObject } from "../../json.js";
import { unfit, validationError } from "./failures.js";
import { parseRichText, plainText, type RichText } from "./rich-text.js";

/** What filters and sorts see of a value. */
export type Plain = string | number | boolean | readonly string[] | null;

export interface SelectOption {
  readonly id: string;
  readonly name: string;
  readonly color: string;
}

/** A column of a database. `configuration` is what stands under the type's name. */
export interface PropertySchema {
  readonly id: string;
  readonly name: string;
  readonly type: PropertyTypeName;
  readonly configuration: JsonObject;
}

/** How one type of property is written and read. */
interface PropertyType {
  readonly empty: unknown;
  /** Checks a caller's value and completes it to what Notion gives back. */
  readonly parse: (value: unknown, at: string, schema: PropertySchema, ids: Ids) => unknown;
  readonly plain: (value: unknown) => Plain;
  /** Checks and completes the column's configuration. Absent: there is nothing to configure. */
  readonly configure?: (value: JsonObject, at: string, ids: Ids) => JsonObject;
}

const COLORS = ["gray", "brown", "orange", "yellow", "green", "blue", "purple", "pink", "red"];
const DATE = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})?)?$/;

const text: PropertyType = {
  empty: [],
  parse: (value, at) => parseRichText(value, at),
  plain: (value) => plainText(value as RichText[]),
};

const string: PropertyType = {
  empty: null,
  parse: orNull((value, at) => {
    if (typeof value !== "string") throw unfit(at, "a string", value);
    return value;
  }),
  plain: (value) => value as string | null,
};

export const PROPERTY_TYPES = {
  title: text,
  rich_text: text,
  url: string,
  email: string,
  phone_number: string,
  number: {
    empty: null,
    parse: orNull((value, at) => {
      if (typeof value !== "number") throw unfit(at, "a number", value);
      return value;
    }),
    plain: (value) => value as number | null,
    configure: ({ format = "number" }, at) => {
      if (typeof format !== "string") throw unfit(`${at}.format`, "a string", format);
      return { format };
    },
  },
  checkbox: {
    empty: false,
    parse: (value, at) => {
      if (typeof value !== "boolean") throw unfit(at, "a boolean", value);
      return value;
    },
    plain: (value) => value as boolean,
  },
  select: {
    empty: null,
    parse: orNull(parseOption),
    plain: (value) => (value as SelectOption | null)?.name ?? null,
    configure: parseOptions,
  },
  multi_select: {
    empty: [],
    parse: (value, at, schema, ids) => {
      if (!Array.isArray(value)) throw unfit(at, "an array", value);
      return value.map((option, index) => parseOption(option, `${at}[${index}]`, schema, ids));
    },
    plain: (value) => (value as SelectOption[]).map(({ name }) => name),
    configure: parseOptions,
  },
  date: {
    empty: null,
    parse: orNull(parseDate),
    plain: (value) => (value as { start: string } | null)?.start ?? null,
  },
} satisfies Record<string, PropertyType>;

export type PropertyTypeName = keyof typeof PROPERTY_TYPES;

export function propertyType(name: PropertyTypeName): PropertyType {
  return PROPERTY_TYPES[name];
}

export function isPropertyType(name: string): name is PropertyTypeName {
  return Object.hasOwn(PROPERTY_TYPES, name);
}

export function isDate(value: unknown): value is string {
  return typeof value === "string" && DATE.test(value) && !Number.isNaN(Date.parse(value));
}

export function optionsOf(schema: PropertySchema): SelectOption[] {
  return (schema.configuration.options ?? []) as SelectOption[];
}

function orNull(parse: PropertyType["parse"]): PropertyType["parse"] {
  return (value, ...rest) => (value === null ? null : parse(value, ...rest));
}

function parseDate(value: unknown, at: string) {
  if (!isObject(value)) throw unfit(at, "an object or `null`", value);
  const { start, end = null, time_zone = null } = value;
  if (!isDate(start)) throw unfit(`${at}.start`, "a valid ISO 8601 date string", start);
  if (end !== null && !isDate(end)) throw unfit(`${at}.end`, "a valid ISO 8601 date string", end);
  return { start, end, time_zone };
}

/** An option by its id or its name. A new name becomes an option of the column, as in Notion. */
function parseOption(value: unknown, at: string, schema: PropertySchema, ids: Ids): SelectOption {
  if (!isObject(value)) throw unfit(at, "an object", value);
  const options = optionsOf(schema);
  const known = options.find(({ id, name }) => id === value.id || name === value.name);
  if (known) return known;
  const added = newOption(value, at, options.length, ids);
  schema.configuration.options = [...options, added];
  return added;
}

function parseOptions({ options = [] }: JsonObject, at: string, ids: Ids): JsonObject {
  if (!Array.isArray(options)) throw unfit(`${at}.options`, "an array", options);
  return {
    options: options.map((option, index) => {
      const place = `${at}.options[${index}]`;
      if (!isObject(option)) throw unfit(place, "an object", option);
      return newOption(option, place, index, ids);
    }),
  };
}

function newOption({ name, color }: JsonObject, at: string, index: number, ids: Ids): SelectOption {
  if (typeof name !== "string" || name === "")
    throw unfit(`${at}.name`, "a non-empty string", name);
  if (name.includes(","))
    throw validationError(`Invalid select option, commas not allowed: ${name}`);
  const chosen = typeof color === "string" ? color : COLORS[index % COLORS.length];
  return { id: ids.uuid(), name, color: chosen ?? "default" };
}
