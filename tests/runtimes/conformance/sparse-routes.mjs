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

export function* sparseRoutes(context) {
  for (const [dialect, server, routes] of LISTS) {
    yield [
      `connections, ${dialect} on ${server}`,
      () => listsConnections(context, dialect, server, routes),
    ];
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
