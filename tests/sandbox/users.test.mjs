import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { describe, it } from "node:test";
import { assertCoded, openSandbox, openVia, WAYS } from "./calls.mjs";

const STRANGER = "0123456789abcdef01234567";

async function openWithZoe(options) {
  const opened = openSandbox(options);
  const { body } = await opened.call("POST", "/users", { username: "zoe", fullName: "Zoë Q" });
  return { ...opened, userId: body.userId };
}

for (const way of Object.keys(WAYS)) {
  describe(`a user, ${way}`, () => {
    it("is created, found, changed and deleted", async (test) => {
      const { sandbox, call } = await openVia(test, way);
      const created = await call("POST", "/users", { username: "zoe" });
      assert.equal(created.status, 200);
      const { userId } = created.body;
      assert.match(userId, /^[0-9a-f]{24}$/);
      assert.deepEqual(created.body, { userId });
      assert.deepEqual(sandbox.users.at(-1), userId);
      for (const name of [userId, userId.toUpperCase(), "zoe"]) {
        assert.deepEqual((await call("GET", `/users/${name}`)).body, { userId, username: "zoe" });
      }
      const changed = await call("PUT", `/users/${userId}`, { username: "zo", fullName: "Zoë" });
      assert.deepEqual(changed.body, { userId, username: "zo", fullName: "Zoë" });
      assert.deepEqual((await call("GET", "/users/zo")).body, changed.body);
      assertCoded(await call("GET", "/users/zoe"), 404, "NOT_FOUND", /^User not found$/);
      const deleted = await call("DELETE", `/users/${userId}`);
      assert.deepEqual(deleted.body, { success: true });
      const again = await call("DELETE", `/users/${userId}`);
      assertCoded(again, 404, "NOT_FOUND", /^User not found$/);
      assert.deepEqual(
        sandbox.journal.effects.map(({ kind, id, connectorId }) => [kind, id, connectorId]),
        ["user.created", "user.updated", "user.deleted"].map((kind) => [kind, userId, null]),
      );
    });
  });
}

describe("users", () => {
  it("are listed, those of the start with names by number", async () => {
    const { sandbox, call, userId } = await openWithZoe();
    const { body } = await call("GET", "/users");
    const first = sandbox.users
      .slice(0, 3)
      .map((id, index) => ({ userId: id, username: `user-${index + 1}` }));
    assert.deepEqual(body, { data: [...first, { userId, username: "zoe", fullName: "Zoë Q" }] });
  });

  it("have names of their own", async () => {
    const { call, userId } = await openWithZoe();
    const taken = (answer) => assertCoded(answer, 409, "CONFLICT", /already taken/);
    taken(await call("POST", "/users", { username: "zoe" }));
    taken(await call("PUT", `/users/${userId}`, { username: "user-1" }));
    const same = await call("PUT", `/users/${userId}`, { username: "zoe", fullName: "Z" });
    assert.equal(same.status, 200);
    await call("PUT", `/users/${userId}`, { username: "zo" });
    assert.equal((await call("POST", "/users", { username: "zoe" })).status, 200);
  });

  it("are refused with what is missing or wrong", async () => {
    const { call, userId } = await openWithZoe();
    for (const [method, path, body, message] of [
      ["POST", "/users", {}, /^username is required$/],
      ["POST", "/users", { username: " " }, /^username must be a non-empty string$/],
      ["POST", "/users", { username: 7 }, /^username must be a non-empty string$/],
      ["POST", "/users", { username: "a", fullName: 7 }, /^fullName must be a string$/],
      ["PUT", `/users/${userId}`, { username: "" }, /^username must be a non-empty string$/],
      ["PUT", "/users/zoe", { username: "a" }, /^Invalid userId format$/],
      ["DELETE", "/users/zoe", undefined, /^Invalid userId format$/],
    ]) {
      assertCoded(await call(method, path, body), 400, "INVALID_INPUT", message);
    }
    const unknown = await call("PUT", `/users/${STRANGER}`, { username: "a" });
    assertCoded(unknown, 404, "NOT_FOUND", /^User not found$/);
  });

  it("have the same ids after a reset, when those who came are gone", async () => {
    const { sandbox, call, userId } = await openWithZoe();
    sandbox.reset();
    assert.equal(sandbox.users.length, 3);
    assertCoded(await call("GET", "/users/zoe"), 404, "NOT_FOUND", /^User not found$/);
    const again = await call("POST", "/users", { username: "zoe" });
    assert.equal(again.body.userId, userId);
  });
});

