import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { assertCoded, codeOf, openSandbox, openVia, REDIRECT_URI, WAYS } from "./calls.mjs";

const KEY = "key-0123456789abcdef0123456789abcdef";
const DIALECTS = ["guide", "reference", "both"];

/** Makes a credential of Mailgun's, of which the key alone is checked. */
function keyed({ sandbox, call }) {
  return (change = {}, data = { apiKey: KEY, region: "eu" }) =>
    call("POST", "/connectors/mailgun/credentials", {
      ...{ userId: sandbox.userId, authenticationType: "apiKey", data, ...change },
    });
}

function openKeyed(options) {
  const opened = openSandbox(options);
  return { ...opened, create: keyed(opened) };
}

describe("what a credential takes", () => {
  it("is told as a JSON Schema for each type, with a sample that is right", async () => {
    const { sandbox, call } = openSandbox();
    const schemaOf = async (connectorId) =>
      (await call("GET", `/connectors/${connectorId}/credentials/metadata`)).body.metadata;
    const [oauth, ...others] = await schemaOf("notion");
    assert.deepEqual(others, []);
    assert.deepEqual(oauth, {
      authenticationType: "oauth2",
      authConfigRequired: false,
      inputSchema: {
        type: "object",
        properties: {
          userId: { type: "string", description: "Whose credential it becomes" },
          authenticationType: { type: "string", const: "oauth2" },
          redirectUri: { type: "string", format: "uri" },
        },
        required: ["userId", "authenticationType", "redirectUri"],
      },
      sampleInput: {
        userId: sandbox.userId,
        authenticationType: "oauth2",
        redirectUri: "https://app.example/oauth/callback",
      },
    });
    const [apiKey, basic] = await schemaOf("mailgun");
    assert.deepEqual(
      [apiKey, basic].map(({ inputSchema }) => inputSchema.properties.data.required),
      [
        ["apiKey", "region"],
        ["username", "password", "region"],
      ],
    );
    for (const { authenticationType, inputSchema, sampleInput } of [apiKey, basic]) {
      assert.equal(inputSchema.properties.authenticationType.const, authenticationType);
      assert.equal(inputSchema.properties.redirectUri, undefined);
      const { status, body } = await call("POST", "/connectors/mailgun/credentials", sampleInput);
      assert.equal(status, 200, JSON.stringify(body));
    }
    const unknown = await call("GET", "/connectors/x/credentials/metadata");
    assertCoded(unknown, 404, "NOT_FOUND", /^Connector not found$/);
  });
});

for (const way of Object.keys(WAYS)) {
  describe(`a credential by key, ${way}`, () => {
    for (const dialect of DIALECTS) {
      it(`is made at once in ${dialect}`, async (test) => {
        const opened = await openVia(test, way, { dialect });
        const { sandbox, call } = opened;
        const { status, body } = await keyed(opened)({ authConfigId: "0".repeat(24) });
        assert.equal(status, 200);
        assert.deepEqual(Object.keys(body), ["credentialId"]);
        const list = await call("GET", `/users/${sandbox.userId}/credentials`);
        const [row] = list.body.data ?? list.body;
        assert.equal(row.credentialId, body.credentialId);
        assert.equal(row.type, "mailgun-apiKey");
        const [effect] = sandbox.journal.effects;
        assert.deepEqual([effect.kind, effect.id], ["credential.created", body.credentialId]);
      });
    }
  });
}

