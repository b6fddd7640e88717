// The error classes. They live in one snippet beside the one glue, so that `instanceof` holds
// whichever loader brought the package in.

export class AlloyError extends Error {
  constructor(message, details, cause) {
    super(message, cause === undefined ? undefined : { cause });
    Object.assign(this, details);
  }

  /** What is safe to log: no body, no headers, no cause. */
  toJSON() {
    const json = { name: this.name, message: this.message };
    for (const key of LOGGED) if (this[key] !== undefined) json[key] = this[key];
    return json;
  }
}

const LOGGED = [
  "code",
  "hint",
  "argument",
  "error",
  "errorDescription",
  "method",
  "path",
  "connectorId",
  "actionId",
  "attempts",
  "status",
  "requestId",
  "retryAfterMs",
];

export class AlloyConfigError extends AlloyError {}
export class AlloyValidationError extends AlloyError {}
export class AlloyTimeoutError extends AlloyError {}
export class AlloyAbortError extends AlloyError {}
export class AlloyProtocolError extends AlloyError {}
export class AlloyOAuthError extends AlloyError {}

export class AlloyNetworkError extends AlloyError {
  /** For handlers written for axios, which tell a request without an answer by this. */
  get request() {
    return { method: this.method, path: this.path };
  }
}

export class AlloyApiError extends AlloyError {
  /** For handlers written for axios. */
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
  Object.defineProperty(errorClass.prototype, "name", {
    value: name,
    configurable: true,
    writable: true,
  });
}

/** What Rust calls. */
export function createError(name, message, details, cause) {
  return new CLASSES[name](message, details, cause);
}
