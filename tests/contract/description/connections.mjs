// The catalogue, credentials and actions.
import { CREATED, operation, query, ref } from "./operation.mjs";

const BOTH = ["guide", "reference"];
const GUIDE = ["guide"];
const REFERENCE = ["reference"];

export const catalogue = {
  "/connectors": {
    get: [BOTH, operation("listConnectors", "Every connector", { answer: ref("Connectors") })],
  },
  "/connectors/{connectorId}": {
    get: [BOTH, operation("getConnector", "One connector", { answer: ref("OneConnector") })],
  },
  "/connectors/{connectorId}/resources": {
    get: [
      REFERENCE,
      operation("listResources", "What a connector has, each with its actions", {
        answer: ref("Resources"),
      }),
    ],
  },
  "/connectors/{connectorId}/actions": {
    get: [
      GUIDE,
      operation("listActions", "A connector's actions, in one list", { answer: ref("Actions") }),
    ],
  },
  "/connectors/{connectorId}/actions/{actionId}": {
    get: [
      BOTH,
      operation("getAction", "What an action takes, and where", { answer: ref("ActionDetails") }),
    ],
  },
};

export const actions = {
  "/connectors/{connectorId}/actions/{actionId}": {
    post: [
      GUIDE,
      operation("executeAction", "Runs an action with flat parameters", {
        ...{ body: ref("ActionCall"), answer: ref("ActionResult"), successes: CREATED },
      }),
    ],
  },
  "/connectors/{connectorId}/actions/{actionId}/execute": {
    post: [
      REFERENCE,
      operation("executeAction", "Runs an action with parameters in four places", {
        ...{ body: ref("ActionCall"), answer: ref("ActionResult"), successes: CREATED },
      }),
    ],
  },
};

export const credentials = {
  "/connectors/{connectorId}/credentials/metadata": {
    get: [
      BOTH,
      operation("getCredentialMetadata", "What it takes to make a credential", {
        answer: ref("CredentialMetadata"),
      }),
    ],
  },
  "/connectors/{connectorId}/credentials": {
    post: [
      BOTH,
      operation("createCredential", "Makes a credential, or begins the OAuth flow that does", {
        ...{ body: ref("NewCredential"), answer: ref("CredentialMade"), successes: CREATED },
      }),
    ],
    get: [
      REFERENCE,
      operation("listConnectorsCredentials", "A user's credentials of one connector", {
        answer: ref("ConnectorsConnections"),
      }),
    ],
  },
  "/connectors/{connectorId}/credentials/callback": {
    post: [
      GUIDE,
      operation("handleOAuthCallback", "Exchanges an authorization code", {
        ...{ body: ref("Callback"), answer: ref("CallbackResponse"), successes: CREATED },
      }),
    ],
  },
  "/connectors/{connectorId}/credentials/{credentialId}": {
    delete: [
      BOTH,
      // Only seen to be called: nobody has written down what it answers.
      operation("deleteConnectorsCredential", "Deletes a credential, by its connector", {
        answer: { type: "object" },
      }),
    ],
  },
  "/users/{userId}/credentials": {
    get: [
      BOTH,
      operation("listCredentials", "A user's credentials", {
        ...{ parameters: [query("connectorId", ref("Name"))], answer: ref("Connections") },
      }),
    ],
  },
  "/credentials/users/{userId}": {
    get: [
      REFERENCE,
      operation("listUsersCredentials", "A user's credentials, by their older route", {
        answer: ref("Connections"),
      }),
    ],
  },
  "/users/{userId}/credentials/{credentialId}": {
    delete: [
      BOTH,
      operation("deleteCredential", "Deletes a credential", { answer: ref("Success") }),
    ],
  },
  "/credentials": {
    get: [
      GUIDE,
      operation("listAllCredentials", "The credentials of all of the key's users", {
        answer: ref("Connections"),
      }),
    ],
  },
  "/credentials/{credentialId}": {
    get: [GUIDE, operation("getCredential", "One credential", { answer: ref("Connection") })],
  },
};
