import assert from "node:assert/strict";
import { createSandbox } from "../../pkg/sandbox/index.js";
import { serve } from "../../pkg/sandbox/node.js";

export const ORIGIN = "https://production.runalloy.com";
export const REDIRECT_URI = "https://app.example/oauth/callback";

/** The two ways in which a sandbox is reached. */
export const WAYS = {
  "over HTTP": async (test, sandbox) => {
    const server = await serve(sandbox);
    test.after(() => server.close());
    return { fetch, origin: server.url };
  },
  "in process": (_, sandbox) => inProcess(sandbox),
};

/** A sandbox with what a caller of its routes needs, by plain fetch. */
export function openSandbox(options) {
  const sandbox = createSandbox(options);
  return callsOf(sandbox, inProcess(sandbox));
}

/** The same, reached in one of the ways. */
export async function openVia(test, way, options) {
  const sandbox = createSandbox(options);
  return callsOf(sandbox, await WAYS[way](test, sandbox));
}

function inProcess(sandbox) {
  return { fetch: sandbox.fetch, origin: ORIGIN };
}

function callsOf(sandbox, { fetch, origin }) {
  const headersOf = (userId) => ({
    authorization: `Bearer ${sandbox.apiKey}`,
    "x-api-version": "2025-09",
    ...(userId === undefined ? {} : { "x-alloy-userid": userId }),
  });

  /** Gives `{ status, body, headers }`; the user is the sandbox's own unless another is given. */
  const call = async (method, path, body, { userId = sandbox.userId, headers } = {}) => {
    const answer = await fetch(`${origin}${path}`, {
      method,
      headers: { ...headersOf(userId), ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    assert.match(answer.headers.get("content-type"), /^application\/json/);
    return { status: answer.status, body: await answer.json(), headers: answer.headers };
  };

  const begin = async (connectorId = "notion", { userId = sandbox.userId, ...more } = {}) => {
    const { status, body } = await call("POST", `/connectors/${connectorId}/credentials`, {
      userId,
      authenticationType: "oauth2",
      redirectUri: REDIRECT_URI,
      ...more,
    });
    assert.equal(status, 200, JSON.stringify(body));
    return body;
  };

  const exchange = (connectorId, code, more) =>
    call("POST", `/connectors/${connectorId}/credentials/callback`, {
      code,
      userId: sandbox.userId,
      ...more,
    });

  /** A credential, by the whole flow. */
  const connect = async (connectorId = "notion", userId = sandbox.userId) => {
    const { oauthUrl } = await begin(connectorId, { userId });
    const code = codeOf(await sandbox.consent(oauthUrl));
    if (code !== null) {
      const { status, body } = await exchange(connectorId, code, { userId });
      assert.equal(status, 200, JSON.stringify(body));
      return body.credentialId;
    }
    const { body } = await call("GET", `/connectors/${connectorId}/credentials`, undefined, {
      userId,
    });
    return body.credentials[0].credentialId;
  };

  return { sandbox, fetch, call, begin, exchange, connect };
}

export function codeOf(redirect) {
  return new URL(redirect).searchParams.get("code");
}

/** Asserts an error in Alloy's usual form. */
export function assertCoded({ status, body }, expected, code, message) {
  assert.equal(status, expected, JSON.stringify(body));
  assert.equal(body.error.code, code);
  assert.match(body.error.message, message);
}

export function title(content) {
  return [{ type: "text", text: { content } }];
}

export function titleOf(item) {
  const runs =
    item.title ?? Object.values(item.properties).find(({ type }) => type === "title").title;
  return runs.map((run) => run.plain_text).join("");
}
