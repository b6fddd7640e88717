import { coded, invalidInput } from "../answers.js";
import { isObject, type JsonObject } from "../json.js";

/** One of a connector's own fields, as a caller fills it in. */
export interface DataField {
  readonly description: string;
  readonly enum?: readonly string[];
  /** What the provider takes for right; everything else it refuses. */
  readonly pattern?: string;
  readonly sample: string;
}

/** One way to let Alloy into a connector. All but OAuth's make the credential at once. */
export interface Authentication {
  readonly type: string;
  /** Every field is required. */
  readonly data?: Readonly<Record<string, DataField>>;
}

export const OAUTH2: Authentication = { type: "oauth2" };

/** What a caller has to give for it: a JSON Schema, and an example that is right. */
export function credentialMetadata({ type, data }: Authentication, userId: string) {
  const isOAuth = type === OAUTH2.type;
  const properties = {
    userId: { type: "string", description: "Whose credential it becomes" },
    authenticationType: { type: "string", const: type },
    ...(isOAuth ? { redirectUri: { type: "string", format: "uri" } } : {}),
    ...(data ? { data: dataSchema(data) } : {}),
  };
  const sampleInput = {
    userId,
    authenticationType: type,
    ...(isOAuth ? { redirectUri: "https://app.example/oauth/callback" } : {}),
    ...(data ? { data: mapFields(data, ({ sample }) => sample) } : {}),
  };
  return {
    authenticationType: type,
    authConfigRequired: false,
    inputSchema: { type: "object", properties, required: Object.keys(properties) },
    sampleInput,
  };
}

/** Checks a caller's `data` by the schema, and then as the provider would. */
export function checkData({ data = {} }: Authentication, given: unknown): void {
  if (given !== undefined && !isObject(given)) throw invalidInput("data must be an object");
  const fields = Object.entries(data);
  for (const [name, { enum: choices }] of fields) {
    const value = given?.[name];
    if (value === undefined) throw invalidInput(`Missing required field in data: ${name}`);
    if (typeof value !== "string" || value === "") {
      throw invalidInput(`data.${name} must be a non-empty string`);
    }
    if (choices && !choices.includes(value)) {
      throw invalidInput(`data.${name} must be one of ${choices.join(", ")}`);
    }
  }
  for (const [name, { pattern }] of fields) {
    if (pattern !== undefined && !new RegExp(pattern).test(String(given?.[name]))) {
      throw coded(400, "INVALID_CREDENTIALS", `The provider does not accept data.${name}`);
    }
  }
}

function dataSchema(data: Readonly<Record<string, DataField>>): JsonObject {
  const properties = mapFields(data, ({ sample: _, ...field }) => ({ type: "string", ...field }));
  return { type: "object", properties, required: Object.keys(data) };
}

function mapFields<Result>(
  data: Readonly<Record<string, DataField>>,
  map: (field: DataField) => Result,
): Record<string, Result> {
  return Object.fromEntries(Object.entries(data).map(([name, field]) => [name, map(field)]));
}
