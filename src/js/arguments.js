// The arguments of each method, its options among them, as one checked record.

import { refusedByUser } from "./errors.js";
import {
  expected,
  fieldsOf,
  fileContent,
  flag,
  guard,
  headers,
  id,
  invalid,
  isArray,
  isMissing,
  isPlain,
  json,
  mimeType,
  ms,
  plain,
  query,
  retries,
  signal,
  snapshot,
  split,
  text,
  url,
  user,
} from "./readers.js";

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
  };
}

export const required = (argument, value, read) =>
  guard(argument, invalid, () => read(argument, value, invalid));
export const optional = (argument, value, read) =>
  isMissing(value) ? undefined : required(argument, value, read);

/** The options that a method takes, and its own arguments. */
export function record(options, own) {
  const field = fieldsOf(options, "options.", invalid);
  return { options: common(options, field), ...own(field) };
}

export const readNothing = (options) => record(options, () => {});

export function readInitiate(connectorId, redirectUri, options) {
  return record(options, (field) => ({
    connectorId: required("connectorId", connectorId, id),
    redirectUri: optional("redirectUri", redirectUri, url),
    ...ownApp(field),
  }));
}

function ownApp(field) {
  const data = field("data", plain);
  // What a service asks for is a secret as likely as not.
  return { authConfigId: field("authConfigId", id), data, secrets: data && strings(data) };
}

export function readCredential(connectorId, credential, options) {
  return record(options, () => {
    const given = fieldsOf(credential, "credential.", invalid);
    const authenticationType = given("authenticationType", id);
    if (!authenticationType) {
      const expectation = 'is required: getCredentialMetadata() lists them, such as "oauth2"';
      invalid("credential.authenticationType", expectation);
    }
    return {
      connectorId: required("connectorId", connectorId, id),
      authenticationType,
      redirectUri: given("redirectUri", url),
      ...ownApp(given),
    };
  });
}

function strings(value) {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(strings) : [];
}

export function readCallbackArguments(connectorId, code, credentialId, options) {
  return record(options, (field) => {
    const checked = optional("code", code, codeOf);
    return {
      connectorId: required("connectorId", connectorId, id),
      code: checked,
      credentialId: optional("credentialId", credentialId, id),
      since: field("since", snapshot),
      secrets: checked && [checked],
    };
  });
}

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

/** Of the methods that are about one connector. */
export function readConnector(connectorId, options) {
  return record(options, (field) => ({
    connectorId: required("connectorId", connectorId, id),
    since: field("since", snapshot),
    pollMs: field("pollMs", ms),
  }));
}

export const readList = (options) =>
  record(options, (field) => ({ connectorId: field("connectorId", id) }));

export const readConnection = (connectionId, options) =>
  record(options, () => ({ connectionId: required("connectionId", connectionId, id) }));

export const readDeletion = (connectionId, options) =>
  record(options, (field) => ({
    credentialId: required("connectionId", connectionId, id),
    connectorId: field("connectorId", id),
  }));

export function readAction(connectorId, actionId, parameters, options) {
  return record(options, (field) => {
    const checked = {
      connectorId: required("connectorId", connectorId, id),
      actionId: required("actionId", actionId, id),
      parameters: optional("parameters", parameters, json),
      split: field("split", split),
      validate: field("validate", flag),
    };
    if (checked.split && checked.parameters) {
      invalid("parameters", "must be left out where options.split is given");
    }
    checked.parameters ??= "{}";
    checked.bare = checked.parameters === "{}";
    return checked;
  });
}

export const readDescribed = (connectorId, actionId, options) =>
  record(options, () => ({
    connectorId: required("connectorId", connectorId, id),
    actionId: required("actionId", actionId, id),
  }));

function userOf(argument, value, refuse) {
  const checked = plain(argument, value, refuse);
  id(`${argument}.username`, checked.username, refuse);
  return checked;
}

export function readUser(user, options) {
  return record(options, () => {
    const checked = required("user", user, userOf);
    // Under its username it is looked for.
    return { userId: checked.username, body: JSON.stringify(checked) };
  });
}

// As many as Alloy takes at once.
const MAX_USERS = 1_000;

export function readUsers(users, options) {
  return record(options, () => {
    if (!isArray(users)) expected("users", "an array", users, invalid);
    const checked = guard("users", invalid, () =>
      Array.from(users, (user, index) => userOf(`users[${index}]`, user, invalid)),
    );
    const bodies = [];
    for (let at = 0; at < checked.length; at += MAX_USERS) {
      bodies.push(JSON.stringify({ users: checked.slice(at, at + MAX_USERS) }));
    }
    return { bodies };
  });
}

export const readUserId = (userId, options) =>
  record(options, () => ({ userId: required("userId", userId, id) }));

export function readToken(userId, options) {
  const checked = readUserId(userId, options);
  // Alloy wants it in both places.
  return { ...checked, query: query("query", { userId: checked.userId }, invalid) };
}

export const readUserChanges = (userId, changes, options) =>
  record(options, () => ({
    userId: required("userId", userId, id),
    body: required("changes", changes, json),
  }));

export function readFile(content, file, options) {
  return record(options, () => {
    const given = fieldsOf(file, "file.", invalid);
    const need = (name, read, own) =>
      given(name, read) ??
      (own ? required(`file.${name}`, own, read) : invalid(`file.${name}`, "is required"));
    const bytes = required("content", content, fileContent);
    return {
      content: bytes,
      // A File of the browser's says itself what it is.
      filename: need("filename", id, bytes.name),
      mimeType: need("mimeType", mimeType, bytes.type),
    };
  });
}

export const readFileKey = (s3Key, options) =>
  record(options, () => ({ s3Key: required("s3Key", s3Key, id) }));

const place = (integrationId, entity) => ({
  integrationId: required("integrationId", integrationId, id),
  entity: required("entity", entity, id),
});

export const readRecords = (integrationId, entity, given, options) =>
  record(options, () => ({
    ...place(integrationId, entity),
    query: optional("query", given, query),
  }));

export const readNewRecord = (integrationId, entity, given, options) =>
  record(options, () => ({
    ...place(integrationId, entity),
    body: required("record", given, json),
  }));

export const readRecord = (integrationId, entity, recordId, given, options) =>
  record(options, () => ({
    ...place(integrationId, entity),
    recordId: required("recordId", recordId, id),
    body: required("record", given, json),
  }));

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
