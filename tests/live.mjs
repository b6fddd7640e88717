// `npm run live`: reads from Alloy itself, with the key in the environment. It leaves nothing there but an OAuth flow
// that nobody goes through with.
import { Failure, step } from "../scripts/progress.mjs";
import { build } from "../scripts/build.mjs";

if (!process.env.ALLOY_API_KEY) {
  throw new Failure(
    "Set ALLOY_API_KEY (and ALLOY_USER_ID, where it is not the key's owner) to run against Alloy itself.",
  );
}
await build();
const { AlloyConnectivity } = await import("../pkg/node.js");
const alloy = AlloyConnectivity.fromEnv(process.env, {
  userId: process.env.ALLOY_USER_ID ?? null,
});

const ask = (name, call) =>
  step(name, (report) => {
    report("asking Alloy");
    return call();
  });

const connections = await ask("list connections", () => alloy.listConnections());
for (const { id, connectorId, createdAt } of connections)
  console.log(`  ${connectorId} ${id} ${createdAt}`);

const begun = await ask("begin an OAuth flow", () =>
  alloy.initiateOAuthFlow("notion", "http://localhost:3000/oauth/callback"),
);
console.log(`  consent is asked for on ${new URL(begun.oauthUrl).origin}`);

const notion = connections.find(({ connectorId }) => connectorId === "notion");
if (notion === undefined) {
  console.log(
    "There is no Notion connection, so no action was executed: connect one, and run again.",
  );
} else {
  const connection = { connectionId: notion.id };
  const one = await ask("get the Notion connection", () => alloy.getConnection(notion.id));
  console.log(`  ${one.name ?? one.id}`);
  const found = await ask("search Notion", () =>
    alloy.executeAction("notion", "post-search", { page_size: 1 }, connection),
  );
  console.log(`  ${found?.results?.length ?? 0} of the first page`);
}