describe("a credential by key", () => {
  it("needs the connector's own fields", async () => {
    const { sandbox, create } = openKeyed();
    for (const [data, message] of [
      [null, /^data must be an object$/],
      [{ apiKey: KEY }, /^Missing required field in data: region$/],
      [{ region: "us" }, /^Missing required field in data: apiKey$/],
      [{ apiKey: KEY, region: "mars" }, /^data\.region must be one of us, eu$/],
      [{ apiKey: 7, region: "us" }, /^data\.apiKey must be a non-empty string$/],
    ]) {
      assertCoded(await create({}, data), 400, "INVALID_INPUT", message);
    }
    const without = await create({ data: undefined });
    assertCoded(without, 400, "INVALID_INPUT", /^Missing required field in data: apiKey$/);
    const config = await create({ authConfigId: "mine" });
    assertCoded(config, 400, "INVALID_INPUT", /authConfigId/);
    assert.deepEqual(sandbox.journal.effects, []);
  });

  it("needs a key that the provider takes", async () => {
    const { create } = openKeyed();
    const refused = /^The provider does not accept data\.(apiKey|username|password)$/;
    const wrong = await create({}, { apiKey: "key-of-another-make", region: "us" });
    assertCoded(wrong, 400, "INVALID_CREDENTIALS", refused);
    for (const change of [{ username: "me" }, { password: "secret" }]) {
      const data = { username: "api", password: KEY, region: "us", ...change };
      const answer = await create({ authenticationType: "basic" }, data);
      assertCoded(answer, 400, "INVALID_CREDENTIALS", refused);
    }
  });

  it("is of a type that the connector has", async () => {
    const { sandbox, call, create } = openKeyed();
    const { status, body } = await create({ authenticationType: "oauth2" });
    assert.equal(status, 404);
    assert.equal(body.code, "AUTHENTICATION_NOT_FOUND");
    const notion = await call("POST", "/connectors/notion/credentials", {
      userId: sandbox.userId,
      ...{ authenticationType: "basic", redirectUri: REDIRECT_URI },
    });
    assert.equal(notion.body.code, "AUTHENTICATION_NOT_FOUND");
  });

  it("leaves no key anywhere", async () => {
    const { sandbox, call, create } = openKeyed();
    await create();
    const listed = await call("GET", `/users/${sandbox.userId}/credentials`);
    assert.ok(!JSON.stringify([sandbox.journal, listed.body]).includes(KEY));
  });
});

describe("to renew", () => {
  for (const dialect of DIALECTS) {
    it(`freshens the latest credential of the connector in ${dialect}`, async () => {
      const { sandbox, begin, exchange, connect, call } = openSandbox({ dialect });
      const path = `/users/${sandbox.userId}/credentials`;
      const list = async () => {
        const { body } = await call("GET", path);
        return body.data ?? body;
      };
      await connect("slack");
      const older = await connect("notion");
      const latest = await connect("notion");
      const before = await list();
      sandbox.journal.clear();

      const { oauthUrl, credentialId } = await begin("notion");
      const code = codeOf(await sandbox.consent(oauthUrl, "renew"));
      if (code !== null) {
        const { body } = await exchange("notion", code, { credentialId });
        assert.deepEqual(body, { connectionId: latest, credentialId: latest });
      }
      const after = await list();
      const idsOf = (rows) => rows.map((row) => row.credentialId);
      assert.deepEqual(idsOf(after), idsOf(before));
      const changed = after.filter(({ updatedAt }, index) => updatedAt > before[index].updatedAt);
      assert.deepEqual(idsOf(changed), [latest]);
      assert.equal(
        changed[0].createdAt,
        before.find((row) => row.credentialId === latest).createdAt,
      );
      assert.notEqual(older, latest);
      assert.deepEqual(
        sandbox.journal.effects.map(({ kind, id }) => [kind, id]),
        [["credential.updated", latest]],
      );
    });
  }

  it("is to allow where there is nothing to renew", async () => {
    const { sandbox, begin, connect, call } = openSandbox();
    await connect("notion", sandbox.users[1]);
    const { oauthUrl, credentialId } = await begin("notion");
    await sandbox.consent(oauthUrl, "renew");
    const { body } = await call("GET", "/connectors/notion/credentials");
    assert.deepEqual(
      body.credentials.map((row) => row.credentialId),
      [credentialId],
    );
  });

  it("is a decision like the others, and there is no further one", async () => {
    const { sandbox, begin } = openSandbox();
    const { oauthUrl } = await begin("notion");
    await assert.rejects(sandbox.consent(oauthUrl, "maybe"), /"allow", "deny" or "renew"/);
    assert.match(await sandbox.consent(oauthUrl, "renew"), /code=/);
  });
});

