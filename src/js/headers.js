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
 * What `Retry-After` in a host's own headers asks for, in milliseconds; NaN where it asks for nothing. With
 * `x-should-retry: false` it is longer than anybody waits: the edge handler has tried again itself.
 */
export function retryAfterOf(headers) {
  try {
    if (headerOf(headers, "x-should-retry", []) === "false") return Infinity;
    return retryAfterMs(headerOf(headers, "retry-after", [])) ?? NaN;
  } catch {
    return NaN;
  }
}

// Longer than anybody waits.
const A_BILLION = 1e9;
// The one form of date that servers may send today. `Date.parse` takes many more for one.
const HTTP_DATE =
  /^\w*, ([0-3]?\d [A-Z][a-z]{2} (?:19[7-9]|[2-9]\d\d)\d (?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d GMT)$/;

/**
 * The same of the header's text, with the time that it is. A date that is past asks for no wait. Undefined
 * where it is neither a number of seconds nor a date.
 */
export function retryAfterMs(text = "", now = Date.now()) {
  const trimmed = text.trim();
  if (/^\d+$/.test(trimmed)) return Math.min(trimmed, A_BILLION) * 1_000;
  // A leap second has no name in JavaScript.
  const [, date] = HTTP_DATE.exec(trimmed.replace(":60 ", ":59 ")) ?? [];
  const wait = Math.ceil(Math.max(Date.parse(date) - now, 0));
  return wait >= 0 ? wait : undefined;
}

/**
 * The id under which the server knows the request, out of its headers. Alloy documents none for it;
 * these are the usual names.
 */
export function requestId(header) {
  return header("x-request-id") ?? header("request-id") ?? header("cf-ray");
}
