// Which route a client takes, and that it remembers.
import { equal, same } from "./assert.mjs";
import { answering, recorder } from "./context.mjs";
import { connect } from "./flow.mjs";

const SEARCH = "/connectors/notion/actions/post-search";

export function* routes(context) {
  for (const server of ["guide", "both"]) {
    yield [
      `auto takes the guide's route on ${server}`,
      async () => {
        const { search, taken } = await connected(context, server);
        equal(await search(), 1, "attempts");
        equal(await search(), 1, "attempts of the second call");
        same(taken(), [`POST ${SEARCH}`, `POST ${SEARCH}`], "requests");
      },
    ];
  }
  yield ["auto finds the reference's route and keeps to it", () => keepsToTheReference(context)];
  yield ["a view for another user shares which routes there are", () => sharesWithViews(context)];
  yield ["auto remembers how connections are listed and got", () => remembersLists(context)];
  yield ["an error with a code proves a route", () => provesByError(context)];
  yield ["a missing route is one without a code", () => fallsBackWithoutCode(context)];
  yield ["what may have had an effect is not repeated", () => repeatsNoEffect(context)];

  const refusals = [
    ["guide", "reference", "AlloyApiError", 405, [`POST ${SEARCH}`]],
    ["reference", "guide", "AlloyNotFoundError", 404, [`GET ${SEARCH}`, `POST ${SEARCH}/execute`]],
  ];
  for (const [dialect, server, className, status, taken] of refusals) {
    yield [
      `${dialect} keeps to its own routes on ${server}`,
      async () => {
        const { fetch, routes } = recorder();
        const alloy = context.inSandbox(server, { dialect, fetch, connectionId: "c" });
        await context.rejects(() => alloy.executeAction("notion", "post-search"), className, {
          status,
          attempts: taken.length,
        });
        same(routes(context.world.sandboxes[server].url), taken, "requests");
      },
    ];
  }
}

/** A connected client in auto, and a record of the routes that it takes from then on. */
async function connected(context, server) {
  const { fetch, requests, routes } = recorder();
  const alloy = context.inSandbox(server, { fetch });
  const { connectionId } = await connect(context, alloy, "notion");
  requests.length = 0;
  const search = async () => {
    const options = { connectionId, withResponse: true };
    const { attempts } = await alloy.executeAction(
      "notion",
      "post-search",
      { query: "x" },
      options,
    );
    return attempts;
  };
  const { url } = context.world.sandboxes[server];
  return { alloy, connectionId, search, requests, taken: () => routes(url) };
}

async function keepsToTheReference(context) {
  const { search, taken } = await connected(context, "reference");
  equal(await search(), 3, "attempts: the guide's route, the schema, the reference's route");
  const first = [`POST ${SEARCH}`, `GET ${SEARCH}`, `POST ${SEARCH}/execute`];
  same(taken(), first, "requests");
  equal(await search(), 1, "attempts of the second call");
  same(taken(), [...first, `POST ${SEARCH}/execute`], "requests of both calls");
}

async function sharesWithViews(context) {
  const { alloy, connectionId, search } = await connected(context, "reference");
  await search();
  const view = alloy.forUser(context.takeUser("reference"));
  await context.rejects(
    () => view.executeAction("notion", "post-search", { query: "x" }, { connectionId }),
    "AlloyBadRequestError",
    // What is remembered of an action is each user's own.
    { attempts: 2, path: `${SEARCH}/execute` },
  );
}

async function remembersLists(context) {
  for (const server of ["guide", "reference", "both"]) {
    const { alloy, connectionId } = await connected(context, server);
    const attempts = async () => [
      (await alloy.listConnections({ withResponse: true })).attempts,
      (await alloy.getConnection(connectionId, { withResponse: true })).attempts,
      (await alloy.findConnection("notion", { withResponse: true })).attempts,
    ];
    await attempts();
    same(await attempts(), [1, 1, 1], `attempts on ${server}, the second time`);
  }
}

async function provesByError(context) {
  const { fetch, requests } = recorder();
  const alloy = context.inSandbox("both", { fetch, connectionId: "c" });
  const search = () => alloy.executeAction("notion", "post-search", { query: "x" });
  await context.rejects(search, "AlloyBadRequestError", { code: "INVALID_INPUT" });
  equal(requests.length, 1, "requests");

  const missing = recorder(
    answering({ error: { code: "NOT_FOUND", message: "no" } }, { status: 404 }),
  );
  const other = context.faulty("unused", { dialect: "auto", fetch: missing.fetch });
  await context.rejects(() => other.executeAction("notion", "gone"), "AlloyNotFoundError");
  equal(missing.requests.length, 1, "requests where the action is missing, and not the route");
}

async function fallsBackWithoutCode(context) {
  const alloy = context.faulty("plain/404", { dialect: "auto" });
  await context.rejects(() => alloy.executeAction("notion", "a", { x: 1 }), "AlloyNotFoundError", {
    ...{ code: "HTTP_404", attempts: 3 },
    ...{ method: "POST", path: "/connectors/notion/actions/a/execute" },
  });
}

async function repeatsNoEffect(context) {
  for (const fault of ["plain/500", "plain/400", "reset", "html"]) {
    const { fetch, requests } = recorder();
    const alloy = context.faulty(fault, { dialect: "auto", fetch });
    const outcome = await alloy.executeAction("notion", "post-page", {}).catch((error) => error);
    equal(outcome instanceof context.sdk.AlloyError, true, `${fault} is an error`);
    equal(requests.length, 1, `requests at ${fault}`);
  }
}
