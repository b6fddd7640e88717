// The guide's modules, beyond what its scripts ask of them.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { AlloyConnectivity } from "../../pkg/node.js";
import { AlloyOAuthFlow, getConfig, NotionClient } from "../../pkg/guide/index.js";
import { DIALECTS, openSandbox, requestsOf } from "./alloys.mjs";

const ENVIRONMENT = { ALLOY_API_KEY: "a-key", ALLOY_USER_ID: "a-user" };
const REDIRECT_URI = "http://localhost/callback";

describe("getConfig", () => {
  it("reads a Worker's environment", () => {
    const config = { alloyApiKey: "a-key", alloyUserId: "a-user" };
    const production = "https://production.runalloy.com";
    assert.deepEqual(getConfig(ENVIRONMENT), { ...config, alloyBaseUrl: production });
    const more = { ALLOY_API_KEY: " a-key\n", ALLOY_BASE_URL: "https://host.example", DB: {} };
    assert.deepEqual(getConfig({ ...ENVIRONMENT, ...more }), {
      ...config,
      alloyBaseUrl: "https://host.example",
    });
  });

  for (const [what, environment, message] of [
    ["no key", {}, "ALLOY_API_KEY environment variable is required"],
    ["a blank key", { ALLOY_API_KEY: " " }, "ALLOY_API_KEY environment variable is required"],
    ["no user", { ALLOY_API_KEY: "k" }, "ALLOY_USER_ID environment variable is required"],
    [
      "a number",
      { ...ENVIRONMENT, ALLOY_USER_ID: 7 },
      "ALLOY_USER_ID must be a string, not a number",
    ],
    ["no URL", { ...ENVIRONMENT, ALLOY_BASE_URL: "alloy" }, /^baseUrl must be /],
  ]) {
    it(`refuses ${what}`, () => {
      assert.throws(() => getConfig(environment), { name: "AlloyConfigError", message });
    });
  }

  it("leaves the data routes' host to the data routes", async () => {
    const asked = [];
    const fetch = async (url) => {
      asked.push(new URL(url).host);
      return Response.json([]);
    };
    const config = getConfig({ ...ENVIRONMENT, ALLOY_BASE_URL: "https://api.runalloy.com" });
    await new AlloyOAuthFlow(config, { fetch }).listConnections();
    await new NotionClient(config, "c-1", { fetch }).searchPages();
    assert.deepEqual(asked, Array(2).fill("production.runalloy.com"));
  });
});

for (const dialect of DIALECTS) {
  const openFlow = () => {
    const { sandbox, connect } = openSandbox({ dialect });
    const environment = { ALLOY_API_KEY: sandbox.apiKey, ALLOY_USER_ID: sandbox.userId };
    const flow = new AlloyOAuthFlow(getConfig(environment), { fetch: sandbox.fetch });
    return { sandbox, connect, flow };
  };

  describe(`an AlloyOAuthFlow, in the ${dialect}'s dialect`, () => {
    it("gives the guide's answers", async () => {
      const { sandbox, flow } = openFlow();
      const begun = await flow.initiateOAuthFlow("notion", REDIRECT_URI);
      assert.equal("credentialId" in begun, dialect === "guide");
      const callback = await sandbox.consent(begun.oauthUrl);
      const { code } = AlloyConnectivity.parseOAuthCallback(callback);
      const found = await flow.handleOAuthCallback("notion", code, begun.credentialId);
      assert.deepEqual(Object.keys(found).sort(), ["connectionId", "credentialId"]);
      const [{ id, connectorId }, ...others] = await flow.listConnections();
      assert.deepEqual([id, connectorId, others], [found.connectionId, "notion", []]);
    });

    it("needs no code: it gives the connection that is new since the flow began", async () => {
      const { sandbox, connect, flow } = openFlow();
      const old = await connect("notion");
      const { oauthUrl } = await flow.initiateOAuthFlow("notion", REDIRECT_URI);
      await sandbox.consent(oauthUrl);
      if (dialect === "guide") {
        // There the exchange makes the connection, and so there is none yet.
        const looking = flow.handleOAuthCallback("notion", null, null, { deadlineMs: 50 });
        await assert.rejects(looking, { name: "AlloyTimeoutError" });
      } else {
        const { connectionId } = await flow.handleOAuthCallback("notion");
        assert.notEqual(connectionId, old);
      }
    });

    it("takes no connection for new whose flow it did not begin", async () => {
      const { sandbox, flow } = openFlow();
      const message = "OAuth callback received but no authorization code";
      await assert.rejects(flow.handleOAuthCallback("notion"), {
        name: "AlloyOAuthError",
        message,
      });
      assert.deepEqual(requestsOf(sandbox), []);
    });
  });
}
