// This package, with its default options: time-out, abort and retries in place.
import { AlloyConnectivity } from "../../pkg/node.js";
import { CONNECTION, KEY, USER } from "../request.mjs";

export default function connect({ origin, key = KEY, ...options }) {
  const client = new AlloyConnectivity({
    baseUrl: origin,
    apiKey: key,
    userId: USER,
    connectionId: CONNECTION,
    dialect: "guide",
    ...options,
  });
  return {
    act: (action, parameters, signal) =>
      client.executeAction("notion", action, parameters, signal && { signal }),
    list: (signal) => client.listConnections(signal && { signal }),
  };
}
