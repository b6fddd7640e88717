import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { assertCoded, openSandbox, title, titleOf } from "./calls.mjs";

const NOTION = {
  guide: ["get-page", "get-database", "query-database"],
  reference: ["retrieve-a-page", "retrieve-a-database", "post-database-query"],
  always: ["post-search", "post-page", "patch-page", "create-a-database"],
};

async function openConnected(options) {
  const opened = openSandbox(options);
  const credentialId = await opened.connect("notion");
  const path = (actionId) => `/connectors/notion/actions/${actionId}`;
  return {
    ...opened,
    credentialId,
    flat: (actionId, parameters) =>
      opened.call("POST", path(actionId), { credentialId, parameters }),
    split: (actionId, places) =>
      opened.call("POST", `${path(actionId)}/execute`, { credentialId, ...places }),
  };
}

/** Whether the action is known: an unknown one is refused before its credential is looked at. */
async function isAction({ call }, actionId, suffix) {
  const { body } = await call("POST", `/connectors/notion/actions/${actionId}${suffix}`, {});
  return body.error.message !== "Action not found";
}

describe("action ids", () => {
  for (const [dialect, suffix, known, unknown] of [
    ["guide", "", [...NOTION.always, ...NOTION.guide], NOTION.reference],
    ["reference", "/execute", [...NOTION.always, ...NOTION.reference], NOTION.guide],
    ["both", "", [...NOTION.always, ...NOTION.guide, ...NOTION.reference], []],
    ["both", "/execute", [...NOTION.always, ...NOTION.guide, ...NOTION.reference], []],
  ]) {
    it(`are ${dialect}'s on /actions/{actionId}${suffix}`, async () => {
      const opened = openSandbox({ dialect });
      for (const id of known) assert.equal(await isAction(opened, id, suffix), true, id);
      for (const id of [...unknown, "Post-Search", "toString"]) {
        assert.equal(await isAction(opened, id, suffix), false, id);
      }
    });
  }

  it("that are unknown are a coded 404", async () => {
    const { flat, call } = await openConnected();
    assertCoded(await flat("post-serch"), 404, "NOT_FOUND", /^Action not found$/);
    const connector = await call("POST", "/connectors/x/actions/y", {});
    assertCoded(connector, 404, "NOT_FOUND", /^Connector not found$/);
  });
});

describe("a credential", () => {
  it("must be there and belong to the user and the connector", async () => {
    const { sandbox, call, connect, credentialId } = await openConnected();
    const foreign = await connect("notion", sandbox.users[1]);
    const run = (id, connector = "notion/actions/post-search") =>
      call("POST", `/connectors/${connector}`, { credentialId: id });
    assertCoded(await run(undefined), 400, "INVALID_INPUT", /credentialId is required/);
    for (const answer of [
      await run("nothing"),
      await run(foreign),
      await run(credentialId, "slack/actions/conversations_list"),
      await run(foreign, "notion/actions/post-search/execute"),
    ]) {
      assert.equal(answer.status, 400);
      assert.deepEqual(answer.body, {
        error: { code: "INVALID_INPUT", message: "Credential not found" },
      });
    }
    const asOther = await call(
      "POST",
      "/connectors/notion/actions/post-search",
      { credentialId: foreign },
      { userId: sandbox.users[1] },
    );
    assert.equal(asOther.status, 200);
  });
});

describe("one action in both dialects", () => {
  it("answers the provider's body, or that within an execution", async () => {
    const { flat, split } = await openConnected();
    const guide = await flat("post-search", { query: "tasks" });
    assert.equal(guide.body.object, "list");
    const { body } = await split("post-search", { requestBody: { query: "tasks" } });
    assert.deepEqual(Object.keys(body), ["executionId", "status", "responseData"]);
    assert.equal(body.status, "completed");
    assert.match(body.executionId, /^[0-9a-f]{24}$/);
    assert.deepEqual(body.responseData, guide.body);
  });

  it("takes parameters from the path, the query and the body", async () => {
    const { flat, split } = await openConnected();
    const tasks = (await flat("post-search", { query: "tasks" })).body.results[0];
    const nameOnly = { filter_properties: ["title"] };
    const guide = await flat("query-database", {
      database_id: tasks.id,
      page_size: 2,
      ...nameOnly,
    });
    assert.equal(guide.body.results.length, 2);
    assert.deepEqual(Object.keys(guide.body.results[0].properties), ["Name"]);
    const reference = await split("post-database-query", {
      pathParams: { database_id: tasks.id },
      queryParameters: nameOnly,
      requestBody: { page_size: 2 },
      additionalHeaders: { "Notion-Version": "2022-06-28" },
    });
    assert.deepEqual(reference.body.responseData, guide.body);
  });

  it("changes the same thing", async () => {
    const { flat, split } = await openConnected();
    const parent = { type: "workspace", workspace: true };
    const created = await flat("post-page", { parent, properties: { title: title("One") } });
    const page_id = created.body.id;
    await split("patch-page", {
      pathParams: { page_id },
      requestBody: { properties: { title: { title: title("Two") } } },
    });
    assert.equal(titleOf((await flat("get-page", { page_id })).body), "Two");
  });
});

describe("the guide's execute", () => {
  it("refuses parameters that the action cannot place", async () => {
    const { flat } = await openConnected();
    assertCoded(await flat("get-page", {}), 400, "INVALID_INPUT", /Missing.*page_id/);
    assertCoded(await flat("get-page", { page_id: 5 }), 400, "INVALID_INPUT", /page_id/);
    assertCoded(await flat("post-search", [1]), 400, "INVALID_INPUT", /parameters/);
    const page_id = "00000000-0000-4000-8000-000000000000";
    assertCoded(await flat("get-page", { page_id, deep: 1 }), 400, "INVALID_INPUT", /deep/);
  });
});

describe("the reference's execute", () => {
  it("refuses unknown keys and parameters in the wrong place", async () => {
    const { split } = await openConnected();
    const page_id = "00000000-0000-4000-8000-000000000000";
    for (const [actionId, places, message] of [
      ["post-search", { parameters: { query: "x" } }, /Unknown key.*parameters/],
      ["post-search", { pathParams: { query: "x" } }, /query is not one of.*pathParams/],
      ["post-search", { requestBody: "x" }, /requestBody must be an object/],
      ["post-search", { additionalHeaders: { a: 1 } }, /additionalHeaders\.a/],
      ["retrieve-a-page", { requestBody: { page_id } }, /page_id must be given in pathParams/],
      ["retrieve-a-page", { queryParameters: { page_id } }, /page_id is not one of/],
      ["retrieve-a-page", {}, /Missing.*page_id/],
      ["retrieve-a-page", { pathParams: { page_id }, requestBody: { x: 1 } }, /no parameter x/],
    ]) {
      assertCoded(await split(actionId, places), 400, "INVALID_INPUT", message);
    }
  });
});
