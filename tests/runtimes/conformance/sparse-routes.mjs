// Where the route that is asked for first is missing, another one is found, and kept to.
import { equal, same } from "./assert.mjs";
import { recorder } from "./context.mjs";
import { connect } from "./flow.mjs";

const OF_USER = "GET /users/{userId}/credentials";
const OF_ALL = "GET /credentials";
const OF_USER_OLDER = "GET /credentials/users/{userId}";

const LISTS = [
  ["guide", "sparse guide", [OF_USER, OF_ALL]],
  ["auto", "sparse guide", [OF_USER, OF_ALL]],
  ["reference", "sparse reference", [OF_USER, OF_USER_OLDER]],
  ["auto", "sparse reference", [OF_USER, OF_ALL, OF_USER_OLDER]],
];

const DELETES = [
  "DELETE /users/{userId}/credentials/{credentialId}",
  "DELETE /connectors/slack/credentials/{credentialId}",
];

export function* sparseRoutes(context) {
  for (const [dialect, server, routes] of LISTS) {
    yield [
      `connections, ${dialect} on ${server}`,
      () => listsConnections(context, dialect, server, routes),
    ];
    yield [`deleting, ${dialect} on ${server}`, () => deletesConnections(context, dialect, server)];
  }
}

async function listsConnections(context, dialect, server, expected) {
  const userId = context.takeUser(server);
  const { fetch, requests, routes } = recorder();
  const alloy = context.inSandbox(server, { dialect, userId, fetch });
  const { connectionId } = await connect(context, alloy, "notion");
  // Not every list is of one user alone.
  await connect(context, context.inSandbox(server, { dialect }), "notion");

  const { url } = context.world.sandboxes[server];
  const list = async () => {
    requests.length = 0;
    const ids = (await alloy.listConnections()).map(({ id }) => id);
    same(ids, [connectionId], "the user's own");
    return routes(url).map((route) => route.replace(userId, "{userId}"));
  };
  same(await list(), expected, "requests");
  same(await list(), expected.slice(-1), "requests of the second call");
  equal((await alloy.findConnection("notion")).id, connectionId, "the connection found");
}

async function deletesConnections(context, dialect, server) {
  const userId = context.takeUser(server);
  const { fetch, requests, routes } = recorder();
  const alloy = context.inSandbox(server, { dialect, userId, fetch });
  const { url } = context.world.sandboxes[server];
  const remove = async () => {
    const { connectionId } = await connect(context, alloy, "slack");
    requests.length = 0;
    await alloy.deleteConnection(connectionId, { connectorId: "slack" });
    const names = { [userId]: "{userId}", [connectionId]: "{credentialId}" };
    return routes(url).map((route) => route.replace(/[0-9a-f]{24}/g, (id) => names[id]));
  };
  same(await remove(), DELETES, "requests");
  same(await remove(), DELETES.slice(-1), "requests of the second call");
  same(await alloy.listConnections(), [], "what is left");
}
