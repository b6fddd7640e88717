// The few forms that all of Alloy's operations are made of, as OpenAPI 3.1 writes them.

export const ref = (name) => ({ $ref: `#/components/schemas/${name}` });
const parameter = (name) => ({ $ref: `#/components/parameters/${name}` });

/** An object that may have other members too: what Alloy adds is passed through. */
export const object = (properties, required = Object.keys(properties)) => ({
  type: "object",
  properties,
  required,
});

/** What a client sends has no member that Alloy does not know. */
export const closed = (properties, required) => ({
  ...object(properties, required),
  additionalProperties: false,
});

export const array = (items) => ({ type: "array", items });
export const anyOf = (...schemas) => ({ anyOf: schemas });

/** A parameter of one operation alone. */
export const query = (name, schema, { required = false } = {}) => ({
  ...{ name, in: "query", required, schema },
});

/** Whatever else stands in the query: the names are the caller's. */
export const anyQuery = {
  ...{ name: "query", in: "query", style: "form", explode: true },
  schema: { type: "object", additionalProperties: { type: "string" } },
};

const json = (schema) => ({ "application/json": { schema } });

/** The errors that any call may meet. */
const USUAL_REFUSALS = ["400", "401", "403", "404", "429", "5XX"];

/**
 * An operation with Alloy's own headers and its usual errors.
 *
 * @param {string} operationId
 * @param {string} summary
 * @param {object} parts
 * @param {object} parts.answer the schema of success
 * @param {object} [parts.body] the schema of what is sent
 * @param {object[]} [parts.parameters] beside the path's
 * @param {string[]} [parts.successes] the statuses of success
 * @param {object} [parts.links] what a successful answer is good for
 * @param {string[]} [parts.refusals] the statuses of errors beside the usual ones
 */
export function operation(
  operationId,
  summary,
  { answer, body, parameters = [], successes = ["200"], links, refusals = [] },
) {
  const success = { description: "Success", content: json(answer), ...(links && { links }) };
  const refused = { $ref: "#/components/responses/Refused" };
  return {
    ...{ operationId, summary },
    parameters: [parameter("ApiVersion"), parameter("ActingUser"), ...parameters],
    ...(body && { requestBody: { required: true, content: json(body) } }),
    responses: {
      ...Object.fromEntries(successes.map((status) => [status, success])),
      ...Object.fromEntries([...USUAL_REFUSALS, ...refusals].map((status) => [status, refused])),
    },
  };
}

/** Where something is made: Alloy's pages declare 200, its users have seen 201 too. */
export const CREATED = ["200", "201"];