describe("an invalid credential", () => {
  for (const [reason, code] of [
    ["expired", "CREDENTIAL_EXPIRED"],
    ["revoked", "CREDENTIAL_REVOKED"],
  ]) {
    it(`that is ${reason} is refused wherever it is used, and stays listed`, async () => {
      const { sandbox, call, connect } = openSandbox();
      const [notion, hubspot] = [await connect("notion"), await connect("hubspot")];
      sandbox.invalidate(notion, reason);
      sandbox.invalidate(hubspot, reason);
      const action = "/connectors/notion/actions/post-search";
      const records = `/users/${sandbox.userId}/integrations/notion/data/pages`;
      for (const answer of [
        await call("POST", action, { credentialId: notion }),
        await call("POST", `${action}/execute`, { credentialId: notion }),
        await call("GET", records),
        await call("GET", `/one/crm/contacts?credentialId=${hubspot}`),
      ]) {
        assertCoded(answer, 401, code, new RegExp(reason));
      }
      assert.equal((await call("GET", `/credentials/${notion}`)).body.id, notion);
      const { body } = await call("GET", `/users/${sandbox.userId}/credentials`);
      assert.deepEqual(
        body.data.map((row) => row.credentialId),
        [hubspot, notion],
      );
    });
  }

  it("is cured by its renewal", async () => {
    const { sandbox, call, connect, begin } = openSandbox();
    const credentialId = await connect("notion");
    const search = () => call("POST", "/connectors/notion/actions/post-search", { credentialId });
    sandbox.invalidate(credentialId.toUpperCase(), "expired");
    assert.equal((await search()).status, 401);
    await sandbox.consent((await begin("notion")).oauthUrl, "renew");
    assert.equal((await search()).status, 200);
  });

  it("is one that there is, for a reason that there is", async () => {
    const { sandbox, connect } = openSandbox();
    const credentialId = await connect("notion");
    const throws = (id, reason, message) =>
      assert.throws(() => sandbox.invalidate(id, reason), { name: "TypeError", message });
    throws("0".repeat(24), "expired", /^credentialId: there is no credential 0+$/);
    throws(undefined, "expired", /^credentialId/);
    throws(credentialId, "lost", /^reason must be "expired" or "revoked"$/);
  });
});

describe("DELETE /connectors/{connectorId}/credentials/{credentialId}", () => {
  it("deletes once, and only what is the user's own and the connector's", async () => {
    const { sandbox, call, connect } = openSandbox();
    const [own, foreign] = [await connect("notion"), await connect("notion", sandbox.users[1])];
    sandbox.journal.clear();
    const remove = (id, connectorId = "notion") =>
      call("DELETE", `/connectors/${connectorId}/credentials/${id}`);
    for (const answer of [await remove(foreign), await remove(own, "slack")]) {
      assertCoded(answer, 404, "NOT_FOUND", /^Credential not found$/);
    }
    assertCoded(await remove(own, "x"), 404, "NOT_FOUND", /^Connector not found$/);
    assert.deepEqual((await remove(own)).body, { success: true });
    assertCoded(await remove(own), 404, "NOT_FOUND", /^Credential not found$/);
    const asOther = await call("DELETE", `/connectors/notion/credentials/${foreign}`, undefined, {
      userId: sandbox.users[1],
    });
    assert.equal(asOther.status, 200);
    assert.deepEqual(
      sandbox.journal.effects.map(({ kind, id }) => [kind, id]),
      [own, foreign].map((id) => ["credential.deleted", id]),
    );
  });
});
