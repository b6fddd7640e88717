// The arguments of methods, their options among them, as one checked record.

import { refusedByUser } from "./errors.js";
import {
  fieldsOf,
  flag,
  guard,
  headers,
  id,
  invalid,
  isMissing,
  isPlain,
  json,
  ms,
  plain,
  retries,
  signal,
  snapshot,
  split,
  text,
  url,
  user,
} from "./readers.js";

/** What several calls have in common that are one to the caller. Rust notes in it how far they are. */
export class Series {
  constructor(operation, deadlineMs) {
    Object.assign(this, { operation, deadlineMs });
  }
}

// What every call may say beyond its arguments; undefined where it says nothing, so that Rust need
// not ask for each.
function common(options, field) {
  if (isMissing(options)) return undefined;
  return {
    signal: field("signal", signal),
    timeoutMs: field("timeoutMs", ms),
    deadlineMs: field("deadlineMs", ms),
    maxRetries: field("maxRetries", retries),
    idempotent: field("idempotent", flag),
    userId: field("userId", user),
    connectionId: field("connectionId", id),
    headers: field("headers", headers),
    withResponse: field("withResponse", flag),
    series: options.series instanceof Series ? options.series : undefined,
  };
}

export const required = (argument, value, read) =>
  guard(argument, invalid, () => read(argument, value, invalid));
export const optional = (argument, value, read) =>
  isMissing(value) ? undefined : required(argument, value, read);

/** What methods take that Rust's core has more to do for than to ask, their options last. */
export const READERS = {
  initiateOAuthFlow: (connectorId, redirectUri, options) =>
    record(options, (field) => ({
      ...idsOf({ connectorId }),
      redirectUri: optional("redirectUri", redirectUri, url),
      ...ownApp(field),
    })),
  handleOAuthCallback: (connectorId, code, credentialId, options) =>
    record(options, (field) => {
      const checked = optional("code", code, codeOf);
      return {
        ...idsOf({ connectorId }),
        code: checked,
        credentialId: optional("credentialId", credentialId, id),
        since: field("since", snapshot),
        ownOnly: field("ownOnly", flag),
        secrets: checked && [checked],
      };
    }),
  createCredential: (connectorId, credential, options) =>
    record(options, () => ({ ...idsOf({ connectorId }), ...credentialOf(credential) })),

  listConnections: (options) =>
    record(options, (field) => ({
      connectorId: field("connectorId", id),
      ownOnly: field("ownOnly", flag),
    })),
  getConnection: (connectionId, options) => record(options, () => idsOf({ connectionId })),
  findConnection: ofConnector,
  snapshotConnections: ofConnector,
  waitForConnection: ofConnector,
  executeAction: (connectorId, actionId, parameters, options) =>
    record(options, (field) => ({
      ...idsOf({ connectorId, actionId }),
      ...parametersOf(parameters, field),
    })),
};

/** The options that a method takes, and its own arguments. */
export function record(options, own) {
  const field = fieldsOf(options, "options.", invalid);
  return { options: common(options, field), ...own?.(field) };
}

export function idsOf(named) {
  for (const name in named) required(name, named[name], id);
  return named;
}

export function ofConnector(connectorId, options) {
  return record(options, (field) => ({
    ...idsOf({ connectorId }),
    since: field("since", snapshot),
    ownOnly: field("ownOnly", flag),
    pollMs: field("pollMs", ms),
  }));
}

/** A user, as JSON. */
export function userOf(argument, value, refuse) {
  const checked = json(argument, value, refuse);
  const { username, fullName } = JSON.parse(checked);
  id(`${argument}.username`, username, refuse);
  if (!isMissing(fullName)) text(`${argument}.fullName`, fullName, refuse);
  return checked;
}

function credentialOf(credential) {
  const given = fieldsOf(credential, "credential.", invalid);
  const authenticationType = given("authenticationType", id);
  if (!authenticationType) {
    const expectation = 'is required: getCredentialMetadata() lists them, such as "oauth2"';
    invalid("credential.authenticationType", expectation);
  }
  return { authenticationType, redirectUri: given("redirectUri", url), ...ownApp(given) };
}

function ownApp(field) {
  const data = field("data", plain);
  // What a service asks for is a secret as likely as not.
  return { authConfigId: field("authConfigId", id), data, secrets: data && strings(data) };
}

function strings(value) {
  if (typeof value === "string" || typeof value === "number") return [`${value}`];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(strings) : [];
}

function parametersOf(given, field) {
  const parameters = optional("parameters", given, json) ?? EMPTY;
  const own = field("split", split);
  if (own && !isMissing(given)) {
    invalid("parameters", "must be left out where options.split is given");
  }
  const bare = parameters === EMPTY;
  return { parameters, bare, split: own, validate: field("validate", flag) };
}

const EMPTY = "{}";

// A code, or all that the redirect carried. There is nothing to exchange in a refusal.
function codeOf(argument, value, refuse) {
  if (typeof value !== "object") return text(argument, value, refuse);
  const carried = value.searchParams ?? value;
  const named = (name) => (carried.get ? carried.get(name) : carried[name]) || undefined;
  const error = named("error");
  if (error) {
    const errorDescription = named("error_description") ?? named("errorDescription");
    throw refusedByUser(error, errorDescription);
  }
  return optional(`${argument}.code`, named("code"), text);
}

/** A callback in any of the forms in which a server or a page has it, as a query. */
export const readCallback = (callback) => guard("callback", invalid, () => queryOf(callback));

function queryOf(callback) {
  if (typeof callback === "object" && isPlain(callback)) {
    const strings = Object.entries(callback).filter(([, value]) => typeof value === "string");
    return `?${new URLSearchParams(strings)}`;
  }
  if (callback instanceof URLSearchParams) return `?${callback}`;
  if (callback === "") return "";
  return url("callback", callback, invalid);
}
