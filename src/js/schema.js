// An action's parameters against its description: what is required, of which type, and where.
//
// A part of JSON Schema, and the part that is understood alike by everybody: what a description says
// beyond it is left to the service.

/** The first mistake, as `[argument, expectation]`; undefined where there is none. */
export function mistake(parameters, description) {
  try {
    return find(parameters, description);
  } catch {
    // A description that is no description says nothing.
    return undefined;
  }
}

function find(parameters, { parameters: listed, requestBody }) {
  const places = Array.isArray(listed) ? listed.filter((entry) => entry?.name) : [];
  for (const { name, in: place, required, schema } of places) {
    const argument = `parameters.${name}`;
    const value = own(parameters, name);
    if (value === undefined) {
      // The client's own connectorHeaders may have it.
      if (required === true && place !== "header") return [argument, REQUIRED];
      continue;
    }
    if (place === "path" && (value === "" || Object(value) === value)) {
      return [argument, "must be a string or a number: it stands in the path"];
    }
    const wrong = check(argument, asRead(value, schema), schema);
    if (wrong) return wrong;
  }
  const elsewhere = new Set(places.map(({ name }) => name));
  const body = Object.fromEntries(
    Object.entries(parameters).filter(([name]) => !elsewhere.has(name)),
  );
  const required = requestBody?.required;
  return check("parameters", body, {
    ...requestBody,
    type: "object",
    required: Array.isArray(required) ? required.filter((name) => !elsewhere.has(name)) : [],
  });
}

const REQUIRED = "is required by this action";

const own = (object, name) => (Object.hasOwn(object, name) ? object[name] : undefined);

// Outside of a body everything is text in the end.
function asRead(value, schema) {
  if (typeof value !== "string" || typesOf(schema).includes("string")) return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}

function check(argument, value, schema) {
  if (typeof schema !== "object" || schema === null) return undefined;
  const types = typesOf(schema);
  if (types.length > 0 && !types.some((type) => isOf(type, value))) {
    return [argument, `must be of type ${types.join(" or ")}, not ${typeOf(value)}`];
  }
  const known = Array.isArray(schema.enum) ? schema.enum : [];
  if (known.length > 0 && Object(value) !== value && !known.includes(value)) {
    return [argument, `must be one of ${known.join(", ")}`];
  }
  if (Array.isArray(value)) {
    return first(value, (item, index) => check(`${argument}[${index}]`, item, schema.items));
  }
  if (Object(value) !== value) return undefined;
  const { required, properties, additionalProperties } = schema;
  if (Array.isArray(required)) {
    const missing = required.find((name) => own(value, name) === undefined);
    if (missing !== undefined) return [`${argument}.${missing}`, REQUIRED];
  }
  return first(Object.keys(value), (name) => {
    const inner = `${argument}.${name}`;
    const known = own(properties ?? {}, name);
    if (known !== undefined) return check(inner, value[name], known);
    return additionalProperties === false
      ? [inner, "is not a parameter of this action"]
      : undefined;
  });
}

function first(items, look) {
  for (const [index, item] of items.entries()) {
    const found = look(item, index);
    if (found) return found;
  }
  return undefined;
}

const typesOf = (schema) =>
  schema?.type === undefined ? [] : [schema.type, schema.nullable ? "null" : []].flat(2);

function typeOf(value) {
  if (value === null) return "null";
  return Array.isArray(value) ? "array" : typeof value;
}

const isOf = (type, value) =>
  type === typeOf(value) || (type === "integer" && Number.isInteger(value));
