// An action's parameters and its description: where each one goes, and whether it is what is asked for.
//
// What is checked is a part of JSON Schema, and the part that is understood alike by everybody: what a
// description says beyond it is left to the service.

const PLACES = { path: "pathParams", query: "queryParameters", header: "additionalHeaders" };

/**
 * Flat parameters, written as JSON, by the places where the description wants them: `split`, and
 * `ambiguous`, the names that have two. A path counts most, then a query, then a header; what is not
 * listed is for the body, or, of an action that has none, for the query. With `validate` the first
 * mistake in place of these: `argument`, `expectation`.
 */
export function arrange(json, description, validate) {
  const parameters = JSON.parse(json);
  const listed = listedIn(description);
  if (validate) {
    const [argument, expectation] = attempted(() => mistake(parameters, description, listed)) ?? [];
    if (argument) return { argument, expectation };
  }
  const rest = isRead(description) ? PLACES.query : "requestBody";
  const body = description?.requestBody?.properties;
  const split = {};
  const ambiguous = [];
  for (const [name, value] of Object.entries(parameters)) {
    const places = Object.keys(PLACES).filter((place) => listed[place].has(name));
    if (places.length + (own(body, name) === undefined ? 0 : 1) > 1) ambiguous.push(name);
    // A "__proto__" is a name like any other.
    const group = (split[PLACES[places[0]] ?? rest] ??= Object.create(null));
    group[name] = value;
  }
  return { split, ambiguous };
}

// By place, the parameters that are listed, by their names. The service's own path names its own, whether or
// not they are listed.
function listedIn(description) {
  const listed = { path: new Map(), query: new Map(), header: new Map() };
  const { path, parameters } = description ?? {};
  for (const [, name] of `${path}`.matchAll(/\{([^{}/]+)\}/g)) listed.path.set(name, {});
  for (const parameter of Array.isArray(parameters) ? parameters : []) {
    if (parameter?.name) own(listed, parameter.in)?.set(parameter.name, parameter);
  }
  return listed;
}

const isRead = (description) =>
  /^(get|head|delete)$/i.test(description?.httpMethod) && !description.requestBody;

// A description that is no description says nothing.
function attempted(find) {
  try {
    return find();
  } catch {
    return undefined;
  }
}

/** The first mistake, as `[argument, expectation]`; undefined where there is none. */
function mistake(parameters, { requestBody }, listed) {
  const elsewhere = new Set();
  for (const [place, byName] of Object.entries(listed)) {
    for (const [name, { required, schema }] of byName) {
      if (elsewhere.has(name)) continue;
      elsewhere.add(name);
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
  }
  const { required } = requestBody ?? {};
  const body = Object.entries(parameters).filter(([name]) => !elsewhere.has(name));
  return check("parameters", Object.fromEntries(body), {
    ...requestBody,
    type: "object",
    required: Array.isArray(required) ? required.filter((name) => !elsewhere.has(name)) : [],
  });
}

// How much of a list an error shows, in characters.
const MAX_LISTED = 200;
const REQUIRED = "is required by this action";

const own = (object, name) =>
  Object(object) === object && Object.hasOwn(object, name) ? object[name] : undefined;

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
  const known = Array.isArray(schema.enum) && !(value === null && schema.nullable) && schema.enum;
  if (known && Object(value) !== value && !known.includes(value)) {
    return [argument, `must be one of ${known.join(", ").slice(0, MAX_LISTED)}`];
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
    const known = own(properties, name);
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

function typesOf(schema) {
  const types = [schema?.type].flat().filter((type) => typeof type === "string");
  return schema?.nullable && types.length > 0 ? [...types, "null"] : types;
}

function typeOf(value) {
  if (value === null) return "null";
  return Array.isArray(value) ? "array" : typeof value;
}

const isOf = (type, value) =>
  type === typeOf(value) || (type === "integer" && Number.isInteger(value));
