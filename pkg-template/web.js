// For pages without a bundler, and for whoever would rather fetch the module than carry it as text:
// `await init(url)` streams it; `initSync({ module })` takes bytes or a compiled module.
export {
  default,
  initSync,
  AlloyAbortError,
  AlloyApiError,
  AlloyAuthenticationError,
  AlloyBadRequestError,
  AlloyConfigError,
  AlloyConflictError,
  AlloyConnectivity,
  AlloyError,
  AlloyNetworkError,
  AlloyNotFoundError,
  AlloyOAuthError,
  AlloyPermissionError,
  AlloyProtocolError,
  AlloyRateLimitError,
  AlloyServerError,
  AlloyTimeoutError,
  AlloyValidationError,
} from "./core/alloy.js";
