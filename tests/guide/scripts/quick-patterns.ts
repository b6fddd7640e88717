// The quick reference's patterns: a result in place of an exception, and connections looked up once.
import { AlloyOAuthFlow, getConfig, NotionClient } from "alloy-connectivity/guide";

async function settled<T>(call: () => Promise<T>) {
  try {
    return { success: true, data: await call() };
  } catch (error: any) {
    if (!error.response) return { success: false, error: error.message };
    const { status, data } = error.response;
    return { success: false, error: data?.error?.message || error.message, status };
  }
}

const flow = new AlloyOAuthFlow();
const known = new Map<string, string>();

async function connectionIdOf(connectorId: string): Promise<string | null> {
  const cached = known.get(connectorId);
  if (cached) return cached;
  const connections = await flow.listConnections();
  const found = connections.find((connection) => connection.connectorId === connectorId);
  if (found) known.set(connectorId, found.id);
  return found?.id ?? null;
}

const first = await connectionIdOf("notion");
console.log(first === (await connectionIdOf("notion")), await connectionIdOf("nothing"));

const config = getConfig();
const found = await settled(() => new NotionClient(config, first).searchPages());
console.log(JSON.stringify({ ...found, data: found.data?.length }));
const gone = new NotionClient(config, "0".repeat(24));
console.log(JSON.stringify(await settled(() => gone.searchPages())));
const unset = new NotionClient(config, undefined);
console.log(JSON.stringify(await settled(() => unset.searchPages())));
