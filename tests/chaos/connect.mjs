import { AlloyConnectivity } from "../../pkg/node.js";
import { fetch as nodeFetch } from "../../pkg/node/index.js";
import { MAX_RETRIES } from "./scenarios.mjs";

/** @param {{ access: object } & import("./client-settings.mjs").ClientSettings} task */
export function connect({ access, timeoutMs, fetch }, observe) {
  const { url: baseUrl, apiKey, userId } = access;
  return new AlloyConnectivity({
    ...{ baseUrl, apiKey, userId, timeoutMs, observe },
    maxRetries: MAX_RETRIES,
    fetch: fetch === "node" ? nodeFetch : undefined,
  });
}
