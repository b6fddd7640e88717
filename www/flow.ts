import { AlloyConnectivity, type Dialect, type FetchLike } from "alloy-connectivity";
import { pages, type ActionNames } from "./notion-flow.js";
import type { Service } from "./service.js";
import { expect, type Step, type StepRecorder } from "./steps.js";

const CONNECTOR = "notion";
const GUIDE_NAMES: ActionNames = { read: "get-page", query: "query-database" };
const REFERENCE_NAMES: ActionNames = { read: "retrieve-a-page", query: "post-database-query" };

/** Where a flow runs, and where its user comes back to. */
export interface Setting {
  readonly service: Service;
  readonly recorder: StepRecorder;
  readonly redirectUri: string;
}

type Steps<Result = void> = AsyncGenerator<Step, Result, void>;

/**
 * The guide's flow: from a user's consent to a page that is written and read. On the sandbox once in each
 * dialect; on Alloy itself once, in whichever dialect it answers, with the connection that is there.
 */
export async function* guideFlow(setting: Setting): Steps {
  if (setting.service.sandbox) {
    yield* guidePass(setting);
    yield* referencePass(setting);
  } else yield* livePass(setting);
}

async function* guidePass(setting: Setting): Steps {
  const { recorder, redirectUri } = setting;
  using alloy = yield* makeClient(setting, "guide");

  const { oauthUrl, credentialId } = yield* recorder.step("Initiate the OAuth flow", () =>
    alloy.initiateOAuthFlow(CONNECTOR, redirectUri),
  );
  const redirect = yield* recorder.step("Give consent", () => consent(recorder.fetch, oauthUrl));
  const { code } = yield* recorder.step("Parse the callback", () => {
    const callback = AlloyConnectivity.parseOAuthCallback(redirect);
    expect(callback.code, "The redirect carries no code");
    return callback;
  });
  const { connectionId } = yield* recorder.step("Exchange the code", () =>
    alloy.handleOAuthCallback(CONNECTOR, code, credentialId),
  );
  yield* recorder.step(
    "List the connections",
    async () => {
      const connections = await alloy.listConnections();
      const isListed = connections.some(({ id }) => id === connectionId);
      expect(isListed, "The new connection is not in the list");
      return connections;
    },
    ({ length }) => `${length} ${length === 1 ? "connection" : "connections"}`,
  );
  yield* recorder.step("Get the connection", async () => {
    const connection = await alloy.getConnection(connectionId);
    expect(connection.connectorId === CONNECTOR, "It is not a connection to Notion");
  });
  yield* recorder.step("Find the connection", async () => {
    const found = await alloy.findConnection(CONNECTOR);
    expect(found?.id === connectionId, "The newest connection is not the new one");
  });
  yield* pages(recorder, alloy, connectionId, GUIDE_NAMES);
}

async function* referencePass(setting: Setting): Steps {
  const { recorder, redirectUri } = setting;
  using alloy = yield* makeClient(setting, "reference");

  const since = yield* recorder.step("Note what is connected", () =>
    alloy.snapshotConnections(CONNECTOR),
  );
  const { oauthUrl } = yield* recorder.step("Initiate the OAuth flow", () =>
    alloy.initiateOAuthFlow(CONNECTOR, redirectUri),
  );
  yield* recorder.step("Give consent", () => consent(recorder.fetch, oauthUrl));
  // This dialect exchanges no code: what is new in the list is the connection.
  const { connectionId } = yield* recorder.step("See what is new", async () => {
    const made = await alloy.handleOAuthCallback(CONNECTOR, null, null, { since });
    expect(!(made.connectionId in since.connections), "It was connected before");
    return made;
  });
  yield* pages(recorder, alloy, connectionId, REFERENCE_NAMES);
}

/** A live Alloy has the reference's names for the actions, whichever routes it answers. */
async function* livePass(setting: Setting): Steps {
  const { recorder } = setting;
  using alloy = yield* makeClient(setting, "auto");
  yield* recorder.skip("Give consent", "left out: Alloy asks its user in a browser");
  yield* recorder.step("List the connections", () => alloy.listConnections());
  const { id } = yield* recorder.step("Find the connection", async () => {
    const found = await alloy.findConnection(CONNECTOR);
    expect(found, "Notion is not connected yet: connect it by hand on the page, then run again");
    return found;
  });
  yield* recorder.step("Get the connection", () => alloy.getConnection(id));
  yield* pages(recorder, alloy, id, REFERENCE_NAMES);
}

function makeClient({ service, recorder }: Setting, dialect: Dialect): Steps<AlloyConnectivity> {
  recorder.dialect = dialect;
  return recorder.step("Make a client", () => service.client({ dialect, fetch: recorder.fetch }));
}

/** What the user does on the sandbox's consent page; gives the address to which the browser is sent then. */
async function consent(send: FetchLike, oauthUrl: string): Promise<string> {
  const answer = await send(oauthUrl, {
    method: "POST",
    headers: { accept: "application/json", "content-type": "application/x-www-form-urlencoded" },
    body: "decision=allow",
  });
  expect(answer.ok, `The consent page answered ${answer.status}`);
  const { redirectTo } = (await answer.json()) as { redirectTo: string };
  return redirectTo;
}
