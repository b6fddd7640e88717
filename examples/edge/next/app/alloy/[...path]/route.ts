// Next's edge route for everything below /alloy.
import { AlloyConnectivity } from "alloy-connectivity";
import { createAlloyHandler } from "alloy-connectivity/worker";
import { redis } from "../../../redis.ts";

export const runtime = "edge";

const alloy = createAlloyHandler({
  client: AlloyConnectivity.fromEnv(process.env, { userId: null }), // users come per request
  publicOrigin: process.env.PUBLIC_ORIGIN,
  stateKeys: [process.env.ALLOY_STATE_KEY ?? ""],
  connectors: ["notion", "slack"],
  // Edge functions run in many places at once and share no memory: what is used once, Redis must say.
  store: {
    async useOnce(id, expiresAtMs) {
      return (await redis("SET", `alloy:${id}`, "1", "NX", "PXAT", expiresAtMs)) === "OK";
    },
  },
  // Whose session is it? Here sessions are in Redis too, under the random id that the cookie holds.
  async authenticate(request) {
    const cookie = request.headers.get("cookie") ?? "";
    const session = /(?:^|; *)session=([\w-]{22,128})(?:;|$)/.exec(cookie)?.[1];
    const userId = session && (await redis("GET", `session:${session}`));
    return userId ? { userId } : null;
  },
});

// Next's second argument is the route's parameters, not an environment: it stops here.
const answer = (request: Request) => alloy(request);
export { answer as GET, answer as POST, answer as DELETE, answer as OPTIONS };
