import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { createSandbox } from "../../pkg/sandbox/index.js";
import { assertCoded, openSandbox, ORIGIN } from "./calls.mjs";

const STRANGER = "0123456789abcdef01234567";

describe("a path", () => {
  it("that is unknown answers 404 without a code, before anything else is checked", async () => {
    const { call } = openSandbox();
    const { status, body } = await call("GET", "/x?y=1", undefined, {
      headers: { authorization: "Bearer wrong" },
    });
    assert.equal(status, 404);
    assert.deepEqual(body, { message: "Cannot GET /x" });
  });

  it("that is known under other methods answers 405 with Allow and without a code", async () => {
    const { call } = openSandbox();
    const { status, body, headers } = await call("PUT", "/connectors/notion/credentials");
    assert.equal(status, 405);
    assert.deepEqual(body, { message: "Method not allowed" });
    assert.equal(headers.get("allow"), "POST, GET");
  });
});

describe("a call", () => {
  const { sandbox, call } = openSandbox();
  const list = (headers, options) =>
    call("GET", "/credentials", undefined, { headers, ...options });

  it("needs the key", async () => {
    for (const authorization of ["", "Bearer", "Bearer wrong", `Basic ${sandbox.apiKey}`]) {
      const answer = await list({ authorization });
      assertCoded(answer, 401, "UNAUTHORIZED", /^Authentication failed$/);
    }
    const lowerCase = await list({ authorization: `bearer ${sandbox.apiKey}` });
    assert.equal(lowerCase.status, 200);
  });

  it("needs a version", async () => {
    const answer = await sandbox.fetch(`${ORIGIN}/credentials`, {
      headers: { authorization: `Bearer ${sandbox.apiKey}` },
    });
    assert.equal(answer.status, 400);
    assert.equal((await answer.json()).error.code, "INVALID_INPUT");
    for (const version of ["latest", "2025-13", "2025-9", "2025-09-01"]) {
      assertCoded(await list({ "x-api-version": version }), 400, "INVALID_INPUT", /x-api-version/);
    }
  });

  it("needs a user who exists, wherever it is named", async () => {
    assertCoded(await list({}, { userId: "u-1" }), 400, "INVALID_INPUT", /^Invalid userId format$/);
    assertCoded(await list({}, { userId: STRANGER }), 404, "NOT_FOUND", /^User not found$/);
    const inPath = await call("GET", `/users/${STRANGER}/credentials`);
    assertCoded(inPath, 404, "NOT_FOUND", /^User not found$/);
    const inBody = await call("POST", "/connectors/notion/credentials", { userId: 7 });
    assertCoded(inBody, 400, "INVALID_INPUT", /^Invalid userId format$/);
  });

  it("that names no user acts as the key's owner", async () => {
    const { sandbox, connect } = openSandbox();
    const credentialId = await connect("notion");
    const answer = await sandbox.fetch(`${ORIGIN}/connectors/notion/credentials`, {
      headers: { authorization: `Bearer ${sandbox.apiKey}`, "x-api-version": "2025-09" },
    });
    const { credentials } = await answer.json();
    assert.deepEqual(
      credentials.map((row) => row.credentialId),
      [credentialId],
    );
    assert.equal(sandbox.journal.requests.at(-1).userId, sandbox.userId);
  });

  it("gets a request id from a sequence that reset begins anew", async () => {
    const { sandbox, call } = openSandbox();
    const ids = async () => [
      (await call("GET", "/credentials")).headers.get("x-request-id"),
      (await call("GET", "/nowhere")).headers.get("x-request-id"),
    ];
    const first = await ids();
    assert.notEqual(first[0], first[1]);
    sandbox.reset();
    assert.deepEqual(await ids(), first);
  });
});

describe("a body", () => {
  const { sandbox, call } = openSandbox();
  const path = "/connectors/notion/credentials";
  const send = async (body) => {
    const answer = await sandbox.fetch(`${ORIGIN}${path}`, {
      method: "POST",
      headers: { authorization: `Bearer ${sandbox.apiKey}`, "x-api-version": "2025-09" },
      body,
    });
    return { status: answer.status, body: await answer.json() };
  };

  it("must be a JSON object", async () => {
    assertCoded(await send("{"), 400, "INVALID_INPUT", /not valid JSON/);
    assertCoded(await send("[1]"), 400, "INVALID_INPUT", /JSON object/);
    assertCoded(await send(undefined), 400, "INVALID_INPUT", /userId is required/);
  });

  it("may have 5 MB and no more, counted in bytes", async () => {
    const limit = 5 * 1024 * 1024;
    const frame = JSON.stringify({ data: "" }).length;
    const most = JSON.stringify({ data: "x".repeat(limit - frame) });
    assertCoded(await send(most), 400, "INVALID_INPUT", /userId is required/);
    assertCoded(await send(`${most} `), 413, "PAYLOAD_TOO_LARGE", /5 MB/);
    const wide = JSON.stringify({ data: "€".repeat(limit / 2) });
    assertCoded(await send(wide), 413, "PAYLOAD_TOO_LARGE", /5 MB/);
    const declared = await call(
      "POST",
      path,
      {},
      { headers: { "content-length": `${limit + 1}` } },
    );
    assertCoded(declared, 413, "PAYLOAD_TOO_LARGE", /5 MB/);
  });
});

describe("createSandbox", () => {
  it("gives the same users for the same seed", () => {
    const { userId, users, apiKey, dialect } = createSandbox();
    assert.match(userId, /^[0-9a-f]{24}$/);
    assert.equal(users[0], userId);
    assert.equal(new Set(users).size, 3);
    assert.equal(apiKey, "sandbox-api-key-0000");
    assert.equal(dialect, "both");
    assert.deepEqual(createSandbox().users, users);
    assert.notEqual(createSandbox({ seed: 2 }).userId, userId);
  });

  it("takes users, a key and an owner", async () => {
    const { sandbox, call } = openSandbox({
      apiKey: "my-key",
      userId: "aaaaaaaaaaaaaaaaaaaaaaaa",
      users: [STRANGER],
    });
    assert.deepEqual(sandbox.users, ["aaaaaaaaaaaaaaaaaaaaaaaa", STRANGER]);
    assert.equal((await call("GET", `/users/${STRANGER}/credentials`)).status, 200);
  });

  it("names the option that is wrong", () => {
    for (const [options, message] of [
      [{ userId: "me" }, /^userId/],
      [{ users: ["me"] }, /^users/],
      [{ apiKey: "two words" }, /^apiKey/],
      [{ dialect: "neither" }, /^dialect/],
      [{ codeTtlMs: -1 }, /^codeTtlMs/],
      [{ latencyMs: Number.NaN }, /^latencyMs/],
      [{ journalLimit: -1 }, /^journalLimit/],
      [{ journalLimit: 1.5 }, /^journalLimit/],
      [{ journalLimit: "9" }, /^journalLimit/],
      [{ now: 5 }, /^now/],
    ]) {
      assert.throws(() => createSandbox(options), { name: "TypeError", message });
    }
  });
});
