// A consumer of what is about one thing each: the catalogue, credentials, records, users, files.
import { AlloyConnectivity, AlloyError } from "alloy-connectivity";
import type {
  ActionDetails,
  ActionSummary,
  AlloyAmbiguityEvent,
  AlloyCache,
  AlloyEvent,
  AlloyFallbackEvent,
  AlloyRequestEvent,
  AlloyResponseEvent,
  AlloyRetryEvent,
  AlloyWaitEvent,
  Connector,
  Contact,
  CreatedCredential,
  CredentialMetadata,
  DataRecord,
  Page,
  Resource,
  StoredFile,
  UploadedFile,
  User,
  UserToken,
  Verification,
  WithResponse,
} from "alloy-connectivity";

type Same<A, B> =
  (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
const same = <A, B>(answer: Same<A, B>): boolean => answer;

/** As Cloudflare's types declare a KV namespace, in the parts that count here. */
interface Namespace {
  get(key: string, options?: { type?: undefined; cacheTtl?: number }): Promise<string | null>;
  get(key: string, type: "text"): Promise<string | null>;
  get<Value = unknown>(key: string, type: "json"): Promise<Value | null>;
  put(
    key: string,
    value: string | ArrayBuffer | ArrayBufferView,
    options?: { expiration?: number; expirationTtl?: number; metadata?: unknown },
  ): Promise<void>;
  delete(key: string): Promise<void>;
}

export function caches(namespace: Namespace): AlloyConnectivity {
  const own: AlloyCache = { get: () => null, put() {}, delete() {} };
  new AlloyConnectivity({ apiKey: "k", cache: new Map() });
  new AlloyConnectivity({ apiKey: "k", cache: new Map<string, unknown>([["a", 1]]) });
  new AlloyConnectivity({ apiKey: "k", cache: own });
  // @ts-expect-error: not every map's keys are strings
  new AlloyConnectivity({ apiKey: "k", cache: new Map<number, unknown>() });
  // @ts-expect-error: a cache forgets, too
  new AlloyConnectivity({ apiKey: "k", cache: { get: () => null, put() {} } });
  return new AlloyConnectivity({ apiKey: "k", cache: namespace });
}

export async function looksUp(alloy: AlloyConnectivity): Promise<ActionDetails> {
  const connectors: Connector[] = await alloy.listConnectors();
  const { name, category = [], icon }: Connector = await alloy.getConnector("notion");
  const resources: Resource[] = await alloy.listResources("any other");
  const actions: ActionSummary[] = await alloy.listActions("notion", { userId: "u" });
  const listed = await alloy.listActions("notion", { withResponse: true });
  same<typeof listed, WithResponse<ActionSummary[]>>(true);
  const action = await alloy.getAction("notion", "post-search");
  const required: string[] = action.requestBody?.required ?? [];
  const inPath = action.parameters?.filter((parameter) => parameter.in === "path");

  // @ts-expect-error: an action has a connector
  await alloy.getAction("post-search");
  // @ts-expect-error: what is not known has to be looked at first
  action.responses.length;
  void [connectors, name, category, icon, resources, actions, required, inPath];
  return action;
}

export async function authenticates(alloy: AlloyConnectivity): Promise<string | null> {
  const metadata: CredentialMetadata[] = await alloy.getCredentialMetadata("acme");
  void metadata[0]?.inputSchema?.properties?.["data"]?.required?.length;
  const created: CreatedCredential = await alloy.createCredential("acme", {
    authenticationType: "apiKey",
    data: { apiKey: "k" },
  });
  await alloy.handleOAuthCallback("notion", new URL("https://a.example/cb?code=c"));
  await alloy.handleOAuthCallback("notion", AlloyConnectivity.parseOAuthCallback("?code=c"));
  await alloy.handleOAuthCallback("notion", { code: "c", state: ["s"] }, null);
  // @ts-expect-error: a type of authentication is needed
  await alloy.createCredential("acme", { data: {} });
  // @ts-expect-error: there may be none
  created.connectionId.length;
  if (created.oauthUrl !== undefined) return created.oauthUrl;
  const connectionId: string = created.connectionId;

  const verified: Verification = await alloy.verifyConnection(connectionId);
  if (verified.ok) void (verified.probed ? verified.connection.id : verified.why.length);
  else if (verified.reason === "expired") throw verified.error;
  // @ts-expect-error: it may have failed
  verified.connection;
  // @ts-expect-error: it gives no bare result
  await alloy.verifyConnection(connectionId, { withResponse: true });
  const gone: void = await alloy.deleteConnection(connectionId, { connectorId: "acme" });
  const answered = await alloy.deleteConnection(connectionId, { withResponse: true });
  same<typeof answered, WithResponse<void>>(true);
  void gone;
  return null;
}

export async function records(alloy: AlloyConnectivity): Promise<void> {
  const bare = await alloy.listRecords("notion", "pages", {
    limit: 10,
    tags: ["a", "b"],
    of: undefined,
  });
  same<typeof bare, DataRecord[]>(true);
  const pages = await alloy.listRecords<Page>("notion", "pages");
  same<typeof pages, Page[]>(true);
  const created = await alloy.createRecord<Page>("notion", "pages", { title: "Plans" });
  const changes: Partial<Page> = { title: "Plans, changed" };
  const changed = await alloy.updateRecord("notion", "pages", created.id, changes, {
    withResponse: true,
  });
  same<typeof changed, WithResponse<DataRecord>>(true);
  // @ts-expect-error: what it is assigned to says nothing of what it is
  const guess: Page = await alloy.createRecord("notion", "pages", {});
  // @ts-expect-error: a record is an object
  await alloy.createRecord("notion", "pages", "Plans");

  const { data, contacts } = await alloy.CRM.listContacts({ remoteCreatedAtMin: "2025-01-01" });
  same<typeof data, Contact[]>(true);
  const { contact } = await alloy.CRM.createContact({ lastName: "Lovelace" });
  await alloy.CRM.createContact({ title: "Plans", content: "To do" }, { connectionId: "c" });
  const answer = await alloy.CRM.updateContact(contact.id, {}, { withResponse: true });
  void [guess, contacts.length, answer.data.contact.lastName, answer.status];
  // @ts-expect-error: it is the client's own
  alloy.CRM = alloy.CRM;
}

export async function people(alloy: AlloyConnectivity): Promise<readonly User[]> {
  const { userId }: User = await alloy.ensureUser({ username: "ada", fullName: "Ada Lovelace" });
  await alloy.updateUser(userId, { fullName: "Ada King" });
  const found = await alloy.getUser("ada", { withResponse: true });
  same<typeof found, WithResponse<User>>(true);
  const { token, expiresAt }: UserToken = await alloy.createUserToken(userId);
  await alloy.deleteUser(userId);
  // @ts-expect-error: a user has a name
  await alloy.createUser({ fullName: "Ada Lovelace" });
  void [token.length, expiresAt?.length, await alloy.listUsers()];
  try {
    return await alloy.createUsers([{ username: "ada" }, { username: "grace" }]);
  } catch (error) {
    return error instanceof AlloyError ? (error.created ?? []) : [];
  }
}

export async function files(alloy: AlloyConnectivity, blob: Blob): Promise<StoredFile[]> {
  const file = { filename: "plan.txt", mimeType: "text/plain" };
  const { s3Key, existing }: UploadedFile = await alloy.uploadFile(new Uint8Array(3), file);
  await alloy.uploadFile(new ArrayBuffer(3), file);
  await alloy.uploadFile(blob, file, { timeoutMs: 60_000 });
  await alloy.uploadFile(Object.assign(blob, { name: "plan.txt" }));
  // @ts-expect-error: bytes, and no text
  await alloy.uploadFile("plan", file);
  // @ts-expect-error: what is in it must be said
  await alloy.uploadFile(blob, { filename: "plan.txt" });
  await alloy.deleteFile(s3Key);
  void existing;
  return alloy.listFiles();
}

/** What handles one kind of event can be written down by itself. */
export function observes(say: (...words: unknown[]) => void): AlloyConnectivity {
  const ends = {
    request: ({ call, traceparent }: AlloyRequestEvent) => say(call, traceparent?.length),
    response: ({ ms, status = 0, code }: AlloyResponseEvent) => say(ms, status, code?.length),
    retry: ({ attempt, ms, status }: AlloyRetryEvent) => say(attempt, ms, status),
  };
  const waits = ({ ms, reason }: AlloyWaitEvent): void => say(ms, reason === "rate_limit");
  const turns = (event: AlloyFallbackEvent | AlloyAmbiguityEvent): void => say(event.route);
  function observe(event: AlloyEvent): void {
    if (event.type === "request") ends.request(event);
    else if (event.type === "response") ends.response(event);
    else if (event.type === "retry") ends.retry(event);
    else if (event.type === "wait") waits(event);
    else if (event.type === "fallback" || event.type === "ambiguity") turns(event);
    else same<typeof event, never>(true);
    // @ts-expect-error: not every event has a duration
    event.ms;
  }
  return new AlloyConnectivity({ apiKey: "k", observe });
}
