import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { assertCoded, openSandbox } from "./calls.mjs";

const GUIDE_ROW = ["id", "credentialId", "name", "type", "connectorId", "createdAt", "updatedAt"];
const REFERENCE_ROW = ["credentialId", "name", "type", "createdAt", "updatedAt"];

/** Two connections of the key's owner and one of another user. */
async function openWithThree(options) {
  const opened = openSandbox(options);
  const [owner, other] = opened.sandbox.users;
  const notion = await opened.connect("notion");
  const slack = await opened.connect("slack");
  const foreign = await opened.connect("notion", other);
  return { ...opened, owner, other, notion, slack, foreign };
}

const ids = (rows) => rows.map((row) => row.credentialId);

describe("a user's connections", () => {
  it("are a bare array of the guide's rows on a guide-only sandbox", async () => {
    const { call, owner, notion, slack } = await openWithThree({ dialect: "guide" });
    const { body } = await call("GET", `/users/${owner}/credentials`);
    assert.deepEqual(ids(body), [slack, notion]);
    for (const row of body) assert.deepEqual(Object.keys(row), GUIDE_ROW);
    assert.equal(body[1].id, notion);
    assert.equal(body[1].connectorId, "notion");
    assert.equal(body[1].type, "notion-oauth2");
    assert.ok(body[0].createdAt > body[1].createdAt);
  });

  for (const dialect of ["reference", "both"]) {
    it(`are data with the reference's rows on ${dialect}`, async () => {
      const { call, owner, notion, slack } = await openWithThree({ dialect });
      for (const path of [`/users/${owner}/credentials`, `/credentials/users/${owner}`]) {
        const { body } = await call("GET", path);
        assert.deepEqual(ids(body.data), [slack, notion]);
        for (const row of body.data) assert.deepEqual(Object.keys(row), REFERENCE_ROW);
      }
      const { body } = await call("GET", "/connectors/notion/credentials");
      assert.deepEqual(ids(body.credentials), [notion]);
    });
  }

  it("can be asked for one connector", async () => {
    const { call, owner, slack } = await openWithThree();
    const { body } = await call("GET", `/users/${owner}/credentials?connectorId=slack`);
    assert.deepEqual(ids(body.data), [slack]);
  });

  it("of an unknown connector are a coded 404", async () => {
    const { call } = openSandbox();
    const answer = await call("GET", "/connectors/nothing/credentials");
    assertCoded(answer, 404, "NOT_FOUND", /^Connector not found$/);
  });
});

describe("GET /credentials", () => {
  it("lists the connections of all the key's users", async () => {
    const { call, owner, other, notion, slack, foreign } = await openWithThree();
    const { body } = await call("GET", "/credentials");
    assert.deepEqual(
      body.map(({ id, userId }) => [id, userId]),
      [
        [foreign, other],
        [slack, owner],
        [notion, owner],
      ],
    );
    for (const row of body) assert.deepEqual(Object.keys(row), [...GUIDE_ROW, "userId"]);
  });

  it("gives one by its id", async () => {
    const { call, slack } = await openWithThree();
    const { body } = await call("GET", `/credentials/${slack}`);
    assert.equal(body.connectorId, "slack");
    const missing = await call("GET", "/credentials/nothing");
    assertCoded(missing, 404, "NOT_FOUND", /^Credential not found$/);
  });
});

describe("DELETE /users/{userId}/credentials/{credentialId}", () => {
  it("deletes once, and only what is the user's own", async () => {
    const { sandbox, call, owner, notion, foreign } = await openWithThree();
    sandbox.journal.clear();
    const path = `/users/${owner}/credentials`;
    assertCoded(await call("DELETE", `${path}/${foreign}`), 404, "NOT_FOUND", /not found/);
    const { status, body, headers } = await call("DELETE", `${path}/${notion}`);
    assert.equal(status, 200);
    assert.deepEqual(body, { success: true });
    assertCoded(await call("DELETE", `${path}/${notion}`), 404, "NOT_FOUND", /not found/);
    const [effect, ...others] = sandbox.journal.effects;
    assert.deepEqual(others, []);
    assert.equal(effect.kind, "credential.deleted");
    assert.equal(effect.id, notion);
    assert.equal(effect.requestId, headers.get("x-request-id"));
  });

  it("takes a code's credential with it", async () => {
    const { sandbox, begin, exchange, call } = openSandbox();
    const { oauthUrl, credentialId } = await begin("notion");
    const code = new URL(await sandbox.consent(oauthUrl)).searchParams.get("code");
    await call("DELETE", `/users/${sandbox.userId}/credentials/${credentialId}`);
    assertCoded(await exchange("notion", code), 400, "INVALID_INPUT", /Credential not found/);
  });
});
