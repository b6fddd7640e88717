// The shapes that both dialects share. Where Alloy's pages leave one open, every form that has been
// seen is let in.
import { anyOf, array, closed, object, ref } from "./operation.mjs";

const text = { type: "string" };
const name = { type: "string", minLength: 1 };
const time = { type: "string", format: "date-time" };
const jsonSchema = { type: "object" };

const basics = {
  Name: name,
  ObjectId: { type: "string", format: "object-id" },
  // Users are found by either.
  UserIdOrName: name,
  Success: object({ success: { const: true } }),
  Error: anyOf(
    object({ error: object({ code: text, message: text }, ["message"]) }),
    object({ code: text, message: text }, ["message"]),
    object({ error: text }),
    object({ errors: { ...array(object({ message: text })), minItems: 1 } }),
  ),
};

const catalogue = {
  Connector: object({ id: name, name, category: array(text), icon: text }, ["id", "name"]),
  Connectors: object({ connectors: array(ref("Connector")) }),
  OneConnector: anyOf(object({ connector: ref("Connector") }), ref("Connector")),
  ActionSummary: {
    ...object({ id: name, displayName: text, name: text }, ["id"]),
    anyOf: [{ required: ["displayName"] }, { required: ["name"] }],
  },
  ActionParameter: object(
    {
      ...{ name, in: { enum: ["path", "query", "header"] }, description: text },
      ...{ required: { type: "boolean" }, schema: jsonSchema },
    },
    ["name", "in", "required", "schema"],
  ),
  ActionDetails: object({
    action: object(
      {
        ...{ id: name, displayName: text, description: text },
        httpMethod: { enum: ["get", "post", "put", "patch", "delete", "head"] },
        ...{ path: { type: "string", pattern: "^/" }, parameters: array(ref("ActionParameter")) },
        requestBody: jsonSchema,
      },
      ["id", "displayName", "description", "httpMethod", "path", "parameters"],
    ),
  }),
};

const credentials = {
  NewCredential: closed(
    {
      // The path's once more, in the guide. The reference does not list it, and it has been seen to pass.
      connectorId: name,
      ...{ userId: ref("ObjectId"), authenticationType: name },
      ...{ redirectUri: { type: "string", format: "uri" }, authConfigId: ref("ObjectId") },
      data: { type: "object" },
    },
    ["userId", "authenticationType"],
  ),
  CredentialMetadata: object({
    metadata: array(
      object(
        {
          ...{ authenticationType: name, authConfigRequired: { type: "boolean" } },
          ...{ inputSchema: jsonSchema, sampleInput: { type: "object" } },
        },
        ["authenticationType", "inputSchema"],
      ),
    ),
  }),
};

const userFields = { username: name, fullName: text };

const users = {
  User: object({ userId: ref("ObjectId"), ...userFields }, ["userId"]),
  Users: object({ data: array(ref("User")) }),
  // "A list of the created users" is all that is said of it.
  CreatedUsers: anyOf(
    array(ref("User")),
    object({ data: array(ref("User")) }),
    object({ users: array(ref("User")) }),
  ),
  NewUser: closed(userFields, ["username"]),
  UserChanges: closed(userFields, []),
  NewUsers: closed({ users: { ...array(ref("NewUser")), maxItems: 1000 } }, ["users"]),
  UserToken: object({ token: { type: "string", pattern: "^[\\w-]+\\.[\\w-]+\\.[\\w-]*$" } }),
};

const base64Md5 = { type: "string", pattern: "^[A-Za-z0-9+/]{22}==$" };

const files = {
  UploadRequest: closed(
    {
      ...{ filename: name, mimeType: name },
      md5: anyOf({ type: "string", pattern: "^[0-9a-fA-F]{32}$" }, base64Md5),
    },
    ["filename", "mimeType", "md5"],
  ),
  Upload: object({
    presignedUrl: object({
      ...{ md5: base64Md5, presignedUrl: { type: "string", format: "uri" } },
      ...{ type: { enum: ["new", "existing"] }, s3Key: name },
    }),
  }),
  StoredFiles: object({
    files: array(
      object({
        ...{ s3Key: name, filename: name },
        ...{ size: { type: "integer", minimum: 0 }, lastModified: time },
      }),
    ),
  }),
  FileDeleted: object({ success: { const: true }, message: text }),
};

const entries = (...members) =>
  array(closed(Object.fromEntries(members.map((member) => [member, text])), members));

/** What a contact is made of. */
export const contactFields = {
  ...{ firstName: text, lastName: name, account: text },
  addresses: array({ type: "object" }),
  emailAddresses: entries("emailAddressType", "emailAddress"),
  phoneNumbers: entries("phoneNumberType", "phoneNumber"),
  remoteFields: { type: "object" },
};

const contacts = {
  Contact: object({ id: name, remoteId: text }, ["id"]),
  Contacts: object({ contacts: array(ref("Contact")) }),
  OneContact: object({ contact: ref("Contact") }),
};

export const schemas = { ...basics, ...catalogue, ...credentials, ...users, ...files, ...contacts };
