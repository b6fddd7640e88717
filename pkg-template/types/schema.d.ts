// JSON Schema, as Alloy describes parameters and credentials with it.

import type { OpenString } from "./client.js";

/** A JSON Schema: the keywords that Alloy is known to use, and any other. */
export interface JsonSchema {
  /** What kind of value fits, or which kinds. */
  type?:
    | OpenString<"object" | "array" | "string" | "number" | "integer" | "boolean" | "null">
    | string[];
  /** What it is for, before people. */
  description?: string;
  /** What each member of an object must be. */
  properties?: Record<string, JsonSchema>;
  /** The members that an object cannot do without. */
  required?: string[];
  /** What each item of an array must be. */
  items?: JsonSchema;
  /** The only values that fit. */
  enum?: unknown[];
  /** The only value that fits. */
  const?: unknown;
  /** What a string holds, such as `date-time`. */
  format?: string;
  /** What stands for a value that is not given. */
  default?: unknown;
  [keyword: string]: unknown;
}
