/** A JSON object whose members are still to be checked. */
export type JsonObject = Record<string, unknown>;

/** A JSON Schema, as action details carry it. */
export type JsonSchema = Readonly<JsonObject>;

export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
