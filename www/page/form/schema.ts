import type { ActionDetails, JsonSchema } from "alloy-connectivity";
import type { RJSFSchema, UiSchema } from "@rjsf/utils";

/** What an action takes, as one form: its fields, and how each is shown. */
export interface ActionForm {
  readonly schema: RJSFSchema;
  readonly ui: UiSchema;
}

/** The field that takes any JSON, for what has no form of its own. */
export const JSON_FIELD = "json";

// Below this, JSON is easier to read than fields in fields in fields.
const DEEPEST = 3;

/**
 * Makes one form of an action's description, whose parameters stand in four places. The client puts each value back
 * where it belongs. Headers are left out: the handler passes none on.
 */
export function formOf({ parameters = [], requestBody = {} }: ActionDetails): ActionForm {
  const listed = parameters.filter((parameter) => parameter.in !== "header");
  const fields = new Map<string, JsonSchema>();
  const required = new Set(requestBody.required ?? []);
  for (const { name, schema = {}, description, required: isRequired } of listed) {
    fields.set(name, { ...schema, ...(description !== undefined && { description }) });
    if (isRequired) required.add(name);
  }
  for (const [name, schema] of Object.entries(requestBody.properties ?? {})) {
    // The path counts more than the body, as it does to the client.
    if (!fields.has(name)) fields.set(name, schema);
  }
  const names = [...fields.keys()];
  const sorted = [
    ...names.filter((name) => required.has(name)),
    ...names.filter((name) => !required.has(name)),
  ];
  const properties = Object.fromEntries(sorted.map((name) => [name, fields.get(name) ?? {}]));
  return objectOf({ properties, required: sorted.filter((name) => required.has(name)) }, 0);
}

function fieldOf(name: string, schema: JsonSchema, depth: number): ActionForm {
  const { description, default: given, enum: choices } = schema;
  const named = { title: name, ...(description !== undefined && { description }) };
  const filled = { ...named, ...(given !== undefined && { default: given as never }) };
  const type = typeOf(schema);
  switch (type) {
    case "string":
    case "number":
    case "integer": {
      const { format, minimum, maximum } = schema;
      const field = { type, format, minimum, maximum, enum: choices };
      return { schema: { ...filled, ...withoutUndefined(field) } as RJSFSchema, ui: {} };
    }
    case "boolean":
      // Not a box to tick: left out is a third answer.
      return { schema: { ...filled, type }, ui: { "ui:widget": "select" } };
    case "object":
      if (depth < DEEPEST && hasOwnFields(schema)) {
        const { schema: object, ui } = objectOf(schema, depth + 1);
        return { schema: { ...named, ...object }, ui };
      }
      break;
    case "array": {
      const item = schema.items && fieldOf("", schema.items, depth + 1);
      if (depth < DEEPEST && item && item.ui["ui:field"] !== JSON_FIELD) {
        const { title: _, ...items } = item.schema;
        return { schema: { ...filled, type, items }, ui: { items: item.ui } };
      }
    }
  }
  return { schema: filled, ui: { "ui:field": JSON_FIELD } };
}

function objectOf({ properties = {}, required = [] }: JsonSchema, depth: number): ActionForm {
  const fields = Object.entries(properties).map(
    ([name, schema]) => [name, fieldOf(name, schema, depth)] as const,
  );
  return {
    schema: {
      type: "object",
      properties: Object.fromEntries(fields.map(([name, { schema }]) => [name, schema])),
      required,
    },
    ui: Object.fromEntries(fields.map(([name, { ui }]) => [name, ui])),
  };
}

/** The one type that a schema is of; undefined where there are several, or other rules decide. */
function typeOf(schema: JsonSchema): string | undefined {
  if (["oneOf", "anyOf", "allOf", "$ref", "not"].some((keyword) => keyword in schema))
    return undefined;
  const types = [schema.type ?? []].flat().filter((type) => type !== "null");
  return types.length === 1 ? types[0] : undefined;
}

const hasOwnFields = ({ properties = {} }: JsonSchema): boolean =>
  Object.keys(properties).length > 0;

const withoutUndefined = (object: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined));
