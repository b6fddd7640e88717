// JSON Schema, as Alloy describes parameters and credentials with it.

import type { OpenString } from "./client.js";

/** A JSON Schema: the keywords that Alloy is known to use, and any other. */
export interface JsonSchema {
  type?:
    | OpenString<"object" | "array" | "string" | "number" | "integer" | "boolean" | "null">
    | string[];
  description?: string;
  properties?: Record<string, JsonSchema>;
  required?: string[];
  items?: JsonSchema;
  enum?: unknown[];
  const?: unknown;
  format?: string;
  default?: unknown;
  [keyword: string]: unknown;
}
