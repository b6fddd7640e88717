import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { assertCoded, codeOf, openSandbox, ORIGIN, REDIRECT_URI } from "./calls.mjs";

describe("beginning an OAuth flow", () => {
  it("answers the consent page's address on the request's own origin", async () => {
    const { sandbox, begin } = openSandbox();
    const { oauthUrl, credentialId } = await begin("notion", { connectorId: "notion", data: {} });
    const url = new URL(oauthUrl);
    assert.equal(url.origin, ORIGIN);
    assert.equal(url.pathname, "/api/strategy/connector/notion/authorize");
    assert.equal(url.searchParams.get("userId"), sandbox.userId);
    assert.equal(url.searchParams.get("redirectUri"), REDIRECT_URI);
    assert.ok(url.searchParams.get("token").length >= 32);
    assert.match(credentialId, /^[0-9a-f]{24}$/);
    assert.notEqual((await begin("notion")).oauthUrl, oauthUrl);
  });

  it("names the credential in the guide and not in the reference", async () => {
    const guide = await openSandbox({ dialect: "guide" }).begin("notion");
    assert.deepEqual(Object.keys(guide), ["oauthUrl", "credentialId"]);
    const reference = await openSandbox({ dialect: "reference" }).begin("notion");
    assert.deepEqual(Object.keys(reference), ["oauthUrl"]);
  });

  it("refuses what is missing or wrong", async () => {
    const { sandbox, call } = openSandbox();
    const right = {
      userId: sandbox.userId,
      authenticationType: "oauth2",
      redirectUri: REDIRECT_URI,
    };
    const send = (change, connectorId = "notion") =>
      call("POST", `/connectors/${connectorId}/credentials`, { ...right, ...change });
    for (const [change, message] of [
      [{ userId: undefined }, /userId is required/],
      [{ authenticationType: undefined }, /authenticationType is required/],
      [{ redirectUri: undefined }, /redirectUri/],
      [{ redirectUri: "/callback" }, /redirectUri/],
      [{ redirectUri: "javascript:alert(1)" }, /redirectUri/],
      [{ authConfigId: "mine" }, /authConfigId/],
      [{ data: "x" }, /data/],
    ]) {
      assertCoded(await send(change), 400, "INVALID_INPUT", message);
    }
    assertCoded(await send({}, "nothing"), 404, "NOT_FOUND", /^Connector not found$/);
    const { status, body } = await send({ authenticationType: "apiKey" });
    assert.equal(status, 404);
    assert.deepEqual(Object.keys(body), ["code", "message"]);
    assert.equal(body.code, "AUTHENTICATION_NOT_FOUND");
  });
});

describe("the consent page", () => {
  it("asks in HTML, without a key, under a strict policy", async () => {
    const { sandbox, begin } = openSandbox();
    const { oauthUrl } = await begin("notion");
    const answer = await sandbox.fetch(oauthUrl);
    const page = await answer.text();
    assert.equal(answer.status, 200);
    assert.match(answer.headers.get("content-type"), /^text\/html/);
    assert.match(page, /Allow this app to use Notion\?/);
    assert.ok(page.includes(sandbox.userId));
    assert.match(page, /<form method="post">/);
    assert.match(page, /<button name="decision" value="allow">Allow<\/button>/);
    assert.match(page, /<button name="decision" value="deny">Deny<\/button>/);
    const policy = answer.headers.get("content-security-policy");
    assert.match(policy, /^default-src 'none';/);
    const [, nonce] = policy.match(/style-src 'nonce-([^']+)'/);
    assert.ok(page.includes(`<style nonce="${nonce}">`));
    assert.equal(answer.headers.get("referrer-policy"), "no-referrer");
    assert.ok(answer.headers.get("x-request-id"));
  });

  it("lets no markup in", async () => {
    const { sandbox, begin } = openSandbox();
    const redirectUri = "https://app.example/<script>alert(1)</script>?\"'=<b>";
    const { oauthUrl } = await begin("notion", { redirectUri });
    const page = await (await sandbox.fetch(oauthUrl)).text();
    assert.ok(!page.includes("<script"));
    assert.ok(!page.includes("<b>"));
  });

  it("is an error page for a token that is unknown, of another flow, or spent", async () => {
    const { sandbox, begin } = openSandbox();
    const { oauthUrl } = await begin("notion");
    const changed = (change) => {
      const url = new URL(oauthUrl);
      change(url);
      return url.href;
    };
    for (const url of [
      changed((url) => url.searchParams.set("token", "guess")),
      changed((url) => url.searchParams.set("redirectUri", "https://thief.example/")),
      changed((url) => url.searchParams.set("userId", sandbox.users[1])),
      changed((url) => (url.pathname = url.pathname.replace("notion", "slack"))),
    ]) {
      const answer = await sandbox.fetch(url);
      assert.equal(answer.status, 400);
      assert.match(answer.headers.get("content-type"), /^text\/html/);
      assert.match(await answer.text(), /not valid/);
      await assert.rejects(sandbox.consent(url), /not valid/);
    }
    await sandbox.consent(oauthUrl);
    for (const method of ["GET", "POST"]) {
      const answer = await sandbox.fetch(oauthUrl, { method });
      assert.equal(answer.status, 410);
      assert.match(await answer.text(), /already been used/);
    }
    await assert.rejects(sandbox.consent(oauthUrl, "deny"), /already been used/);
  });

  it("redirects a form, and answers JSON to who asks for it", async () => {
    const { sandbox, begin } = openSandbox();
    const form = await sandbox.fetch((await begin("notion")).oauthUrl, {
      method: "POST",
      body: new URLSearchParams({ decision: "allow" }),
      redirect: "manual",
    });
    assert.equal(form.status, 302);
    assert.ok(codeOf(form.headers.get("location")));

    const { oauthUrl } = await begin("notion");
    const headers = { accept: "application/json" };
    const undecided = await sandbox.fetch(oauthUrl, { method: "POST", headers });
    assert.equal(undecided.status, 400);
    assert.equal((await undecided.json()).error.code, "INVALID_INPUT");
    const script = await sandbox.fetch(oauthUrl, {
      method: "POST",
      headers,
      body: new URLSearchParams({ decision: "deny" }),
    });
    assert.equal(script.status, 200);
    const body = await script.json();
    assert.deepEqual(Object.keys(body), ["redirectTo"]);
    assert.equal(new URL(body.redirectTo).searchParams.get("error"), "access_denied");
  });
});

