// Methods that are one request and no more. Rust knows the routes (src/api); what they take, and what
// their answers hold, is JavaScript's.

import { idsOf, ofConnector, optional, record, required, userOf } from "./arguments.js";
import { ask } from "./engine.js";
import { userToken } from "./memory.js";
import { id, invalid, isArray, json, query } from "./readers.js";

/** A list: under this name, under `data`, or bare. */
export const rows = (name) => (body) => [body?.[name], body?.data, body].find(isArray);

/** An object: under this name, or bare. */
export const item = (name) => (body) => [body?.[name], body].find(isObject);

const isObject = (value) => typeof value === "object" && value !== null && !isArray(value);

// As they are listed, or out of the resources that they belong to.
function actions(body) {
  const list = isArray(body?.resources) ? body.resources : rows("actions")(body);
  const isResources = list === body?.resources || list?.some((row) => isArray(row?.actions));
  return isResources ? list?.flatMap((resource) => resource?.actions ?? []) : list;
}

const token = (body) => (typeof body?.token === "string" ? userToken(body.token) : undefined);

const nothing = () => null;

const ofUser = (userId, options) => record(options, () => idsOf({ userId }));

// By the names of the methods: what they take, its options last, and what their answers hold.
const ENDPOINTS = {
  listConnectors: [record, rows("connectors")],
  getConnector: [ofConnector, item("connector")],
  listResources: [ofConnector, rows("resources")],
  listActions: [ofConnector, actions],
  getAction: [
    (connectorId, actionId, options) => record(options, () => idsOf({ connectorId, actionId })),
    item("action"),
  ],
  getCredentialMetadata: [ofConnector, rows("metadata")],

  deleteConnection: [
    (connectionId, options) =>
      record(options, (field) => ({
        credentialId: required("connectionId", connectionId, id),
        connectorId: field("connectorId", id),
      })),
    nothing,
  ],

  listRecords: [
    (integrationId, entity, given, options) =>
      record(options, () => ({
        ...idsOf({ integrationId, entity }),
        query: optional("query", given, query),
      })),
    rows("records"),
  ],
  createRecord: [
    (integrationId, entity, given, options) =>
      record(options, () => ({
        ...idsOf({ integrationId, entity }),
        body: required("record", given, json),
      })),
    item("data"),
  ],
  updateRecord: [
    (integrationId, entity, recordId, given, options) =>
      record(options, () => ({
        ...idsOf({ integrationId, entity, recordId }),
        body: required("record", given, json),
      })),
    item("data"),
  ],

  createUser: [
    (user, options) => record(options, () => ({ body: required("user", user, userOf) })),
    item("user"),
  ],
  listUsers: [record, rows("users")],
  getUser: [ofUser, item("user")],
  updateUser: [
    (userId, changes, options) =>
      record(options, () => ({ ...idsOf({ userId }), body: required("changes", changes, json) })),
    item("user"),
  ],
  deleteUser: [ofUser, nothing],
  // Alloy wants the user in both places.
  createUserToken: [
    (userId, options) =>
      record(options, () => ({ ...idsOf({ userId }), query: query("query", { userId }, invalid) })),
    token,
  ],

  listFiles: [record, rows("files")],
  deleteFile: [(s3Key, options) => record(options, () => idsOf({ s3Key })), nothing],
};

/** The methods. */
export const endpoints = Object.fromEntries(
  Object.entries(ENDPOINTS).map(([name, [read, gives]]) => [
    name,
    async function (...given) {
      return ask(this, name, read(...given), gives);
    },
  ]),
);
