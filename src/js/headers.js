// The headers of an answer, as callers may see them.

import { scrub } from "./scrub.js";

/** One header, scrubbed; undefined where there is none. */
export function headerOf(headers, name, secrets) {
  const value = headers?.get ? headers.get(name) : plainHeaders(headers, [])[name];
  return value === undefined || value === null ? undefined : scrub(`${value}`, secrets);
}

/** A response's headers as a plain object, scrubbed; `{}` where a stand-in has none. */
export function plainHeaders(headers, secrets) {
  const plain = {};
  const add = (value, name) => {
    plain[`${name}`.toLowerCase()] = scrub(`${value}`, secrets);
  };
  if (headers?.forEach) headers.forEach(add);
  else for (const [name, value] of Object.entries(headers ?? {})) add(value, name);
  return plain;
}

/**
 * The id under which the server knows the request, out of its headers. Alloy documents none for it;
 * these are the usual names.
 */
export function requestId(header) {
  return header("x-request-id") ?? header("request-id") ?? header("cf-ray");
}
