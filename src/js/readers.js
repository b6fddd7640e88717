// What a value must be. Each reader takes the argument's name, the value and what refuses it, and
// gives what Rust gets. They are JavaScript because the questions are: what type, which prototype,
// whose getter throws. In Rust they took many times the bytes (CONTRIBUTING.md).

import { MAX_TIMER_MS } from "../transport/attempt.js";
import { AlloyConfigError, AlloyError, AlloyValidationError } from "./errors.js";

const MAX_COUNT = 1_000_000;
const MAX_ID = 1024;
const MAX_TEXT = 8192;

const CONTROL = /[\u0000-\u001f\u007f-\u009f]/;
const LONE_SURROGATE = /[\ud800-\udfff]/u;
const TOKEN = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]{1,256}$/;
const LATIN_1 = /^[\t\x20-\x7e\xa0-\xff]*$/;

export function invalid(argument, expectation, cause) {
  const details = { code: "ARGUMENT_INVALID", argument };
  throw new AlloyValidationError(`${argument} ${expectation}`, details, cause);
}

export function misconfigured(argument, expectation, cause) {
  throw new AlloyConfigError(`${argument} ${expectation}`, { code: "CONFIG_INVALID" }, cause);
}

/** What `read` gives. What a getter or a proxy throws on the way is the argument's fault. */
export function guard(argument, refuse, read) {
  try {
    return read();
  } catch (cause) {
    if (cause instanceof AlloyError) throw cause;
    refuse(argument, "could not be read: its getter throws", cause);
  }
}

export const isMissing = (value) => value === undefined || value === null;

// A revoked Proxy answers no question at all.
export function isArray(value) {
  try {
    return Array.isArray(value);
  } catch {
    return false;
  }
}

function kind(value) {
  if (isMissing(value)) return `${value}`;
  if (isArray(value)) return "an array";
  return typeof value === "object" ? "an object" : `a ${typeof value}`;
}

export function expected(argument, what, value, refuse) {
  return refuse(argument, `must be ${what}, not ${kind(value)}`);
}

export function text(argument, value, refuse) {
  if (typeof value !== "string") expected(argument, "a string", value, refuse);
  if (value.trim() === "") refuse(argument, "must not be empty");
  if (value.length > MAX_TEXT) refuse(argument, `must be at most ${MAX_TEXT} characters long`);
  return value;
}

export function id(argument, value, refuse) {
  // The length first: it may be megabytes.
  if (typeof value === "string" && value.length > 2 * MAX_ID) tooLong(argument, refuse);
  const id = text(argument, value, refuse);
  if (id.length > MAX_ID && [...id].length > MAX_ID) tooLong(argument, refuse);
  if (CONTROL.test(id)) refuse(argument, "must not contain control characters");
  if (LONE_SURROGATE.test(id)) refuse(argument, "must be well-formed Unicode");
  // URL parsers resolve them even when they are percent-encoded.
  if (id === "." || id === "..") refuse(argument, 'must not be "." or "..": no URL can carry it');
  return id;
}

/** An id that travels in a header too. */
export function user(argument, value, refuse) {
  const user = id(argument, value, refuse);
  return LATIN_1.test(user) ? user : refuse(argument, "must be Latin-1: it travels in a header");
}

function tooLong(argument, refuse) {
  refuse(argument, `must be at most ${MAX_ID} characters long`);
}

export function apiKey(argument, value, refuse) {
  const key = text(argument, value, refuse);
  if (!/^[\x21-\x7e]+$/.test(key)) {
    refuse(argument, "must be printable ASCII: look for a line break or a space pasted along");
  }
  return key;
}

export function version(argument, value, refuse) {
  if (!/^[\w.-]{1,32}$/.test(text(argument, value, refuse))) {
    refuse(argument, 'must be a version such as "2025-09"');
  }
  return value;
}

export function dialect(argument, value, refuse) {
  if (!["auto", "guide", "reference"].includes(value)) {
    refuse(argument, 'must be "auto", "guide" or "reference"');
  }
  return value;
}

export function url(argument, value, refuse) {
  return text(argument, typeof value?.href === "string" ? value.href : value, refuse);
}

function number(argument, value, refuse, what, fits) {
  if (typeof value !== "number") expected(argument, what, value, refuse);
  return fits(value) ? value : refuse(argument, `must be ${what}`);
}

export const whole = (unit, least, most) => (argument, value, refuse) =>
  number(
    argument,
    value,
    refuse,
    `a whole number ${unit}from ${least} to ${most}`,
    (value) => Number.isInteger(value) && value >= least && value <= most,
  );

export const ms = whole("of milliseconds ", 1, MAX_TIMER_MS);
export const retries = whole("", 0, 100);
export const count = whole("", 1, MAX_COUNT);

export function rateLimit(argument, value, refuse) {
  if (!isPlain(value)) expected(argument, "an object", value, refuse);
  const field = fieldsOf(value, `${argument}.`, refuse);
  const requestsPerSecond = field("requestsPerSecond", perSecond);
  if (requestsPerSecond === undefined) refuse(`${argument}.requestsPerSecond`, "is required");
  // A second's worth, so that a rate is also what a quiet client may send at once.
  const burst = field("burst", count) ?? Math.max(1, Math.floor(requestsPerSecond));
  return { requestsPerSecond, burst };
}

const perSecond = (argument, value, refuse) =>
  number(
    argument,
    value,
    refuse,
    `a number above 0, up to ${MAX_COUNT}`,
    (value) => value > 0 && value <= MAX_COUNT,
  );

export function flag(argument, value, refuse) {
  return typeof value === "boolean" ? value : expected(argument, "a boolean", value, refuse);
}

