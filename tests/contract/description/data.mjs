// Records, contacts, users and files: the same routes in both dialects.
import { anyQuery, CREATED, operation, query, ref } from "./operation.mjs";

const BOTH = ["guide", "reference"];
const anyObject = { type: "object" };

const RECORDS = "/users/{userId}/integrations/{integrationId}/data/{entity}";

export const records = {
  [RECORDS]: {
    get: [
      BOTH,
      operation("listRecords", "The records of a kind", {
        ...{ parameters: [anyQuery], answer: ref("Records") },
      }),
    ],
    post: [
      BOTH,
      operation("createRecord", "Makes a record", {
        ...{ body: anyObject, answer: anyObject, successes: CREATED },
      }),
    ],
  },
  [`${RECORDS}/{recordId}`]: {
    put: [
      BOTH,
      operation("updateRecord", "Changes a record", { body: anyObject, answer: anyObject }),
    ],
  },
};

const connection = query("credentialId", ref("Name"), { required: true });
const periods = [
  ...["remoteCreatedAtMin", "remoteCreatedAtMax", "remoteUpdatedAtMin", "remoteUpdatedAtMax"],
].map((name) => query(name, { type: "string", format: "date-time" }));

export const contacts = {
  "/one/crm/contacts": {
    get: [
      BOTH,
      operation("listContacts", "A CRM's contacts", {
        ...{ parameters: [connection, ...periods], answer: ref("Contacts") },
      }),
    ],
    post: [
      BOTH,
      operation("createContact", "Makes a contact", {
        ...{ parameters: [connection], body: ref("NewContact") },
        ...{ answer: ref("OneContact"), successes: CREATED },
      }),
    ],
  },
  "/one/crm/contacts/{contactId}": {
    put: [
      BOTH,
      operation("updateContact", "Changes a contact", {
        ...{ parameters: [connection], body: ref("ContactChanges"), answer: ref("OneContact") },
      }),
    ],
  },
};

// The name is taken.
const TAKEN = ["409"];
/** Where a name does as well as an id. */
const byName = { name: "userId", in: "path", required: true, schema: ref("UserIdOrName") };

export const users = {
  "/users": {
    post: [
      BOTH,
      operation("createUser", "Makes a user", {
        ...{ body: ref("NewUser"), answer: ref("User"), successes: CREATED, refusals: TAKEN },
      }),
    ],
    get: [BOTH, operation("listUsers", "Every user", { answer: ref("Users") })],
  },
  "/users/batch": {
    post: [
      BOTH,
      operation("createUsers", "Makes up to a thousand users", {
        ...{ body: ref("NewUsers"), answer: ref("CreatedUsers"), successes: CREATED },
        refusals: TAKEN,
      }),
    ],
  },
  "/users/{userId}": {
    get: [
      BOTH,
      operation("getUser", "A user, by id or name", { parameters: [byName], answer: ref("User") }),
    ],
    put: [
      BOTH,
      operation("updateUser", "Changes a user", {
        ...{ body: ref("UserChanges"), answer: ref("User"), refusals: TAKEN },
      }),
    ],
    delete: [BOTH, operation("deleteUser", "Deletes a user", { answer: ref("Success") })],
  },
  "/users/{userId}/token": {
    get: [
      BOTH,
      operation("createUserToken", "A short-lived token for a user's front end", {
        parameters: [byName, query("userId", ref("UserIdOrName"), { required: true })],
        answer: ref("UserToken"),
      }),
    ],
  },
};

const STORAGE_REFUSES = "In the storage's own words; 403 when the address has expired";
const header = (name, schema) => ({ name, in: "header", required: true, schema });
/** The storage is not Alloy's, and is not to see what is meant for it. */
const noHeader = (name) => ({ name, in: "header", schema: false });

const PRESIGNED = {
  servers: [
    {
      url: "https://{storage}",
      description: "Named by the address that was handed out",
      variables: { storage: { default: "storage.example" } },
    },
  ],
  put: [
    BOTH,
    {
      ...{ operationId: "uploadContent", summary: "Stores a file's content", security: [] },
      parameters: [
        anyQuery,
        header("Content-MD5", { type: "string", pattern: "^[A-Za-z0-9+/]{22}==$" }),
        ...[noHeader("x-api-version"), noHeader("x-alloy-userid")],
      ],
      requestBody: { required: true, content: { "*/*": {} } },
      responses: {
        200: { description: "Stored" },
        "4XX": { description: STORAGE_REFUSES },
        "5XX": { description: STORAGE_REFUSES },
      },
    },
  ],
};

export const files = {
  "/connectors/files/upload/request": {
    post: [
      BOTH,
      operation("requestUpload", "An address to upload a file to, for an hour", {
        ...{ body: ref("UploadRequest"), answer: ref("Upload"), successes: CREATED },
        links: {
          content: {
            operationId: "uploadContent",
            parameters: { presignedUrl: "$response.body#/presignedUrl/presignedUrl" },
          },
        },
      }),
    ],
  },
  "/{presignedUrl}": PRESIGNED,
  "/connectors/files/list": {
    get: [BOTH, operation("listFiles", "The user's files", { answer: ref("StoredFiles") })],
  },
  "/connectors/files/{s3Key}": {
    delete: [BOTH, operation("deleteFile", "Deletes a file", { answer: ref("FileDeleted") })],
  },
};
