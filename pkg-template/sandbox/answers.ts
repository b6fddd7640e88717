import type { ContentfulStatusCode } from "hono/utils/http-status";
import type { JsonObject } from "./json.js";

/** An answer other than success. Thrown anywhere below a route, and answered as JSON by the app. */
export class Refusal extends Error {
  override readonly name = "Refusal";
  readonly status: ContentfulStatusCode;
  readonly body: JsonObject;

  constructor(status: ContentfulStatusCode, message: string, body: JsonObject) {
    super(message);
    this.status = status;
    this.body = body;
  }
}

/** Alloy's usual error body. A client may trust that the route exists when it sees a code. */
export function coded(status: ContentfulStatusCode, code: string, message: string): Refusal {
  return new Refusal(status, message, { error: { code, message } });
}

export function invalidInput(message: string): Refusal {
  return coded(400, "INVALID_INPUT", message);
}

export function notFound(message: string): Refusal {
  return coded(404, "NOT_FOUND", message);
}

export function unauthorized(): Refusal {
  return coded(401, "UNAUTHORIZED", "Authentication failed");
}

/** Alloy answers this one flat, unlike all others. */
export function authenticationNotFound(connectorId: string, type: string): Refusal {
  const message = `Authentication type ${type} not found for connector ${connectorId}`;
  return new Refusal(404, message, { code: "AUTHENTICATION_NOT_FOUND", message });
}

/** No code here: that is how clients tell a missing route from a missing object. */
export function routeMissing(method: string, path: string): Refusal {
  const message = `Cannot ${method} ${path}`;
  return new Refusal(404, message, { message });
}

export function methodNotAllowed(): Refusal {
  const message = "Method not allowed";
  return new Refusal(405, message, { message });
}
