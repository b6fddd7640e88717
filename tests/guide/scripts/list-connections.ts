// Lists what the user has connected, and says which connection to Notion to take.
import { AlloyOAuthFlow } from "alloy-connectivity/guide";

try {
  const connections = await new AlloyOAuthFlow().listConnections();
  console.log(`${connections.length} connected`);
  for (const connection of connections) {
    const { id, name, type, connectorId, createdAt } = connection;
    console.log([id, name ?? "unnamed", type, connectorId, createdAt].join(" | "));
  }
  const [first] = connections.filter(({ connectorId }) => connectorId === "notion");
  if (first) console.log(`CONNECTION_ID=${first.id}`);
} catch (error: any) {
  console.error(`failed: ${error.message}`);
  if (error.response?.data) console.error(JSON.stringify(error.response.data));
  process.exit(1);
}