describe("the user's decision", () => {
  const own = "https://app.example/cb?next=%2Fa%20b&flag#top";

  it("sends an allowed flow back with its own query and a code", async () => {
    const { sandbox, begin } = openSandbox();
    const redirect = await sandbox.consent((await begin("notion", { redirectUri: own })).oauthUrl);
    assert.match(redirect, /^https:\/\/app\.example\/cb\?next=%2Fa%20b&flag&code=[0-9a-f]+#top$/);
  });

  it("adds nothing in the reference", async () => {
    const { sandbox, begin, call } = openSandbox({ dialect: "reference" });
    const { oauthUrl } = await begin("notion", { redirectUri: own });
    assert.equal(await sandbox.consent(oauthUrl), own);
    const { body } = await call("GET", "/connectors/notion/credentials");
    assert.equal(body.credentials.length, 1);
  });

  for (const dialect of ["guide", "reference", "both"]) {
    it(`to deny makes no credential in ${dialect}`, async () => {
      const { sandbox, begin } = openSandbox({ dialect });
      const { oauthUrl } = await begin("notion", { redirectUri: own });
      const { searchParams } = new URL(await sandbox.consent(oauthUrl, "deny"));
      assert.equal(searchParams.get("error"), "access_denied");
      assert.ok(searchParams.get("error_description"));
      assert.equal(searchParams.get("code"), null);
      assert.equal(searchParams.get("next"), "/a b");
      assert.deepEqual(sandbox.journal.effects, []);
    });
  }
});

describe("the code's exchange", () => {
  it("makes the credential that was announced in the guide", async () => {
    const { sandbox, begin, exchange, call } = openSandbox({ dialect: "guide" });
    const { oauthUrl, credentialId } = await begin("notion");
    const code = codeOf(await sandbox.consent(oauthUrl));
    assert.deepEqual((await call("GET", "/credentials")).body, []);
    const { status, body } = await exchange("notion", code, { credentialId });
    assert.equal(status, 200);
    assert.deepEqual(body, { connectionId: credentialId, credentialId });
    assert.equal((await call("GET", "/credentials")).body[0].id, credentialId);
  });

  it("gives the credential that Allow made where both dialects are spoken", async () => {
    const { sandbox, begin, exchange, call } = openSandbox();
    const { oauthUrl, credentialId } = await begin("notion");
    const code = codeOf(await sandbox.consent(oauthUrl));
    assert.equal((await call("GET", "/credentials")).body[0].id, credentialId);
    const { body } = await exchange("notion", code);
    assert.deepEqual(body, { connectionId: credentialId, credentialId });
    assert.equal(sandbox.journal.effects.length, 1);
  });

  for (const dialect of ["guide", "both"]) {
    it(`works once in ${dialect}`, async () => {
      const { sandbox, begin, exchange } = openSandbox({ dialect });
      const code = codeOf(await sandbox.consent((await begin("notion")).oauthUrl));
      assert.equal((await exchange("notion", code)).status, 200);
      assertCoded(await exchange("notion", code), 400, "INVALID_INPUT", /already been used/);
      assert.equal(sandbox.journal.effects.length, 1);
    });
  }

  it("works until the code expires", async () => {
    let time = 1_700_000_000_000;
    const { sandbox, begin, exchange } = openSandbox({ now: () => time, codeTtlMs: 60_000 });
    const consented = async () => codeOf(await sandbox.consent((await begin("notion")).oauthUrl));
    const early = await consented();
    time += 59_999;
    assert.equal((await exchange("notion", early)).status, 200);
    const late = await consented();
    time += 60_000;
    assertCoded(await exchange("notion", late), 400, "INVALID_INPUT", /expired/);
  });

  it("is bound to the user, the connector and the credential", async () => {
    const { sandbox, begin, exchange } = openSandbox();
    const { oauthUrl, credentialId } = await begin("notion");
    const other = await begin("notion");
    const code = codeOf(await sandbox.consent(oauthUrl));
    const refused = async (answer) => assertCoded(await answer, 400, "INVALID_INPUT", /code/);
    await refused(exchange("notion", code, { userId: sandbox.users[1] }));
    await refused(exchange("slack", code));
    await refused(exchange("notion", code, { credentialId: other.credentialId }));
    await refused(exchange("notion", "guess"));
    await refused(exchange("notion", undefined));
    assert.equal((await exchange("notion", code, { credentialId })).status, 200);
  });

  it("gives every consent a credential of its own", async () => {
    const { sandbox, connect, call } = openSandbox();
    const ids = [await connect("notion"), await connect("notion"), await connect("slack")];
    assert.equal(new Set(ids).size, 3);
    const { body } = await call("GET", `/users/${sandbox.userId}/credentials`);
    assert.deepEqual(body.data.map((row) => row.credentialId).sort(), [...ids].sort());
  });
});
