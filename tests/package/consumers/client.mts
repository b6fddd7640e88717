// A consumer of the client's declarations. Compiled and never run: what must be refused says so.
import {
  AlloyApiError,
  AlloyConfigError,
  AlloyConnectivity,
  AlloyError,
  AlloyNetworkError,
  AlloyOAuthError,
  AlloyProtocolError,
  AlloyRateLimitError,
  AlloyTimeoutError,
  AlloyValidationError,
} from "alloy-connectivity";
import type {
  ActionOptions,
  AlloyOptions,
  CallbackOptions,
  CallbackResponse,
  CallOptions,
  Connection,
  ConnectionSnapshot,
  Dialect,
  FetchLike,
  InitiateOptions,
  ListOptions,
  NotionPage,
  OAuthCallback,
  OAuthResponse,
  OpenString,
  Page,
  Result,
  SplitParameters,
  WaitOptions,
  WithResponse,
} from "alloy-connectivity";

type Same<A, B> =
  (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
const same = <A, B>(answer: Same<A, B>): boolean => answer;

interface Env {
  ALLOY_API_KEY: string;
  ALLOY_USER_ID: string;
}

export function makes(env: Env, fetchLike: FetchLike, dialect: Dialect): AlloyConnectivity {
  const options: AlloyOptions = { apiKey: env.ALLOY_API_KEY, userId: null, dialect };
  new AlloyConnectivity({ ...options, baseUrl: new URL("https://host.example") });
  new AlloyConnectivity({ apiKey: "k", fetch: fetchLike, headers: { "x-a": "b" } });
  new AlloyConnectivity({ apiKey: "k", fetch });
  new AlloyConnectivity({ apiKey: "k", connectorHeaders: { notion: { "Notion-Version": "v" } } });
  AlloyConnectivity.fromEnv();
  AlloyConnectivity.fromEnv(null, { userId: null });

  // @ts-expect-error: options are required
  new AlloyConnectivity();
  // @ts-expect-error: a key is a string
  new AlloyConnectivity({ apiKey: 7 });
  // @ts-expect-error: misspelt
  new AlloyConnectivity({ apikey: "k" });
  // @ts-expect-error: no such dialect
  new AlloyConnectivity({ apiKey: "k", dialect: "both" });
  // @ts-expect-error: milliseconds are a number
  new AlloyConnectivity({ apiKey: "k", timeoutMs: "5" });
  // @ts-expect-error: headers are strings
  new AlloyConnectivity({ apiKey: "k", headers: { "x-a": 1 } });
  // @ts-expect-error: an environment is an object
  AlloyConnectivity.fromEnv("ALLOY_API_KEY=k");
  return AlloyConnectivity.fromEnv(env, { timeoutMs: 5_000 }).forUser("user");
}

export async function connects(alloy: AlloyConnectivity): Promise<Connection> {
  const since: ConnectionSnapshot = await alloy.snapshotConnections("notion");
  const initiate: InitiateOptions = { authConfigId: "a", data: { shop: "s" } };
  const started: OAuthResponse = await alloy.initiateOAuthFlow("notion", "https://a.example/cb");
  await alloy.initiateOAuthFlow("notion", new URL(started.oauthUrl), initiate);
  await alloy.initiateOAuthFlow("notion", null, { signal: AbortSignal.timeout(1_000) });
  const callback: OAuthCallback = AlloyConnectivity.parseOAuthCallback("?code=c");
  AlloyConnectivity.parseOAuthCallback(new URLSearchParams());
  AlloyConnectivity.parseOAuthCallback({ code: "c", state: ["s"] });

  const options: CallbackOptions = { since };
  const connected: CallbackResponse = await alloy.handleOAuthCallback("notion", callback.code);
  await alloy.handleOAuthCallback("notion", callback.code, started.credentialId, options);
  const wait: WaitOptions = { since, pollMs: 10, deadlineMs: 1_000 };
  await alloy.waitForConnection("notion", wait);

  const list: ListOptions = { connectorId: "notion" };
  const all: Connection[] = await alloy.listConnections(list);
  const found: Connection | null = await alloy.findConnection("notion");
  const status: OpenString<"active" | "inactive" | "expired"> | undefined = found?.status;
  // What Alloy sends beyond what is known has to be looked at first.
  const extra: unknown = all[0]?.["extra"];

  // @ts-expect-error: a connector has a name
  await alloy.initiateOAuthFlow();
  // @ts-expect-error: an id is a string
  await alloy.getConnection(7);
  // @ts-expect-error: since is a snapshot, and no time
  await alloy.handleOAuthCallback("notion", null, null, { since: Date.now() });
  // @ts-expect-error: no such option
  await alloy.listConnections({ connector: "notion" });
  // @ts-expect-error: there may be none
  found.id;
  // @ts-expect-error: a callback may carry no code
  callback.code.length;
  void [status, extra];
  return alloy.getConnection(connected.connectionId);
}

export async function acts(alloy: AlloyConnectivity, signal: AbortSignal): Promise<Page> {
  const call: CallOptions = { signal, timeoutMs: 1_000, userId: "u", headers: { "x-a": "b" } };
  const envelope = { withResponse: true } as const;
  const split: SplitParameters = { pathParams: { page_id: "p" } };
  const action: ActionOptions = { ...call, connectionId: "c", split };
  await alloy.executeAction("notion", "patch-page", undefined, action);
  const page = await alloy.executeAction<Page>("notion", "get-page", { page_id: "p" });
  same<typeof page, Page>(true);

  const enveloped = await alloy.executeAction<Page, { withResponse: true }>(
    "notion",
    "get-page",
    null,
    { withResponse: true },
  );
  same<typeof enveloped, WithResponse<Page>>(true);
  const whole = await alloy.executeAction<Page>("notion", "get-page", null, {
    withResponse: true,
    connectionId: "c",
  });
  same<typeof whole, WithResponse<Page>>(true);
  const known = await alloy.executeAction("notion", "retrieve-a-page", { page_id: "p" }, envelope);
  same<typeof known, WithResponse<NotionPage>>(true);
  const { data } = await alloy.notion().executeAction<Page>("get-page", null, envelope);
  same<typeof data, Page>(true);
  const rows = await alloy.listRecords<Page>("notion", "pages", null, envelope);
  same<typeof rows, WithResponse<Page[]>>(true);
  const created = await alloy.createRecord<Page>("notion", "pages", {}, envelope);
  same<typeof created, WithResponse<Page>>(true);
  const updated = await alloy.updateRecord<Page>("notion", "pages", "p", {}, envelope);
  same<typeof updated, WithResponse<Page>>(true);
  const bare = await alloy.updateRecord<Page>("notion", "pages", "p", {}, { timeoutMs: 1_000 });
  same<typeof bare, Page>(true);
  const unknown = await alloy.executeAction("mailgun", "a", null, envelope);
  same<typeof unknown, WithResponse<unknown>>(true);
  const listed = await alloy.listConnections({ withResponse: true });
  same<typeof listed, WithResponse<Connection[]>>(true);
  same<Result<Page, { withResponse: true }>, WithResponse<Page>>(true);
  same<Result<Page, { timeoutMs: 1 }>, Page>(true);
  const { status, attempts, requestId }: WithResponse<Connection[]> = listed;

  // @ts-expect-error: an action has a name
  await alloy.executeAction("notion");
  // @ts-expect-error: parameters are an object
  await alloy.executeAction("notion", "post-search", "plans");
  // @ts-expect-error: a controller is no signal
  await alloy.executeAction("notion", "post-search", {}, { signal: new AbortController() });
  // @ts-expect-error: not one of the four places
  await alloy.executeAction("notion", "a", null, { split: { body: {} } });
  // @ts-expect-error: the bare result has no status
  (await alloy.listConnections()).status;
  // @ts-expect-error: a page has no such member
  page.body;
  void [status, attempts, requestId];
  return page;
}

export function handles(error: unknown): number | undefined {
  if (error instanceof AlloyRateLimitError) return error.retryAfterMs;
  if (error instanceof AlloyApiError) {
    const { response, body, headers }: AlloyApiError = error;
    void [response.data, body, headers["x-request-id"]];
    return error.status;
  }
  if (error instanceof AlloyValidationError) void error.argument.length;
  if (error instanceof AlloyNetworkError) void error.request.path;
  if (error instanceof AlloyProtocolError) void error.body.length;
  if (error instanceof AlloyOAuthError) void error.errorDescription;
  if (error instanceof AlloyTimeoutError || error instanceof AlloyConfigError) void error.hint;
  if (error instanceof AlloyError) {
    if (error.code === "TIMED_OUT" || error.code === "INVALID_INPUT") void error.cause;
    // @ts-expect-error: not every error was an answer
    error.status;
    // @ts-expect-error: read only
    error.code = "mine";
    return error.attempts;
  }
  return undefined;
}

export function disposes(alloy: AlloyConnectivity): void {
  alloy.free();
  alloy[Symbol.dispose]();
}
