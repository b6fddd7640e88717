// The ends that an OAuth flow can come to besides the good one, which is in flow.mjs.
import { equal, ok, same, rejection } from "./assert.mjs";
import { answering, recorder, REDIRECT_URI } from "./context.mjs";
import { connect, consent } from "./flow.mjs";

export function* oauth(context) {
  const { AlloyConnectivity } = context.sdk;
  yield ["without a code there must be something to compare with", () => needsCode(context)];
  yield ["a user who denies is told from one who agrees", () => readsDenial(context)];
  yield ["a code works once", () => takesCodeOnce(context)];
  yield ["a refused code is looked for by difference in auto", () => resolvesByDifference(context)];
  yield ["an old connection is never given", () => givesNoOldConnection(context)];
  yield ["waiting ends at its deadline", () => waitsUntilDeadline(context)];
  yield ["the client's redirectUri is the default", () => usesDefaultRedirect(context)];
  yield ["an answer without oauthUrl is refused", () => needsOauthUrl(context)];

  const code = { code: "a/b c", state: "s" };
  const callbacks = [
    ["a URL as text", "http://127.0.0.1/cb?code=a%2Fb+c&state=s#x", code],
    ["a URL", new URL("http://127.0.0.1/cb?code=a%2Fb+c&state=s"), code],
    ["a query with ?", "?code=a%2Fb%20c&state=s", code],
    ["a query without ?", "code=a%2Fb%20c&state=s", code],
    ["URLSearchParams", new URLSearchParams({ code: "a/b c", state: "s" }), code],
    ["a record", { code: "a/b c", state: "s", other: ["x"] }, code],
    [
      "an error",
      "?error=access_denied&error_description=The+user+said+no",
      { error: "access_denied", errorDescription: "The user said no" },
    ],
    ["nothing", "http://127.0.0.1/cb", {}],
    ["a repeated code", "?code=first&code=second", { code: "first" }],
  ];
  for (const [what, callback, expected] of callbacks) {
    yield [
      `parseOAuthCallback reads ${what}`,
      () => same(AlloyConnectivity.parseOAuthCallback(callback), expected, "callback"),
    ];
  }
}

async function needsCode(context) {
  for (const dialect of ["guide", "reference", "auto"]) {
    const { fetch, requests } = recorder();
    const alloy = context.faulty("status/500", { dialect, fetch });
    for (const code of [undefined, null]) {
      await context.rejects(() => alloy.handleOAuthCallback("notion", code), "AlloyOAuthError", {
        code: "OAUTH_FAILED",
        message: "OAuth callback received but no authorization code",
        attempts: 0,
      });
    }
    equal(requests.length, 0, "requests");
  }
}

async function readsDenial(context) {
  const alloy = context.inSandbox("both");
  const { oauthUrl } = await alloy.initiateOAuthFlow("notion", REDIRECT_URI);
  const redirect = await consent(oauthUrl, "deny");
  const callback = context.sdk.AlloyConnectivity.parseOAuthCallback(redirect);
  equal(callback.error, "access_denied", "error");
  ok(callback.errorDescription, "no errorDescription");
  equal(callback.code, undefined, "code");
  same(await alloy.listConnections(), [], "connections");
}

async function takesCodeOnce(context) {
  const alloy = context.inSandbox("guide", { dialect: "guide" });
  const { oauthUrl, credentialId } = await alloy.initiateOAuthFlow("notion", REDIRECT_URI);
  const { code } = context.sdk.AlloyConnectivity.parseOAuthCallback(await consent(oauthUrl));
  const finish = () => alloy.handleOAuthCallback("notion", code, credentialId);
  equal((await finish()).connectionId, credentialId, "connectionId");
  const error = await context.rejects(finish, "AlloyBadRequestError", { code: "INVALID_INPUT" });
  ok(!JSON.stringify([error, error.body, error.message]).includes(code), "the code leaks");
}

async function resolvesByDifference(context) {
  const alloy = context.inSandbox("reference");
  const since = await alloy.snapshotConnections("notion");
  const { oauthUrl } = await alloy.initiateOAuthFlow("notion", REDIRECT_URI);
  await consent(oauthUrl);
  const stored = JSON.parse(JSON.stringify(since));
  const { connectionId } = await alloy.handleOAuthCallback("notion", "a-code", null, {
    since: stored,
  });
  equal(connectionId, (await alloy.findConnection("notion")).id, "connectionId");

  await context.rejects(() => alloy.handleOAuthCallback("notion", "a-code"), "AlloyApiError", {
    ...{ status: 405, code: "HTTP_405" },
  });
}

async function givesNoOldConnection(context) {
  const controller = new AbortController();
  let lists = 0;
  const { fetch: send } = globalThis;
  const fetch = (url, init) => {
    // Looked twice and found nothing new: enough seen.
    if (init.method === "GET" && (lists += 1) === 3) controller.abort();
    return send(url, init);
  };
  const alloy = context.inSandbox("reference", { dialect: "reference", fetch });
  await connect(context, alloy, "notion");
  const since = await alloy.snapshotConnections("notion");
  lists = 0;
  await context.rejects(
    () => alloy.handleOAuthCallback("notion", null, null, { since, signal: controller.signal }),
    "AlloyAbortError",
  );
}

async function waitsUntilDeadline(context) {
  const alloy = context.inSandbox("both");
  await context.rejects(
    () => alloy.waitForConnection("notion", { pollMs: 5, deadlineMs: 60 }),
    "AlloyTimeoutError",
    { code: "TIMED_OUT", message: /60 ms/ },
  );
}

async function usesDefaultRedirect(context) {
  const { fetch, requests } = recorder(answering({ oauthUrl: "https://service.example/consent" }));
  const alloy = context.faulty("unused", { fetch, redirectUri: REDIRECT_URI });
  same(
    await alloy.initiateOAuthFlow("notion"),
    { oauthUrl: "https://service.example/consent" },
    "result",
  );
  equal(JSON.parse(requests[0].body).redirectUri, REDIRECT_URI, "redirectUri");
}

async function needsOauthUrl(context) {
  for (const body of [{}, { oauthUrl: 7 }, { oauthUrl: "javascript:alert(1)" }, []]) {
    const alloy = context.faulty("unused", { fetch: answering(body) });
    const error = await rejection(() => alloy.initiateOAuthFlow("notion", REDIRECT_URI));
    context.isError(error, "AlloyProtocolError", { code: "ANSWER_INVALID", message: /oauthUrl/ });
  }
}
