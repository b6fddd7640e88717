// The yardstick: the least that a client in plain JavaScript can do and still end a call that takes
// too long, body included, or that its caller gives up.
import { CONNECTION, KEY, alloyHeaders } from "../request.mjs";

class PlainClient {
  #origin;
  #credentialId;
  #headers;
  #timeoutMs;

  constructor({ baseUrl, apiKey, connectionId, timeoutMs = 30_000 }) {
    this.#origin = baseUrl;
    this.#credentialId = connectionId;
    this.#timeoutMs = timeoutMs;
    this.#headers = alloyHeaders(apiKey);
  }

  async executeAction(connectorId, actionId, parameters = {}, { signal } = {}) {
    const controller = new AbortController();
    const abort = () => controller.abort(signal.reason);
    const timer = setTimeout(() => controller.abort(new Error("timed out")), this.#timeoutMs);
    signal?.addEventListener("abort", abort);
    try {
      const path = `/connectors/${encodeURIComponent(connectorId)}/actions/${encodeURIComponent(actionId)}`;
      const response = await fetch(this.#origin + path, {
        method: "POST",
        headers: this.#headers,
        redirect: "manual",
        body: JSON.stringify({ credentialId: this.#credentialId, parameters }),
        signal: controller.signal,
      });
      const text = await response.text();
      if (!response.ok) throw new Error(`${response.status}: ${text}`);
      return JSON.parse(text);
    } finally {
      clearTimeout(timer);
      signal?.removeEventListener("abort", abort);
    }
  }
}

export default function connect({ origin, key = KEY }) {
  const client = new PlainClient({ baseUrl: origin, apiKey: key, connectionId: CONNECTION });
  return { act: (action, parameters) => client.executeAction("notion", action, parameters) };
}
