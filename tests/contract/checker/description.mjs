// A dialect's document as something that requests can be looked up in.
import { documentOf } from "../description/document.mjs";
import { DocumentSchemas } from "./document-schemas.mjs";
import { Operation } from "./operation.mjs";
import { routesOf } from "./routes.mjs";

export class Description {
  /** @type {Operation[]} */
  operations = [];
  #find;

  /** @param {object} document */
  constructor(document) {
    const schemas = new DocumentSchemas(document);
    const routes = [];
    for (const [path, { servers, ...methods }] of Object.entries(document.paths)) {
      for (const method of Object.keys(methods)) {
        const operation = new Operation(schemas, path, method);
        this.operations.push(operation);
        // What is served elsewhere is found by the links that lead there.
        if (!servers) routes.push({ method: method.toUpperCase(), path, operation });
      }
    }
    this.#find = routesOf(routes);
  }

  /** The operation that a request is for, and its parameters in the path; null when there is none. */
  find(method, path) {
    return this.#find(method, path);
  }

  byId(operationId) {
    return this.operations.find((operation) => operation.operationId === operationId);
  }
}

const descriptions = new Map();

/** One for each dialect in a process: compiling the schemas takes the longest. */
export function descriptionOf(dialect) {
  if (!descriptions.has(dialect)) {
    descriptions.set(dialect, new Description(documentOf(dialect)));
  }
  return descriptions.get(dialect);
}
