// The sandbox, served over HTTP by a process of its own: `node sandbox-process.mjs <settings as
// JSON>`. It says how to reach it, and, whenever it is sent a message, what happened.
import { AlloyConnectivity } from "../../pkg/node.js";
import { createSandbox } from "../../pkg/sandbox/index.js";
import { serve } from "../../pkg/sandbox/node.js";
import { digest } from "./digest.mjs";
import { RATES } from "./scenarios.mjs";

const { seed, retryAfter, journalLimit } = JSON.parse(process.argv[2]);
const sandbox = createSandbox({ seed, journalLimit });
const { apiKey, userId } = sandbox;
const alloy = new AlloyConnectivity({ apiKey, userId, fetch: sandbox.fetch });

async function connect(connectorId) {
  const { oauthUrl, credentialId } = await alloy.initiateOAuthFlow(
    connectorId,
    "https://app.example/oauth/callback",
  );
  const { code } = AlloyConnectivity.parseOAuthCallback(await sandbox.consent(oauthUrl));
  const { connectionId } = await alloy.handleOAuthCallback(connectorId, code, credentialId);
  return connectionId;
}

const connections = { slack: await connect("slack"), notion: await connect("notion") };
sandbox.journal.clear();
sandbox.faults.random({ seed, rates: RATES, retryAfter });
const { url } = await serve(sandbox);

process.on("message", () => process.send(digest(sandbox.journal)));
process.on("disconnect", () => process.exit());
process.send({ url, apiKey, userId, connections });
