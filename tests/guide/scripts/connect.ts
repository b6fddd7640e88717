// Connects Notion: waits on a port of its own for the user to come back, and says which connection
// it has become.
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { AlloyOAuthFlow } from "alloy-connectivity/guide";

const flow = new AlloyOAuthFlow();
let credentialId: string | undefined;

const server = createServer(async (request, response) => {
  const { pathname, searchParams } = new URL(request.url ?? "/", "http://localhost");
  if (pathname !== "/oauth/callback") return void response.writeHead(404).end();
  const answer = (status: number, text: string) =>
    response.writeHead(status, { "content-type": "text/plain", connection: "close" }).end(text);

  const refused = searchParams.get("error");
  if (refused) {
    console.error(`Refused: ${refused}`);
    answer(400, `Not connected: ${refused}`);
  } else {
    try {
      // The guide's redirect has a code. The reference's has none, and then there is one to be had
      // from the flow: the connection that is new since it began.
      const code = searchParams.get("code");
      const { connectionId } = await flow.handleOAuthCallback("notion", code, credentialId);
      console.log(`CONNECTION_ID=${connectionId}`);
      answer(200, `Connected: ${connectionId}`);
    } catch (error: any) {
      console.error(`Callback failed: ${error.message}`);
      answer(500, error.message);
    }
  }
  server.close();
});

server.listen(0, "127.0.0.1", async () => {
  const { port } = server.address() as AddressInfo;
  try {
    const redirectUri = `http://127.0.0.1:${port}/oauth/callback`;
    const begun = await flow.initiateOAuthFlow("notion", redirectUri);
    credentialId = begun.credentialId;
    console.log(`Open ${begun.oauthUrl}`);
  } catch (error: any) {
    console.error(`Not begun: ${error.message}`);
    process.exit(1);
  }
});
