// This package, with its default options: timer and abort in place.
import { AlloyConnectivity } from "../../pkg/node.js";

export default function alloy(origin) {
  const client = new AlloyConnectivity({
    baseUrl: origin,
    apiKey: "bench-key-0000",
    userId: "bench-user",
    connectionId: "bench-connection",
    dialect: "guide",
  });
  return (action, parameters) => client.executeAction("notion", action, parameters);
}