export function func(argument, value, refuse) {
  return typeof value === "function" ? value : expected(argument, "a function", value, refuse);
}

export function signal(argument, value, refuse) {
  const listens = ["addEventListener", "removeEventListener"].every(
    (method) => typeof value?.[method] === "function",
  );
  return listens ? value : expected(argument, "an AbortSignal", value, refuse);
}

// `{…}` of whichever realm, and no instance of a class.
export function isPlain(value) {
  if (typeof value !== "object" || value === null || isArray(value)) return false;
  try {
    const prototype = Object.getPrototypeOf(value);
    return prototype === null || Object.getPrototypeOf(prototype) === null;
  } catch {
    return false;
  }
}

// A plain object as JSON. It is read once, here: what the caller does to it afterwards changes
// nothing, and a second attempt sends the same bytes.
export function json(argument, value, refuse) {
  let written;
  try {
    if (!isPlain(value)) expected(argument, "a plain object", value, refuse);
    written = JSON.stringify(value);
  } catch (cause) {
    if (cause instanceof AlloyError) throw cause;
    refuse(
      argument,
      "must be what JSON can carry: no cycle, no bigint, no getter that throws",
      cause,
    );
  }
  // A toJSON of its own may have made anything of it.
  if (!written?.startsWith("{")) refuse(argument, "must be a plain object once it is JSON");
  return written;
}

export const plain = (argument, value, refuse) => JSON.parse(json(argument, value, refuse));

const OWN_HEADERS = {
  authorization: "it is made from apiKey",
  "x-alloy-userid": "it is made from userId",
  "content-type": "the client sets it",
  "content-length": "the client sets it",
  host: "the client sets it",
};

// Names come out in lower case, so that a call's header finds the client's whatever its spelling.
export function headers(argument, value, refuse) {
  const checked = Object.create(null);
  for (const [name, content] of Object.entries(plain(argument, value, refuse))) {
    const field = `${argument}.${name}`;
    if (!TOKEN.test(name)) refuse(argument, "must have names of letters, digits and hyphens");
    const lower = name.toLowerCase();
    if (OWN_HEADERS[lower]) refuse(field, `cannot be set: ${OWN_HEADERS[lower]}`);
    if (typeof content !== "string") expected(field, "a string", content, refuse);
    if (content.length > MAX_TEXT || !LATIN_1.test(content)) {
      refuse(field, "must be printable Latin-1 without line breaks");
    }
    checked[lower] = content;
  }
  return checked;
}

export function connectorHeaders(argument, value, refuse) {
  const checked = plain(argument, value, refuse);
  for (const [connector, given] of Object.entries(checked)) {
    headers(`${argument}.${connector}`, given, refuse);
  }
  return checked;
}

const PLACES = ["pathParams", "queryParameters", "requestBody", "additionalHeaders"];

export function split(argument, value, refuse) {
  const checked = plain(argument, value, refuse);
  for (const [place, content] of Object.entries(checked)) {
    if (!PLACES.includes(place))
      refuse(`${argument}.${place}`, `is not one of ${PLACES.join(", ")}`);
    if (!isPlain(content)) expected(`${argument}.${place}`, "an object", content, refuse);
  }
  return checked;
}

/** A query, written out: strings, numbers, booleans, and lists of them. */
export function query(argument, value, refuse) {
  const pairs = [];
  for (const [name, given] of Object.entries(plain(argument, value, refuse))) {
    for (const content of [given].flat()) {
      if (content === null) continue;
      if (typeof content === "object") {
        expected(`${argument}.${name}`, "a string, a number or a boolean", content, refuse);
      }
      pairs.push([name, content]);
    }
  }
  return `${new URLSearchParams(pairs)}`;
}

/** A Blob, or bytes. */
export function fileContent(argument, value, refuse) {
  if (ArrayBuffer.isView(value)) {
    return new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
  }
  if (Object.prototype.toString.call(value) === "[object ArrayBuffer]")
    return new Uint8Array(value);
  // Not by its class: it may be another realm's, or a stand-in.
  if (typeof value?.size === "number" && typeof value.slice === "function") return value;
  return expected(argument, "a Blob, an ArrayBuffer or an array of bytes", value, refuse);
}

export function mimeType(argument, value, refuse) {
  if (!/^[\w.+-]+\/[\w.+-]+( *;[ -~]*)?$/.test(text(argument, value, refuse))) {
    refuse(argument, 'must be a MIME type such as "image/png"');
  }
  return value;
}

/** What remembers: a Map, or a namespace such as Workers KV. */
export function cache(argument, value, refuse) {
  const has = (method) => typeof value?.[method] === "function";
  if (has("get") && has("delete") && (has("set") || has("put"))) return value;
  return expected(argument, "a Map, or have get, put and delete", value, refuse);
}

export function snapshot(argument, value, refuse) {
  const checked = isPlain(value) ? plain(argument, value, refuse) : {};
  if (!isPlain(checked.connections)) {
    refuse(argument, "must be a snapshot from snapshotConnections(), not a time");
  }
  return checked.connections;
}

// Reads one field after another: undefined where it is missing.
export function fieldsOf(options, prefix, refuse) {
  if (!isMissing(options) && (typeof options !== "object" || isArray(options))) {
    expected(prefix.slice(0, -1) || "options", "an object", options, refuse);
  }
  return (key, read) =>
    guard(prefix + key, refuse, () => {
      const value = options?.[key];
      return isMissing(value) ? undefined : read(prefix + key, value, refuse);
    });
}

/** An id on its own, as `forUser` takes it. */
export function readId(argument, value) {
  return user(argument, value, invalid);
}
