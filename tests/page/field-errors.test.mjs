// What the client finds wrong with a parameter is told beside its field.
import assert from "node:assert/strict";
import { it } from "node:test";
import { AlloyConnectivity } from "../../pkg/node.js";
import { createSandbox } from "../../pkg/sandbox/index.js";
import { importFromPage } from "./bundle.mjs";

const { fieldErrorsOf } = await importFromPage("form/field-errors.ts");

const sandbox = createSandbox({ dialect: "reference" });
const alloy = new AlloyConnectivity({
  apiKey: sandbox.apiKey,
  userId: sandbox.userId,
  connectionId: "any",
  dialect: "reference",
  fetch: sandbox.fetch,
});
const refusal = (...call) =>
  alloy.executeAction(...call).then(assert.fail, (error) => fieldErrorsOf(error));

it("a parameter that is missing", async () => {
  assert.deepEqual(await refusal("slack", "chat_postMessage", { channel: "general" }), {
    text: { __errors: ["Is required by this action"] },
  });
});

it("a value in a value, and an item of a list", async () => {
  const contact = { properties: { email: 1 } };
  assert.deepEqual(await refusal("hubspot", "create-contact", contact), {
    properties: { email: { __errors: ["Must be of type string, not number"] } },
  });
  const page = { page_id: "0".repeat(32), filter_properties: ["a", 2] };
  assert.deepEqual(await refusal("notion", "get-page", page), {
    filter_properties: { 1: { __errors: ["Must be of type string, not number"] } },
  });
});

it("nothing where it is about something else", async () => {
  assert.equal(await refusal("notion", "post-search", {}, { timeoutMs: -1 }), undefined);
  assert.equal(await refusal("notion", "no-such-action", {}), undefined);
});
