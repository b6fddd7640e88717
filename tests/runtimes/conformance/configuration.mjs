// Making a client, and what the environment has to say about it.
import { equal, matches, ok, same } from "./assert.mjs";
import { answering, FAULT_KEY, recorder } from "./context.mjs";
import { connect } from "./flow.mjs";

export function* configuration(context) {
  const { sdk, inPage } = context;
  const fromEnv = (env, overrides) =>
    sdk.AlloyConnectivity.fromEnv(env, { ...inPage, ...overrides });
  const needs = (env, message, overrides) =>
    context.throws(() => fromEnv(env, overrides), "AlloyConfigError", {
      ...{ code: "CONFIG_INVALID", message, attempts: 0 },
    });

  yield [
    "fromEnv needs ALLOY_API_KEY",
    () => {
      const message = "ALLOY_API_KEY environment variable is required";
      needs({}, message);
      needs({ ALLOY_API_KEY: "  ", ALLOY_USER_ID: "u" }, message);
    },
  ];
  yield [
    "fromEnv needs ALLOY_USER_ID",
    () => {
      const message = "ALLOY_USER_ID environment variable is required";
      needs({ ALLOY_API_KEY: FAULT_KEY }, message);
      needs({ ALLOY_API_KEY: FAULT_KEY, ALLOY_USER_ID: "" }, message);
      ok(fromEnv({ ALLOY_API_KEY: FAULT_KEY }, { userId: null }), "users that come with each call");
    },
  ];
  yield [
    "fromEnv refuses variables that are no strings",
    () => {
      needs({ ALLOY_API_KEY: 7, ALLOY_USER_ID: "u" }, /^ALLOY_API_KEY /);
      needs("ALLOY_API_KEY=x", /^env /);
    },
  ];
  yield ["fromEnv makes a client that works", () => worksFromEnv(context, fromEnv)];
  yield [
    "overrides win over the environment",
    async () => {
      const { fetch, requests } = recorder(answering([]));
      const env = { ALLOY_API_KEY: FAULT_KEY, ALLOY_USER_ID: "of-env" };
      await fromEnv(env, { fetch, userId: "of-options" }).listConnections();
      equal(requests[0].headers["x-alloy-userid"], "of-options", "x-alloy-userid");
      matches(requests[0].url, /^https:\/\/production\.runalloy\.com\//, "url");
    },
  ];
  yield [
    "the guide's data host is not the API's",
    async () => {
      const { fetch, requests } = recorder(answering([]));
      const env = {
        ...{ ALLOY_API_KEY: FAULT_KEY, ALLOY_USER_ID: "u" },
        ALLOY_BASE_URL: "https://api.runalloy.com",
      };
      await fromEnv(env, { fetch }).listConnections();
      matches(requests[0].url, /^https:\/\/production\.runalloy\.com\//, "url");
    },
  ];
  yield [
    "a handler of one's own needs no key",
    async () => {
      const { fetch, requests } = recorder(answering([]));
      const baseUrl = "https://app.example/alloy/";
      await context.client({ baseUrl, fetch, userId: "u" }).listConnections();
      matches(requests[0].url, /^https:\/\/app\.example\/alloy\/users\/u\//, "url");
      equal("Authorization" in requests[0].headers, false, "sends Authorization");
    },
  ];
  yield [
    "apiVersion is sent",
    async () => {
      const { fetch, requests } = recorder(answering([]));
      const options = { apiKey: FAULT_KEY, userId: "u", apiVersion: "2026-01", fetch };
      await context.client(options).listConnections();
      equal(requests[0].headers["x-api-version"], "2026-01", "x-api-version");
    },
  ];
  yield [
    "connectorHeaders reach the service",
    async () => {
      const { fetch, requests } = recorder(answering({ responseData: 1 }));
      const alloy = context.faulty("unused", {
        ...{ fetch, dialect: "reference" },
        connectorHeaders: { notion: { "Notion-Version": "2022-06-28" } },
      });
      await alloy.executeAction("notion", "post-search");
      await alloy.executeAction("slack", "conversations_list");
      const executions = requests.filter(({ method }) => method === "POST");
      same(
        executions.map(({ body }) => JSON.parse(body).additionalHeaders),
        [{ "Notion-Version": "2022-06-28" }, undefined],
        "additionalHeaders",
      );
    },
  ];
}

async function worksFromEnv(context, fromEnv) {
  const { url, apiKey } = context.world.sandboxes.guide;
  const userId = context.takeUser("guide");
  const { connectionId } = await connect(context, context.inSandbox("guide", { userId }), "notion");
  const alloy = fromEnv({
    ...{ ALLOY_API_KEY: apiKey, ALLOY_USER_ID: ` ${userId}\n`, ALLOY_BASE_URL: url },
    ...{ CONNECTION_ID: connectionId, ALLOY_ENVIRONMENT: "development" },
  });
  equal((await alloy.executeAction("notion", "post-search")).object, "list", "object");
}