describe("a new user", () => {
  it("holds credentials at once", async () => {
    const { call, connect, userId } = await openWithZoe();
    const credentialId = await connect("notion", userId);
    const { body } = await call(
      "POST",
      "/connectors/notion/actions/post-search",
      { credentialId },
      { userId },
    );
    assert.equal(body.object, "list");
  });

  it("takes everything along when it is deleted, also what is only begun", async () => {
    const { sandbox, call, connect, begin, userId } = await openWithZoe();
    const credentialId = await connect("notion", userId);
    const { oauthUrl } = await begin("slack", { userId });
    sandbox.journal.clear();
    assert.equal((await call("DELETE", `/users/${userId}`)).status, 200);
    assert.deepEqual(
      sandbox.journal.effects.map(({ kind, id }) => [kind, id]),
      [
        ["credential.deleted", credentialId],
        ["user.deleted", userId],
      ],
    );
    const gone = await call("GET", `/credentials/${credentialId}`);
    assertCoded(gone, 404, "NOT_FOUND", /^Credential not found$/);
    await assert.rejects(sandbox.consent(oauthUrl), /not valid/);
    const header = await call("GET", "/credentials", undefined, { userId });
    assertCoded(header, 404, "NOT_FOUND", /^User not found$/);
  });

  it("is not the key's owner, who stays", async () => {
    const { sandbox, call } = openSandbox();
    const answer = await call("DELETE", `/users/${sandbox.userId}`);
    assertCoded(answer, 400, "INVALID_INPUT", /^The key's own user cannot be deleted$/);
  });
});

describe("a batch of users", () => {
  const users = (count) => Array.from({ length: count }, (_, index) => ({ username: `u${index}` }));

  it("is created in order, up to a thousand", async () => {
    const { sandbox, call } = openSandbox();
    const { status, body } = await call("POST", "/users/batch", { users: users(1000) });
    assert.equal(status, 200);
    assert.deepEqual(
      body.data.map(({ username }) => username),
      users(1000).map(({ username }) => username),
    );
    assert.deepEqual(
      body.data.map(({ userId }) => userId),
      sandbox.users.slice(3),
    );
    assert.equal(new Set(sandbox.users).size, 1003);
    assert.equal(sandbox.journal.effects.length, 1000);
  });

  it("is created as a whole or not at all", async () => {
    const { sandbox, call } = openSandbox();
    const send = (given) => call("POST", "/users/batch", { users: given });
    const taken = [{ username: "new" }, { username: "user-2" }];
    assertCoded(await send(taken), 409, "CONFLICT", /user-2 is already taken/);
    const twice = [{ username: "new" }, { username: "new" }];
    assertCoded(await send(twice), 409, "CONFLICT", /new is already taken/);
    for (const [given, message] of [
      [users(1001), /1000 members at most/],
      [undefined, /users must be an array/],
      [["a"], /^users\[0\] must be an object$/],
      [[{ username: "a" }, {}], /^users\[1\]\.username is required$/],
    ]) {
      assertCoded(await send(given), 400, "INVALID_INPUT", message);
    }
    assert.equal(sandbox.users.length, 3);
    assert.deepEqual(sandbox.journal.effects, []);
  });
});

describe("a user's token", () => {
  const NOW = 1_700_000_000_500;
  const parts = (token) =>
    token
      .split(".")
      .slice(0, 2)
      .map((part) => JSON.parse(Buffer.from(part, "base64url")));

  it("is a JSON Web Token for a quarter of an hour by the sandbox's clock", async () => {
    const { call, userId } = await openWithZoe({ now: () => NOW });
    for (const path of [`/users/${userId}/token?userId=${userId}`, "/users/zoe/token"]) {
      const { token } = (await call("GET", path)).body;
      assert.deepEqual(parts(token), [
        { alg: "HS256", typ: "JWT" },
        { userId, username: "zoe", iat: 1_700_000_000, exp: 1_700_000_900 },
      ]);
    }
  });

  it("is signed: another seed signs otherwise, another user's differs", async () => {
    const tokenOf = async (options, name = "user-1") => {
      const { call } = openSandbox({ now: () => NOW, userId: STRANGER, ...options });
      return (await call("GET", `/users/${name}/token`)).body.token;
    };
    const token = await tokenOf({});
    const [signed, signature] = [token.slice(0, token.lastIndexOf(".")), token.split(".")[2]];
    assert.equal(await tokenOf({}), token);
    const otherSeed = await tokenOf({ seed: 2 });
    assert.ok(otherSeed.startsWith(`${signed}.`));
    assert.notEqual(otherSeed.split(".")[2], signature);
    assert.notEqual(await tokenOf({}, "user-2"), token);
    assert.equal(Buffer.from(signature, "base64url").length, 32);
    const unsigned = createHmac("sha256", "").update(signed).digest("base64url");
    assert.notEqual(signature, unsigned);
  });

  it("lives as long as is asked", async () => {
    const { call } = openSandbox({ now: () => NOW, tokenTtlMs: 5_000 });
    const { token } = (await call("GET", "/users/user-1/token")).body;
    const [, { iat, exp }] = parts(token);
    assert.equal(exp - iat, 5);
    assert.throws(() => openSandbox({ tokenTtlMs: "5" }), /^TypeError: tokenTtlMs/);
  });

  it("is for users who exist", async () => {
    const { call } = openSandbox();
    const answer = await call("GET", "/users/nobody/token");
    assertCoded(answer, 404, "NOT_FOUND", /^User not found$/);
  });
});
