// The client's options, and what the environment says of them.

import { AlloyConfigError } from "./errors.js";
import { memoryOf } from "./memory.js";
import {
  apiKey,
  cache,
  connectorHeaders,
  dialect,
  expected,
  fieldsOf,
  flag,
  func,
  guard,
  headers,
  id,
  isMissing,
  misconfigured,
  ms,
  rateLimit,
  retries,
  url,
  user,
  version,
} from "./readers.js";

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
    userId: field("userId", user),
    connectionId: field("connectionId", id),
    baseUrl,
    ...(sameOrigin && { sameOrigin }),
    dataBaseUrl: field("dataBaseUrl", url),
    dialect: field("dialect", dialect),
    timeoutMs: field("timeoutMs", ms),
    deadlineMs: field("deadlineMs", ms),
    maxRetries: field("maxRetries", retries),
    rateLimit: field("rateLimit", rateLimit),
    observe: field("observe", func),
    redirectUri: field("redirectUri", url),
    fetch: field("fetch", func),
    memory: memoryOf(field("cache", cache)),
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
export const readEnvironment = (env, overrides) =>
  guard("env", misconfigured, () => merge(env, overrides));

function merge(env, overrides) {
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
