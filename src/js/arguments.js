// The arguments of each method, its options among them, as one checked record.

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

const required = (argument, value, read) =>
  guard(argument, invalid, () => read(argument, value, invalid));
const optional = (argument, value, read) =>
  isMissing(value) ? undefined : required(argument, value, read);

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
    secrets: data && strings(data),
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
    secrets: checked && [checked],
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
