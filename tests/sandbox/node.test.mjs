import assert from "node:assert/strict";
import http from "node:http";
import { describe, it } from "node:test";
import { createSandbox } from "../../pkg/sandbox/index.js";
import { serve } from "../../pkg/sandbox/node.js";
import { codeOf } from "./calls.mjs";

const headersOf = (sandbox) => ({
  authorization: `Bearer ${sandbox.apiKey}`,
  "x-api-version": "2025-09",
  "content-type": "application/json",
});

/** Serves a sandbox for the time of one test. */
async function served(test, options) {
  const sandbox = createSandbox(options);
  const server = await serve(sandbox);
  test.after(() => server.close());
  return { sandbox, server };
}

describe("serve", () => {
  it("answers the whole flow on loopback", async (test) => {
    const { sandbox, server } = await served(test);
    assert.equal(server.url, `http://127.0.0.1:${server.port}`);
    const post = async (path, body) => {
      const answer = await fetch(`${server.url}${path}`, {
        method: "POST",
        headers: headersOf(sandbox),
        body: JSON.stringify(body),
      });
      assert.equal(answer.status, 200);
      return answer.json();
    };
    const { userId } = sandbox;
    const { oauthUrl } = await post("/connectors/notion/credentials", {
      userId,
      authenticationType: "oauth2",
      redirectUri: "http://localhost:3000/callback",
    });
    assert.equal(new URL(oauthUrl).origin, server.url);
    assert.match(await (await fetch(oauthUrl)).text(), /Allow this app/);
    const decision = await fetch(oauthUrl, {
      method: "POST",
      body: new URLSearchParams({ decision: "allow" }),
      redirect: "manual",
    });
    assert.equal(decision.status, 302);
    const code = codeOf(decision.headers.get("location"));
    const { credentialId } = await post("/connectors/notion/credentials/callback", {
      code,
      userId,
    });
    const path = "/connectors/notion/actions/post-search";
    const { results } = await post(path, { credentialId, parameters: { query: "getting" } });
    assert.equal(results.length, 1);
  });

  it("refuses a body that is too long", async (test) => {
    const { sandbox, server } = await served(test);
    const answer = await fetch(`${server.url}/connectors/notion/credentials`, {
      method: "POST",
      headers: headersOf(sandbox),
      body: JSON.stringify({ data: "x".repeat(6 * 1024 * 1024) }),
    });
    assert.equal(answer.status, 413);
    assert.equal((await answer.json()).error.code, "PAYLOAD_TOO_LARGE");
  });

  it("keeps a connection open and leaves the process's own Request alone", async (test) => {
    const before = [globalThis.Request, globalThis.Response];
    const { sandbox, server } = await served(test);
    assert.deepEqual([globalThis.Request, globalThis.Response], before);
    const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
    test.after(() => agent.destroy());
    const ports = [];
    for (let round = 0; round < 3; round += 1) {
      ports.push(
        await new Promise((resolve, reject) => {
          const options = { agent, headers: headersOf(sandbox) };
          const request = http.get(`${server.url}/credentials`, options, (answer) => {
            const port = request.socket.localPort;
            assert.match(answer.headers["keep-alive"], /timeout=65/);
            answer.resume().on("end", () => setImmediate(resolve, port));
          });
          request.on("error", reject);
        }),
      );
    }
    assert.equal(new Set(ports).size, 1);
  });

  it("says that a port is taken", async (test) => {
    const { sandbox, server } = await served(test);
    await assert.rejects(serve(sandbox, { port: server.port }), (error) => {
      assert.match(error.message, new RegExp(`127\\.0\\.0\\.1, port ${server.port}: it is in use`));
      assert.equal(error.cause.code, "EADDRINUSE");
      return true;
    });
  });

  it("ends idle and busy connections when it closes", async (test) => {
    // Longer than a test may take: who waited for it would never come to an end.
    const { sandbox, server } = await served(test, { latencyMs: 86_400_000 });
    const quick = createSandbox();
    const other = await serve(quick);
    assert.equal(
      (await fetch(`${other.url}/credentials`, { headers: headersOf(quick) })).status,
      200,
    );
    await other.close();
    const busy = fetch(`${server.url}/credentials`, { headers: headersOf(sandbox) });
    busy.catch(() => {});
    while (sandbox.journal.requests.length === 0) await new Promise((done) => setTimeout(done, 2));
    await Promise.all([server.close(), server.close()]);
    await assert.rejects(busy, TypeError);
    await assert.rejects(fetch(`${server.url}/credentials`), TypeError);
  });
});
