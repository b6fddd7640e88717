// What callers hand over, checked before Rust sees it: each reader names the argument and says what
// it must be. They are JavaScript because the questions are (what type, which prototype, whose
// getter throws): the same readers in Rust were nine times their size.

import { AlloyConfigError, AlloyValidationError } from "./errors.js";

const MAX_TIMER_MS = 2 ** 31 - 1;
const MAX_ID = 1024;
const MAX_TEXT = 8192;

const CONTROL = /[\u0000-\u001f\u007f-\u009f]/;
const LONE_SURROGATE = /[\ud800-\udfff]/u;
const TOKEN = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]{1,256}$/;
const LATIN_1 = /^[\t\x20-\x7e\xa0-\xff]*$/;

function invalid(argument, expectation, cause) {
  const details = { code: "ARGUMENT_INVALID", argument };
  throw new AlloyValidationError(`${argument} ${expectation}`, details, cause);
}

function misconfigured(argument, expectation, cause) {
  throw new AlloyConfigError(`${argument} ${expectation}`, { code: "CONFIG_INVALID" }, cause);
}

const isMissing = (value) => value === undefined || value === null;

// A revoked Proxy answers no question at all.
function isArray(value) {
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

function expected(argument, what, value, refuse) {
  return refuse(argument, `must be ${what}, not ${kind(value)}`);
}

// ── one value each: (argument, value, refuse) → what Rust gets ──────────────────────────────────

function text(argument, value, refuse) {
  if (typeof value !== "string") expected(argument, "a string", value, refuse);
  if (value.trim() === "") refuse(argument, "must not be empty");
  if (value.length > MAX_TEXT) refuse(argument, `must be at most ${MAX_TEXT} characters long`);
  return value;
}

function id(argument, value, refuse) {
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

function tooLong(argument, refuse) {
  refuse(argument, `must be at most ${MAX_ID} characters long`);
}

function apiKey(argument, value, refuse) {
  const key = text(argument, value, refuse);
  if (!/^[\x21-\x7e]+$/.test(key)) {
    refuse(argument, "must be printable ASCII: look for a line break or a space pasted along");
  }
  return key;
}

function version(argument, value, refuse) {
  if (!/^[\w.-]{1,32}$/.test(text(argument, value, refuse))) {
    refuse(argument, 'must be a version such as "2025-09"');
  }
  return value;
}

function dialect(argument, value, refuse) {
  if (!["auto", "guide", "reference"].includes(value)) {
    refuse(argument, 'must be "auto", "guide" or "reference"');
  }
  return value;
}

function url(argument, value, refuse) {
  return text(argument, typeof value?.href === "string" ? value.href : value, refuse);
}

function ms(argument, value, refuse) {
  const what = `a whole number of milliseconds from 1 to ${MAX_TIMER_MS}`;
  if (typeof value !== "number") expected(argument, what, value, refuse);
  if (!Number.isInteger(value) || value < 1 || value > MAX_TIMER_MS) {
    refuse(argument, `must be ${what}`);
  }
  return value;
}

function flag(argument, value, refuse) {
  return typeof value === "boolean" ? value : expected(argument, "a boolean", value, refuse);
}

function func(argument, value, refuse) {
  return typeof value === "function" ? value : expected(argument, "a function", value, refuse);
}

function signal(argument, value, refuse) {
  const listens = ["addEventListener", "removeEventListener"].every(
    (method) => typeof value?.[method] === "function",
  );
  return listens ? value : expected(argument, "an AbortSignal", value, refuse);
}

// `{…}` of whichever realm, and no instance of a class.
function isPlain(value) {
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
function json(argument, value, refuse) {
  let written;
  try {
    if (!isPlain(value)) expected(argument, "a plain object", value, refuse);
    written = JSON.stringify(value);
  } catch (cause) {
    if (cause instanceof AlloyValidationError || cause instanceof AlloyConfigError) throw cause;
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

const plain = (argument, value, refuse) => JSON.parse(json(argument, value, refuse));

const OWN_HEADERS = {
  authorization: "it is made from apiKey",
  "x-alloy-userid": "it is made from userId",
  "content-type": "the client sets it",
  "content-length": "the client sets it",
  host: "the client sets it",
};

// Names come out in lower case, so that a call's header finds the client's whatever its spelling.
function headers(argument, value, refuse) {
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

function connectorHeaders(argument, value, refuse) {
  const checked = plain(argument, value, refuse);
  for (const [connector, given] of Object.entries(checked)) {
    headers(`${argument}.${connector}`, given, refuse);
  }
  return checked;
}

const PLACES = ["pathParams", "queryParameters", "requestBody", "additionalHeaders"];

function split(argument, value, refuse) {
  const checked = plain(argument, value, refuse);
  for (const [place, content] of Object.entries(checked)) {
    if (!PLACES.includes(place))
      refuse(`${argument}.${place}`, `is not one of ${PLACES.join(", ")}`);
    if (!isPlain(content)) expected(`${argument}.${place}`, "an object", content, refuse);
  }
  return checked;
}

function snapshot(argument, value, refuse) {
  const checked = isPlain(value) ? plain(argument, value, refuse) : {};
  if (!isPlain(checked.connections)) {
    refuse(argument, "must be a snapshot from snapshotConnections(), not a time");
  }
  return checked.connections;
}

// ── options objects ─────────────────────────────────────────────────────────────────────────────

// Reads one field after another: undefined where it is missing.
function fieldsOf(options, prefix, refuse) {
  if (!isMissing(options) && (typeof options !== "object" || isArray(options))) {
    expected("options", "an object", options, refuse);
  }
  return (key, read) => {
    let value;
    try {
      value = options?.[key];
    } catch (cause) {
      refuse(prefix + key, "could not be read: its getter throws", cause);
    }
    return isMissing(value) ? undefined : read(prefix + key, value, refuse);
  };
}

// What every call may say beyond its arguments; undefined where it says nothing, so that Rust need
// not ask for each.
function common(options, field) {
  if (isMissing(options)) return undefined;
  return {
    signal: field("signal", signal),
    timeoutMs: field("timeoutMs", ms),
    userId: field("userId", id),
    connectionId: field("connectionId", id),
    headers: field("headers", headers),
    withResponse: field("withResponse", flag),
  };
}

const required = (argument, value, read) => read(argument, value, invalid);
const optional = (argument, value, read) =>
  isMissing(value) ? undefined : read(argument, value, invalid);

// ── the arguments of each method, its options among them ────────────────────────────────────────

export function readUserId(userId) {
  return required("userId", userId, id);
}

export function readInitiate(connectorId, redirectUri, options) {
  const field = fieldsOf(options, "options.", invalid);
  const data = field("data", plain);
  return {
    options: common(options, field),
    connectorId: required("connectorId", connectorId, id),
    redirectUri: optional("redirectUri", redirectUri, url),
    authConfigId: field("authConfigId", id),
    data,
    // They are a service's secrets as likely as not.
    secrets: strings(data),
  };
}

function strings(value) {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(strings) : [];
}

export function readCallbackArguments(connectorId, code, credentialId, options) {
  const field = fieldsOf(options, "options.", invalid);
  const checked = optional("code", code, text);
  return {
    options: common(options, field),
    connectorId: required("connectorId", connectorId, id),
    code: checked,
    credentialId: optional("credentialId", credentialId, id),
    since: field("since", snapshot),
    secrets: checked === undefined ? [] : [checked],
  };
}

/** Of the methods that are about one connector. */
export function readConnector(connectorId, options) {
  const field = fieldsOf(options, "options.", invalid);
  return {
    options: common(options, field),
    connectorId: required("connectorId", connectorId, id),
    since: field("since", snapshot),
    pollMs: field("pollMs", ms),
    deadlineMs: field("deadlineMs", ms),
  };
}

export function readList(options) {
  const field = fieldsOf(options, "options.", invalid);
  return { options: common(options, field), connectorId: field("connectorId", id) };
}

export function readConnection(connectionId, options) {
  const field = fieldsOf(options, "options.", invalid);
  return {
    options: common(options, field),
    connectionId: required("connectionId", connectionId, id),
  };
}

export function readAction(connectorId, actionId, parameters, options) {
  const field = fieldsOf(options, "options.", invalid);
  const checked = {
    options: common(options, field),
    connectorId: required("connectorId", connectorId, id),
    actionId: required("actionId", actionId, id),
    parameters: optional("parameters", parameters, json),
    split: field("split", split),
  };
  if (checked.split && checked.parameters) {
    invalid("parameters", "must be left out where options.split is given");
  }
  checked.parameters ??= "{}";
  return checked;
}

/** The client's options, with the headers of every request made of them. */
export function readClient(options) {
  const field = fieldsOf(options, "", misconfigured);
  const key = field("apiKey", apiKey);
  const lenient = field("dangerouslyAllowBrowser", flag);
  if (key !== undefined && !lenient && isBrowser()) {
    misconfigured(
      "apiKey",
      "must not be in a browser, where anybody can read it: set baseUrl to a handler that holds it, or dangerouslyAllowBrowser",
    );
  }
  const { baseUrl, sameOrigin } = resolve(field("baseUrl", url));
  return {
    apiKey: key,
    userId: field("userId", id),
    connectionId: field("connectionId", id),
    baseUrl,
    ...(sameOrigin && { sameOrigin }),
    dataBaseUrl: field("dataBaseUrl", url),
    dialect: field("dialect", dialect),
    timeoutMs: field("timeoutMs", ms),
    redirectUri: field("redirectUri", url),
    fetch: field("fetch", func),
    connectorHeaders: field("connectorHeaders", connectorHeaders),
    headers: {
      accept: "application/json",
      "x-api-version": field("apiVersion", version) ?? "2025-09",
      ...(key === undefined ? {} : { authorization: `Bearer ${key}` }),
      ...field("headers", headers),
    },
  };
}

// A path stands for the page's own handler, which holds the key.
function resolve(baseUrl) {
  const origin = globalThis.location?.origin;
  const sameOrigin = /^\/(?!\/)/.test(baseUrl) && /^https?:/.test(origin);
  return { baseUrl: sameOrigin ? origin + baseUrl : baseUrl, sameOrigin };
}

// workerd, Deno and Bun look like a page's worker; their user agent tells them apart.
function isBrowser() {
  if (typeof globalThis.window?.document === "object") return true;
  const { WorkerGlobalScope, importScripts, navigator, EdgeRuntime } = globalThis;
  return (
    typeof WorkerGlobalScope === "function" &&
    typeof importScripts === "function" &&
    EdgeRuntime === undefined &&
    !/^(Cloudflare-Workers|Deno|Bun|Node\.js)\b/.test(navigator?.userAgent)
  );
}

// The host that one of the guide's two documents sets as ALLOY_BASE_URL. OAuth and actions are
// never on it.
const DATA_HOST = /^https:\/\/api\.runalloy\.com\/*$/i;

/** The client's options as the guide's environment variables and the overrides have them. */
export function readEnvironment(env, overrides) {
  if (isMissing(env)) env = globalThis.process?.env ?? {};
  if (typeof env !== "object") expected("env", "an object", env, misconfigured);
  const variable = (name) => {
    const value = env[name];
    if (isMissing(value)) return undefined;
    if (typeof value !== "string") expected(name, "a string", value, misconfigured);
    return value.trim() || undefined;
  };
  const given = fieldsOf(overrides, "", misconfigured);
  const apiKey = given("apiKey", (_, value) => value) ?? variable("ALLOY_API_KEY");
  if (apiKey === undefined) throw missing("ALLOY_API_KEY");
  // Given, and be it as null: then users come with each call.
  const perCall = !isMissing(overrides) && "userId" in overrides && overrides.userId !== undefined;
  const userId = perCall ? overrides.userId : variable("ALLOY_USER_ID");
  if (userId === undefined) throw missing("ALLOY_USER_ID");
  const url = variable("ALLOY_BASE_URL");
  const found = {
    connectionId: variable("CONNECTION_ID"),
    redirectUri: variable("OAUTH_REDIRECT_URI"),
    [DATA_HOST.test(url) ? "dataBaseUrl" : "baseUrl"]: url,
  };
  const merged = { ...overrides, apiKey, userId };
  for (const key of Object.keys(found)) merged[key] ??= found[key];
  return merged;
}

const missing = (name) =>
  new AlloyConfigError(`${name} environment variable is required`, { code: "CONFIG_INVALID" });

/** A callback in any of the forms in which a server or a page has it, as a query. */
export function readCallback(callback) {
  if (typeof callback === "object" && isPlain(callback)) {
    const strings = Object.entries(callback).filter(([, value]) => typeof value === "string");
    return `?${new URLSearchParams(strings)}`;
  }
  if (callback instanceof URLSearchParams) return `?${callback}`;
  if (callback === "") return "";
  return url("callback", callback, invalid);
}
