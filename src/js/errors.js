// The error classes. They live in one snippet beside the one glue, so that `instanceof` holds
// whichever loader brought the package in.

import { requestId, retryAfterMs } from "./headers.js";

export class AlloyError extends Error {
  constructor(message, details, cause) {
    super(message, cause === undefined ? undefined : { cause });
    Object.assign(this, { attempts: 0 }, details);
  }

  // What is safe to log: not the answer's body and headers, nor the cause.
  toJSON() {
    const { body, headers, ...told } = this;
    return { name: this.name, message: this.message, ...told };
  }
}

export class AlloyConfigError extends AlloyError {}
export class AlloyValidationError extends AlloyError {}
export class AlloyTimeoutError extends AlloyError {}
export class AlloyAbortError extends AlloyError {}
export class AlloyProtocolError extends AlloyError {}
export class AlloyOAuthError extends AlloyError {}

export class AlloyNetworkError extends AlloyError {}

export class AlloyApiError extends AlloyError {
  // Where handlers written for axios look.
  get response() {
    return { status: this.status, data: this.body, headers: this.headers };
  }
}

export class AlloyBadRequestError extends AlloyApiError {}
export class AlloyAuthenticationError extends AlloyApiError {}
export class AlloyPermissionError extends AlloyApiError {}
export class AlloyNotFoundError extends AlloyApiError {}
export class AlloyConflictError extends AlloyApiError {}
export class AlloyRateLimitError extends AlloyApiError {}
export class AlloyServerError extends AlloyApiError {}

// Handlers written for axios tell a request without an answer by this.
for (const { prototype } of [AlloyNetworkError, AlloyTimeoutError]) {
  Object.defineProperty(prototype, "request", {
    get() {
      return { method: this.method, path: this.path };
    },
    configurable: true,
  });
}

// Spelt out, because minifiers rename classes and `name` is what people see and compare.
const CLASSES = {
  AlloyError,
  AlloyConfigError,
  AlloyValidationError,
  AlloyNetworkError,
  AlloyTimeoutError,
  AlloyAbortError,
  AlloyProtocolError,
  AlloyOAuthError,
  AlloyApiError,
  AlloyBadRequestError,
  AlloyAuthenticationError,
  AlloyPermissionError,
  AlloyNotFoundError,
  AlloyConflictError,
  AlloyRateLimitError,
  AlloyServerError,
};

for (const [name, errorClass] of Object.entries(CLASSES)) {
  for (const named of [errorClass, errorClass.prototype]) {
    Object.defineProperty(named, "name", { value: name, configurable: true });
  }
}

/** Makes an error. Its `details` are what is known about it, the answer's headers among them. */
export function createError(name, code, message, details, cause) {
  const { status, headers, body, ...told } = details;
  const error = new CLASSES[name](message, { code }, cause);
  const answer = headers && {
    status,
    requestId: requestId((name) => headers[name]),
    retryAfterMs: retryAfterMs(headers["retry-after"]),
    headers,
    body,
  };
  // What is not known is not there.
  for (const [key, value] of Object.entries({ ...told, ...answer })) {
    if (value !== undefined) error[key] = value;
  }
  return error;
}

export function nameCreated(error, created) {
  error.created = created;
}

/** What comes back in place of a code where the user, or the provider, says no. */
export function refusedByUser(error, errorDescription) {
  const message = `The provider answered ${error}${errorDescription ? `: ${errorDescription}` : ""}`;
  const hint = "The user may be asked again: begin another flow.";
  return createError("AlloyOAuthError", "OAUTH_FAILED", message, { hint, error, errorDescription });
}

/** What an action's answer, got with its response, is found to be: an error of that class. */
export function answerError(name, code, message, hint, answer, connectorId, actionId, body = "") {
  const { attempts, status, headers } = answer;
  const details = { hint, connectorId, actionId, attempts, status, headers, body };
  return createError(name, code, message, details);
}
