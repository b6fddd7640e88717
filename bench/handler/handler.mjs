// The handler as an app sets it up. Runs inside workerd.
import { AlloyConnectivity } from "alloy-connectivity";
import { createAlloyHandler } from "alloy-connectivity/worker";
import { KEY } from "../request.mjs";

// No flow is begun or ended here: nobody asks it.
const store = { useOnce: () => false };

export const handler = (upstream) => ({
  fetch: createAlloyHandler({
    client: new AlloyConnectivity({ apiKey: KEY, baseUrl: upstream }),
    publicOrigin: "https://app.example",
    stateKeys: ["0123456789abcdef0123456789abcdef"],
    connectors: ["notion"],
    store,
    authenticate({ headers }) {
      const userId = headers.get("x-session");
      return userId ? { userId } : null;
    },
  }),
});
