// Alloy's Connectivity API in OpenAPI 3.1: one document for each dialect.
import { actions, catalogue, credentials } from "./connections.mjs";
import { contacts, files, records, users } from "./data.mjs";
import * as shapes from "./dialects.mjs";
import { ref } from "./operation.mjs";
import { schemas } from "./schemas.mjs";

export const DIALECTS = ["guide", "reference"];

/**
 * Every operation, in the order in which they are shown.
 *
 * @type {{ path: string, method: string, dialects: string[], operation: object, servers?: object[] }[]}
 */
const OPERATIONS = [catalogue, credentials, actions, records, contacts, users, files]
  .flatMap(Object.entries)
  .flatMap(([path, { servers, ...methods }]) =>
    Object.entries(methods).map(([method, [dialects, operation]]) => ({
      ...{ path, method, dialects, operation, servers },
    })),
  );

/** Which dialects have which route, such as `GET /users/{userId}`. */
export const ROUTES = OPERATIONS.map(({ path, method, dialects }) => ({
  route: `${method.toUpperCase()} ${path}`,
  dialects,
}));

const TITLES = {
  guide: "Alloy's Connectivity API, as the guide tells it",
  reference: "Alloy's Connectivity API, as the public reference has it",
};

const PARAMETERS = {
  ApiVersion: {
    ...{ name: "x-api-version", in: "header", required: true },
    schema: { type: "string", pattern: "^\\d{4}-(0[1-9]|1[0-2])$", default: "2025-09" },
  },
  ActingUser: {
    ...{ name: "x-alloy-userid", in: "header", schema: ref("ObjectId") },
    description: "Without it a call acts as the owner of the key.",
  },
};

const REFUSED = {
  description: "What is wrong",
  content: { "application/json": { schema: ref("Error") } },
};

/** @param {"guide" | "reference"} dialect */
export function documentOf(dialect) {
  return {
    openapi: "3.1.1",
    info: { title: TITLES[dialect], version: "2025-09" },
    servers: [{ url: "https://production.runalloy.com" }],
    security: [{ apiKey: [] }],
    paths: pathsOf(dialect),
    components: {
      schemas: { ...schemas, ...shapes[dialect] },
      parameters: PARAMETERS,
      responses: { Refused: REFUSED },
      securitySchemes: { apiKey: { type: "http", scheme: "bearer" } },
    },
  };
}

function pathsOf(dialect) {
  const paths = {};
  for (const { path, method, dialects, operation, servers } of OPERATIONS) {
    if (!dialects.includes(dialect)) continue;
    paths[path] ??= servers ? { servers } : {};
    paths[path][method] = withPathParameters(path, operation, dialect);
  }
  return paths;
}

/** A path's parameters follow from its template, but for those that the operation knows better. */
function withPathParameters(path, operation, dialect) {
  const named = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
  const parameters = named
    .filter(
      (name) => !operation.parameters.some((known) => known.in === "path" && known.name === name),
    )
    .map((name) => ({ name, in: "path", required: true, schema: schemaOf(name, dialect) }));
  return { ...operation, parameters: [...parameters, ...operation.parameters] };
}

/** Ids of users are ObjectIds; so are those of credentials, which only the reference says. */
function schemaOf(name, dialect) {
  const isObjectId = name === "userId" || (name === "credentialId" && dialect === "reference");
  return ref(isObjectId ? "ObjectId" : "Name");
}
